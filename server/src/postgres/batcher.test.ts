import { describe, expect, it } from "vitest";
import { createBatcher } from "./batcher.js";

/** A batcher over work that ends when it is told to. */
function setUp() {
  const batches: number[][] = [];
  const ends: ((failure?: Error) => void)[] = [];
  const add = createBatcher(async (items: readonly number[]) => {
    batches.push([...items]);
    await new Promise<void>((resolve, reject) => {
      ends.push((failure) => (failure === undefined ? resolve() : reject(failure)));
    });
    return items.map((item) => item * 10);
  }, 4);
  return { add, batches, ends };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

describe("a batcher", () => {
  it("sends what comes in one turn together, and a lone item at once", async () => {
    const { add, batches, ends } = setUp();
    const outs = Promise.all([1, 2].map(add));
    await settle();
    expect(batches).toEqual([[1, 2]]);
    ends[0]?.();
    expect(await outs).toEqual([10, 20]);
    const lone = add(3);
    await settle();
    ends[1]?.();
    expect(await lone).toBe(30);
  });

  it("runs one batch at a time; what comes meanwhile goes together next, no more than fit", async () => {
    const { add, batches, ends } = setUp();
    const first = add(1);
    await settle();
    const rest = Promise.all([2, 3, 4, 5, 6].map(add));
    await settle();
    expect(batches).toEqual([[1]]);
    ends[0]?.();
    await settle();
    expect(batches).toEqual([[1], [2, 3, 4, 5]]);
    ends[1]?.();
    await settle();
    ends[2]?.();
    expect(batches[2]).toEqual([6]);
    expect([await first, ...(await rest)]).toEqual([10, 20, 30, 40, 50, 60]);
  });

  it("tells a failure to the batch that failed alone, and goes on", async () => {
    const { add, ends } = setUp();
    const failing = [1, 2].map((item) => add(item).catch((error: Error) => error.message));
    await settle();
    const next = add(3);
    ends[0]?.(new Error("the server went away"));
    expect(await Promise.all(failing)).toEqual(["the server went away", "the server went away"]);
    await settle();
    ends[1]?.();
    expect(await next).toBe(30);
  });
});

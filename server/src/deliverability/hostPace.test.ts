import { describe, expect, it } from "vitest";
import { HostPace } from "./hostPace.js";

const talks = async () => true;

describe("the pace of conversations", () => {
  it("is one every two seconds with a host", async () => {
    let now = 0;
    const pace = new HostPace(() => now);
    expect([await pace.hold("a", talks), await pace.hold("a", talks), await pace.hold("b", talks)]).toEqual([
      true,
      false,
      true,
    ]);
    now = 2000;
    expect(await pace.hold("a", talks)).toBe(true);
  });

  it("leaves a host alone for ten minutes that would not talk", async () => {
    let now = 0;
    const pace = new HostPace(() => now);
    await pace.hold("a", async () => false);
    now = 599_999;
    expect(await pace.hold("a", talks)).toBe(false);
    now = 600_000;
    expect(await pace.hold("a", talks)).toBe(true);
  });

  it("holds one at a time with a host, and twenty with all together", async () => {
    let now = 0;
    const pace = new HostPace(() => now);
    let end = (_: boolean) => {};
    const long = new Promise<boolean>((resolve) => {
      end = resolve;
    });
    const held = Array.from({ length: 20 }, (_, at) => pace.hold(`host${at}`, () => long));
    now = 10_000;
    expect([await pace.hold("host0", talks), await pace.hold("another", talks)]).toEqual([false, false]);
    end(true);
    expect(await Promise.all(held)).toEqual(held.map(() => true));
    expect(await pace.hold("another", talks)).toBe(true);
  });
});

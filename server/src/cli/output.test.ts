import { expect, it } from "vitest";
import { Pace } from "./output.js";

it("the pace is that of the phase, and tells how long the rest takes; nothing before there is any", () => {
  let now = 0;
  const pace = new Pace(() => now);
  const at = (milliseconds: number, phase: string, done: number, total?: number) => {
    now = milliseconds;
    return pace.of({ phase, done, ...(total === undefined ? {} : { total }) });
  };
  expect(at(0, "reading", 0, 10_000)).toBe("");
  expect(at(500, "reading", 500, 10_000)).toBe("");
  expect(at(2_000, "reading", 2_000, 10_000)).toBe(", 1000/s, 8 s left");
  expect(at(4_000, "reading", 2_000, 1_000_000)).toBe(", 500/s, 34 min left");
  expect(at(5_000, "storing", 100)).toBe("");
  expect(at(7_000, "storing", 300)).toBe(", 100/s");
  expect(at(8_000, "storing", 300, 300)).toBe(", 67/s");
});

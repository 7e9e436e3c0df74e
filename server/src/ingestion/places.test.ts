import { expect, it } from "vitest";
import { Places } from "./places.js";

it("tells the line of each record, and its file where the source is of several", () => {
  const places = new Places();
  places.add({ line: 2 });
  for (const [file, line] of [
    ["a.csv", 2],
    ["a.csv", 4],
    ["b.csv", 2],
    ["a.csv", 9],
  ] as const)
    places.add({ file, line });
  expect([0, 1, 2, 3, 4].map((order) => places.of(order))).toEqual([
    { line: 2 },
    { file: "a.csv", line: 2 },
    { file: "a.csv", line: 4 },
    { file: "b.csv", line: 2 },
    { file: "a.csv", line: 9 },
  ]);
});

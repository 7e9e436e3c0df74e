import { personalFields } from "@vouch/contract";
import { describe, expect, it } from "vitest";
import { createLog } from "./log.js";

function linesOf(...entries: Readonly<Record<string, unknown>>[]): string[] {
  const lines: string[] = [];
  const log = createLog((line) => lines.push(line));
  for (const entry of entries) log(entry);
  return lines;
}

describe("a log", () => {
  it("is a line of JSON for each entry, with its time", () => {
    const [line, ...others] = linesOf({ level: "info", text: "a\nb" });
    expect(others).toEqual([]);
    expect(line).toMatch(/^[^\n]+\n$/);
    expect(JSON.parse(line ?? "")).toEqual({ time: expect.any(String), level: "info", text: "a\nb" });
  });

  it.each([...personalFields()])("blots out %s, wherever it lies", (name) => {
    const marker = "Quillfeather";
    const [line] = linesOf({
      [name]: marker,
      body: { [name]: [marker] },
      list: [{ deep: { [name]: { x: marker } } }],
    });
    expect(line).not.toContain(marker);
    expect(line).toContain("[personal]");
  });
});

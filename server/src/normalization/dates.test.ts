import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { orderOfDate, parseDate } from "./dates.js";

const NOW = Date.UTC(2026, 5, 1);

describe("a date", () => {
  it.each([
    ["2024-03-05", "2024-03-05"],
    ["2024-03-05T10:00:00Z", "2024-03-05"],
    ["2024/3/5", "2024-03-05"],
    ["2024-03", "2024-03-01"],
    ["2024", "2024-01-01"],
    ["05.03.2024", "2024-03-05"],
    ["5/5/2024", "2024-05-05"],
    ["25-3-2024", "2024-03-25"],
    ["25/3/2024", "2024-03-25"],
    ["3/25/24", "2024-03-25"],
    ["05 Mar 2024", "2024-03-05"],
    ["Mar 5, 2024", "2024-03-05"],
    ["March 2024", "2024-03-01"],
    ["1709600000", "2024-03-05"],
    ["1709600000000", "2024-03-05"],
  ])("%s is %s", (text, date) => {
    expect(parseDate(text, NOW)).toBe(date);
  });

  it.each([
    "",
    "yesterday",
    "3/5/2024",
    "5-3-2024",
    "2024-02-30",
    "31.13.2024",
    "2031-01-01",
    "1901-01-01",
    "99999999999999",
    "0000-00-00",
    "12",
  ])("%j is none", (text) => {
    expect(parseDate(text, NOW)).toBeNull();
  });

  it("is read the same again, and no text makes it fail", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
        ),
        (text) => {
          const once = parseDate(text, NOW);
          return once === null || parseDate(once, NOW) === once;
        },
      ),
    );
  });
});

describe("day and month", () => {
  it("that may stand in either order are read in that of their source, and in no other", () => {
    expect(parseDate("3/5/2024", NOW, "mdy")).toBe("2024-03-05");
    expect(parseDate("3/5/2024", NOW, "dmy")).toBe("2024-05-03");
    expect(parseDate("25/3/2024", NOW, "mdy")).toBe("2024-03-25");
  });

  it.each([
    ["3/5/2024", "either"],
    ["3-5-24", "either"],
    ["13/5/2024", "dmy"],
    ["3/25/2024", "mdy"],
    ["3.5.2024", "dmy"],
    ["5/5/2024", null],
    ["2024-03-05", null],
    ["5 May 2024", null],
  ] as const)("of %s stand in order: %s", (text, order) => {
    expect(orderOfDate(text)).toBe(order);
  });
});

import { describe, expect, it } from "vitest";
import { meets } from "./searchCondition.js";
import { placeCondition, searchPlace } from "./searchPlaces.js";
import { termOf } from "./searchTerms.js";

function isFound(location: string, asked: string): boolean {
  const { names, country } = searchPlace(location);
  const terms = names.map((name) => termOf("l", name));
  const condition = placeCondition(asked);
  if (condition === undefined) throw new Error("no place");
  return meets(new Set(country === null ? terms : [...terms, termOf("n", country)]), condition);
}

describe("a place", () => {
  it.each([
    [
      "San Francisco, CA, USA",
      ["San Francisco", "SF", "California", "CA", "USA", "San Francisco, CA", "San Francisco California"],
    ],
    ["San Francisco, CA", ["United States", "california, usa"]],
    ["München, Bayern, Germany", ["Munich", "Bavaria", "Deutschland", "Munich Germany", "München, DE"]],
    ["London, England, United Kingdom", ["UK", "England", "London", "london, gb"]],
    ["Leeds, England", ["England", "United Kingdom"]],
    ["Sydney, NSW, Australia", ["New South Wales", "nsw"]],
    ["Tbilisi, Georgia", ["Georgia"]],
    ["Singapore", ["Singapore"]],
    ["上海, China", ["China"]],
  ] as const)("%s is found by %j", (location, all) => {
    expect(all.filter((asked) => !isFound(location, asked))).toEqual([]);
  });

  it.each([
    ["Toronto, ON, Canada", ["California", "San Francisco", "USA", "Toronto, USA"]],
    ["Edinburgh, Scotland, United Kingdom", ["England", "Wales", "Ireland"]],
    ["Paris, TX, USA", ["Paris, France", "France"]],
    ["New York, NY, USA", ["York", "Newport"]],
    ["Stuttgart, Germany", ["Bavaria", "Bayern"]],
    ["Austin, TX, USA", ["California"]],
    ["Cambridge, MA, USA", ["Cambridge, UK", "Morocco"]],
  ] as const)("%s is not found by %j", (location, all) => {
    expect(all.filter((asked) => isFound(location, asked))).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { parsePlace } from "./places.js";

describe("a place", () => {
  it.each([
    ["San Francisco, CA, USA", "san francisco", "ca", "us"],
    ["Munich, Germany", "munchen", null, "de"],
    ["München, Bayern, Deutschland", "munchen", "bayern", "de"],
    ["Lisbon | Portugal", "lisboa", null, "pt"],
    ["12 High Street, London, England, UK", "london", "england", "gb"],
    ["Germany", null, null, "de"],
    ["Greater Paris Area, France", "paris", null, "fr"],
    ["Springfield", "springfield", null, null],
  ])("%s", (location, city, region, country) => {
    expect(parsePlace({ location })).toEqual({
      location: location.replace(" | ", ", "),
      city,
      region,
      country,
    });
  });

  it("in columns is put together", () => {
    expect(parsePlace({ city: "Basel", region: "BS", country: "Schweiz" })).toEqual({
      location: "Basel, BS, Schweiz",
      city: "basel",
      region: "bs",
      country: "ch",
    });
    expect(parsePlace({ city: "Köln", country: "de" })).toMatchObject({ city: "koln", country: "de" });
  });

  it("that is not given is not known", () => {
    expect(parsePlace({})).toEqual({ location: null, city: null, region: null, country: null });
  });
});

describe("a town that is known everywhere", () => {
  it.each([
    ["Munich", "munchen", "de"],
    ["München, DE", "munchen", "de"],
    ["Wilmington, DE", "wilmington", null],
    ["Ravenna, IT", "ravenna", "it"],
    ["NYC", "new york", "us"],
    ["SF Bay Area", "san francisco", "us"],
    ["San Francisco Bay Area", "san francisco", "us"],
    ["Greater London", "london", "gb"],
    ["Île-de-France", "paris", "fr"],
    ["Bangalore", "bengaluru", "in"],
    ["Bengaluru", "bengaluru", "in"],
    ["Springfield", "springfield", null],
  ])("%s is %s in %s", (location, city, country) => {
    expect(parsePlace({ location })).toMatchObject({ city, country });
  });
});

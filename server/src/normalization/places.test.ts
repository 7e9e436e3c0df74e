import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDictionary } from "./dictionaries.js";
import { knownPlace, parsePlace } from "./places.js";

describe("a place", () => {
  it.each([
    ["San Francisco, CA, USA", "san francisco", "ca", "us", "San Francisco, CA, USA"],
    ["Munich, Germany", "munchen", "bavaria", "de", "Munich, Bavaria, Germany"],
    ["München, Bayern, Deutschland", "munchen", "bayern", "de", "Munich, Bavaria, Germany"],
    ["Lisbon | Portugal", "lisboa", "lisbon", "pt", "Lisbon, Portugal"],
    ["12 High Street, London, England, UK", "london", "england", "gb", "London, England, United Kingdom"],
    ["Germany", null, null, "de", "Germany"],
    ["Greater Paris Area, France", "paris", "ile de france", "fr", "Paris, Île-de-France, France"],
    ["Springfield", "springfield", null, null, "Springfield"],
  ])("%s", (location, city, region, country, display) => {
    expect(parsePlace({ location })).toEqual({
      location: location.replace(" | ", ", "),
      city,
      region: region === "ile de france" ? "ile-de-france" : region,
      country,
      display,
    });
  });

  it("in columns is put together", () => {
    expect(parsePlace({ city: "Basel", region: "BS", country: "Schweiz" })).toEqual({
      location: "Basel, BS, Schweiz",
      city: "basel",
      region: "bs",
      country: "ch",
      display: "Basel, BS, Switzerland",
    });
    expect(parsePlace({ city: "Köln", country: "de" })).toMatchObject({ city: "koln", country: "de" });
  });

  it.each([
    [{ city: "Malmö, Schweden" }, "malmo", "se", "Malmö, Skåne, Sweden", "Malmö, Schweden"],
    [{ city: "Malmö, Skåne", country: "SE" }, "malmo", "se", "Malmö, Skåne, Sweden", "Malmö, Skåne, SE"],
    [{ city: "Paris, Texas", country: "USA" }, "paris", "us", "Paris, TX, USA", "Paris, Texas, USA"],
    [{ city: "St. Louis, MO" }, "st louis", "us", "St. Louis, MO, USA", "St. Louis, MO"],
    [
      { city: "80331 München", country: "DE" },
      "munchen",
      "de",
      "Munich, Bavaria, Germany",
      "80331 München, DE",
    ],
    [
      { city: "Frankfurt (Oder)", country: "DE" },
      "frankfurt oder",
      "de",
      "Frankfurt (Oder), Brandenburg, Germany",
      "Frankfurt (Oder), DE",
    ],
    [{ city: "Remote", country: "Germany" }, null, "de", "Germany", "Remote, Germany"],
    [{ city: "Bavaria, Germany" }, null, "de", "Bavaria, Germany", "Bavaria, Germany"],
  ])("in a city's column %j is divided", (columns, city, country, display, location) => {
    expect(parsePlace(columns)).toMatchObject({ city, country, display, location });
  });

  it("that is not given is not known", () => {
    expect(parsePlace({})).toEqual({
      location: null,
      city: null,
      region: null,
      country: null,
      display: null,
    });
  });

  it("never throws, and its displayed form is a place that is displayed so", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc
        .array(
          fc.constantFrom(
            "München",
            ", ",
            "CA",
            "Germany",
            " (",
            ")",
            " - ",
            "/",
            "Paris",
            "80331 ",
            "TX",
            "Area",
          ),
        )
        .map((parts) => parts.join("")),
    );
    fc.assert(fc.property(text, (location) => typeof parsePlace({ location }).location !== "number"));
    for (const location of ["NYC", "Munich", "Bavaria, Germany", "Wien", "Paris, TX", "Köln, NRW, Germany"]) {
      const { display, city, country } = parsePlace({ location });
      expect(parsePlace({ location: display ?? "" })).toMatchObject({ display, city, country });
    }
  });
});

describe("a town that is known everywhere", () => {
  it.each([
    ["Munich", "munchen", "de"],
    ["München, DE", "munchen", "de"],
    ["Wilmington, DE", "wilmington", "us"],
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

describe("the displayed form", () => {
  it.each([
    ["Frankfurt am Main und Umgebung", "Frankfurt am Main, Hesse, Germany"],
    ["Frankfurt (Oder), Germany", "Frankfurt (Oder), Brandenburg, Germany"],
    ["Paris et périphérie", "Paris, Île-de-France, France"],
    ["Paris, TX", "Paris, TX, USA"],
    ["Großraum Stuttgart", "Stuttgart, Baden-Württemberg, Germany"],
    ["Milano e dintorni", "Milan, Lombardy, Italy"],
    ["D-80331 München", "Munich, Bavaria, Germany"],
    ["München (Deutschland)", "Munich, Bavaria, Germany"],
    ["Monachium, Niemcy", "Munich, Bavaria, Germany"],
    ["Kopenhagen, Dänemark", "Copenhagen, Capital Region, Denmark"],
    ["Toronto, ON", "Toronto, ON, Canada"],
    ["Austin, Texas", "Austin, TX, USA"],
    ["Regensburg", "Regensburg, Bavaria, Germany"],
    ["Bavaria, Germany", "Bavaria, Germany"],
    ["California", "California, USA"],
    ["Georgia, USA", "Georgia, USA"],
    ["Seattle, Washington", "Seattle, WA, USA"],
    ["Washington, D.C.", "Washington, DC, USA"],
    ["New York, New York", "New York, NY, USA"],
    ["Remote, Germany", "Germany"],
    ["Wrocław, POL", "Wrocław, Lower Silesia, Poland"],
    ["Singapore", "Singapore"],
    ["Berlin/Germany", "Berlin, Germany"],
    ["Londres", "London, England, United Kingdom"],
  ])("of %s is %s", (location, display) => {
    expect(parsePlace({ location }).display).toBe(display);
  });

  it.each([
    "Cambridge",
    "Richmond",
    "Washington",
    "Valencia",
    "San Jose",
    "Portsmouth",
    "Ontario",
    "Victoria",
  ])("guesses no country for %s", (location) => {
    expect(parsePlace({ location })).toMatchObject({ country: null, region: null, display: location });
  });
});

describe("a place that is known for certain", () => {
  it.each([
    ["Munich", "Munich, Bavaria, Germany"],
    ["München, DE", "Munich, Bavaria, Germany"],
    ["80331 München, Bayern, Deutschland", "Munich, Bavaria, Germany"],
    ["San Francisco, CA, USA", "San Francisco, CA, USA"],
    ["SF Bay Area", "San Francisco, CA, USA"],
    ["Bayern, Deutschland", "Bavaria, Germany"],
    ["Remote, Deutschland", "Germany"],
    ["Springfield, IL", "Springfield, IL, USA"],
    ["Springfield", null],
    ["Washington, USA", null],
    ["Kleindorf, Bayern, Deutschland", null],
    ["Oberland, Germany", null],
    ["", null],
  ])("%s is displayed as %s", (location, display) => {
    expect(knownPlace(parsePlace({ location }))).toBe(display);
  });

  it("is read from its displayed form as the same town, whichever town of the gazetteer it is", () => {
    const rows = (file: string) =>
      readDictionary(file)
        .split("\n")
        .filter((line) => line !== "" && !line.startsWith("#"))
        .map((line) => line.split("\t"));
    const regions = new Map(rows("regions.tsv").map(([country, code, name]) => [`${country} ${code}`, name]));
    const wrong = rows("towns.tsv").filter(([city, country = "", code]) => {
      const place = parsePlace({
        city,
        region: regions.get(`${country} ${code}`),
        country: country.toUpperCase(),
      });
      const display = knownPlace(place);
      if (display === null) return false;
      const again = parsePlace({ location: display });
      return knownPlace(again) !== display || again.city !== place.city || again.country !== place.country;
    });
    expect(wrong).toEqual([]);
  });
});

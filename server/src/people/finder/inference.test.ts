import { describe, expect, it } from "vitest";
import { mayInfer, readInferencePolicy, type Whereabouts } from "./inference.js";

const nowhere: Whereabouts = { domains: ["acme.example"], country: null, people: new Map() };
const allows = (text: string, more: Partial<Whereabouts> = {}) =>
  mayInfer(readInferencePolicy(text), { ...nowhere, ...more });

describe("inferred addresses", () => {
  it("are switched on and off", () => {
    expect([allows("on"), allows("off")]).toEqual([true, false]);
  });

  it.each([
    ["the domain's suffix", { domains: ["acme.de"] }],
    ["the employer's other domain", { domains: ["acme.example", "acme.fr"] }],
    ["where the person lives", { country: "de" }],
    [
      "where the employer's people live",
      {
        people: new Map([
          ["us", 8],
          ["fr", 2],
        ]),
      },
    ],
  ])("are left out of countries by %s", (_, where) => {
    expect(allows("except:DE,FR", where)).toBe(false);
    expect(allows("except:PT", where)).toBe(true);
  });

  it("are left out of Europe as a whole, with its British suffix", () => {
    expect(allows("except:EUROPE", { domains: ["acme.co.uk"] })).toBe(false);
    expect(allows("except:europe, US", { domains: ["acme.se"] })).toBe(false);
    expect(allows("except:EUROPE", { country: "us" })).toBe(true);
  });

  it("are not left out for one colleague abroad", () => {
    expect(
      allows("except:FR", {
        people: new Map([
          ["us", 9],
          ["fr", 1],
        ]),
      }),
    ).toBe(true);
  });

  it.each(["", "no", "except:", "except:XX1", "except:Germany", "DE"])("cannot be switched by %j", (text) => {
    expect(() => readInferencePolicy(text)).toThrow(
      expect.objectContaining({ code: "invalid_inferred_addresses" }),
    );
  });
});

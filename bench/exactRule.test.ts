import { describe, expect, it } from "vitest";
import { exactRule } from "./exactRule.js";

describe("the exact rule", () => {
  it("joins over addresses and names, in whatever case, and along chains", () => {
    const labels = exactRule([
      { email: "ada@acme.example", name: "Ada Byronova" },
      { email: "ADA@acme.example", name: null },
      { email: "ada@home.test", name: "ada byronova" },
      { email: null, name: "Ben Castellane" },
    ]);
    expect(labels).toEqual(["0", "0", "0", "3"]);
  });

  it("takes no name for an address, and nothing for nobody", () => {
    const labels = exactRule([
      { email: "root", name: null },
      { email: null, name: "root" },
      { email: null, name: null },
      { email: null, name: null },
    ]);
    expect(new Set(labels).size).toBe(4);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isListOrder } from "./listOrder.js";

const order = (name: string) => isListOrder(name.split(" "));

describe("the order of lists", () => {
  it.each([
    "Lüdtke Torsten",
    "Marchetti Lorenzo",
    "Dvořák Petr",
    "Popescu Ionuț",
    "Munteanu Cristina-Elena",
    "Mehta Nisha",
    "Bergmann Anna Maria",
  ])("is that of %s", (name) => expect(order(name)).toBe(true));

  it.each([
    "Torsten Lüdtke",
    "Lorenzo Marchetti",
    "Harper Lee",
    "Thomas Martin",
    "Ngozi Emmanuel",
    "Orla Vaggelis",
    "Madonna",
  ])("is not that of %s", (name) => expect(order(name)).toBe(false));

  it("is never that of a known given name and a word that is no name", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("Torsten", "Petr", "Agnieszka", "Emma"),
        fc.stringMatching(/^[A-Z][a-z]{9,12}q$/),
        (given, family) => !order(`${given} ${family}`),
      ),
    );
  });
});

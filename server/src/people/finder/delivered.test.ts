import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CheckedAddress, weighedByMailbox } from "./delivered.js";

const address = (email: string, confidence: number, more: Partial<CheckedAddress> = {}): CheckedAddress => ({
  email,
  confidence,
  status: "inferred",
  pattern: "{first}",
  deliverability: "unknown",
  ...more,
});

describe("what is known of mailboxes", () => {
  it("puts one that exists before one that does not", () => {
    const [best, other] = weighedByMailbox([
      address("a@acme.example", 0.6, { deliverability: "undeliverable" }),
      address("b@acme.example", 0.2, { deliverability: "deliverable" }),
    ]);
    expect(best?.email).toBe("b@acme.example");
    expect(best?.confidence).toBeGreaterThan(0.7);
    expect(other?.confidence).toBeLessThan(0.1);
  });

  it("changes nothing where nothing is known, and nothing of what a source states", () => {
    const known = address("k@acme.example", 0.9, { status: "known", deliverability: "undeliverable" });
    const all = [
      known,
      address("a@acme.example", 0.05, { deliverability: "accept_all" }),
      address("b@acme.example", 0.01),
    ];
    expect(weighedByMailbox(all)).toEqual(all);
  });

  it("leaves probabilities of guesses that add up to 1 at most", () => {
    const verdict = fc.constantFrom("deliverable", "undeliverable", "accept_all", "unknown");
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: 0, max: 0.25, noNaN: true }), verdict), { maxLength: 4 }),
        (some) => {
          const all = some.map(([confidence, deliverability], at) =>
            address(`${at}@acme.example`, confidence, { deliverability }),
          );
          const sum = weighedByMailbox(all).reduce((total, { confidence }) => total + confidence, 0);
          expect(sum).toBeLessThanOrEqual(1.000001);
        },
      ),
    );
  });
});

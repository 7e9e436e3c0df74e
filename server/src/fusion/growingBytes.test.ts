import fc from "fast-check";
import { expect, it } from "vitest";
import { GrowingBytes } from "./growingBytes.js";

const text = fc.string({ unit: "binary", maxLength: 50_000 }).map((any) => Buffer.from(any).toString());

it("holds what was added, in order, however much it is", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(text, fc.boolean()), { maxLength: 8 }), (added) => {
      const bytes = new GrowingBytes();
      for (const [one, asBytes] of added) {
        if (asBytes) bytes.append(Buffer.from(one));
        else bytes.write(one);
      }
      const whole = Buffer.from(added.map(([one]) => one).join(""));
      expect(bytes.length).toBe(whole.length);
      expect(whole.equals(bytes.between(0, bytes.length))).toBe(true);
    }),
    { numRuns: 30 },
  );
});

it("begins anew once it is cleared", () => {
  const bytes = new GrowingBytes();
  bytes.write("before");
  bytes.clear();
  bytes.write("after");
  expect(Buffer.from(bytes.between(0, bytes.length)).toString()).toBe("after");
});

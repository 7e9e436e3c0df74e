import fc from "fast-check";
import { expect, it } from "vitest";
import { ByteText } from "./byteText.js";

const pieces = fc.array(
  fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "binary-ascii", maxLength: 100 })),
);

it("is the UTF-8 of what was added, and empty when it was taken", () => {
  const text = new ByteText();
  fc.assert(
    fc.property(pieces, (all) => {
      for (const piece of all) {
        text.add(piece);
        text.addCode(0x1f);
      }
      const expected = all.map((piece) => `${piece}\u001f`).join("");
      expect(Buffer.from(text.take()).equals(Buffer.from(expected, "utf8"))).toBe(true);
      expect(text.take()).toHaveLength(0);
    }),
  );
});

it("grows with what is added, and gives bytes that later ones leave alone", () => {
  const text = new ByteText();
  text.add("é".repeat(200_000));
  const taken = text.take();
  text.add("other");
  expect(Buffer.from(taken).toString()).toBe("é".repeat(200_000));
  expect(taken.buffer.byteLength).toBe(400_000);
});

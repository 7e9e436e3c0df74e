import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { VouchError } from "../errors.js";
import { unpacked } from "./unpacking.js";

const ALWAYS = 16_000_000;
const CHUNK = Buffer.alloc(1_000_000);

/** What comes out of a package of some size that has no end, until it is refused. */
async function passedOn(packed: number): Promise<{ bytes: number; failure: unknown }> {
  async function* endless() {
    for (;;) yield CHUNK;
  }
  let bytes = 0;
  try {
    for await (const chunk of unpacked("bomb.csv.gz", endless(), () => packed)) bytes += chunk.length;
  } catch (failure) {
    return { bytes, failure };
  }
  return { bytes, failure: undefined };
}

describe("a package that holds absurdly more than it weighs", () => {
  it("is refused once a hundred times its size has come out of it, and says what to do", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 3_000_000 }), async (packed) => {
        const { bytes, failure } = await passedOn(packed);
        expect(bytes).toBeLessThanOrEqual(ALWAYS + 100 * packed);
        expect(bytes).toBeGreaterThan(ALWAYS + 100 * packed - CHUNK.length);
        expect(failure).toBeInstanceOf(VouchError);
        expect(failure).toMatchObject({
          code: "archive_bomb",
          message: "bomb.csv.gz unpacks to more than 100 times its size",
          hint: "If you trust it, unpack it yourself, and import what was in it.",
        });
      }),
      { numRuns: 20 },
    );
  });

  it("is told apart from one that is damaged", async () => {
    async function* broken(): AsyncGenerator<Buffer> {
      yield CHUNK;
      throw new Error("incorrect header check");
    }
    const reading = async () => {
      for await (const _ of unpacked("cut.csv.gz", broken(), () => 1));
    };
    await expect(reading()).rejects.toMatchObject({
      code: "damaged_archive",
      message: "cut.csv.gz is damaged: incorrect header check",
    });
  });
});

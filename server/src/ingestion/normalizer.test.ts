import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { contentOf } from "./connector.js";
import { normalizedColumns } from "./normalizedColumns.js";
import { Normalizer } from "./normalizer.js";

const NOW = Date.parse("2026-01-01");
const batch = (first: number, size: number) =>
  Array.from({ length: size }, (_, at) =>
    contentOf({
      full_name: `Zoë Nguyễn ${first + at}`,
      emails: [`zoe.${first + at}@acme.example`],
      last_seen: "2025-05-05",
    }),
  );

let normalizer: Normalizer;
beforeEach(() => {
  normalizer = new Normalizer(NOW);
});
afterEach(() => normalizer.close());

describe("a normalizer", () => {
  it("makes of many batches at once what each alone would be, whoever does it", async () => {
    const firsts = Array.from({ length: 12 }, (_, at) => at * 100);
    const answers = await Promise.all(
      firsts.map((first) => normalizer.normalize(batch(first, 100), first, true)),
    );
    expect(answers).toEqual(firsts.map((first) => normalizedColumns(batch(first, 100), first, NOW)));
  });

  it("tells of a batch that cannot be normalised, and of those behind it", async () => {
    const broken = normalizer.normalize(["no JSON"], 0, true);
    const behind = normalizer.normalize(batch(1, 1), 1, true);
    await expect(broken).rejects.toThrow("JSON");
    await expect(behind).rejects.toThrow();
  });

  it("lets go of what waits when it is closed", async () => {
    const waiting = normalizer.normalize(batch(0, 5_000), 0, true);
    await Promise.all([normalizer.close(), expect(waiting).rejects.toThrow("ended")]);
  });
});

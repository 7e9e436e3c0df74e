import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { contentOf } from "./ingestion/connector.js";
import { type NormalizingTask, type PackedRecords, packRecords } from "./ingestion/packedRecords.js";
import { SharedWork } from "./sharedWork.js";

const now = Date.parse("2026-01-01");
const task = (first: number, size: number): NormalizingTask => ({
  first,
  now,
  keys: Array.from({ length: size }, (_, at) => String(first + at)),
  contents: Array.from({ length: size }, (_, at) =>
    contentOf({
      full_name: `Zoë Nguyễn ${first + at}`,
      emails: [`zoe.${first + at}@acme.example`],
      last_seen: "2025-05-05",
    }),
  ),
});

let shared: SharedWork<NormalizingTask, PackedRecords>;
beforeEach(() => {
  shared = new SharedWork(packRecords, "ingestion/normalizingThread.js");
});
afterEach(() => shared.close());

describe("shared work", () => {
  it("makes of many tasks at once what each alone would be, whoever does it", async () => {
    const tasks = Array.from({ length: 12 }, (_, at) => task(at * 100, 100));
    const answers = await Promise.all(tasks.map((one) => shared.do(one, true)));
    expect(answers).toEqual(tasks.map(packRecords));
  });

  it("tells of a task that cannot be done, and never leaves one behind it unanswered", async () => {
    const broken = shared.do({ ...task(0, 1), contents: ["no JSON"] }, true);
    const behind = Array.from({ length: 9 }, (_, at) => shared.do(task(at, 1), true));
    const settled = Promise.allSettled(behind);
    await expect(broken).rejects.toThrow("JSON");
    expect(await settled).toHaveLength(behind.length);
    expect(await Promise.allSettled(behind.map((_, at) => shared.do(task(at, 1), true)))).toHaveLength(
      behind.length,
    );
  });

  it("lets go of what waits when it is closed", async () => {
    const waiting = shared.do(task(0, 5_000), true);
    await Promise.all([shared.close(), expect(waiting).rejects.toThrow("ended")]);
  });
});

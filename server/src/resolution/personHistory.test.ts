import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testEngine } from "../../test/analytic.js";
import { putRecords } from "../../test/records.js";
import type { Engine } from "../engine/engine.js";
import { pauseSource, resumeSource } from "../ingestion/sources.js";
import { judge, withdrawJudgement } from "./judging.js";
import { personHistory } from "./personHistory.js";
import { resolve } from "./resolve.js";

let engine: Engine;
let minted = 0;
beforeEach(async () => {
  engine = await testEngine();
  await engine.execute("INSERT INTO source VALUES (1, 'crm', 'csv')");
  minted = 0;
});
afterEach(() => engine.close());

const newId = () => `per_${++minted}`;
const resolveOn = (day: string) =>
  resolve(engine, { now: new Date(`${day}T12:00:00Z`), newId, onProgress: () => {} });

/** Day, kind, cause and model of everything that happened to a person, oldest first. */
async function told(person: string): Promise<string[]> {
  const { entries } = await personHistory(engine, person);
  return entries.map(
    ({ at, kind, cause, model_version }) => `${at.slice(0, 10)} ${kind}: ${cause}, model ${model_version}`,
  );
}

const ADA = { full_name: "Ada Byronova", emails: ["ada@acme.example"] };
const CYRA = { full_name: "Cyra Drosselmeyer", emails: ["cyra@umbra.example"] };

describe("a person's history", () => {
  it("names what brought about each change, with its day and model", async () => {
    await putRecords(engine, { ada: ADA, cyra: CYRA });
    await resolveOn("2026-03-01");
    const pair = { left: "crm:ada", right: "crm:cyra", by: "Rhea", why: "one desk" };
    const { judgement_id } = await judge(engine, { ...pair, verdict: "positive" });
    await resolveOn("2026-03-02");
    await withdrawJudgement(engine, judgement_id, "Otto", "two desks");
    await resolveOn("2026-03-03");
    const [one, other] = [await told("per_1"), await told("per_2")];
    expect(one).toContain("2026-03-01 created: import of crm, model 1");
    expect(one).toContain("2026-03-02 merged: judgement by Rhea: same, model 1");
    expect([...one, ...other]).toContain("2026-03-03 split: judgement by Otto: withdrawn, model 1");
  });

  it("says when a source was paused and taken up again", async () => {
    await putRecords(engine, { ada: ADA });
    await engine.execute("INSERT INTO source VALUES (2, 'directory', 'csv')");
    await putRecords(engine, { mirror: ADA });
    await engine.execute("UPDATE source_record SET source_id = 2 WHERE source_key = 'mirror'");
    await resolveOn("2026-03-01");
    await pauseSource(engine, "directory");
    await resolveOn("2026-03-02");
    await resumeSource(engine, "directory");
    await resolveOn("2026-03-03");
    expect((await told("per_1")).at(-1)).toBe("2026-03-03 changed: directory resumed, model 1");
  });

  it("counts the causes that it does not name", async () => {
    await putRecords(engine, { ada: ADA });
    for (const cause of ["import of a", "import of b", "import of c"])
      await engine.execute("INSERT INTO pending_record SELECT record_id, $1 FROM source_record", [cause]);
    await resolveOn("2026-03-01");
    expect(await told("per_1")).toEqual([
      "2026-03-01 created: import of a; import of crm; and 2 more, model 1",
    ]);
  });

  it("is unknown of nobody", async () => {
    await expect(personHistory(engine, "per_none")).rejects.toMatchObject({ code: "no_such_person" });
  });
});

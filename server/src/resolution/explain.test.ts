import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testEngine } from "../../test/analytic.js";
import { putRecords } from "../../test/records.js";
import type { Engine } from "../engine/engine.js";
import { explainPairs } from "./explainPairs.js";
import { explainPerson, islandGraph } from "./explainPerson.js";
import { judge, judgements, withdrawJudgement } from "./judging.js";
import { personHistory } from "./personHistory.js";
import { recordNamed } from "./recordReference.js";
import { resolve } from "./resolve.js";
import { reviewQueue } from "./reviewQueue.js";

const CREW = {
  ada1: { full_name: "Ada Byronova", emails: ["ada@acme.example"], company_name: "Acme", title: "Analyst" },
  ada2: { full_name: "Ada Byronova", emails: ["ada@acme.example"], company_name: "Acme" },
  ada3: { full_name: 'A. "Ada" Byronova <b>', emails: ["a.byronova@acme.example"], company_name: "Acme" },
  ben1: { full_name: "Ben Castellane", emails: ["ben@umbra.example"], company_name: "Umbra", title: "Clerk" },
  ben2: { full_name: "Ben Castellane", company_name: "Umbra", title: "Clerk" },
  cyd: { full_name: "Cyd Castellane", emails: ["cyd@umbra.example"], company_name: "Umbra" },
};
const BY = { by: "Kim", why: "knows them" };

let engine: Engine;
let ids: ReadonlyMap<string, number>;
let minted = 0;
beforeEach(async () => {
  engine = await testEngine();
  await engine.execute("INSERT INTO source VALUES (1, 'crm', 'csv')");
  minted = 0;
  ids = await putRecords(engine, CREW);
});
afterEach(() => engine.close());

const run = () =>
  resolve(engine, {
    now: new Date("2026-03-01T12:00:00Z"),
    newId: () => `per_${++minted}`,
    onProgress: () => {},
  });
const id = (key: keyof typeof CREW) => ids.get(key) ?? 0;
const personOf = async (key: keyof typeof CREW) => (await recordNamed(engine, `crm:${key}`)).person_id ?? "";

describe("an explanation of a pair", () => {
  it("adds up to the weight that the pair was scored with", async () => {
    await run();
    const scored = await engine.query<{ left_id: number; right_id: number; weight: number }>(
      "SELECT left_id, right_id, weight FROM scored_pair ORDER BY left_id, right_id",
    );
    expect(scored.length).toBeGreaterThan(2);
    const explained = await explainPairs(
      engine,
      scored.map(({ left_id, right_id }): [number, number] => [left_id, right_id]),
    );
    for (const [at, { weight }] of scored.entries()) expect(explained[at]?.weight).toBeCloseTo(weight, 3);
  });

  it("tells each comparison in the model's words, also of a pair that was no candidate", async () => {
    await run();
    const [same, other] = await explainPairs(engine, [
      [id("ada1"), id("ada2")],
      [id("ada1"), id("ben1")],
    ]);
    expect(same).toMatchObject({ judgement: null, same_person: true, model_version: 1 });
    expect(same?.comparisons).toContainEqual(
      expect.objectContaining({ comparison: "contact", level: "same address" }),
    );
    expect(other).toMatchObject({ same_person: false });
    expect(other?.probability).toBeLessThan(0.1);
    expect(other?.comparisons.find(({ comparison }) => comparison === "name")?.level).toBe("other name");
  });

  it("leaves nothing behind in the store", async () => {
    await run();
    const tables = () => engine.query("SELECT table_name FROM information_schema.tables ORDER BY table_name");
    const before = await tables();
    await explainPairs(engine, [[id("ada1"), id("ada2")]]);
    expect(await tables()).toEqual(before);
  });

  it("needs a model", async () => {
    await expect(explainPairs(engine, [[id("ada1"), id("ada2")]])).rejects.toMatchObject({
      code: "not_resolved",
    });
  });
});

describe("an explanation of a person", () => {
  it("shows records, ties and a picture that no name can break", async () => {
    await run();
    const explained = await explainPerson(engine, await personOf("ada1"));
    const references = explained.records.map(({ reference }) => reference);
    expect(references).toEqual(expect.arrayContaining(["crm:ada1", "crm:ada2"]));
    expect(explained.explained.length).toBeGreaterThan(0);
    expect(explained.model_version).toBe(1);
    expect(explained.pairs.map(({ model_version }) => model_version)).toContain(1);
    const graph = islandGraph(explained);
    expect(graph).toContain("graph LR");
    expect(graph.match(/"/g)?.length).toBe(2 * (graph.match(/\[|\|"/g)?.length ?? 0));
    expect(graph).not.toContain("<b>");
  });

  it("is refused for an id that nobody has", async () => {
    await run();
    await expect(explainPerson(engine, "per_none")).rejects.toMatchObject({ code: "no_such_person" });
  });
});

describe("a judgement", () => {
  it("stands above the score from the next resolve on, until it is withdrawn", async () => {
    await run();
    const kept = await judge(engine, { left: "crm:ada1", right: "crm:ada2", verdict: "negative", ...BY });
    expect(await personOf("ada1")).toBe(await personOf("ada2"));
    await run();
    expect(await personOf("ada1")).not.toBe(await personOf("ada2"));
    await withdrawJudgement(engine, kept.judgement_id, "Kim", "was wrong");
    await run();
    expect(await personOf("ada1")).toBe(await personOf("ada2"));
    expect((await judgements(engine)).map(({ verdict }) => verdict)).toEqual(["negative", "withdrawn"]);
  });

  it("joins what no score would, and the last word counts", async () => {
    await run();
    await judge(engine, { left: "crm:cyd", right: "crm:ada1", verdict: "positive", ...BY });
    await run();
    expect(await personOf("cyd")).toBe(await personOf("ada1"));
    await judge(engine, { left: "crm:ada1", right: "crm:cyd", verdict: "unsure", ...BY });
    await run();
    expect(await personOf("cyd")).not.toBe(await personOf("ada1"));
  });

  it("is of two records that are there", async () => {
    const on = (left: string, right: string) =>
      judge(engine, { left, right, verdict: "positive", ...BY }).catch(({ code }) => code);
    expect(await on("crm:ada1", "crm:nobody")).toBe("no_such_record");
    expect(await on("crm:ada1", "crm:ada1")).toBe("same_record");
    await expect(withdrawJudgement(engine, 7, "Kim", "")).rejects.toMatchObject({
      code: "no_such_judgement",
    });
  });
});

describe("a history", () => {
  it("tells of merge and split, with date and model, under old ids too", async () => {
    await run();
    const [ada, cyd] = [await personOf("ada1"), await personOf("cyd")];
    const kept = await judge(engine, { left: "crm:cyd", right: "crm:ada1", verdict: "positive", ...BY });
    await run();
    await withdrawJudgement(engine, kept.judgement_id, "Kim", "");
    await run();
    const history = await personHistory(engine, cyd);
    expect(history).toMatchObject({ asked: cyd, person_id: ada });
    expect(history.entries.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["created", "merged", "split"]),
    );
    expect(history.entries.find(({ kind }) => kind === "merged")).toMatchObject({
      person_id: ada,
      other_id: cyd,
      model_version: 1,
    });
    for (const { at } of history.entries) expect(new Date(at).toISOString()).toBe("2026-03-01T12:00:00.000Z");
    await expect(personHistory(engine, "per_none")).rejects.toMatchObject({ code: "no_such_person" });
  });
});

describe("the review queue", () => {
  it("begins with the greatest doubt, names each pair of people once, and none that was judged", async () => {
    await run();
    const queue = await reviewQueue(engine, 50);
    expect(queue.length).toBeGreaterThan(1);
    const doubts = queue.map(({ weight }) => Math.abs(weight));
    expect(doubts).toEqual(doubts.toSorted((a, b) => a - b));
    const people = queue.map(({ left, right }) => [left.person_id, right.person_id].toSorted().join(" "));
    expect(new Set(people).size).toBe(people.length);
    const [first] = queue;
    if (first === undefined) throw new Error("nothing to review");
    const { left, right } = first;
    await judge(engine, { left: left.reference, right: right.reference, verdict: "unsure", ...BY });
    const pairs = (await reviewQueue(engine, 50)).map(
      (one) => `${one.left.record_id} ${one.right.record_id}`,
    );
    expect(pairs).not.toContain(`${left.record_id} ${right.record_id}`);
    expect(await reviewQueue(engine, 1)).toHaveLength(1);
  });
});

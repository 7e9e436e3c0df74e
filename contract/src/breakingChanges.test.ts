import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { breakingChanges, type Contract, unannouncedChanges } from "./breakingChanges.js";
import { openapiDocument } from "./openapi.js";
import type { Schema } from "./schemaChanges.js";

const repository = new URL("../../", import.meta.url);
const read = (file: string) => readFileSync(new URL(file, repository), "utf8");

const contract = JSON.parse(JSON.stringify(openapiDocument())) as Contract;
const ENRICH = "/api/v1/people/enrich";
type Operation = Contract["paths"][string][string];

const { schemas } = contract.components;
const fieldsOf = (name: string) => schemas[name]?.properties ?? {};
const without = <Value>(values: Readonly<Record<string, Value>>, name: string) =>
  Object.fromEntries(Object.entries(values).filter(([other]) => other !== name));

/** The contract with some of a schema said otherwise. */
const ofSchema = (name: string, change: Schema): Contract => ({
  ...contract,
  components: { schemas: { ...schemas, [name]: { ...schemas[name], ...change } } },
});

/** … with a field of a schema another one. */
const ofField = (name: string, field: string, change: Schema) =>
  ofSchema(name, { properties: { ...fieldsOf(name), [field]: change } });

/** … and without it. */
const withoutField = (name: string, field: string) =>
  ofSchema(name, { properties: without(fieldsOf(name), field) });

const enrich = contract.paths[ENRICH]?.["post"];
const responses = enrich?.responses ?? {};

/** … with some of an operation said otherwise. */
const ofOperation = (change: Partial<Operation>): Contract => ({
  ...contract,
  paths: { ...contract.paths, [ENRICH]: { post: { ...(enrich as Operation), ...change } } },
});

const NULL: Schema = { type: "null" };
const text = (maxLength: number): Schema => ({ type: "string", maxLength });

describe("the contract", () => {
  it("has broken nothing since it was released, but what the changelog lists under Breaking", () => {
    const released = JSON.parse(read("contract/openapi.released.json")) as Contract;
    // Where this fails: keep what clients depend on, or list the sentences under "### Breaking" in CHANGELOG.md.
    expect(unannouncedChanges(released, contract, read("CHANGELOG.md"))).toEqual([]);
  });
});

describe("breakingChanges", () => {
  it("finds none where nothing changed", () => {
    expect(breakingChanges(contract, contract)).toEqual([]);
  });

  it.each<[string, Contract, string]>([
    ["an operation", { ...contract, paths: without(contract.paths, ENRICH) }, " is gone"],
    ["a field of the body", withoutField("EnrichPersonBody", "email"), ": body.email is gone"],
    [
      "a field must be sent",
      ofSchema("SearchPeopleBody", { required: ["company"] }),
      "body.company is required",
    ],
    [
      "no null",
      ofField("EnrichPersonBody", "email", { anyOf: [text(254)] }),
      "body.email is no null any more",
    ],
    [
      "shorter",
      ofField("EnrichPersonBody", "email", { anyOf: [text(99), NULL] }),
      "body.email has a narrower maxLength",
    ],
    [
      "another type",
      ofField("EnrichPersonBody", "min_confidence", { anyOf: [text(9), NULL] }),
      "body.min_confidence is no number any more",
    ],
    [
      "a value less",
      ofField("SubmitJobBody", "type", { type: "string", enum: ["people"] }),
      'body.type has no "email" any more',
    ],
    [
      "no other fields",
      ofSchema("EnrichPersonBody", { additionalProperties: false }),
      "body takes no other fields",
    ],
    [
      "other fields together",
      ofSchema("EnrichPersonBody", { anyOf: [{ required: ["email"] }] }),
      "body needs other fields",
    ],
    ["a field of the answer", withoutField("Profile", "title"), "answer 200.data.title is gone"],
    [
      "it may be missing",
      ofSchema("Profile", { required: ["full_name"] }),
      "answer 200.data.title may be missing",
    ],
    [
      "it can be null",
      ofField("Profile", "confidence", { type: ["number", "null"] }),
      "answer 200.data.confidence can be null",
    ],
    [
      "it has another type",
      ofField("EnrichPersonAnswer", "request_id", { type: "number" }),
      "answer 200.request_id can be number",
    ],
    [
      "it can be a fraction",
      ofField("EnrichPersonAnswer", "credits_used", { type: "number" }),
      "answer 200.credits_used can be a fraction",
    ],
    ["a status", ofOperation({ responses: without(responses, "404") }), "404 is not answered any more"],
    ["another success", ofOperation({ responses: { ...responses, "202": {} } }), "202 is a success"],
    [
      "a header",
      ofOperation({ responses: { ...responses, "404": { ...responses["404"], headers: {} } } }),
      "404 has no header X-Request-Id any more",
    ],
    ["another price", ofOperation({ "x-price": { success: 5, not_found: 1 } }), "the price is another one"],
    ["another scope", ofOperation({ security: [{ ApiKey: ["search"] }] }), "the key needs another scope"],
    [
      "a parameter must be sent",
      ofOperation({ parameters: [{ name: "v", in: "query", required: true, schema: {} }] }),
      "query parameter v is required",
    ],
    ["a parameter", ofOperation({ parameters: [] }), "header parameter Idempotency-Key is gone"],
    [
      "the body's form",
      ofOperation({ requestBody: { content: { "text/csv": { schema: {} } } } }),
      "body is not application/json any more",
    ],
  ])("hears of it: %s", (_, changed, sentence) => {
    expect(breakingChanges(contract, changed).some((change) => change.endsWith(sentence))).toBe(true);
  });

  it.each<[string, Contract]>([
    [
      "an operation is new",
      {
        ...contract,
        paths: { ...contract.paths, "/new": { get: { "x-price": {}, security: [], responses: {} } } },
      },
    ],
    ["a field may be sent", ofField("EnrichPersonBody", "phone", { type: "string" })],
    ["longer values are taken", ofField("EnrichPersonBody", "email", { anyOf: [text(300), NULL] })],
    ["a field need not be sent", ofSchema("FindEmailBody", { required: [] })],
    ["a field is answered, too", ofField("Profile", "phone", { type: "string" })],
    ["a field is never null", ofField("Profile", "title", { anyOf: [{ type: "string" }] })],
    ["a refusal is new", ofOperation({ responses: { ...responses, "451": {} } })],
  ])("nothing breaks where %s", (_, changed) => {
    expect(breakingChanges(contract, changed)).toEqual([]);
  });

  const fields = Object.keys(schemas).flatMap((name) =>
    Object.keys(fieldsOf(name)).map((field) => [name, field] as const),
  );

  it("hears of every field that is taken away, wherever it stands", () => {
    expect(fields.length).toBeGreaterThan(150);
    const unheard = fields.filter(
      ([name, field]) => breakingChanges(contract, withoutField(name, field)).length === 0,
    );
    expect(unheard).toEqual([]);
  });

  it("hears of every status that is taken away", () => {
    for (const status of Object.keys(responses)) {
      const changed = ofOperation({ responses: without(responses, status) });
      expect(breakingChanges(contract, changed)).toHaveLength(1);
    }
  });
});

describe("unannouncedChanges", () => {
  const next = { ...contract, paths: without(contract.paths, ENRICH) };
  const listed = `# Changelog\n\n## Unreleased\n\n### Added\n- x\n\n### Breaking\n- POST ${ENRICH} is gone: nobody used it.\n`;

  it("lets pass what the changelog lists as breaking", () => {
    expect(unannouncedChanges(contract, next, listed)).toEqual([]);
  });

  it.each([
    ["nothing is listed", "# Changelog\n\n## Unreleased\n\n### Added\n- x\n"],
    ["it is listed as something else", listed.replace("Breaking", "Fixed")],
    ["it is listed under what was released", listed.replace("Unreleased", "1.0.0")],
  ])("names it where %s", (_, changelog) => {
    expect(unannouncedChanges(contract, next, changelog)).toEqual([`POST ${ENRICH} is gone`]);
  });

  it("lets pass what a new major version breaks", () => {
    const major = { ...next, info: { version: "2.0.0" } };
    expect(unannouncedChanges(contract, major, "")).toEqual([]);
  });
});

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { renderApiPage } from "./apiPage.js";
import { openapiDocument } from "./openapi.js";
import type { Operation } from "./operation.js";
import { operations } from "./operations.js";
import { personalFields } from "./personalFields.js";

const repository = new URL("../../", import.meta.url);
const pathOf = (file: string) => new URL(file, repository).pathname;

describe("documents made from the contract", () => {
  it("has openapi.json as committed", async () => {
    const document = `${JSON.stringify(openapiDocument(), null, 2)}\n`;
    await expect(document).toMatchFileSnapshot(pathOf("contract/openapi.json"));
  });

  it("has the tables of docs/api.md as committed", async () => {
    const page = pathOf("docs/api.md");
    await expect(renderApiPage(readFileSync(page, "utf8"))).toMatchFileSnapshot(page);
  });
});

describe("openapi.json", () => {
  const text = JSON.stringify(openapiDocument());

  it("refers to nothing that it does not have", () => {
    const { components } = JSON.parse(text);
    for (const [, kind, name] of text.matchAll(/"#\/components\/(\w+)\/([\w-]+)"/g)) {
      expect(Object.keys(components[kind ?? ""])).toContain(name);
    }
  });

  it("marks every field that says something about a person", () => {
    const { schemas } = JSON.parse(text).components;
    const marked = (name: string) =>
      Object.entries<Record<string, unknown>>(schemas[name].properties).filter(([, field]) => field["x-pii"])
        .length;
    expect(marked("Profile")).toBe(9);
    expect(marked("EnrichPersonBody")).toBe(4);
  });

  it("tells every field that is marked anywhere", () => {
    expect([...personalFields()]).toEqual(
      expect.arrayContaining(["email", "first_name", "full_name", "location"]),
    );
    expect(personalFields()).not.toContain("confidence");
  });
});

describe("examples", () => {
  const withBodies = Object.values<Operation>(operations).filter(({ body }) => body !== undefined);

  it.each(withBodies.map((operation) => [operation.id, operation] as const))(
    "%s has one that can be sent",
    (_, { body, example }) => {
      expect(example).toBeDefined();
      expect(body?.safeParse(example).error?.issues).toBeUndefined();
    },
  );
});

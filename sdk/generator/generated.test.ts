import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { operations } from "../src/generated/operations.js";
import { renderErrors } from "./errors.js";
import type { OpenapiDocument } from "./openapi.js";
import { renderOperations } from "./operations.js";
import { renderTypes } from "./types.js";

const document: OpenapiDocument = JSON.parse(
  readFileSync(new URL("../../contract/openapi.json", import.meta.url), "utf8"),
);

describe("what is made from the contract", () => {
  it("is as it was read (renewed by `npx vitest run sdk -u`)", async () => {
    await expect(await renderTypes(document)).toMatchFileSnapshot("../src/generated/types.ts");
    await expect(renderOperations(document)).toMatchFileSnapshot("../src/generated/operations.ts");
    await expect(renderErrors(document)).toMatchFileSnapshot("../src/generated/errors.ts");
  });

  it("is told in the README, call by call", () => {
    const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
    expect(Object.keys(operations).filter((id) => !readme.includes(`vouch.${id}(`))).toEqual([]);
  });
});

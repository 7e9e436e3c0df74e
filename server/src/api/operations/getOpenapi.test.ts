import { openapiDocument } from "@vouch/contract";
import { expect, it } from "vitest";
import { withoutDatabase } from "../../../test/api.js";

it("answers the contract as it is committed", async () => {
  const response = await withoutDatabase().app.inject("/openapi.json");
  expect(response.statusCode).toBe(200);
  expect(response.json()).toEqual(JSON.parse(JSON.stringify(openapiDocument())));
  expect(response.headers["content-type"]).toBe("application/json; charset=utf-8");
});

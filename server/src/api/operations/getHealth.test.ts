import { expect, it } from "vitest";
import { withoutDatabase } from "../../../test/api.js";

it("answers without a key, a body or a database", async () => {
  const response = await withoutDatabase().app.inject("/healthz");
  expect(response.statusCode).toBe(200);
  expect(response.json()).toEqual({ status: "ok" });
  expect(response.headers["x-request-id"]).toMatch(/^req_/);
});

it("answers HEAD too", async () => {
  const response = await withoutDatabase().app.inject({ method: "HEAD", url: "/healthz" });
  expect(response.statusCode).toBe(200);
});

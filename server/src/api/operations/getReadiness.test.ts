import { expect, it } from "vitest";
import { withoutDatabase } from "../../../test/api.js";

it("answers ok where calls can be answered", async () => {
  const response = await withoutDatabase().app.inject("/readyz");
  expect(response.statusCode).toBe(200);
  expect(response.json()).toEqual({ status: "ok" });
});

it("answers service_unavailable where they cannot", async () => {
  const response = await withoutDatabase({ isReady: async () => false }).app.inject("/readyz");
  expect(response.statusCode).toBe(503);
  expect(response.json()).toMatchObject({ message: "service_unavailable", retry_after: 1 });
  expect(response.headers["retry-after"]).toBe("1");
});

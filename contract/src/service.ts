import { z } from "zod";
import { ANYWHERE, FREE, type Operation } from "./operation.js";

const state = z.object({ status: z.literal("ok") }).meta({ id: "StateAnswer" });

export const getHealth = {
  id: "getHealth",
  method: "GET",
  path: "/healthz",
  summary: "Whether the process is alive",
  scope: null,
  price: FREE,
  answers: [state],
  errors: [],
} as const satisfies Operation;

export const getReadiness = {
  id: "getReadiness",
  method: "GET",
  path: "/readyz",
  summary: "Whether calls can be answered: the database is reached",
  scope: null,
  price: FREE,
  answers: [state],
  errors: ANYWHERE,
} as const satisfies Operation;

export const getOpenapi = {
  id: "getOpenapi",
  method: "GET",
  path: "/openapi.json",
  summary: "This contract, as OpenAPI 3.1",
  scope: null,
  price: FREE,
  answers: [
    z
      .object({ openapi: z.literal("3.1.0") })
      .loose()
      .meta({ id: "OpenapiAnswer" }),
  ],
  errors: [],
} as const satisfies Operation;

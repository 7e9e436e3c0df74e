import { z } from "zod";
import { BILLED, KEYED, type Operation } from "./operation.js";
import { foundProfile } from "./searchPeople.js";

const ID = "must be a person_id that was answered before";

export const personParams = z.object({
  person_id: z
    .string(ID)
    .max(64, ID)
    .regex(/^[A-Za-z0-9_]+$/, ID)
    .meta({ description: "As a search answers it; an old one leads to the person that it became part of" }),
});

export const personAnswer = z
  .object({
    status: z.literal("success"),
    request_id: z.string(),
    credits_used: z.int().min(0),
    data: foundProfile,
  })
  .meta({ id: "PersonAnswer" });

export const getPerson = {
  id: "getPerson",
  method: "GET",
  path: "/api/v1/people/{person_id}",
  summary: "One person by id; person_id in the answer is the one that is valid now",
  scope: "search",
  price: { success: 1, not_found: 0 },
  params: personParams,
  answers: [personAnswer],
  errors: ["invalid_param", "not_found", ...BILLED, ...KEYED],
} as const satisfies Operation;

import { z } from "zod";
import { FREE, KEYED, type Operation } from "./operation.js";
import { pageQuery } from "./pageQuery.js";

export const ledgerQuery = pageQuery("Entries");

const entry = z.object({
  kind: z.enum(["grant", "charge", "expiry"]),
  credits: z.int().min(1).meta({ description: "A grant adds them, the others take them" }),
  operation: z.string(),
  outcome: z.string(),
  request_id: z
    .string()
    .meta({ description: "The call that was charged; empty where no call made the entry" }),
  created_at: z.iso.datetime(),
});

export const ledgerAnswer = z
  .object({
    status: z.literal("success"),
    request_id: z.string(),
    credits_used: z.literal(0),
    data: z.array(entry),
    next_cursor: z.string().nullable().meta({ description: "Leads to older entries; null: there are none" }),
  })
  .meta({ id: "LedgerAnswer" });

export const getLedger = {
  id: "getLedger",
  method: "GET",
  path: "/api/v1/account/ledger",
  summary: "The account's grants, charges and expiries, newest first",
  scope: "account",
  price: FREE,
  query: ledgerQuery,
  answers: [ledgerAnswer],
  errors: ["invalid_param", ...KEYED],
} as const satisfies Operation;

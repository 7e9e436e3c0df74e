import { enrichPersonAnswer, enrichPersonBody, operations } from "@vouch/contract";
import Fastify from "fastify";

/** What a route costs that does nothing: the contract's schema on the way in and out, one fixed answer. */
const ANSWER = {
  status: "success",
  request_id: "req_01234567890123456789",
  credits_used: 4,
  data: {
    full_name: "Alice Alaberg",
    email: "alice.alaberg.123456@company2469.example",
    title: "Senior Software Engineer",
    seniority: "senior",
    department: "Engineering",
    company_name: "Company 2469",
    company_domain: "company2469.example",
    linkedin_url: "https://linkedin.com/in/person-123456",
    location: "San Francisco, CA, USA",
    confidence: 0.96,
  },
};

/** Without what is only for documents. */
function plain(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(plain);
  if (typeof schema !== "object" || schema === null) return schema;
  const kept = Object.entries(schema).filter(([name]) => !/^(x-|\$schema$|id$|description$)/.test(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, plain(value)]));
}

const app = Fastify({ logger: false });
app.route({
  method: "POST",
  url: operations.enrichPerson.path,
  schema: {
    body: plain(enrichPersonBody.toJSONSchema({ target: "draft-7", io: "input" })),
    response: { 200: plain(enrichPersonAnswer.toJSONSchema({ target: "draft-7" })) },
  },
  handler: async () => ANSWER,
});
process.stdout.write(`${await app.listen({ host: "127.0.0.1", port: 0 })}\n`);

import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { operations } from "@vouch/contract";
import type { Vouch } from "@vouch/sdk";
import { z } from "zod";
import type { Budget } from "./budget.js";
import { createLookups } from "./lookups.js";

const { enrichPerson, findEmail, searchPeople } = operations;

const text = (description: string) => z.string().min(1).max(250).exactOptional().describe(description);

const lookup = text(
  "Names this lookup. Asking again with the same name is answered as before and costs nothing: use it where you retry.",
);
const subject = {
  email: text("E-mail address; this alone, or first_name, last_name and domain"),
  first_name: text("First name"),
  last_name: text("Last name"),
  domain: text("The employer's domain, e.g. stripe.com"),
};
const person = {
  first_name: z.string().min(1).max(200).describe("First name"),
  last_name: z.string().min(1).max(200).describe("Last name"),
  domain: z.string().min(1).max(250).describe("The employer's domain, e.g. stripe.com"),
};
const SENIORITY = z.array(z.enum(["executive", "senior", "mid", "junior"])).exactOptional();
const MOST_PROFILES = 25;
const wanted = {
  company: text("Name of the employer"),
  domain: text("The employer's domain"),
  title: text("Words of the job title"),
  location: text("City, region or country"),
  keywords: text("Any words"),
  seniority: SENIORITY.describe("Any of these"),
  limit: z.int().min(1).max(MOST_PROFILES).default(10).describe("Profiles at most"),
};

const priceOf = ({ price: { success, not_found } }: { price: { success: number; not_found: number } }) =>
  `Costs ${success} credits where somebody is found${not_found === 0 ? "" : `, ${not_found} where nobody is`}.`;

/** Reads nothing of this machine, changes nothing but the balance. */
const LOOKS_UP = { readOnlyHint: true, openWorldHint: true } as const;

/**
 * Makes a server of tools over a client of the API.
 * @param budget what all tools may spend together
 */
export function createToolServer(vouch: Vouch, budget: Budget): McpServer {
  const server = new McpServer({ name: "vouch", version: "0.1.0" });
  const look = createLookups(budget);

  server.registerTool(
    "enrich_person",
    {
      title: "Professional profile of a person",
      description: `The profile of one person: name, address, title, employer, location, with a calibrated confidence. ${priceOf(enrichPerson)}`,
      inputSchema: { ...subject, lookup },
      annotations: LOOKS_UP,
    },
    ({ lookup: name, ...question }) =>
      look({
        tool: "enrich_person",
        highestPrice: enrichPerson.price.success,
        question,
        name,
        ask: (idempotencyKey) => vouch.enrichPerson(question, { idempotencyKey }),
      }),
  );

  server.registerTool(
    "explain_person",
    {
      title: "Why a profile says what it says",
      description: `The profile of one person with its evidence: which sources state each value and when, what else was said, earlier employers. ${priceOf(enrichPerson)}`,
      inputSchema: { ...subject, lookup },
      annotations: LOOKS_UP,
    },
    ({ lookup: name, ...question }) =>
      look({
        tool: "explain_person",
        highestPrice: enrichPerson.price.success,
        question,
        name,
        ask: (idempotencyKey) =>
          vouch.enrichPerson(
            { ...question, include: ["evidence", "alternatives", "history", "explanation"] },
            { idempotencyKey },
          ),
      }),
  );

  registerOthers(server, vouch, look);
  return server;
}

function registerOthers(server: McpServer, vouch: Vouch, look: ReturnType<typeof createLookups>): void {
  server.registerTool(
    "find_email",
    {
      title: "Professional e-mail address of a person",
      description: `The address of a person by name and employer, known or inferred, with a calibrated confidence. ${priceOf(findEmail)}`,
      inputSchema: { ...person, lookup },
      annotations: LOOKS_UP,
    },
    ({ lookup: name, ...question }) =>
      look({
        tool: "find_email",
        highestPrice: findEmail.price.success,
        question,
        name,
        ask: (idempotencyKey) => vouch.findEmail(question, { idempotencyKey }),
      }),
  );

  server.registerTool(
    "search_people",
    {
      title: "People by employer, title, place",
      description: `Profiles of people who fit; give at least one wish. Costs ${searchPeople.price.success} credit a profile, at most \`limit\`.`,
      inputSchema: { ...wanted, lookup },
      annotations: LOOKS_UP,
    },
    ({ lookup: name, ...question }) =>
      look({
        tool: "search_people",
        highestPrice: question.limit * searchPeople.price.success,
        question,
        name,
        ask: (idempotencyKey) => vouch.searchPeople(question, { idempotencyKey }),
      }),
  );

  server.registerTool(
    "account_balance",
    {
      title: "Credits that are left",
      description: "The account's plan, limits and balance. Costs nothing.",
      annotations: { readOnlyHint: true },
    },
    () =>
      look({
        tool: "account_balance",
        highestPrice: 0,
        question: {},
        name: undefined,
        ask: () => vouch.getAccount(),
      }),
  );
}

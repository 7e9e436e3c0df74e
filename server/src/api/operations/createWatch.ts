import { type CreateWatchBody, checkBody, operations, type Watch } from "@vouch/contract";
import type { FastifyReply, FastifyRequest } from "fastify";
import { planNamed } from "../../accounts/plans.js";
import type { Watched } from "../../changes/watches.js";
import { VouchError } from "../../errors.js";
import type { SearchCriteria } from "../../people/searching.js";
import { callerOf, sendRefusal, sendSuccess } from "../answer.js";
import type { Handler } from "../app.js";
import type { ApiDeps } from "../deps.js";
import { type Refusal, RefusedError } from "../errors.js";
import { readCriteria } from "../searchCriteria.js";

const { body: schema } = operations.createWatch;

const NO_SUCH_PERSON: Refusal = { word: "not_found", detail: "Nobody is published under this person_id." };

/** What a watch is on, and as what search, unless it is on a person. */
interface Asked {
  readonly watched: Watched;
  readonly criteria: SearchCriteria | undefined;
}

function readWatched(body: CreateWatchBody): Asked | { readonly refusal: Refusal } {
  if (body.person_id) return { watched: { person_id: body.person_id }, criteria: undefined };
  const criteria = readCriteria(body);
  if ("refusal" in criteria) return criteria;
  const { employer: _, seniority, department, ...texts } = criteria;
  const lists = {
    ...(seniority.length === 0 ? {} : { seniority: [...seniority] }),
    ...(department.length === 0 ? {} : { department: [...department] }),
  };
  const given = Object.entries(texts).filter(([, value]) => value !== undefined);
  return { watched: { ...Object.fromEntries(given), ...lists }, criteria };
}

/** @throws RefusedError where it cannot be called */
function readWebhook({ jobs }: ApiDeps, url: string | null | undefined): string | undefined {
  try {
    return url ? jobs.checkWebhook(url) : undefined;
  } catch (failure) {
    if (!(failure instanceof VouchError)) throw failure;
    throw new RefusedError({ word: "invalid_param", param: "webhook_url", detail: `${failure.message}.` });
  }
}

function answer(request: FastifyRequest, reply: FastifyReply, data: Watch, webhook_secret?: string) {
  const whole = { status: "success", request_id: request.id, credits_used: 0, data, webhook_secret };
  return sendSuccess(request, reply, JSON.stringify(whole));
}

/** Makes a watch. A test key's is kept by nobody. */
export function createWatch(deps: ApiDeps): Handler {
  return async (request, reply) => {
    const checked = checkBody(schema, request.body);
    if ("fault" in checked) return sendRefusal(request, reply, checked.fault);
    const { name: called, types: asked, webhook_url } = checked.body;
    const read = readWatched(checked.body);
    if ("refusal" in read) return sendRefusal(request, reply, read.refusal);
    const { watched, criteria } = read;
    const webhookUrl = readWebhook(deps, webhook_url);
    const { accountId, mode, plan } = callerOf(request);
    const [name, types] = [called ?? "", asked?.length ? asked : undefined];
    const said = { watch_id: "0", name, ...watched, types: types ?? null, webhook_url: webhookUrl ?? null };
    if (mode === "test")
      return answer(request, reply, { ...said, created_at: new Date(deps.clock()).toISOString() });
    const most = planNamed(deps.plans, plan).watches;
    const made = await deps.watches.create({ accountId, name, watched, types, webhookUrl, most }, criteria);
    if (made.kind === "made") return answer(request, reply, made.watch, made.secret);
    return sendRefusal(request, reply, made.kind === "no_such_person" ? NO_SUCH_PERSON : { word: made.kind });
  };
}

import type { IncomingMessage } from "node:http";
import { type Operation, type OperationId, operations } from "@vouch/contract";
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { codeOf } from "../errors.js";
import { admit } from "./admission.js";
import { sendRefusal } from "./answer.js";
import { answerBrokenRequests } from "./brokenRequests.js";
import type { ApiDeps } from "./deps.js";
import { serveDocs } from "./docsPage.js";
import { type Refusal, refusalOf } from "./errors.js";
import { acceptJson } from "./jsonBody.js";
import { observeCalls } from "./observed.js";
import { cancelJob } from "./operations/cancelJob.js";
import { confirmPrivacyRequest } from "./operations/confirmPrivacyRequest.js";
import { createPrivacyRequest } from "./operations/createPrivacyRequest.js";
import { createWatch } from "./operations/createWatch.js";
import { deleteWatch } from "./operations/deleteWatch.js";
import { enrichPerson } from "./operations/enrichPerson.js";
import { findEmail } from "./operations/findEmail.js";
import { getAccount } from "./operations/getAccount.js";
import { getCalibration } from "./operations/getCalibration.js";
import { getChanges } from "./operations/getChanges.js";
import { getHealth } from "./operations/getHealth.js";
import { getJobFile } from "./operations/getJobFile.js";
import { getJobResults } from "./operations/getJobResults.js";
import { getJobStatus } from "./operations/getJobStatus.js";
import { getLedger } from "./operations/getLedger.js";
import { getOpenapi } from "./operations/getOpenapi.js";
import { getPerson } from "./operations/getPerson.js";
import { getReadiness } from "./operations/getReadiness.js";
import { getUsage } from "./operations/getUsage.js";
import { giveFeedback } from "./operations/giveFeedback.js";
import { listWatches } from "./operations/listWatches.js";
import { searchPeople } from "./operations/searchPeople.js";
import { submitFileJob } from "./operations/submitFileJob.js";
import { submitJob } from "./operations/submitJob.js";
import { watchJob } from "./operations/watchJob.js";
import { servePrivacyPage } from "./privacyPage.js";
import { endUnused } from "./unusedConnections.js";
import { routeUpload } from "./uploads.js";

/** Answers one call. */
export type Handler = (request: FastifyRequest, reply: FastifyReply) => FastifyReply | Promise<FastifyReply>;

const makers: Readonly<Record<OperationId, (deps: ApiDeps) => Handler>> = {
  enrichPerson,
  findEmail,
  searchPeople,
  getPerson,
  getChanges,
  createWatch,
  listWatches,
  deleteWatch,
  submitJob,
  submitFileJob,
  getJobStatus,
  watchJob,
  getJobResults,
  getJobFile,
  cancelJob,
  giveFeedback,
  getCalibration,
  getAccount,
  getUsage,
  getLedger,
  createPrivacyRequest,
  confirmPrivacyRequest,
  getHealth,
  getReadiness,
  getOpenapi,
};

/** How long a client may take, in milliseconds, and how often that is looked at. */
const PATIENCE = {
  headers: 5000,
  /** A request must arrive whole: 64 KiB pass the slowest line in that time. */
  request: 10_000,
  /** Nothing moves on a connection, be it that the client does not take its answer. */
  standstill: 30_000,
  /** Between requests: longer than the minute for which load balancers keep connections, so that theirs ends first. */
  idle: 65_000,
  interval: 1000,
} as const;

/** What is taken over of a caller's own `X-Request-Id`: ids as proxies make them, and nothing that could be a sentence. */
const REQUEST_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{7,63}$/;

function requestIdOf({ headers }: IncomingMessage, newRequestId: () => string): string {
  const given = headers["x-request-id"];
  return typeof given === "string" && REQUEST_ID.test(given) ? given : newRequestId();
}

/** The paths that are served: how each looks, and with which methods. */
const served = [...new Set(Object.values<Operation>(operations).map(({ path }) => path))].map((path) => ({
  path,
  pattern: new RegExp(`^${path.replaceAll(".", "\\.").replace(/\{\w+\}/g, "[^/]+")}$`),
  methods: Object.values<Operation>(operations)
    .filter((operation) => operation.path === path)
    .map(({ method }) => (method === "GET" ? "GET, HEAD" : method))
    .join(", "),
}));

/** Paths that a GET would otherwise lead to one with a parameter. */
const withoutGet = served.flatMap(({ path, methods }) =>
  methods.includes("GET") || path.includes("{") ? [] : [path],
);

/** A path as the router writes it. */
const routeOf = (path: string) => path.replace(/\{(\w+)\}/g, ":$1");

function answerNoRoute(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const [path = ""] = request.url.split("?");
  const methods = served.find(({ pattern }) => pattern.test(path))?.methods;
  if (methods === undefined) return sendRefusal(request, reply, { word: "no_such_route" });
  reply.header("allow", methods);
  return sendRefusal(request, reply, { word: "method_not_allowed" });
}

/** Where in the code it happened. The error's message stays out: it may quote what a client sent. */
function logDefect(deps: ApiDeps, error: unknown, request: FastifyRequest): void {
  const isError = error instanceof Error;
  const frames = isError ? (error.stack ?? "").split("\n").filter((line) => line.startsWith("    at ")) : [];
  const at = frames.map((frame) => frame.trim()).join(" < ");
  deps.log({
    level: "error",
    request_id: request.id,
    error: isError ? error.name : typeof error,
    code: codeOf(error),
    at,
  });
}

function answerErrors(app: FastifyInstance, deps: ApiDeps): void {
  app.setNotFoundHandler(answerNoRoute);
  app.setErrorHandler((error, request, reply) => {
    if (request.is404) return answerNoRoute(request, reply);
    // The framework hangs up on a client that is still sending; one that may finish can read its answer.
    reply.removeHeader("connection");
    const refusal: Refusal = refusalOf(error);
    if (refusal.word === "internal_error") logDefect(deps, error, request);
    return sendRefusal(request, reply, refusal);
  });
}

type ServedOperation = Operation & { readonly id: OperationId };

function serveOperation(app: FastifyInstance, deps: ApiDeps, operation: ServedOperation): void {
  const { id, method, path, scope, unrated, upload, longestBody } = operation;
  const route = {
    method,
    url: routeOf(path),
    config: { operation: id },
    ...(longestBody === undefined ? {} : { bodyLimit: longestBody }),
    ...(scope === null ? {} : { onRequest: admit(deps, scope, unrated) }),
    handler: makers[id](deps),
  };
  if (upload === undefined) app.route(route);
  else routeUpload(app, upload, route);
}

/**
 * Makes the HTTP app: every operation of the contract at its route, every answer of the contract's shape.
 * It does not listen yet.
 */
export function buildApp(deps: ApiDeps): FastifyInstance {
  const app = Fastify({
    logger: false,
    genReqId: (request) => requestIdOf(request, deps.newRequestId),
    http: { headersTimeout: PATIENCE.headers, connectionsCheckingInterval: PATIENCE.interval },
    requestTimeout: PATIENCE.request,
    connectionTimeout: PATIENCE.standstill,
    keepAliveTimeout: PATIENCE.idle,
    return503OnClosing: false,
    trustProxy: deps.trustedProxies.length === 0 ? false : [...deps.trustedProxies],
    // A path that cannot be read leads nowhere. No hook and no decorator has seen such a request.
    frameworkErrors: (_error, request, reply) => {
      request.admission = null;
      return sendRefusal(request, reply, { word: "no_such_route" });
    },
    clientErrorHandler: answerBrokenRequests(deps),
  });
  // An expectation that nobody knows may be ignored (RFC 9110, 10.1.1); Node's own answer has no request id.
  app.server.on("checkExpectation", (request, response) => app.routing(request, response));
  endUnused(app);
  app.decorateRequest("admission", null);
  app.decorateRequest("refusedWith", null);
  observeCalls(app, deps.observers);
  acceptJson(app);
  answerErrors(app, deps);
  serveDocs(app);
  for (const url of withoutGet) app.get(url, answerNoRoute);
  servePrivacyPage(app);
  for (const operation of Object.values<ServedOperation>(operations)) serveOperation(app, deps, operation);
  return app;
}

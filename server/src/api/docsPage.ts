import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { FastifyInstance } from "fastify";
import { GUARDS } from "./answer.js";

const SCRIPT = "/docs/rapidoc-min.js";

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Vouch API</title>
<style>body { margin: 0 } noscript { font: 1rem sans-serif; margin: 2rem; display: block }</style>
<script type="module" src="${SCRIPT}"></script>
</head>
<body>
<noscript>This page needs JavaScript; the contract itself is at <a href="/openapi.json">/openapi.json</a>.</noscript>
<rapi-doc spec-url="/openapi.json" render-style="read" load-fonts="false" show-header="false" theme="light"
  allow-server-selection="false" allow-spec-url-load="false" allow-spec-file-load="false" schema-style="table"
  persist-auth="false" primary-color="#0b6e4f"></rapi-doc>
</body>
</html>
`;

/** The page runs the one script that we serve, and asks nobody but this server. */
const PAGE_GUARDS = {
  ...GUARDS,
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; connect-src 'self'; img-src data:; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

/** Serves `/docs`: the contract as a page, where calls can be tried with the visitor's key. */
export function serveDocs(app: FastifyInstance): void {
  const script = readFileSync(fileURLToPath(import.meta.resolve("rapidoc")));
  const headers = { ...PAGE_GUARDS, "cache-control": "public, max-age=3600" };
  app.get("/docs", (_request, reply) =>
    reply.headers(headers).header("content-type", "text/html; charset=utf-8").send(PAGE),
  );
  app.get(SCRIPT, (_request, reply) =>
    reply.headers(headers).header("content-type", "text/javascript; charset=utf-8").send(script),
  );
}

import { createHash } from "node:crypto";
import { operations } from "@vouch/contract";
import type { FastifyInstance } from "fastify";
import { CONFIRMATION_PATH } from "../privacy/confirmationMail.js";
import { GUARDS } from "./answer.js";

const SCRIPT = `
const button = document.querySelector("button"), said = document.querySelector("p");
button.addEventListener("click", async () => {
  button.disabled = true;
  try {
    const answer = await fetch(${JSON.stringify(operations.confirmPrivacyRequest.path)}, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token: location.hash.slice(1) }),
    });
    const { detail } = await answer.json();
    said.textContent = answer.ok ? "Thank you. Your request is confirmed." : detail;
  } catch {
    said.textContent = "The server could not be reached. Please try again.";
    button.disabled = false;
  }
});`;
const STYLE =
  "body{font:18px system-ui,sans-serif;max-width:32em;margin:4em auto;padding:0 1em}button{font:inherit;padding:.5em 1em}";

const sourceOf = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

const PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Privacy request</title><style>${STYLE}</style></head>
<body><h1>Privacy request</h1><p role="status">Confirm that it was you who asked.</p><button>Confirm</button>
<script>${SCRIPT}</script></body></html>
`;

const POLICY = `default-src 'none'; script-src ${sourceOf(SCRIPT)}; style-src ${sourceOf(STYLE)}; connect-src 'self'; frame-ancestors 'none'`;

/**
 * Serves the page that a link in a message leads to. Opening it does nothing, because programs open links, too: a person
 * presses its button.
 */
export function servePrivacyPage(app: FastifyInstance): void {
  app.get(CONFIRMATION_PATH, (request, reply) =>
    reply
      .headers({ ...GUARDS, "content-security-policy": POLICY, "referrer-policy": "no-referrer" })
      .header("x-request-id", request.id)
      .type("text/html; charset=utf-8")
      .send(PAGE),
  );
}

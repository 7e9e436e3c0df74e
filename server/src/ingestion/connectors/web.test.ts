import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testEngine } from "../../../test/analytic.js";
import type { Engine } from "../../engine/engine.js";
import { nowhere, type Reaches } from "../../net/reach.js";
import { importRecords } from "../importRecords.js";
import { removeSource } from "../sources.js";

describe("a page at its address", () => {
  const servers: Server[] = [];
  let engine: Engine;
  let folder: string;
  beforeEach(async () => {
    engine = await testEngine();
    folder = mkdtempSync(join(tmpdir(), "vouch-web-"));
  });
  afterEach(async () => {
    for (const server of servers.splice(0)) server.closeAllConnections();
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A real host: what it answers, and what it was asked. */
  async function host(
    listener: RequestListener,
    robots = "",
  ): Promise<{ url: string; asked: IncomingMessage[] }> {
    const asked: IncomingMessage[] = [];
    const server = createServer((request, answer) => {
      asked.push(request);
      if (request.url === "/robots.txt") answer.end(robots);
      else listener(request, answer);
    }).listen(0, "127.0.0.1");
    servers.push(server);
    await once(server, "listening");
    const address = server.address();
    return { url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`, asked };
  }

  const importPage = (path: string, reaches: Reaches = (address) => address === "127.0.0.1") =>
    importRecords(engine, {
      path,
      source: "site",
      kind: "web",
      map: new Map(),
      mailmap: false,
      dataDir: folder,
      now: new Date("2026-06-01"),
      reaches,
      onRead: () => {},
    });

  const names = async () =>
    (await engine.query<{ name: string }>("SELECT given_name AS name FROM normalized_record ORDER BY 1")).map(
      ({ name }) => name,
    );

  const card = (name: string) => `<p class="h-card">${name}</p>`;

  it("is asked for with its validators, and is not read again while it is the same", async () => {
    let page = card("Jane Doe");
    const { url, asked } = await host((request, answer) => {
      const etag = `"${page.length}"`;
      if (request.headers["if-none-match"] === etag) answer.writeHead(304).end();
      else
        answer
          .writeHead(200, {
            "content-type": "text/html; charset=utf-8",
            etag,
            "last-modified": "Mon, 01 Jun 2026 00:00:00 GMT",
          })
          .end(page);
    });
    expect(await importPage(`${url}/team`)).toMatchObject({ read: 1, accepted: 1, unchanged: 0 });
    expect(await importPage(`${url}/team`)).toEqual({
      read: 0,
      accepted: 0,
      rejected: 0,
      unchanged: 0,
      not_modified: 1,
    });
    expect(asked.at(-1)?.headers).toMatchObject({
      "if-modified-since": "Mon, 01 Jun 2026 00:00:00 GMT",
      "user-agent": "VouchBot/0.1",
    });
    page = card("Jane Doe") + card("Johanna Roe");
    expect(await importPage(`${url}/team`)).toMatchObject({ read: 2, unchanged: 1 });
    expect(await names()).toEqual(["jane", "johanna"]);
    await removeSource(engine, "site");
    expect(await importPage(`${url}/team`)).toMatchObject({ read: 2, unchanged: 0 });
  });

  it("is followed to the pages behind it, on its own host alone", async () => {
    const { url } = await host((request, answer) => {
      const next = request.url === "/team" ? "/team?page=2" : "http://elsewhere.example/";
      answer
        .writeHead(200, { "content-type": "text/html" })
        .end(`<link rel="next" href="${next}">${card(request.url === "/team" ? "Jane Doe" : "Johanna Roe")}`);
    });
    expect(await importPage(`${url}/team`)).toMatchObject({ read: 2, accepted: 2 });
  });

  it.each([
    ["robots.txt forbids it", "User-agent: *\nDisallow: /team", "robots_forbidden"],
    ["robots.txt forbids it to us", "User-agent: vouchbot\nDisallow: /", "robots_forbidden"],
  ])("is not read where %s", async (_, robots, code) => {
    const { url, asked } = await host((_request, answer) => answer.end(card("Jane Doe")), robots);
    await expect(importPage(`${url}/team`)).rejects.toMatchObject({ code });
    expect(asked.map((request) => request.url)).toEqual(["/robots.txt"]);
  });

  it("is read where robots.txt is broken, or allows it", async () => {
    const robots = "\u0000<html>\nDisallow\nUser-agent: *\nDisallow: /\nAllow: /team$\n";
    const { url } = await host((_, answer) => answer.end(card("Jane Doe")), robots);
    expect(await importPage(`${url}/team`)).toMatchObject({ accepted: 1 });
  });

  it("is not read where robots.txt cannot be had for now, and is where there is none", async () => {
    const statuses = [503, 404];
    const server = createServer((request, answer) => {
      if (request.url === "/robots.txt") answer.writeHead(statuses.shift() ?? 404).end();
      else answer.end(card("Jane Doe"));
    }).listen(0, "127.0.0.1");
    servers.push(server);
    await once(server, "listening");
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/team`;
    await expect(importPage(url)).rejects.toMatchObject({ code: "robots_unreachable" });
    expect(await importPage(url)).toMatchObject({ accepted: 1 });
  });

  it.each([
    ["is gone", 404, {}, "page_unavailable"],
    ["asks for patience", 429, { "retry-after": "120" }, "host_busy"],
    ["is a picture", 200, { "content-type": "image/png" }, "not_a_page"],
    ["is packed unasked", 200, { "content-encoding": "gzip" }, "not_a_page"],
    ["leads to itself", 302, { location: "/team" }, "too_many_redirects"],
    ["leads to another protocol", 302, { location: "file:///etc/passwd" }, "invalid_url"],
  ])(
    "that %s is told so",
    async (_, status, headers, code) => {
      const { url } = await host(
        (_request, answer) => answer.writeHead(status, headers).end(),
        "Crawl-delay: 0",
      );
      await expect(importPage(`${url}/team`)).rejects.toMatchObject({ code });
    },
    15_000,
  );

  it("is asked for at its new place by the robots.txt of that", async () => {
    const forbidding = await host((_, answer) => answer.end(card("Jane Doe")), "User-agent: *\nDisallow: /");
    const leading = await host((_, answer) =>
      answer.writeHead(301, { location: `${forbidding.url}/team` }).end(),
    );
    await expect(importPage(`${leading.url}/team`)).rejects.toMatchObject({ code: "robots_forbidden" });
  });

  it("is not called on a private network, by itself, by a name or by a redirect", async () => {
    const inside = await host((_, answer) => answer.end(card("Jane Doe")));
    const other = inside.url.replace("127.0.0.1", "127.0.0.2");
    const leading = await host((_, answer) => answer.writeHead(302, { location: other }).end());
    const name = inside.url.replace("127.0.0.1", "localhost");
    const refused = { code: "address_forbidden" };
    await expect(importPage(inside.url, nowhere)).rejects.toMatchObject(refused);
    await expect(importPage(name, nowhere)).rejects.toMatchObject(refused);
    await expect(importPage(leading.url)).rejects.toMatchObject(refused);
    expect(inside.asked).toEqual([]);
  });
});

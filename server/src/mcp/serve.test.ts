import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { createVouch } from "@vouch/sdk";
import { describe, expect, it } from "vitest";
import { program } from "../../test/commandLine.js";
import { createBudget } from "./budget.js";
import { serveHttp } from "./serve.js";
import { createToolServer } from "./tools.js";

const NOWHERE = { baseUrl: "http://127.0.0.1:9", apiKey: "k", retries: 0 };
const newClient = () => new Client({ name: "test", version: "1.0.0" });

/** Asks for the tools by another name of this machine, as a page may whose name was made to lead here. */
async function statusFor(url: string, host: string): Promise<number | undefined> {
  const headers = { host, "content-type": "application/json", accept: "application/json, text/event-stream" };
  const asked = request(url, { method: "POST", headers });
  asked.end(JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list" }));
  const [response]: IncomingMessage[] = await once(asked, "response");
  response?.resume();
  return response?.statusCode;
}

describe("vouch mcp", () => {
  it("speaks over standard input and output, and ends with them", async () => {
    const args = [program, "mcp", "--key", NOWHERE.apiKey, "--url", NOWHERE.baseUrl];
    const client = newClient();
    await client.connect(new StdioClientTransport({ command: process.execPath, args }));
    expect((await client.listTools()).tools).toHaveLength(5);
    await client.close();
  });

  it("speaks Streamable HTTP, to those who ask by this machine's own name", async () => {
    const end = new AbortController();
    const tools = () => createToolServer(createVouch(NOWHERE), createBudget(0));
    let over: Promise<void> | undefined;
    const url = await new Promise<string>((resolve) => {
      over = serveHttp(tools, 0, end.signal, resolve);
    });
    const client = newClient();
    await client.connect(new StreamableHTTPClientTransport(new URL(url)) as Parameters<Client["connect"]>[0]);
    expect((await client.listTools()).tools).toHaveLength(5);
    await client.close();
    expect(await statusFor(url, "rebound.example")).toBe(403);
    end.abort();
    await over;
  });
});

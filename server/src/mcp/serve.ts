import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";

/** Makes a server of tools; one for each conversation or request. */
type Tools = () => McpServer;

const PATH = "/mcp";

/** Speaks over standard input and output until the input ends or the signal fires. */
export async function serveStdio(tools: Tools, signal: AbortSignal): Promise<void> {
  const server = tools();
  const ended = new Promise<void>((resolve) => {
    process.stdin.once("end", resolve);
    process.stdin.once("close", resolve);
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
  await server.connect(new StdioServerTransport());
  await ended;
  await server.close();
}

/** Answers one request by itself: no session is kept, so any number of clients may come and go. */
async function answer(tools: Tools, hosts: string[], request: IncomingMessage, response: ServerResponse) {
  // A page in a browser may send requests here by a name that leads to this machine; it is told apart by the name.
  const transport = new StreamableHTTPServerTransport({
    enableJsonResponse: true,
    enableDnsRebindingProtection: true,
    allowedHosts: hosts,
  });
  const server = tools();
  response.once("close", () => {
    transport.close();
    server.close();
  });
  await server.connect(transport as Parameters<McpServer["connect"]>[0]);
  await transport.handleRequest(request, response);
}

/**
 * Speaks Streamable HTTP at /mcp of this machine until the signal fires.
 * @param port 0 for a free one
 * @param onReady hears the address
 */
export async function serveHttp(
  tools: Tools,
  port: number,
  signal: AbortSignal,
  onReady: (url: string) => void,
): Promise<void> {
  const hosts: string[] = [];
  const http = createServer((request, response) => {
    if (request.url?.split("?")[0] === PATH) {
      answer(tools, hosts, request, response).catch(() => response.destroy());
      return;
    }
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve, reject) => {
    http.once("error", reject).listen(port, "127.0.0.1", resolve);
  });
  const { port: taken } = http.address() as AddressInfo;
  hosts.push(`127.0.0.1:${taken}`, `localhost:${taken}`);
  onReady(`http://127.0.0.1:${taken}${PATH}`);
  await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
  http.closeAllConnections();
  await new Promise((resolve) => http.close(resolve));
}

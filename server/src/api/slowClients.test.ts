import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withoutDatabase } from "../../test/api.js";

const { app } = withoutDatabase();
let port: number;

beforeAll(async () => {
  port = Number(new URL(await app.listen({ port: 0, host: "127.0.0.1" })).port);
});
afterAll(() => app.close());

/** A client that sends what it has to say, then a byte now and then, and never comes to an end. */
function slowClient(begin: string, byte: string): { readonly cut: Promise<string> } {
  const socket: Socket = connect(port, "127.0.0.1", () => socket.write(begin));
  const timer = setInterval(() => byte !== "" && socket.writable && socket.write(byte), 400);
  let heard = "";
  socket.setEncoding("utf8").on("data", (text) => {
    heard += text;
  });
  const cut = new Promise<string>((resolve) => {
    // Cut off while it writes, it may learn so by an error.
    socket.on("error", () => {});
    socket.on("close", () => {
      clearInterval(timer);
      resolve(heard);
    });
  });
  return { cut };
}

const HEAD = "POST /api/v1/people/enrich HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";

describe.concurrent("a slow client", () => {
  it.each([
    ["says nothing at all", "", ""],
    ["sends its headers byte by byte", "GET /healthz HTTP/1.1\r\nHost: a\r\nX-Slow: ", "a"],
    ["sends its body byte by byte", "GET /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n", "a"],
  ])("that %s is cut off, and others are answered meanwhile", async (_, begin, byte) => {
    const clients = Array.from({ length: 20 }, () => slowClient(begin, byte));
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
    await Promise.all(clients.map(({ cut }) => cut));
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
  });

  it("hears why, where it waits for an answer", async () => {
    const heard = await slowClient("GET /healthz HTTP/1.1\r\nHost: a\r\n", "").cut;
    expect(heard).toMatch(/^HTTP\/1\.1 408 request_timeout\r\n/);
    expect(heard).toContain('"message":"request_timeout"');
  });

  it("that has no key is answered before its body came", async () => {
    expect(await slowClient(`${HEAD}Content-Length: 1000\r\n\r\n`, "").cut).toMatch(/^HTTP\/1\.1 401 /);
  });
});

describe("a server that ends", () => {
  it("does not wait for a connection on which nothing was asked yet", async () => {
    const { app: ending } = withoutDatabase();
    const { port } = new URL(await ending.listen({ port: 0, host: "127.0.0.1" }));
    const socket = connect(Number(port), "127.0.0.1").on("error", () => {});
    await new Promise((resolve) => ending.server.once("connection", resolve));
    const begun = performance.now();
    await ending.close();
    expect(performance.now() - begun).toBeLessThan(15_000);
    socket.destroy();
  });
});

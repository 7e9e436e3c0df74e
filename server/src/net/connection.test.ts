import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { connect } from "./connection.js";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listening(): Promise<number> {
  const server = createServer((socket) => socket.end("hello")).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  const address = server.address();
  return typeof address === "object" ? (address?.port ?? 0) : 0;
}

describe("a connection", () => {
  it.each(["127.0.0.1", "localhost", "::1", "127.1", "10.0.0.1", "169.254.169.254"])(
    "is not made to the private host %s",
    async (host) => {
      const port = await listening();
      await expect(connect({ host, port, patience: 1000, reaches: () => false })).rejects.toMatchObject({
        code: "address_forbidden",
      });
    },
  );

  it("is made where the operator allows it", async () => {
    const port = await listening();
    const socket = await connect({
      host: "localhost",
      port,
      patience: 1000,
      reaches: (address) => address === "127.0.0.1" || address === "::1",
    });
    expect(String((await socket.toArray()).join(""))).toBe("hello");
  });

  it("ends where nobody listens", async () => {
    const destination = { host: "127.0.0.1", port: 1, patience: 1000, reaches: () => true };
    await expect(connect(destination)).rejects.toMatchObject({ code: "unreachable" });
  });
});

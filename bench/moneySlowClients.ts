import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { percentile } from "./pacedCalls.js";

const SOCKETS = 1500;
/** Longest that is waited for the last to be cut off, in milliseconds. */
const PATIENCE_MS = 60_000;
const SAMPLES_MS = 10_000;

/** What they say at first, and then a byte now and then. */
const KINDS = [
  { begin: "", byte: "" },
  { begin: "GET /healthz HTTP/1.1\r\nHost: a\r\nX-Slow: ", byte: "a" },
  { begin: "POST /api/v1/people/enrich HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n", byte: "a" },
] as const;

function openSlow(url: URL, at: number): { readonly socket: Socket; readonly cutAfter: Promise<number> } {
  const { begin, byte } = KINDS[at % KINDS.length] ?? KINDS[0];
  const opened = performance.now();
  const socket = connect(Number(url.port), url.hostname, () => socket.write(begin));
  const timer = setInterval(() => byte !== "" && socket.writable && socket.write(byte), 1000);
  const cutAfter = new Promise<number>((resolve) => {
    socket
      .on("error", () => {})
      .on("close", () => {
        clearInterval(timer);
        resolve((performance.now() - opened) / 1000);
      });
  });
  socket.resume();
  return { socket, cutAfter };
}

/** Calls one after the other, for a while: how long each took, in milliseconds. */
async function others(ask: () => Promise<unknown>): Promise<number> {
  const took: number[] = [];
  const end = performance.now() + SAMPLES_MS;
  while (performance.now() < end) {
    const begun = performance.now();
    await ask();
    took.push(performance.now() - begun);
  }
  return percentile(took, 0.99);
}

/** Slow clients: how soon the last of them is cut off, and what others feel of it. */
export async function slowClients(server: string, ask: () => Promise<unknown>) {
  const before = await others(ask);
  const url = new URL(server);
  const slow = Array.from({ length: SOCKETS }, (_, at) => openSlow(url, at));
  await Promise.all(slow.map(({ socket }) => socket.connecting && once(socket, "connect").catch(() => {})));
  const during = await others(ask);
  const late = new Promise<number[]>((resolve) => setTimeout(resolve, PATIENCE_MS, [Number.NaN]).unref());
  const cut = await Promise.race([Promise.all(slow.map(({ cutAfter }) => cutAfter)), late]);
  return {
    sockets: SOCKETS,
    last_cut_seconds: Math.max(...cut),
    p99_before_ms: before,
    p99_during_ms: during,
  };
}

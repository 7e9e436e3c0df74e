import { createSocket } from "node:dgram";
import { once } from "node:events";

/** What a name server answers of a name. MX: preference and host; a null MX has the host "". */
export interface Zone {
  readonly mx?: readonly (readonly [preference: number, host: string])[];
  readonly a?: readonly string[];
}

/** A name server on this machine. */
export interface DnsServer {
  /** As `Resolver.setServers` takes it. */
  readonly address: string;
  /** How many questions it was asked. */
  readonly asked: () => number;
  readonly close: () => void;
}

const TYPES = { a: 1, mx: 15 } as const;
const CODES = { fine: 0, failed: 2, noSuchName: 3 } as const;

const labels = (name: string) =>
  Buffer.concat([
    ...name
      .split(".")
      .filter((label) => label !== "")
      .map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)])),
    Buffer.from([0]),
  ]);

const number16 = (value: number) => Buffer.from([value >> 8, value & 255]);

function record(type: number, data: Buffer): Buffer {
  const nameAtQuestion = Buffer.from([0xc0, 12]);
  const ttl = Buffer.from([0, 0, 0, 60]);
  return Buffer.concat([nameAtQuestion, number16(type), number16(1), ttl, number16(data.length), data]);
}

function nameIn(question: Buffer): { name: string; end: number } {
  const parts: string[] = [];
  let at = 12;
  for (let length = question[at] ?? 0; length > 0; length = question[at] ?? 0) {
    parts.push(question.toString("latin1", at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: parts.join(".").toLowerCase(), end: at + 1 };
}

function answersOf({ mx = [], a = [] }: Zone, type: number): Buffer[] {
  if (type === TYPES.mx)
    return mx.map(([preference, host]) => record(type, Buffer.concat([number16(preference), labels(host)])));
  if (type === TYPES.a) return a.map((address) => record(type, Buffer.from(address.split(".").map(Number))));
  return [];
}

function reply(question: Buffer, zones: Readonly<Record<string, Zone | "failing">>): Buffer {
  const { name, end } = nameIn(question);
  const zone = zones[name];
  const answers = zone === undefined || zone === "failing" ? [] : answersOf(zone, question.readUInt16BE(end));
  const code = zone === undefined ? CODES.noSuchName : zone === "failing" ? CODES.failed : CODES.fine;
  const counts = [1, answers.length, 0, 0].map(number16);
  const head = [question.subarray(0, 2), Buffer.from([0x81, 0x80 | code]), ...counts];
  return Buffer.concat([...head, question.subarray(12, end + 4), ...answers]);
}

/** Starts a name server that knows these names and no others; of "failing" ones it says that it failed. */
export async function startDns(zones: Readonly<Record<string, Zone | "failing">>): Promise<DnsServer> {
  const socket = createSocket("udp4").bind(0, "127.0.0.1");
  let asked = 0;
  socket.on("message", (question, { port, address }) => {
    asked += 1;
    socket.send(reply(question, zones), port, address);
  });
  await once(socket, "listening");
  return { address: `127.0.0.1:${socket.address().port}`, asked: () => asked, close: () => socket.close() };
}

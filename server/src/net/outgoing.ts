import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP } from "node:net";
import { codeOf, VouchError } from "../errors.js";
import { forbidden, mayCall, type Reaches, resolving } from "./reach.js";

/** What is sent. */
export interface Outgoing {
  readonly method: "GET" | "POST";
  /** http or https, without a name and password. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds in which all of the answer must be there. */
  readonly patience: number;
  /** Bytes that the answer's body may have. */
  readonly longest: number;
  /** Which private addresses the operator lets be called. */
  readonly reaches: Reaches;
  /** Redirects that are followed; 0 if absent. */
  readonly redirects?: number;
}

/** What came back. */
export interface Incoming {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  /** Where it came from, after redirects. */
  readonly url: string;
}

/**
 * Reads an address to call.
 * @throws VouchError invalid_url; address_forbidden, where it is a private address in any notation
 */
export function readUrl(text: string, reaches: Reaches): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (
    url === undefined ||
    !["http:", "https:"].includes(url.protocol) ||
    url.username + url.password !== ""
  ) {
    throw new VouchError(
      "invalid_url",
      `${JSON.stringify(text)} cannot be called`,
      "Give one that begins with https:// or http:// and holds no user name and password.",
    );
  }
  const host = hostOf(url);
  if (isIP(host) !== 0 && !mayCall(host, reaches)) throw forbidden(host);
  return url;
}

/** The host without the brackets of an IPv6 address; other spellings of IPv4 addresses were read by the URL. */
const hostOf = ({ hostname }: URL) => hostname.replace(/^\[|\]$/g, "");

function failureOf(failure: Error, host: string): VouchError {
  if (failure instanceof VouchError) return failure;
  if (failure.name === "TimeoutError" || codeOf(failure) === "ABORT_ERR")
    return new VouchError("too_slow", `${host} did not answer in time`);
  return new VouchError("unreachable", `${host} cannot be reached: ${failure.message}`);
}

/** One call, whatever it answers. */
function call(url: URL, { method, headers, body, patience, longest, reaches }: Outgoing): Promise<Incoming> {
  const request = url.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const fail = (failure: Error) => reject(failureOf(failure, url.host));
    const options = {
      method,
      headers: { ...headers },
      lookup: resolving(reaches),
      signal: AbortSignal.timeout(patience),
      agent: false,
    } as const;
    const sent = request(url, options, (answer) => {
      const chunks: Buffer[] = [];
      let length = 0;
      answer.on("data", (chunk: Buffer) => {
        length += chunk.length;
        if (length <= longest) {
          chunks.push(chunk);
          return;
        }
        fail(new VouchError("too_long", `${url.host} answers more than ${longest} bytes`));
        sent.destroy();
      });
      answer.on("error", fail);
      answer.on("end", () => {
        const { statusCode: status = 0, headers: heard } = answer;
        resolve({ status, headers: heard, body: Buffer.concat(chunks), url: url.href });
      });
    });
    sent.on("error", fail);
    sent.end(body);
  });
}

const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * Calls a host of the public internet, or one that the operator allows; the address is checked as the connection is
 * made, at each redirect anew.
 * @throws VouchError invalid_url, address_forbidden, unreachable, too_slow, too_long, too_many_redirects
 */
export async function send(outgoing: Outgoing): Promise<Incoming> {
  let url = readUrl(outgoing.url, outgoing.reaches);
  for (let left = outgoing.redirects ?? 0; ; left--) {
    const answer = await call(url, outgoing);
    const { location } = answer.headers;
    if (
      outgoing.redirects === undefined ||
      !REDIRECTS.includes(answer.status) ||
      typeof location !== "string"
    )
      return answer;
    if (left === 0) throw new VouchError("too_many_redirects", `${outgoing.url} leads on and on`);
    if (!URL.canParse(location, url.href)) throw new VouchError("invalid_url", `${url.host} leads nowhere`);
    url = readUrl(new URL(location, url.href).href, outgoing.reaches);
  }
}

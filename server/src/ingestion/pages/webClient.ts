import { createRequire } from "node:module";
import { setTimeout as pause } from "node:timers/promises";
import { VouchError } from "../../errors.js";
import { type Incoming, send } from "../../net/outgoing.js";
import type { Reaches } from "../../net/reach.js";

/** What we call ourselves to hosts, and in their robots.txt. */
const AGENT = "VouchBot";
const HEADERS = {
  "user-agent": `${AGENT}/0.1`,
  accept: "text/html,application/xhtml+xml",
  "accept-encoding": "identity",
};
const PATIENCE_MS = 30_000;
const MOST_REDIRECTS = 5;
/** Bytes. */
const LONGEST_ROBOTS = 512_000;
export const LONGEST_PAGE = 16_000_000;
/** Between two pages of a host, where it asks for no other pause. */
const PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
const REDIRECTS = [301, 302, 303, 307, 308];

/** By what a host tells whether a page has changed. */
export interface Validators {
  readonly etag?: string;
  readonly modified?: string;
}

export interface FetchedPage {
  readonly kind: "page";
  readonly bytes: Buffer;
  readonly contentType: string;
  /** Where it is, after redirects. */
  readonly url: string;
  readonly validators: Validators;
}

/** What a robots.txt says. */
interface Rules {
  isAllowed(url: string, agent: string): boolean | undefined;
  /** Seconds. */
  getCrawlDelay(agent: string): number | undefined;
}

/** Its types say that it has a default export, which it has not. */
const readRobots: (url: string, text: string) => Rules = createRequire(import.meta.url)("robots-parser");

const textOf = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

function checkStatus({ status, headers }: Incoming, url: string): void {
  if (status === 200) return;
  const wait = textOf(headers["retry-after"]);
  const isBusy = status === 429 || status === 503;
  throw new VouchError(
    isBusy ? "host_busy" : "page_unavailable",
    `${url} answers with status ${status}`,
    isBusy
      ? `Its host asks to be left alone for a while${wait === undefined ? "" : ` (${wait.slice(0, 40)})`}; import it later.`
      : "Open it in a browser; if it is there for you alone, save it and import the file.",
  );
}

function checkContent({ headers }: Incoming, url: string): string {
  const type = textOf(headers["content-type"]) ?? "text/html";
  const encoding = textOf(headers["content-encoding"]) ?? "identity";
  if (/^\s*(text\/html|application\/xhtml\+xml)\b/i.test(type) && encoding === "identity") return type;
  throw new VouchError(
    "not_a_page",
    `${url} is not a web page but ${encoding === "identity" ? type.slice(0, 80) : `packed (${encoding.slice(0, 40)})`}`,
    "Download it, and import the file.",
  );
}

function validatorsOf({ headers }: Incoming): Validators {
  const [etag, modified] = [textOf(headers["etag"]), textOf(headers["last-modified"])];
  return { ...(etag === undefined ? {} : { etag }), ...(modified === undefined ? {} : { modified }) };
}

/** Fetches pages as their hosts ask for it: none that robots.txt forbids, one at a time, with a pause between them. */
export class WebClient {
  readonly #reaches: Reaches;
  readonly #rules = new Map<string, Rules>();
  readonly #lastCalls = new Map<string, number>();

  constructor(reaches: Reaches) {
    this.#reaches = reaches;
  }

  /**
   * @param known by what the host told of the page as it was read last
   * @returns null where it says that it has not changed since
   * @throws VouchError robots_forbidden, robots_unreachable, host_busy, page_unavailable, not_a_page; what `send` throws
   */
  async fetch(asked: string, known: Validators): Promise<FetchedPage | null> {
    let url = asked;
    for (let left = MOST_REDIRECTS; left >= 0; left -= 1) {
      const answer = await this.#call(url, known, left < MOST_REDIRECTS);
      const location = textOf(answer.headers["location"]);
      if (answer.status === 304) return null;
      if (!REDIRECTS.includes(answer.status) || location === undefined) {
        checkStatus(answer, url);
        const contentType = checkContent(answer, url);
        return { kind: "page", bytes: answer.body, contentType, url, validators: validatorsOf(answer) };
      }
      if (!URL.canParse(location, url)) throw new VouchError("invalid_url", `${url} leads nowhere`);
      url = new URL(location, url).href;
    }
    throw new VouchError(
      "too_many_redirects",
      `${asked} leads on and on`,
      "Give the address that it ends at.",
    );
  }

  async #call(url: string, { etag, modified }: Validators, isRedirected: boolean): Promise<Incoming> {
    const rules = await this.#rulesOf(url);
    if (rules.isAllowed(url, AGENT) === false) {
      throw new VouchError(
        "robots_forbidden",
        `The robots.txt of ${new URL(url).host} asks programs not to read ${url}`,
        "Ask its owner; or save the page from your browser and import the file.",
      );
    }
    if (!isRedirected) await this.#takeTurn(new URL(url).host, rules);
    const conditions = {
      ...(etag === undefined ? {} : { "if-none-match": etag }),
      ...(modified === undefined ? {} : { "if-modified-since": modified }),
    };
    return await this.#send(url, LONGEST_PAGE, conditions);
  }

  async #takeTurn(host: string, rules: Rules): Promise<void> {
    const asked = (rules.getCrawlDelay(AGENT) ?? 0) * 1_000;
    const between = Math.min(LONGEST_PAUSE_MS, Math.max(PAUSE_MS, asked));
    const wait = (this.#lastCalls.get(host) ?? Number.NEGATIVE_INFINITY) + between - performance.now();
    if (wait > 0) await pause(wait);
    this.#lastCalls.set(host, performance.now());
  }

  async #rulesOf(url: string): Promise<Rules> {
    const { href } = new URL("/robots.txt", url);
    const known = this.#rules.get(href);
    if (known !== undefined) return known;
    const rules = readRobots(href, await this.#robotsText(href));
    this.#rules.set(href, rules);
    return rules;
  }

  /** RFC 9309, 2.3.1: what is not there allows everything, what cannot be had for now forbids it. */
  async #robotsText(url: string): Promise<string> {
    const answer = await this.#send(url, LONGEST_ROBOTS, {}, MOST_REDIRECTS);
    if (answer.status >= 200 && answer.status < 300) return answer.body.toString("utf8");
    if (answer.status < 500) return "";
    throw new VouchError(
      "robots_unreachable",
      `${url} answers with status ${answer.status}, so that nobody knows what may be read there`,
      "Import it later; or save the page from your browser and import the file.",
    );
  }

  #send(
    url: string,
    longest: number,
    headers: Readonly<Record<string, string>>,
    redirects?: number,
  ): Promise<Incoming> {
    return send({
      method: "GET",
      url,
      headers: { ...HEADERS, ...headers },
      patience: PATIENCE_MS,
      longest,
      reaches: this.#reaches,
      ...(redirects === undefined ? {} : { redirects }),
    });
  }
}

import { basename } from "node:path";
import { nowhere } from "../../net/reach.js";
import type { Connector, ConnectorOptions } from "../connector.js";
import { readBytes } from "../lines.js";
import { decodeHtml } from "../pages/htmlEncoding.js";
import { readPage } from "../pages/pageRecords.js";
import { LONGEST_PAGE, type Validators, WebClient } from "../pages/webClient.js";
import { SourceMemory } from "../sourceMemory.js";
import type { Connected } from "../sourceRecord.js";
import { isWebAddress } from "../webAddress.js";

/** Pages of a list that goes on and on. */
const MOST_PAGES = 50;
/** Raised where pages are read otherwise than before, so that they are read again. */
const READING = 1;

interface PageState extends Validators {
  readonly reading: number;
  readonly next?: string;
}

function stateOf(text: string | undefined): PageState | undefined {
  const state: PageState | undefined = text === undefined ? undefined : JSON.parse(text);
  return state?.reading === READING ? state : undefined;
}

async function* readFile(path: string): AsyncGenerator<readonly Connected[]> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of readBytes(path)) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > LONGEST_PAGE) break;
  }
  const html = decodeHtml(Buffer.concat(chunks).subarray(0, LONGEST_PAGE));
  yield readPage({ html, name: basename(path) }).connected;
  if (length <= LONGEST_PAGE) return;
  const detail = `the page is longer than ${LONGEST_PAGE} bytes; what is behind them was not read`;
  yield [{ kind: "reject", reject: { line: html.split("\n").length, code: "page_cut", detail } }];
}

/** A list's pages, from the first to the last, on the host of the first. */
async function* readSite(
  first: string,
  { reaches = nowhere, memory = new SourceMemory() }: ConnectorOptions,
): AsyncGenerator<readonly Connected[]> {
  const client = new WebClient(reaches);
  const seen = new Set<string>();
  let url: string | undefined = first;
  while (url !== undefined && !seen.has(url) && seen.size < MOST_PAGES) {
    seen.add(url);
    const known: PageState | undefined = stateOf(memory.recall(url));
    const fetched = await client.fetch(url, known ?? {});
    let next = known?.next;
    if (fetched === null) memory.notModified += 1;
    else {
      const html = decodeHtml(fetched.bytes, fetched.contentType);
      const content = readPage({ html, url: fetched.url, name: fetched.url });
      next = content.next;
      const state = { ...fetched.validators, reading: READING, ...(next === undefined ? {} : { next }) };
      memory.remember(url, JSON.stringify(state));
      yield content.connected;
    }
    url = next !== undefined && new URL(next).origin === new URL(first).origin ? next : undefined;
  }
}

/** People of web pages, saved or fetched: see `readPage`. */
export const web: Connector = (path, options) =>
  isWebAddress(path) ? readSite(path.replace(/#.*$/s, ""), options) : readFile(path);

import PostalMime, { type Address, type Email } from "postal-mime";
import { isBotSignature, parseEmail } from "../../normalization/emails.js";
import { clean } from "../../normalization/text.js";
import { type Connector, type ConnectorOfMany, connected } from "../connector.js";
import { textOfHtml } from "../htmlText.js";
import { type Line, readLines } from "../lines.js";
import type { Connected, RecordFields, Reject } from "../sourceRecord.js";
import { oneAfterTheOther } from "../together.js";
import { readSignature, type SignatureBlock } from "./mailSignature.js";

/** Of a longer message the rest is attachments. Characters, one a byte. */
const LONGEST_MESSAGE = 256_000;
/** A message to more people is a circular: who got it does not know the others. */
const MOST_ADDRESSES = 200;
const SEPARATOR = /^From \S+.*\d{4}/;
const HAS_HEADER = /^(from|sender|to|cc|date|received|message-id|return-path|subject|mime-version):/im;

interface Message {
  /** 1-based line that it begins at. */
  readonly line: number;
  readonly text: string;
}

/** Cuts a mailbox into messages; what no separator stands above is one message. */
class MessageCutter {
  #parts: string[] = [];
  #length = 0;
  #begun = 1;
  #wasBlank = true;
  #isOpen = false;

  take({ text, number }: Line): Message[] {
    const line = text ?? "";
    if (this.#wasBlank && SEPARATOR.test(line)) {
      const ended = this.flush();
      this.#begun = number;
      this.#isOpen = true;
      return ended;
    }
    this.#wasBlank = line === "";
    this.#isOpen ||= line !== "";
    if (this.#length <= LONGEST_MESSAGE) {
      this.#parts.push(line.slice(0, LONGEST_MESSAGE));
      this.#length += line.length + 1;
    }
    return [];
  }

  flush(): Message[] {
    const text = this.#parts.join("\n").replace(/^\n+/, "");
    const wasOpen = this.#isOpen;
    [this.#parts, this.#length, this.#isOpen] = [[], 0, false];
    return wasOpen ? [{ line: this.#begun, text }] : [];
  }
}

/** What a mailbox tells of one name at one address. */
interface Seen {
  readonly name: string;
  readonly email: string;
  first: string;
  last: string;
  /** That of the latest message, and when it was written. */
  block: SignatureBlock;
  signed: string;
}

const isMailbox = (address: Address): address is Extract<Address, { address: string }> =>
  address.address?.includes("@") === true;

const mailboxesOf = (addresses: readonly Address[] | undefined) =>
  (addresses ?? []).flatMap((address) => address.group ?? [address]).filter(isMailbox);

/** A name as the header has it, without what mail programs put around it; none where it is the address again. */
function nameOf(text: string): string {
  const name = clean(text)
    .replace(/^['"]+|['"]+$/g, "")
    .replace(/\s*\([^()]*@[^()]*\)$/, "")
    .trim();
  // A list that passes messages on writes "Jane Doe via developers".
  return name.includes("@") || / via /i.test(name) ? "" : name;
}

/** Names and addresses, each once, with the days between which they were used. */
class Correspondents {
  readonly #seen = new Map<string, Seen>();

  /** @returns whether the message names anybody */
  add({ from, to = [], cc = [], replyTo, date, text, html }: Email): boolean {
    const day =
      date === undefined || Number.isNaN(Date.parse(date)) ? "" : new Date(date).toISOString().slice(0, 10);
    const senders = mailboxesOf(from === undefined ? [] : [from]);
    const others = mailboxesOf([...to, ...cc, ...(replyTo ?? [])]);
    for (const { name, address } of others.slice(0, MOST_ADDRESSES)) this.#see(name, address, day);
    for (const { name, address } of senders) {
      const seen = this.#see(name, address, day);
      const body = text ?? (html === undefined ? "" : textOfHtml(html));
      const block = readSignature(body, seen);
      if (Object.keys(block).length > 0 && day >= seen.signed) [seen.block, seen.signed] = [block, day];
    }
    return senders.length + others.length > 0;
  }

  get all(): Seen[] {
    return [...this.#seen.values()];
  }

  #see(given: string, address: string, day: string): Seen {
    const [name, email] = [nameOf(given), address.trim().toLowerCase()];
    const key = `${name} <${email}>`;
    const seen = this.#seen.get(key) ?? { name, email, first: day, last: day, block: {}, signed: "" };
    this.#seen.set(key, seen);
    if (day !== "" && (seen.first === "" || day < seen.first)) seen.first = day;
    if (day > seen.last) seen.last = day;
    return seen;
  }
}

function toConnected({ name, email, first, last, block }: Seen, line: number): Connected {
  if (isBotSignature(name, email) || parseEmail(email)?.noReply === true)
    return { kind: "reject", reject: { line, code: "bot", detail: "the address of a program" } };
  const fields: RecordFields = {
    ...(name === "" ? {} : { full_name: name }),
    emails: [email],
    ...block,
    ...(first === "" ? {} : { first_seen: first, last_seen: last }),
  };
  return connected({ fields, id: `${name} <${email}>` }, line);
}

const NO_MESSAGE = ["not_a_message", "what begins in this line has no header of a message"] as const;
const NO_ADDRESS = ["no_address", "the message that begins in this line names no address"] as const;

/** @returns null where a text is no message */
async function parse(text: string): Promise<Email | null> {
  if (!HAS_HEADER.test(text.split(/\n\n/, 1)[0] ?? "")) return null;
  return await PostalMime.parse(Buffer.from(text, "latin1"), { maxNestingDepth: 20 }).catch(() => null);
}

/** Reads the messages of a file, and yields what cannot be one. */
async function* readMessages(path: string, correspondents: Correspondents): AsyncGenerator<Connected[]> {
  const cutter = new MessageCutter();
  const rejects: Reject[] = [];
  const take = async (messages: readonly Message[]) => {
    for (const { line, text } of messages) {
      const message = await parse(text);
      if (message !== null && correspondents.add(message)) continue;
      const [code, detail] = message === null ? NO_MESSAGE : NO_ADDRESS;
      rejects.push({ line, code, detail });
    }
  };
  // Bytes as they are: each part of a message states its own encoding.
  for await (const lines of readLines(path, (bytes) => bytes)) {
    for (const line of lines) await take(cutter.take(line));
    yield rejects.splice(0).map((reject) => ({ kind: "reject" as const, reject }));
  }
  await take(cutter.flush());
  yield rejects.map((reject) => ({ kind: "reject" as const, reject }));
}

/** Mailboxes (mbox) and single messages (.eml): who wrote and who was written to, and how the writers sign. */
export const mail: Connector = async function* (path) {
  const correspondents = new Correspondents();
  yield* readMessages(path, correspondents);
  yield correspondents.all.map((seen, at) => toConnected(seen, at + 1));
};

/** Messages in many files, as mail programs keep them, are one mailbox. */
export const mailTogether: ConnectorOfMany = async function* (paths, options) {
  const correspondents = new Correspondents();
  yield* oneAfterTheOther((path) => readMessages(path, correspondents))(paths, options);
  yield correspondents.all.map((seen, at) => toConnected(seen, at + 1));
};

import type { Socket } from "node:net";
import { VouchError } from "../errors.js";
import { connect, type Destination } from "../net/connection.js";

/** What a host says of a recipient, before any mail is sent. */
export type RecipientReply = "accepted" | "refused" | "unclear";

/** A question about mailboxes. */
export interface MailboxQuestion extends Destination {
  /** Who asks: the address that MAIL FROM names, and behind its @ the name that EHLO gives. */
  readonly from: string;
  /** In the order in which they are asked for. */
  readonly recipients: readonly string[];
}

interface Reply {
  readonly code: number;
  readonly text: string;
}

/** Characters of a reply that are read at most. */
const LONGEST_REPLY = 16_384;
const LAST_LINE = /^(\d{3})(?: .*)?$/m;
/** Milliseconds in which all must be said. */
const PATIENCE = 5000;

/** A connection on which lines are said in turn. */
class Conversation {
  readonly #socket: Socket;
  #heard = "";
  #wake: () => void = () => {};
  #failure: Error | undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding("latin1");
    socket.on("data", (text: string) => {
      this.#heard += text;
      if (this.#heard.length > LONGEST_REPLY)
        this.#fail(new VouchError("too_long", "The reply does not end"));
      this.#wake();
    });
    socket.on("error", (failure) => this.#fail(failure));
    socket.on("close", () => this.#fail(new VouchError("closed", "The connection was closed")));
    socket.setTimeout(PATIENCE, () => this.#fail(new VouchError("too_slow", "No reply came in time")));
  }

  #fail(failure: Error): void {
    this.#failure ??= failure;
    this.#socket.destroy();
    this.#wake();
  }

  /** Says a line, if one is given, and waits for the reply, which may have several lines. */
  async ask(line?: string): Promise<Reply> {
    if (line !== undefined) this.#socket.write(`${line}\r\n`);
    for (;;) {
      const reply = this.#takeReply();
      if (reply !== undefined) return reply;
      if (this.#failure !== undefined) throw this.#failure;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #takeReply(): Reply | undefined {
    const end = this.#heard.search(/^\d{3}(?: [^\n]*)?\r?\n/m);
    if (end === -1) return undefined;
    const after = this.#heard.indexOf("\n", end) + 1;
    const [text, rest] = [this.#heard.slice(0, after), this.#heard.slice(after)];
    this.#heard = rest;
    return { code: Number(LAST_LINE.exec(text.slice(end).trimEnd())?.[1]), text };
  }

  end(): void {
    this.#socket.end("QUIT\r\n");
    this.#socket.destroySoon();
  }
}

/** Replies that speak of the mailbox: there is none, or it is no more. */
const NO_MAILBOX_CODES = new Set([550, 551, 553]);
/** Enhanced codes (RFC 3463) of the address, X.1.x, and of a mailbox that is disabled. */
const NO_MAILBOX = /\b5\.(1\.\d+|2\.1)\b/;
const ENHANCED = /\b[45]\.\d{1,3}\.\d{1,3}\b/;

/** What a reply to RCPT TO means. A refusal for another reason than the mailbox says nothing of it. */
export function meaningOf({ code, text }: Reply): RecipientReply {
  if (code === 250 || code === 251) return "accepted";
  if (code < 500) return "unclear";
  if (ENHANCED.test(text)) return NO_MAILBOX.test(text) ? "refused" : "unclear";
  return NO_MAILBOX_CODES.has(code) ? "refused" : "unclear";
}

const isDone = ({ code }: Reply) => code >= 200 && code < 300;

async function greet(conversation: Conversation, from: string): Promise<boolean> {
  if (!isDone(await conversation.ask())) return false;
  const name = from.slice(from.lastIndexOf("@") + 1);
  const isGreeted =
    isDone(await conversation.ask(`EHLO ${name}`)) || isDone(await conversation.ask(`HELO ${name}`));
  return isGreeted && isDone(await conversation.ask(`MAIL FROM:<${from}>`));
}

/**
 * Asks a mail host, one recipient after the other, whether it would take mail, and leaves without sending any.
 * @returns a reply for each recipient; undefined where the host would not talk so far
 * @throws VouchError address_forbidden, unreachable, too_slow, too_long, closed
 */
export async function askMailHost({
  from,
  recipients,
  ...destination
}: MailboxQuestion): Promise<RecipientReply[] | undefined> {
  const conversation = new Conversation(await connect(destination));
  try {
    if (!(await greet(conversation, from))) return undefined;
    const replies: RecipientReply[] = [];
    for (const recipient of recipients)
      replies.push(meaningOf(await conversation.ask(`RCPT TO:<${recipient}>`)));
    return replies;
  } finally {
    conversation.end();
  }
}

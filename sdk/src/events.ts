import { ConnectionError } from "./apiError.js";
import { type Patience, pause, pauseBefore } from "./retries.js";

/** The data of server-sent events, one after the other, from text that comes in pieces. */
async function* dataOf(bytes: ReadableStream<Uint8Array>): AsyncGenerator<string, void> {
  let text = "";
  const decoder = new TextDecoder();
  const reader = bytes.getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      const events = (text + decoder.decode(read.value, { stream: true })).split(/\r?\n\r?\n/);
      text = events.pop() ?? "";
      for (const event of events) {
        const lines = event.split(/\r?\n/).filter((line) => line.startsWith("data:"));
        if (lines.length > 0) yield lines.map((line) => line.slice(5).trimStart()).join("\n");
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

const isLast = (event: { readonly status?: unknown }) =>
  event.status === "completed" || event.status === "failed";

/** How events are asked for. */
export interface Watching extends Pick<Patience, "retries"> {
  readonly open: () => Promise<ReadableStream<Uint8Array>>;
  readonly signal: AbortSignal | undefined;
}

/**
 * Walks through events until one says that all is over; where the stream breaks or ends before, another is opened. What
 * it says first may have been said before.
 * @throws what `open` does, a ConnectionError where streams keep breaking, or the signal's reason
 */
export async function* watch({ open, retries, signal }: Watching): AsyncGenerator<unknown, void> {
  for (let broken = 0; ; ) {
    const stream = await open();
    let cause: unknown;
    try {
      for await (const data of dataOf(stream)) {
        broken = 0;
        const event = JSON.parse(data);
        yield event;
        if (isLast(event)) return;
      }
    } catch (failure) {
      if (signal?.aborted === true) throw signal.reason;
      cause = failure;
    }
    broken += 1;
    if (broken > retries) throw new ConnectionError("The stream of events breaks.", { cause });
    await pause(pauseBefore(broken, undefined) ?? 0, signal);
  }
}

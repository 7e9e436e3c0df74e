import { ConnectionError } from "./apiError.js";

/**
 * A file to send. A stream can be sent once only, so that such a call is not tried again; what can be read twice is: a
 * `Blob` is, and need not be in memory (`openAsBlob` of `node:fs`, a file of a web page).
 */
export type FileBody = Blob | ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer> | string;

export const isStream = (body: FileBody | undefined): body is ReadableStream<Uint8Array> =>
  body instanceof ReadableStream;

/** The media type that a file is sent as: the one that is given, its own, or the first that is taken. */
export function mediaTypeOf(file: FileBody, given: unknown, taken: readonly string[]): string {
  const own = file instanceof Blob ? file.type : "";
  return String(given ?? (taken.includes(own) ? own : taken[0]));
}

/** An answer that is a file, as it comes. */
export async function readFile({ body }: Response): Promise<ReadableStream<Uint8Array>> {
  if (body === null) throw new ConnectionError("The answer has no body.");
  return body;
}

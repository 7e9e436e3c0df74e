import type { Vouch } from "@vouch/sdk";
import { VouchError } from "../errors.js";
import { keyOf, type ServerOptions, urlOf } from "./runningServer.js";

/** What to do about answers that no other call would fare better than. */
const HINTS: Readonly<Record<string, string>> = {
  invalid_api_key: "Give a valid key with --key, or make one: vouch keys create --account NAME",
  insufficient_scope: "Make a key that may: vouch keys create --account NAME",
  insufficient_credits: "Grant the account more credits, then run the same command again.",
  too_many_jobs: "Wait until one of the account's jobs ends, then run the same command again.",
  payload_too_large: "Split the file.",
};

/** A server that commands ask. */
export interface AskedServer {
  readonly vouch: Vouch;
  /** e.g. http://127.0.0.1:8787. */
  readonly url: string;
  /**
   * Does what asks the server.
   * @throws VouchError server_unreachable, or the word of an answer that is an error
   */
  readonly told: <T>(work: () => Promise<T>) => Promise<T>;
}

/**
 * Connects to the server that a command's options name.
 * @throws VouchError no_key, no_server
 */
export async function askServer(options: ServerOptions): Promise<AskedServer> {
  const [url, apiKey] = [urlOf(options), keyOf(options)];
  const { ApiError, ConnectionError, createVouch } = await import("@vouch/sdk");
  const vouch = createVouch({ baseUrl: url, apiKey });
  await vouch.getHealth({}, { retries: 0 }).catch(() => {
    throw new VouchError(
      "no_server",
      `No Vouch server answers at ${url}.`,
      "Start one with `vouch start` in another window, or give its address with --url.",
    );
  });
  const told = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (failure) {
      if (failure instanceof ApiError)
        throw new VouchError(failure.word, failure.message, HINTS[failure.word]);
      if (!(failure instanceof ConnectionError)) throw failure;
      throw new VouchError(
        "server_unreachable",
        failure.message,
        "Start it with `vouch start`, or give another address with --url; then run the same command again.",
      );
    }
  };
  return { vouch, url, told };
}

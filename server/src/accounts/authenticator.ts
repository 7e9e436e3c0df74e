import type { Clock } from "../clock.js";
import { hashApiKey, isApiKey } from "./apiKey.js";
import type { Caller } from "./caller.js";

/** Longest use of what was read, in milliseconds from the moment the question was sent: a revoked key's last second. */
const LONGEST_USE = 1000;
/** Age in milliseconds from which it is read again in the background, so that nobody waits under load. */
const REFRESH_AGE = 800;
/** Keys, known or unknown, that are remembered at most. */
const REMEMBERED = 10_000;

interface Known {
  /** Undefined: nobody has this key. */
  readonly caller: Caller | undefined;
  readonly askedAt: number;
}

/**
 * Says who calls. Answers at once where it was read within the last second; undefined is nobody. Rejects where the
 * store cannot be read.
 */
export type Authenticate = (key: string) => Caller | undefined | Promise<Caller | undefined>;

/**
 * Makes an authenticator over a store of keys.
 * @param read reads who a key's hash stands for
 */
export function createAuthenticator(
  read: (keyHash: string) => Promise<Caller | undefined>,
  clock: Clock,
): Authenticate {
  const remembered = new Map<string, Known>();
  const reading = new Map<string, Promise<Caller | undefined>>();

  /** Oldest first in the map's order: what is read again moves to its end. */
  const remember = (keyHash: string, known: Known) => {
    remembered.delete(keyHash);
    remembered.set(keyHash, known);
    const [oldest] = remembered.keys();
    if (remembered.size > REMEMBERED && oldest !== undefined) remembered.delete(oldest);
  };

  const readOnce = (keyHash: string) => {
    const running = reading.get(keyHash);
    if (running !== undefined) return running;
    const askedAt = clock();
    const started = read(keyHash)
      .then((caller) => {
        remember(keyHash, { caller, askedAt });
        return caller;
      })
      .finally(() => reading.delete(keyHash));
    reading.set(keyHash, started);
    return started;
  };

  return (key) => {
    const keyHash = hashApiKey(key);
    const known = remembered.get(keyHash);
    const age = known === undefined ? Number.POSITIVE_INFINITY : clock() - known.askedAt;
    if (age >= LONGEST_USE) return isApiKey(key) ? readOnce(keyHash) : undefined;
    // A failed refresh shows when the entry is too old and is read in the foreground.
    if (age >= REFRESH_AGE) readOnce(keyHash).catch(() => undefined);
    return known?.caller;
  };
}

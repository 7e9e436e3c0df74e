/** How often a call is tried again, and how long is waited in between. */
export interface Patience {
  /** Tries after the first; 0 for none. */
  readonly retries: number;
  /** Milliseconds that one try may take. */
  readonly timeout: number;
}

/** Milliseconds: the longest first pause, and the longest of all where the server names none. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 20_000;
/** Milliseconds: who is told to come back later than this is better told so. */
const LONGEST_WAIT = 60_000;

/**
 * The pause before another try: what the server asks for, else at random up to a bound that doubles each time ("full
 * jitter"), so that clients that failed together do not come back together.
 * @param tried how many tries failed so far, from 1
 * @param retryAfter seconds that the server asks for
 * @param random from 0 to 1
 * @returns milliseconds; undefined where the server asks for more than anyone would wait
 */
export function pauseBefore(
  tried: number,
  retryAfter: number | undefined,
  random = Math.random(),
): number | undefined {
  if (retryAfter !== undefined) {
    const asked = retryAfter * 1000;
    return asked > LONGEST_WAIT ? undefined : asked;
  }
  return random * Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (tried - 1));
}

/** Waits. @throws the signal's reason as soon as it is aborted */
export function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    if (signal?.aborted === true) stop();
    else signal?.addEventListener("abort", stop, { once: true });
  });
}

import { SlidingWindow, type Verdict } from "./slidingWindow.js";

/** Milliseconds between two looks for keys that have not called for longer than the window. */
const SWEEP_INTERVAL = 60_000;

/** Limits the calls of each key. */
export interface RateLimiter {
  /**
   * Takes one call of a key if it is within the limit.
   * @param limit calls in any 60 seconds
   * @param now milliseconds, of a clock that does not go back
   */
  take(keyHash: string, limit: number, now: number): Verdict;
}

/** Makes a limiter that counts in this process. */
export function createRateLimiter(): RateLimiter & { readonly size: number } {
  const windows = new Map<string, SlidingWindow>();
  let sweptAt = 0;

  const sweep = (now: number) => {
    sweptAt = now;
    for (const [keyHash, window] of windows) if (window.isIdle(now)) windows.delete(keyHash);
  };

  return {
    take(keyHash, limit, now) {
      if (now - sweptAt >= SWEEP_INTERVAL) sweep(now);
      let window = windows.get(keyHash);
      if (window === undefined) {
        window = new SlidingWindow();
        windows.set(keyHash, window);
      }
      return window.take(limit, now);
    },
    /** Keys that are remembered. */
    get size() {
      return windows.size;
    },
  };
}

import type { Clock } from "../clock.js";

interface Memory<T> {
  readonly value: Promise<T>;
  /** Milliseconds. */
  until: number;
}

/**
 * Remembers what was found out, for a time that depends on it; who asks for the same at the same time shares one
 * answer. A failure is not remembered.
 * @param keptMs milliseconds that a value holds
 * @param most values that are kept; the oldest go
 */
export function remembered<T>(
  findOut: (key: string) => Promise<T>,
  keptMs: (value: T) => number,
  clock: Clock,
  most = 20_000,
): (key: string) => Promise<T> {
  const known = new Map<string, Memory<T>>();
  return (key) => {
    const memory = known.get(key);
    if (memory !== undefined && memory.until > clock()) return memory.value;
    const value = findOut(key);
    const next = { value, until: Number.POSITIVE_INFINITY };
    known.delete(key);
    known.set(key, next);
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    value.then(
      (found) => {
        next.until = clock() + keptMs(found);
      },
      () => known.delete(key),
    );
    return value;
  };
}

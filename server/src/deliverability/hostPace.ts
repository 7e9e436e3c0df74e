import type { Clock } from "../clock.js";

/** Milliseconds between the beginnings of two conversations with a host. */
const INTERVAL = 2000;
/** Milliseconds in which a host is left alone that would not talk. */
const LEFT_ALONE = 600_000;
/** Conversations that are held at once with all hosts together. */
const MOST_AT_ONCE = 20;
/** Hosts that are remembered. */
const MOST_HOSTS = 20_000;

/** Holds conversations with hosts at a pace that bothers none: one at a time with each, seldom. */
export class HostPace {
  readonly #clock: Clock;
  /** When a host may be talked to again, in milliseconds. */
  readonly #nextAt = new Map<string, number>();
  readonly #talking = new Set<string>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Holds a conversation if the host may be talked to now.
   * @param talk says whether the host talked at all
   * @returns whether the conversation was held
   */
  async hold(host: string, talk: () => Promise<boolean>): Promise<boolean> {
    if (this.#talking.has(host) || this.#talking.size >= MOST_AT_ONCE) return false;
    if ((this.#nextAt.get(host) ?? 0) > this.#clock()) return false;
    this.#talking.add(host);
    this.#quietUntil(host, this.#clock() + INTERVAL);
    try {
      const didTalk = await talk();
      if (!didTalk) this.#quietUntil(host, this.#clock() + LEFT_ALONE);
      return true;
    } finally {
      this.#talking.delete(host);
    }
  }

  #quietUntil(host: string, time: number): void {
    this.#nextAt.delete(host);
    this.#nextAt.set(host, time);
    const [oldest] = this.#nextAt.keys();
    if (this.#nextAt.size > MOST_HOSTS && oldest !== undefined) this.#nextAt.delete(oldest);
  }
}

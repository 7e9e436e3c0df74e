import {
  type LeadingValue,
  SUPPRESSION_KINDS,
  type Suppression,
  type SuppressionKind,
  suppressionOf,
} from "./suppressionKeys.js";

const LINE = /^(email|phone|profile|name),([A-Za-z0-9_-]{43})$/;
const isKind = (text: string | undefined): text is SuppressionKind =>
  SUPPRESSION_KINDS.some((kind) => kind === text);

/** Says of two lists whether they are equal, whatever the order of their entries. */
export interface ListDigest {
  readonly count: number;
  /** Exclusive or of the first 64 bits of all hashes, decimal text of a signed number. */
  readonly xor: string;
}

/** Everybody who must not be answered: entries, and the salt that values are hashed with. */
export class SuppressionList {
  readonly #salt: string;
  readonly #entries: ReadonlyMap<string, SuppressionKind>;
  readonly #kinds: ReadonlySet<SuppressionKind>;

  /** @param salt hex */
  constructor(salt: string, entries: Iterable<Suppression>) {
    this.#salt = salt;
    const byHash = new Map<string, SuppressionKind>();
    for (const { kind, hash } of entries) byHash.set(hash, kind);
    this.#entries = byHash;
    this.#kinds = new Set(byHash.values());
  }

  get size(): number {
    return this.#entries.size;
  }

  get entries(): Suppression[] {
    return [...this.#entries].map(([hash, kind]) => ({ kind, hash }));
  }

  /** Whether anything of a kind is suppressed. */
  knows(kind: SuppressionKind): boolean {
    return this.#kinds.has(kind);
  }

  has(value: LeadingValue): boolean {
    return this.knows(value.kind) && this.#entries.has(suppressionOf(this.#salt, value).hash);
  }

  get digest(): ListDigest {
    let xor = 0n;
    for (const hash of this.#entries.keys()) xor ^= Buffer.from(hash, "base64url").readBigInt64BE(0);
    return { count: this.size, xor: String(BigInt.asIntN(64, xor)) };
  }
}

/** Entries as lines of text, each with its end. */
export const linesOfList = (entries: readonly Suppression[]): string =>
  entries.map(({ kind, hash }) => `${kind},${hash}\n`).join("");

/** Reads entries from lines. What is no entry, such as a line that was cut short, is left out. */
export function parseList(text: string): Suppression[] {
  return text.split("\n").flatMap((line) => {
    const [, kind, hash = ""] = LINE.exec(line) ?? [];
    return isKind(kind) ? [{ kind, hash }] : [];
  });
}

import type { Seen } from "./independence.js";
import { copyKey } from "./sourceReliability.js";

/** Of two sources in the courses that both speak of. */
interface Pair {
  readonly left: number;
  readonly right: number;
  /** Expected number of values of either one that are false, and of those that the other gives, too. */
  leftFalse: number;
  rightFalse: number;
  leftShared: number;
  rightShared: number;
  /** Shared values that the right one dates later, less those that the left one does. */
  rightLater: number;
}

/** False values that a pair has before it has any, none of them shared. */
const PRIOR_FALSE = 10;
/** Sources that share fewer of their false values than this are independent. */
const LEAST_RATE = 0.15;
/** However alike sources err, it is not all chance. */
const MOST_CHANCE = 0.5;

/** Counts which false values sources share: sources that look for themselves seldom make the same errors. */
export class CopyTally {
  readonly #pairs = new Map<string, Pair>();

  /** @param held as in `Course` */
  add(seen: readonly Seen[], held: readonly number[]): void {
    for (const [at, left] of seen.entries()) {
      for (const [beside, right] of seen.entries()) {
        const [a, b] = [left.statement.record.source_id, right.statement.record.source_id];
        if (a < b) this.#count(left, right, falseness(held[at] ?? 1), falseness(held[beside] ?? 1));
      }
    }
  }

  #count({ statement: left }: Seen, { statement: right }: Seen, leftFalse: number, rightFalse: number): void {
    const pair = this.#pairOf(left.record.source_id, right.record.source_id);
    pair.leftFalse += leftFalse;
    pair.rightFalse += rightFalse;
    if (left.value !== right.value) return;
    pair.leftShared += leftFalse;
    pair.rightShared += rightFalse;
    pair.rightLater += Math.sign(right.seen - left.seen);
  }

  #pairOf(left: number, right: number): Pair {
    const key = copyKey(left, right);
    const known = this.#pairs.get(key);
    if (known !== undefined) return known;
    const pair = { left, right, leftFalse: 0, rightFalse: 0, leftShared: 0, rightShared: 0, rightLater: 0 };
    this.#pairs.set(key, pair);
    return pair;
  }

  /**
   * The rates at which sources copy. Of two, the one that dates what they share later is the copier.
   * @param rateOf of the copier and its original, where another measure than shared false values is wanted
   * @returns by copier and original; without those that share no more than chance would have it
   */
  rates(rateOf?: (left: number, right: number) => number): Map<string, number> {
    const shared = [...this.#pairs.values()].map((pair) => {
      const { left, right, rightLater } = pair;
      const isRight = rightLater >= 0;
      return {
        copier: isRight ? right : left,
        original: isRight ? left : right,
        rate: rateOf?.(left, right) ?? sharedRate(pair, isRight),
      };
    });
    if (rateOf !== undefined) return kept(shared);
    const chance = chanceBySource(this.#pairs);
    return kept(
      shared.map((one) => {
        const expected = chance.get(one.copier) ?? 0;
        return { ...one, rate: (one.rate - expected) / (1 - expected) };
      }),
    );
  }
}

/** What is more likely true than false does not tell copies: many such values together would outweigh the false ones. */
function falseness(held: number): number {
  return held < 0.5 ? 1 - held : 0;
}

/** Share of the original's false values that the copier gives, too. */
function sharedRate(pair: Pair, isRightCopier: boolean): number {
  const { leftFalse, leftShared, rightFalse, rightShared } = pair;
  return isRightCopier ? leftShared / (leftFalse + PRIOR_FALSE) : rightShared / (rightFalse + PRIOR_FALSE);
}

/** By source what it shares with most others by chance: the median of its rates. */
function chanceBySource(pairs: ReadonlyMap<string, Pair>): Map<number, number> {
  const rates = new Map<number, number[]>();
  const add = (source: number, rate: number) => rates.set(source, [...(rates.get(source) ?? []), rate]);
  for (const pair of pairs.values()) {
    add(pair.right, sharedRate(pair, true));
    add(pair.left, sharedRate(pair, false));
  }
  return new Map(
    [...rates].map(([source, said]) => {
      const ordered = said.sort((a, b) => a - b);
      return [source, Math.min(MOST_CHANCE, ordered[Math.floor((ordered.length - 1) / 2)] ?? 0)];
    }),
  );
}

function kept(
  rates: readonly { readonly copier: number; readonly original: number; readonly rate: number }[],
): Map<string, number> {
  const high = rates.filter(({ rate }) => rate >= LEAST_RATE);
  return new Map(high.map(({ copier, original, rate }) => [copyKey(copier, original), Math.min(0.95, rate)]));
}

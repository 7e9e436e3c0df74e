import type { PairExplanation } from "../resolution/explainPairs.js";
import type { NamedRecord } from "../resolution/recordReference.js";
import { alignedLines } from "./table.js";

/** A record in one line: where it comes from, and what it says. */
export function recordLine(record: NamedRecord): string {
  const { reference, full_name, title, company_name, email, location } = record;
  const said = [full_name, title, company_name, email, location].filter((text) => text !== null);
  return `${reference}  ${said.join(", ")}`;
}

function signed(bits: number): string {
  const size = Math.abs(bits).toFixed(1);
  return `${bits < 0 && size !== "0.0" ? "−" : "+"}${size}`;
}

/** A probability that never rounds to certainty. */
function chance(probability: number): string {
  if (probability > 0.9999) return "above 0.9999";
  return probability < 0.0001 ? "below 0.0001" : `of ${probability.toFixed(4)}`;
}

function waterfall({ prior_bits, comparisons }: PairExplanation): string[] {
  let sum = prior_bits;
  const rows = comparisons.map(({ comparison, level, bits, rarity_bits }) => {
    sum += bits + rarity_bits;
    const rarity = Math.abs(rarity_bits) < 0.05 ? "" : ` (${signed(rarity_bits)} for how rare the value is)`;
    return [signed(bits + rarity_bits), signed(sum), `${comparison}: ${level}${rarity}`];
  });
  const first = [signed(prior_bits), signed(prior_bits), "before anything is compared"];
  return alignedLines(["bits", "sum", "because of"], [first, ...rows]);
}

const WORDS = { positive: "one person", negative: "two people" } as const;

function decision({ judgement, same_person, left }: PairExplanation): string {
  const judged = judgement === null ? "" : `Judged by a person: ${WORDS[judgement]}. `;
  if (same_person === null) return `${judged}Not resolved yet.`;
  if (same_person) return `${judged}They are one person today: ${left.person_id}.`;
  return `${judged}They are two people today.`;
}

/** Why two records are one person or not, for people: evidence by evidence with the running sum. */
export function pairText(pair: PairExplanation): string[] {
  return [
    recordLine(pair.left),
    recordLine(pair.right),
    "",
    ...waterfall(pair),
    "",
    `${signed(pair.weight)} bits by model ${pair.model_version}: one person with a probability ${chance(pair.probability)}.`,
    decision(pair),
  ];
}

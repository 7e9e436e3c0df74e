import type { Includable } from "@vouch/contract";
import type { RecordOrigin, StatedValue } from "../fusion/evidence.js";
import { PROFILE_FIELDS } from "../fusion/fusedPerson.js";
import {
  changedAt,
  type Finding,
  newestFirst,
  recordsOf,
  sectionsOf,
  seenOn,
  shownAndOthers,
  showRecord,
  type VouchedPerson,
} from "./sections.js";

/** What a record writes around each value that it says; null where its source is gone. */
type Frame = { readonly before: string; readonly behind: string } | null;

const NOTHING_SAID = '""';

const quoted = (text: string | null) => (text === null ? "null" : JSON.stringify(text));
const quotedDate = (date: string | null) => (date === null ? "null" : `"${date}"`);

const seenText = ({ first_seen, last_seen }: { first_seen: string | null; last_seen: string | null }) =>
  `"first_seen":${quotedDate(first_seen)},"last_seen":${quotedDate(last_seen)}`;

function frameOf(origin: RecordOrigin, person: VouchedPerson): Frame {
  const shown = showRecord(origin, person);
  if (shown === undefined) return null;
  const [source, record, url, licence] = [shown.source, shown.record, shown.url, shown.licence].map(quoted);
  return {
    before: `{"source":${source},"record":${record},"value":`,
    behind: `,${seenText(shown)},"url":${url},"licence":${licence}}`,
  };
}

function statementTexts({ statements }: StatedValue, frame: (record: RecordOrigin) => Frame): string[] {
  const texts: string[] = [];
  let [said, written] = ["", NOTHING_SAID];
  for (const { record, original } of newestFirst(statements)) {
    const around = frame(record);
    if (around === null) continue;
    if (original !== said) [said, written] = [original, JSON.stringify(original)];
    texts.push(around.before + written + around.behind);
  }
  return texts;
}

function statedText(shown: StatedValue, others: readonly StatedValue[], sources: readonly string[]): string {
  const seen = seenText(seenOn(recordsOf(shown)));
  const changed = quotedDate(changedAt(shown, others));
  return `{"value":${quoted(shown.value)},"probability":${shown.probability},${seen},"sources":[${sources.join(",")}],"changed_at":${changed}}`;
}

function evidenceText(person: VouchedPerson): string {
  const frames = new Map<RecordOrigin, Frame>();
  const frame = (record: RecordOrigin) => {
    let known = frames.get(record);
    if (known === undefined) {
      known = frameOf(record, person);
      frames.set(record, known);
    }
    return known;
  };
  const fields: string[] = [];
  for (const field of PROFILE_FIELDS) {
    const { shown, others } = shownAndOthers(field, person);
    if (shown === undefined || shown.value === null) continue;
    const sources = statementTexts(shown, frame);
    if (sources.length > 0) fields.push(`"${field}":${statedText(shown, others, sources)}`);
  }
  return `{${fields.join(",")}}`;
}

/**
 * `sectionsOf` as the JSON that goes into an answer, without the braces. Evidence is written at once, in half the time: most
 * of it is what records write around their values, and most records stand behind several fields.
 */
export function sectionsText(
  include: readonly Includable[],
  person: VouchedPerson,
  finding: Finding,
): string {
  const others = include.filter((section) => section !== "evidence");
  const text = JSON.stringify(sectionsOf(others, person, finding)).slice(1, -1);
  if (others.length === include.length) return text;
  const evidence = `"evidence":${evidenceText(person)}`;
  return text === "" ? evidence : `${evidence},${text}`;
}

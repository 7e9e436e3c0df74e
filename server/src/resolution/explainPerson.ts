import type { Engine } from "../engine/engine.js";
import { explainPairs, type PairExplanation } from "./explainPairs.js";
import { type NamedRecord, namedRecords, recordsOfPerson } from "./recordReference.js";

/** A scored pair of an island. */
export interface IslandPair {
  readonly left_id: number;
  readonly right_id: number;
  /** Match weight in bits. */
  readonly weight: number;
  /** Of the model that scored it. */
  readonly model_version: number;
}

/** A person with what holds their records together and what ties them to others. */
export interface PersonExplanation {
  readonly person_id: string;
  /** Of the model by which the person came to be as it is; null before the first resolve. */
  readonly model_version: number | null;
  readonly records: readonly NamedRecord[];
  /** Records of other people that are tied to these by a weight above zero. */
  readonly neighbours: readonly NamedRecord[];
  /** All scored pairs among them. */
  readonly pairs: readonly IslandPair[];
  /** The strongest pairs that hold the person together, explained. */
  readonly explained: readonly PairExplanation[];
}

type IslandPairRow = { -readonly [Key in keyof IslandPair]: IslandPair[Key] };

/** More pairs than this tell a reader nothing more. */
const MOST_EXPLAINED = 10;

/**
 * Explains why a person's records are one person.
 * @param id today's, or one that led to it
 * @throws VouchError `no_such_person`, `not_resolved`
 */
export async function explainPerson(engine: Engine, id: string): Promise<PersonExplanation> {
  const { person_id, records } = await recordsOfPerson(engine, id);
  const pairs = await engine.query<IslandPairRow>(
    `WITH own AS (SELECT record_id FROM cluster WHERE person_id = $1)
     SELECT left_id, right_id, weight, model_version FROM scored_pair p
     LEFT JOIN own l ON l.record_id = p.left_id LEFT JOIN own r ON r.record_id = p.right_id
     WHERE (l.record_id IS NOT NULL AND r.record_id IS NOT NULL)
       OR (p.weight > 0 AND (l.record_id IS NOT NULL OR r.record_id IS NOT NULL))
     ORDER BY weight DESC, left_id, right_id`,
    [person_id],
  );
  const [made] = await engine.query<{ version: number | null }>(
    "SELECT max(model_version) AS version FROM person_event WHERE person_id = $1",
    [person_id],
  );
  const own = new Set(records.map(({ record_id }) => record_id));
  const others = pairs.flatMap(({ left_id, right_id }) => [left_id, right_id]).filter((one) => !own.has(one));
  const inside = pairs.filter(({ left_id, right_id }) => own.has(left_id) && own.has(right_id));
  return {
    person_id,
    model_version: made?.version ?? null,
    records,
    neighbours: await namedRecords(engine, [...new Set(others)]),
    pairs,
    explained: await explainPairs(
      engine,
      inside.slice(0, MOST_EXPLAINED).map(({ left_id, right_id }): [number, number] => [left_id, right_id]),
    ),
  };
}

/** A picture of the island in Mermaid's language: records by person, pairs with their bits. */
export function islandGraph({ person_id, records, neighbours, pairs }: PersonExplanation): string {
  const byPerson = new Map<string, NamedRecord[]>();
  for (const record of [...records, ...neighbours]) {
    const person = record.person_id ?? "nobody yet";
    byPerson.set(person, [...(byPerson.get(person) ?? []), record]);
  }
  const node = ({ record_id, reference, full_name }: NamedRecord) =>
    `    r${record_id}["${[full_name, reference]
      .filter((text) => text !== null)
      .map(quoted)
      .join("<br>")}"]`;
  const groups = [...byPerson].flatMap(([person, members], at) => [
    `  subgraph p${at}["${quoted(person)}"]`,
    ...members.map(node),
    "  end",
  ]);
  const edges = pairs.map(
    ({ left_id, right_id, weight }) =>
      `  r${left_id} ${weight > 0 ? "---" : "-.-"}|"${weight.toFixed(1)}"| r${right_id}`,
  );
  return `${[`%% ${person_id}`, "graph LR", ...groups, ...edges].join("\n")}\n`;
}

/** What Mermaid would read as its own is written as entities. */
function quoted(text: string): string {
  return text.replace(/[#"<>&;\\`]/g, (character) => `#${character.charCodeAt(0)};`);
}

import type { Person, World } from "./person.js";
import type { Random } from "./random.js";
import type { Sighting } from "./sighting.js";
import type { TrueField } from "./truth.js";

/** One record of a source, still without its id, and which of its values are true today. */
export interface Row {
  readonly write: (id: string) => readonly string[] | object;
  readonly rightly: readonly TrueField[];
  /** What was seen, where others can copy it. */
  readonly seen?: Sighting;
}

/** A source of the demo: the shape of its file, how reliable it is, and what it knows of a person. */
export interface SourceSpec {
  readonly name: string;
  readonly file: string;
  readonly format: "csv" | "jsonl";
  readonly delimiter?: ";";
  readonly header?: readonly string[];
  readonly idPrefix: string;
  /** @param others what the sources before it have of the person, by the source's name */
  readonly rows: (
    random: Random,
    world: World,
    person: Person,
    others: ReadonlyMap<string, readonly Row[]>,
  ) => Row[];
}

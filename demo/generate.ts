import { stringify } from "csv-stringify/sync";
import { johnSmith, makePerson, type Person, type World } from "./person.js";
import { type Random, seededRandom } from "./random.js";
import { resellerSpecs } from "./resellers.js";
import type { Row, SourceSpec } from "./sourceSpec.js";
import { sourceSpecs } from "./sources.js";
import { Taken } from "./taken.js";
import { courseOf, type TrueCourse, truthOf } from "./truth.js";

/** Which demo to make: the same options give the same bytes. */
export interface DemoOptions {
  readonly seed: string;
  /** How many people exist; about 3.5 times as many records come out. */
  readonly people: number;
  /** Whether there are also sources that copy from the others, put new dates on old facts, or grow old. */
  readonly resellers?: boolean;
}

/** A piece of one of the demo's files, to be appended to what came before. */
export interface DemoChunk {
  readonly file: string;
  readonly text: string;
}

/** The whole demo in memory: the text of each source's file by the source's name, and the truth. */
export interface Demo {
  readonly sources: Readonly<Record<string, string>>;
  readonly truth: { readonly records: string; readonly people: string };
}

export const TRUTH_RECORDS_FILE = "truth.csv";
export const TRUTH_PEOPLE_FILE = "truth-people.jsonl";

/** Rows wait in a pool of this size and leave it in random order, so that a source's order tells nothing. */
const POOL = 16_384;
const ROWS_PER_CHUNK = 2_000;
const NAMESAKES = 0.015;

/** Makes the demo in memory; for large ones use {@link demoChunks}. */
export function generateDemo(options: DemoOptions): Demo {
  const texts = new Map<string, string>();
  for (const { file, text } of demoChunks(options)) texts.set(file, (texts.get(file) ?? "") + text);
  return {
    sources: Object.fromEntries(sourceSpecs(options).map(({ name, file }) => [name, texts.get(file) ?? ""])),
    truth: { records: texts.get(TRUTH_RECORDS_FILE) ?? "", people: texts.get(TRUTH_PEOPLE_FILE) ?? "" },
  };
}

/**
 * Makes the demo piece by piece, in bounded memory but for the marks of taken addresses (some 100 bytes a person).
 * The vocabulary grows with the number of people: companies one for nine people, rare family names ever more often.
 */
export function* demoChunks(options: DemoOptions): Generator<DemoChunk> {
  const specs = sourceSpecs(options);
  const writers = new Map(specs.map((spec) => [spec, new RowWriter(options.seed, spec)]));
  const truth = new ChunkWriter(TRUTH_RECORDS_FILE, csvText);
  const people = new ChunkWriter(TRUTH_PEOPLE_FILE, jsonText);
  truth.add(["source", "source_key", "person", "rightly"]);
  for (const { person, random, world } of population(options)) {
    yield* people.add(truthOf(person));
    for (const [spec, rows] of recordsOf(specs, random, world, person)) {
      for (const row of rows) {
        const written = writers.get(spec)?.add(row, person.number);
        if (written === undefined) continue;
        yield* truth.add(truthRow(spec, written));
        yield* written.chunks;
      }
    }
  }
  for (const [spec, writer] of writers) {
    for (const written of writer.drain()) {
      yield* truth.add(truthRow(spec, written));
      yield* written.chunks;
    }
    yield* writer.end();
  }
  yield* truth.end();
  yield* people.end();
}

/** The working lives of a demo's people, in the order of their numbers. */
export function* trueCourses(options: DemoOptions): Generator<TrueCourse> {
  for (const { person } of population(options)) yield courseOf(person);
}

function* population({
  seed,
  people,
}: DemoOptions): Generator<{ person: Person; random: Random; world: World }> {
  const world = {
    seed,
    companies: Math.max(40, Math.ceil(people / 9)),
    rareNames: people / (people + 6_000),
    taken: new Taken(),
  };
  let previous: Person | undefined;
  for (let number = 0; number < people; number++) {
    const random = seededRandom(`${seed}:person:${number}`);
    const namesake = number > 1 && random.chance(NAMESAKES) ? previous : undefined;
    const person = number === 0 ? johnSmith(world) : makePerson(random, world, number, namesake);
    yield { person, random, world };
    previous = person;
  }
}

/** What each source has of a person; nobody is unknown to all who look for themselves. */
function recordsOf(
  specs: readonly SourceSpec[],
  random: Random,
  world: World,
  person: Person,
): [SourceSpec, Row[]][] {
  for (;;) {
    const records = new Map<string, Row[]>();
    const look = (spec: SourceSpec, drawn: Random): [SourceSpec, Row[]] => {
      const rows = spec.rows(drawn, world, person, records);
      records.set(spec.name, rows);
      return [spec, rows];
    };
    const own = specs.filter((spec) => !resellerSpecs.includes(spec)).map((spec) => look(spec, random));
    if (!own.some(([, rows]) => rows.length > 0)) continue;
    // Drawn apart, so that the other sources are the same with and without them.
    const drawn = seededRandom(`${world.seed}:resold:${person.number}`);
    const resold = specs.filter((spec) => resellerSpecs.includes(spec)).map((spec) => look(spec, drawn));
    return [...own, ...resold];
  }
}

function truthRow(spec: SourceSpec, { id, person, row }: Written): string[] {
  return [spec.name, id, String(person), row.rightly.join(" ")];
}

interface Written {
  readonly id: string;
  readonly person: number;
  readonly row: Row;
  readonly chunks: Iterable<DemoChunk>;
}

/** Gives a source's rows their ids in the random order in which they leave the pool. */
class RowWriter {
  readonly #random: Random;
  readonly #spec: SourceSpec;
  readonly #pool: { row: Row; person: number }[] = [];
  readonly #chunks: ChunkWriter;
  #count = 0;

  constructor(seed: string, spec: SourceSpec) {
    this.#random = seededRandom(`${seed}:order:${spec.name}`);
    this.#spec = spec;
    const delimiter = spec.delimiter ?? ",";
    this.#chunks = new ChunkWriter(
      spec.file,
      spec.format === "csv" ? (rows) => csvText(rows, delimiter) : jsonText,
    );
    if (spec.header !== undefined) this.#chunks.add(spec.header);
  }

  add(row: Row, person: number): Written | undefined {
    this.#pool.push({ row, person });
    return this.#pool.length > POOL ? this.#take() : undefined;
  }

  *drain(): Generator<Written> {
    for (let next = this.#take(); next !== undefined; next = this.#take()) yield next;
  }

  end(): Iterable<DemoChunk> {
    return this.#chunks.end();
  }

  #take(): Written | undefined {
    const at = this.#random.below(this.#pool.length);
    const last = this.#pool.pop();
    if (last === undefined) return undefined;
    const chosen = this.#pool[at] ?? last;
    if (chosen !== last) this.#pool[at] = last;
    this.#count++;
    const id = `${this.#spec.idPrefix}${String(this.#count).padStart(5, "0")}`;
    return { id, ...chosen, chunks: this.#chunks.add(chosen.row.write(id)) };
  }
}

/** Gathers rows and formats them many at a time. */
class ChunkWriter {
  readonly #file: string;
  readonly #format: (rows: readonly object[]) => string;
  #rows: object[] = [];

  constructor(file: string, format: (rows: readonly object[]) => string) {
    this.#file = file;
    this.#format = format;
  }

  add(row: object): DemoChunk[] {
    this.#rows.push(row);
    return this.#rows.length < ROWS_PER_CHUNK ? [] : this.end();
  }

  end(): DemoChunk[] {
    if (this.#rows.length === 0) return [];
    const text = this.#format(this.#rows);
    this.#rows = [];
    return [{ file: this.#file, text }];
  }
}

function csvText(rows: readonly object[], delimiter = ","): string {
  return stringify([...rows], { delimiter });
}

function jsonText(rows: readonly object[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
}

/** Values of a kind that are kept at most: the latest of them. */
const MOST_KEPT = 60;
/** What pages say of the next one is asked for by another name. */
const ASKED_AS: Readonly<Record<string, string>> = { next_cursor: "cursor" };

/** What a person can be asked for by, by the names of fields. */
export type AskedPerson = Readonly<Record<string, string>>;

/**
 * Values by the name of the field that they are of: of people who are there, and of what answers said. So ids that one
 * operation gives reach every other that takes them, whatever operations there are.
 */
export class KnownValues {
  /** At least one. */
  readonly people: readonly AskedPerson[];
  readonly #said = new Map<string, string[]>();

  constructor(people: readonly AskedPerson[]) {
    this.people = people;
    for (const person of people) this.learn(person);
  }

  /** Takes what an answer says, however deep. */
  learn(answer: unknown, name = ""): void {
    if (typeof answer === "string") this.#keep(ASKED_AS[name] ?? name, answer);
    else if (Array.isArray(answer)) for (const one of answer) this.learn(one, name);
    else if (typeof answer === "object" && answer !== null)
      for (const [field, value] of Object.entries(answer)) this.learn(value, field);
  }

  #keep(name: string, value: string): void {
    const kept = this.#said.get(name) ?? [];
    if (value === "" || value.length > 500 || kept.includes(value)) return;
    this.#said.set(name, [...kept, value].slice(-MOST_KEPT));
  }

  /** The values of a field; none where nothing is known of it. */
  of(name: string): readonly string[] {
    return this.#said.get(name) ?? [];
  }
}

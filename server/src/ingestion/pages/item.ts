/** A thing that a page describes, in the words of schema.org, whatever the page wrote it in. */
export interface Item {
  readonly types: readonly string[];
  readonly properties: ReadonlyMap<string, readonly ItemValue[]>;
  /** 1-based line that it begins at. */
  readonly line: number;
}

export type ItemValue = string | Item;

/** An item while it is read. */
export class ItemDraft implements Item {
  readonly types: readonly string[];
  readonly line: number;
  readonly properties = new Map<string, ItemValue[]>();

  constructor(types: readonly string[], line: number) {
    this.types = types;
    this.line = line;
  }

  add(property: string, value: ItemValue): void {
    if (value === "") return;
    const values = this.properties.get(property);
    if (values === undefined) this.properties.set(property, [value]);
    else values.push(value);
  }
}

/** The name of a type or property without the vocabulary that it is of: https://schema.org/Person, schema:Person. */
export const bareTerm = (term: string) =>
  term.slice(Math.max(...["/", "#", ":"].map((mark) => term.lastIndexOf(mark))) + 1);

/** Companies of any sort: schema.org has a type for many. */
const ORGANIZATION =
  /(Organization|Corporation|Company|Business|Store|Airline|Consortium|NGO|School|University|College|Agency|Project|Firm|Service|Group|Clinic|Hospital)$/;

export const isPerson = ({ types }: Item) =>
  types.some((type) => type === "Person" || type === "Patient" || type === "Physician");
export const isOrganization = (item: Item) =>
  !isPerson(item) && item.types.some((type) => ORGANIZATION.test(type));

/** The first text of a property; of a thing, its name. */
export function textIn(item: Item, ...properties: readonly string[]): string {
  for (const property of properties) {
    for (const value of item.properties.get(property) ?? []) {
      const text = typeof value === "string" ? value : textIn(value, "name", "roleName");
      if (text !== "") return text;
    }
  }
  return "";
}

/** All things that some properties hold. */
export const itemsIn = (item: Item, ...properties: readonly string[]): Item[] =>
  properties.flatMap((property) =>
    (item.properties.get(property) ?? []).filter((value): value is Item => typeof value !== "string"),
  );

import { VouchError } from "../../errors.js";
import { assemble } from "../assemble.js";
import { type Connector, connected } from "../connector.js";
import type { ColumnMeaning } from "../headers.js";
import { readLines } from "../lines.js";
import type { Connected } from "../sourceRecord.js";
import { componentsOf, type Property, PropertyReader, textOf } from "./vcardLines.js";

type Cell = readonly [meaning: ColumnMeaning, value: string];

const isoDate = (text: string) => text.replace(/^(\d{4})(\d\d)(\d\d)(?=T|$)/, "$1-$2-$3");
const named = (meanings: readonly (ColumnMeaning | null)[], values: readonly string[]): Cell[] =>
  meanings.flatMap((meaning, at): Cell[] => (meaning === null ? [] : [[meaning, values[at] ?? ""]]));

/** What each property tells. What is not here is about nobody, about somebody else, or a picture. */
const TOLD: Readonly<Record<string, (property: Property) => readonly Cell[]>> = {
  FN: (property) => [["full_name", textOf(property)]],
  N: (property) => named(["last_name", "first_name", "middle_name"], componentsOf(property)),
  EMAIL: (property) => [["emails", textOf(property).replace(/^mailto:/i, "")]],
  TEL: (property) =>
    property.parameters.some((parameter) => /^(fax|pager)$/.test(parameter))
      ? []
      : [
          [
            "phones",
            textOf(property)
              .replace(/^tel:/i, "")
              .replace(/;ext=.*$/i, ""),
          ],
        ],
  ORG: (property) => [["company_name", componentsOf(property)[0] ?? ""]],
  TITLE: (property) => [["title", textOf(property)]],
  ROLE: (property) => [["title", textOf(property)]],
  URL: (property) => [["website", textOf(property)]],
  "X-SOCIALPROFILE": (property) => [["profile_urls", textOf(property)]],
  SOCIALPROFILE: (property) => [["profile_urls", textOf(property)]],
  "X-LINKEDIN": (property) => [["profile_urls", textOf(property)]],
  "X-TWITTER": (property) => [["profile_urls", textOf(property)]],
  ADR: (property) => named([null, null, null, "city", "region", null, "country"], componentsOf(property)),
  REV: (property) => [["last_seen", isoDate(textOf(property))]],
  UID: (property) => [["id", textOf(property)]],
};
/** Of several, these count first: where somebody works above where they live, a title above a role. */
const RANK = (property: Property) =>
  (property.name === "ROLE" ? 2 : 0) +
  (property.parameters.some((parameter) => /^(home|other)$/.test(parameter)) ? 1 : 0);
const MOST_PROPERTIES = 500;

const isThing = ({ name, value }: Property) =>
  (/^(X-ADDRESSBOOKSERVER-)?KIND$/.test(name) && !/^(individual|person)$/i.test(value.trim())) ||
  (name === "X-ABSHOWAS" && /company/i.test(value));

function toConnected(properties: readonly Property[], line: number): Connected {
  if (properties.some(isThing))
    return {
      kind: "reject",
      reject: { line, code: "not_a_person", detail: "the card of a group or company" },
    };
  const ranked = [...properties].sort((left, right) => RANK(left) - RANK(right));
  const cells = ranked.flatMap((property) => TOLD[property.name]?.(property) ?? []);
  return connected(
    assemble(
      cells.map(([meaning]) => meaning),
      cells.map(([, value]) => value),
    ),
    line,
  );
}

const rejected = (line: number, code: string, detail: string): Connected => ({
  kind: "reject",
  reject: { line, code, detail },
});

/** Puts properties into cards; a card in a card (its agent) is somebody else. */
class CardReader {
  #properties: Property[] = [];
  #begun = 0;
  #depth = 0;
  #isAgent = false;
  #isStray = false;

  take(property: Property): Connected[] {
    const isMark = /^vcard$/i.test(property.value.trim());
    if (property.name === "BEGIN" && isMark) return this.#begin(property.line);
    if (property.name === "END" && isMark) return this.#end(property.line);
    if (this.#depth === 0) return this.#stray(property.line);
    if (this.#depth === 1 && this.#properties.length < MOST_PROPERTIES) this.#properties.push(property);
    this.#isAgent = property.name === "AGENT" && property.value.trim() === "";
    return [];
  }

  flush(): Connected[] {
    if (this.#depth === 0) return [];
    this.#depth = 0;
    return [rejected(this.#begun, "unterminated_card", "the card that begins here has no END:VCARD")];
  }

  #begin(line: number): Connected[] {
    const before = this.#isAgent ? [] : this.flush();
    if (this.#depth === 0) {
      this.#properties = [];
      this.#begun = line;
    }
    this.#depth += 1;
    this.#isAgent = false;
    this.#isStray = false;
    return before;
  }

  #end(line: number): Connected[] {
    if (this.#depth === 0) return this.#stray(line);
    this.#depth -= 1;
    return this.#depth > 0 ? [] : [toConnected(this.#properties, this.#begun)];
  }

  /** Lines outside of cards are one reject, however many follow each other. */
  #stray(line: number): Connected[] {
    const isFirst = !this.#isStray;
    this.#isStray = true;
    return isFirst ? [rejected(line, "outside_card", "this line stands in no card")] : [];
  }
}

/** Address books as vCard 2.1, 3.0 and 4.0: Apple, Google, Outlook, Android, Nextcloud and others. */
export const vcard: Connector = async function* (path) {
  const [properties, cards] = [new PropertyReader(), new CardReader()];
  const take = (property: Property | null) => (property === null ? [] : cards.take(property));
  let read = 0;
  for await (const lines of readLines(path)) {
    const found = lines.flatMap((line) => take(properties.push(line)));
    read += found.length;
    yield found;
  }
  const last = [...take(properties.flush()), ...cards.flush()];
  if (read + last.length === 0)
    throw new VouchError("no_cards", `${path} holds no vCard`, "Say what it holds with --format.");
  yield last;
};

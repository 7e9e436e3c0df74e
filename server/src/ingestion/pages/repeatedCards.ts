import { parseLinkedin, parseProfile } from "../../normalization/urls.js";
import { type Element, elementsIn, textLines, tokensOf } from "./htmlTree.js";
import { type Item, ItemDraft } from "./item.js";
import { isJobTitle } from "./roleWords.js";

/** Lines of a card that may hold a name, and those behind it that may hold a title. */
const NAME_WITHIN = 4;
const TITLE_WITHIN = 2;
const LONGEST_NAME = 60;
/** Elements of which a card may consist; what is larger is a page's part. */
const LARGEST_CARD = 200;

/** One to three words of a script without capitals, or two to five capitalised ones, initials and particles among them. */
const NAME =
  /^(?:(?:(?:Dr|Prof|Mr|Mrs|Ms|Ing|Dipl)\.?\s+)*\p{Lu}[\p{L}\p{M}'’.-]*(?:\s+(?:(?:[dl]['’])?\p{Lu}[\p{L}\p{M}'’.-]*|d[aeiou]s?|del|della|van|von|den|der|ter|zu|la|le|y|bin|ibn|al|el|of)){1,4}|[\p{Lo}\p{M}]{2,}(?:[\s·・][\p{Lo}\p{M}]+){0,2})(?:,\s*(?:PhD|Ph\.D\.|MD|MBA|CPA|Jr\.?|Sr\.?|Esq\.?))?$/u;

const isName = (text: string) => text.length <= LONGEST_NAME && NAME.test(text) && !isJobTitle(text);

const isContact = (href: string) =>
  /^(mailto|tel):/i.test(href) || parseLinkedin(href) !== null || parseProfile(href) !== null;

function propertyOf(href: string): string {
  if (/^mailto:/i.test(href)) return "email";
  return /^tel:/i.test(href) ? "telephone" : "sameAs";
}

function firstOf<T>(all: Iterable<T>, most: number): T[] {
  const first: T[] = [];
  for (const one of all) {
    first.push(one);
    if (first.length >= most) break;
  }
  return first;
}

/** The person of a card: a name, and a title, an address or a profile beside it. Anything less is not one. */
function personOf(card: Element): Item | null {
  const elements = firstOf(elementsIn(card), LARGEST_CARD + 1);
  if (elements.length > LARGEST_CARD) return null;
  const lines = textLines(card);
  const at = lines.slice(0, NAME_WITHIN).findIndex(isName);
  const name = lines[at];
  if (name === undefined) return null;
  const title = lines.slice(at + 1, at + 1 + TITLE_WITHIN).find(isJobTitle);
  const links = elements.map(({ attributes }) => attributes["href"] ?? "").filter(isContact);
  if (title === undefined && links.length === 0) return null;
  const person = new ItemDraft(["Person"], card.line);
  person.add("name", name);
  person.add("jobTitle", title ?? "");
  for (const link of links) person.add(propertyOf(link), link);
  return person;
}

/** Equal for elements that are laid out in the same way. */
const layoutOf = (element: Element) => `${element.name}.${tokensOf(element, "class")[0] ?? ""}`;

/** The people of elements beside each other that are laid out alike: two or more, and half of the elements at least. */
function peopleAmong(element: Element): Item[] {
  const groups = new Map<string, Element[]>();
  for (const child of element.children) {
    if (typeof child === "string") continue;
    const group = groups.get(layoutOf(child));
    if (group === undefined) groups.set(layoutOf(child), [child]);
    else group.push(child);
  }
  return [...groups.values()].flatMap((group) => {
    const people = group.length < 2 ? [] : group.flatMap((card) => personOf(card) ?? []);
    return people.length >= 2 && people.length * 2 >= group.length ? people : [];
  });
}

/**
 * The people of a page that says nothing for programs, told by cards of one layout; of the innermost, because what is
 * laid out around them repeats too.
 */
export function readRepeatedCards(element: Element): Item[] {
  const inner = element.children.flatMap((child) =>
    typeof child === "string" ? [] : readRepeatedCards(child),
  );
  return inner.length > 0 ? inner : peopleAmong(element);
}

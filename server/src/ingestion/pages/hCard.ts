import { type Element, elementsIn, textOf, tokensOf } from "./htmlTree.js";
import { type Item, ItemDraft } from "./item.js";

/** Classes of h-card (https://microformats.org/wiki/h-card) and hCard → what they are in schema.org. */
const PROPERTIES: Readonly<Record<string, string>> = {
  "p-name": "name",
  fn: "name",
  "p-given-name": "givenName",
  "given-name": "givenName",
  "p-additional-name": "additionalName",
  "additional-name": "additionalName",
  "p-family-name": "familyName",
  "family-name": "familyName",
  "u-email": "email",
  email: "email",
  "p-tel": "telephone",
  "u-tel": "telephone",
  tel: "telephone",
  "p-job-title": "jobTitle",
  title: "jobTitle",
  "p-role": "roleName",
  role: "roleName",
  "p-org": "worksFor",
  "h-org": "worksFor",
  "organization-name": "worksFor",
  org: "worksFor",
  "u-url": "url",
  url: "url",
  "p-locality": "addressLocality",
  locality: "addressLocality",
  "p-region": "addressRegion",
  region: "addressRegion",
  "p-country-name": "addressCountry",
  "country-name": "addressCountry",
};

const isCard = (element: Element) =>
  tokensOf(element, "class").some((name) => name === "h-card" || name === "vcard");

/** The part of a property that is its value, where a card says so; else all of it. */
function partOf(element: Element, property: string): string {
  const { name, attributes } = element;
  if (property === "email" || property === "url" || property === "telephone") {
    if (attributes["href"] !== undefined) return attributes["href"];
  }
  if (name === "abbr" && attributes["title"] !== undefined) return attributes["title"];
  if (name === "data" && attributes["value"] !== undefined) return attributes["value"];
  const value = [...elementsIn(element)].find((inner) =>
    tokensOf(inner, "class").includes(property === "worksFor" ? "organization-name" : "value"),
  );
  return textOf(value ?? element);
}

/** Reads what is in a card; a card in it is a property's, or somebody else's. */
function fill(card: ItemDraft, element: Element, others: Element[]): void {
  for (const child of element.children) {
    if (typeof child === "string") continue;
    const properties = tokensOf(child, "class").flatMap((name) => PROPERTIES[name] ?? []);
    for (const property of new Set(properties)) card.add(property, partOf(child, property));
    if (!isCard(child)) fill(card, child, others);
    else if (properties.length === 0) others.push(child);
  }
}

/** A card whose name is its organization's is that of a company (hCard, "organization contact info"). */
function typeOf(card: ItemDraft): string {
  const [name] = card.properties.get("name") ?? [];
  return name !== undefined && name === card.properties.get("worksFor")?.[0] ? "Organization" : "Person";
}

function readCard(element: Element, items: Item[]): void {
  const others: Element[] = [];
  const draft = new ItemDraft([], element.line);
  fill(draft, element, others);
  // A card of nothing but text is a name.
  if (draft.properties.size === 0) draft.add("name", textOf(element));
  items.push({ types: [typeOf(draft)], properties: draft.properties, line: element.line });
  for (const other of others) readCard(other, items);
}

function walk(element: Element, items: Item[]): void {
  if (isCard(element)) readCard(element, items);
  else for (const child of element.children) if (typeof child !== "string") walk(child, items);
}

/** What a page says in h-card and hCard. */
export function readHCards(root: Element): Item[] {
  const items: Item[] = [];
  walk(root, items);
  return items;
}

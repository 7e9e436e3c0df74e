import { type Element, textOf, tokensOf } from "./htmlTree.js";
import { bareTerm, type Item, ItemDraft } from "./item.js";

/** How a page writes items into its elements. */
interface Syntax {
  /** The types of the item that begins at an element; null where none does. */
  readonly typesOf: (element: Element) => readonly string[] | null;
  readonly propertiesOf: (element: Element) => readonly string[];
  readonly valueOf: (element: Element) => string;
}

const LINKED: Readonly<Record<string, string>> = {
  a: "href",
  area: "href",
  link: "href",
  img: "src",
  source: "src",
  object: "data",
  data: "value",
  time: "datetime",
};

/** The value of an element: what it links to, what it states for programs, else what is seen. */
function statedOrSeen(element: Element): string {
  const { attributes, name } = element;
  const stated = attributes["content"] ?? attributes[LINKED[name] ?? "content"];
  return (stated ?? textOf(element)).trim();
}

const MICRODATA: Syntax = {
  typesOf: (element) => ("itemscope" in element.attributes ? tokensOf(element, "itemtype") : null),
  propertiesOf: (element) => tokensOf(element, "itemprop"),
  valueOf: statedOrSeen,
};

const RDFA: Syntax = {
  typesOf: (element) => ("typeof" in element.attributes ? tokensOf(element, "typeof") : null),
  propertiesOf: (element) => [...tokensOf(element, "property"), ...tokensOf(element, "rel")],
  valueOf: (element) => element.attributes["resource"] ?? statedOrSeen(element),
};

function walk(element: Element, scope: ItemDraft | null, syntax: Syntax, top: Item[]): void {
  const types = syntax.typesOf(element);
  const properties = syntax.propertiesOf(element).map(bareTerm);
  let inner = scope;
  if (types !== null) {
    inner = new ItemDraft(types.map(bareTerm), element.line);
    if (scope === null || properties.length === 0) top.push(inner);
    else for (const property of properties) scope.add(property, inner);
  } else if (scope !== null) {
    for (const property of properties) scope.add(property, syntax.valueOf(element));
  }
  for (const child of element.children) if (typeof child !== "string") walk(child, inner, syntax, top);
}

function itemsBy(syntax: Syntax, root: Element): Item[] {
  const top: Item[] = [];
  walk(root, null, syntax, top);
  return top;
}

/** What a page says in microdata (https://html.spec.whatwg.org/multipage/microdata.html). */
export const readMicrodata = (root: Element) => itemsBy(MICRODATA, root);

/** What a page says in RDFa (https://www.w3.org/TR/rdfa-lite/). */
export const readRdfa = (root: Element) => itemsBy(RDFA, root);

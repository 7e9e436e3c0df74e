import { Parser } from "htmlparser2";

/** An element of a page, with what stands in it. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (Element | string)[];
  /** 1-based line that it begins at. */
  readonly line: number;
}

export interface HtmlTree {
  readonly root: Element;
  /** The line from which on the page was not read, because it goes beyond what a page is; null where all was. */
  readonly cutAt: number | null;
}

const MOST_ELEMENTS = 200_000;
/** Deeper elements are left out, their text is their ancestor's; pages made by programs stay far below. */
const DEEPEST = 200;
/** Nested deeper, a page is made to break its readers. */
const DEEPEST_OPEN = 5_000;
const MOST_ATTRIBUTES = 500;
const LONGEST_ATTRIBUTE = 4_000;
/** Characters that a text may have; data for programs may be that long. */
const LONGEST_TEXT = 2_000_000;

/** What ends the reading of a page that is none. */
class Beyond extends Error {}

class TreeBuilder {
  readonly root: Element = { name: "", attributes: {}, children: [], line: 1 };
  readonly #open: Element[] = [this.root];
  #depth = 0;
  #elements = 0;
  #attributes = 0;

  attribute(): void {
    this.#attributes += 1;
    if (this.#attributes > MOST_ATTRIBUTES) throw new Beyond();
  }

  open(name: string, given: Readonly<Record<string, string>>, line: number): void {
    this.#attributes = 0;
    this.#elements += 1;
    this.#depth += 1;
    if (this.#elements > MOST_ELEMENTS || this.#depth > DEEPEST_OPEN) throw new Beyond();
    if (this.#depth > DEEPEST) return;
    const cut = Object.entries(given).map(([key, value]) => [key, value.slice(0, LONGEST_ATTRIBUTE)]);
    const element = { name, attributes: Object.fromEntries(cut), children: [], line };
    this.#open.at(-1)?.children.push(element);
    this.#open.push(element);
  }

  text(piece: string): void {
    const { children } = this.#open.at(-1) ?? this.root;
    const last = children.at(-1);
    if (typeof last !== "string") children.push(piece);
    else if (last.length < LONGEST_TEXT) children[children.length - 1] = last + piece;
  }

  close(): void {
    if (this.#depth <= DEEPEST && this.#open.length > 1) this.#open.pop();
    this.#depth -= 1;
  }
}

/** The line of each place in a text, asked in rising order. */
function linesOf(text: string): (at: number) => number {
  const endFrom = (from: number) => {
    const found = text.indexOf("\n", from);
    return found < 0 ? Number.POSITIVE_INFINITY : found;
  };
  let [line, end] = [1, endFrom(0)];
  return (at) => {
    while (end < at) {
      line += 1;
      end = endFrom(end + 1);
    }
    return line;
  };
}

/** Reads a page, however broken, into a tree whose depth and size are limited. */
export function readHtml(html: string): HtmlTree {
  const builder = new TreeBuilder();
  const lineAt = linesOf(html);
  const parser: Parser = new Parser({
    onattribute: () => builder.attribute(),
    onopentag: (name, attributes) => builder.open(name, attributes, lineAt(parser.startIndex)),
    ontext: (piece) => builder.text(piece),
    onclosetag: () => builder.close(),
  });
  try {
    parser.end(html);
    return { root: builder.root, cutAt: null };
  } catch (failure) {
    if (!(failure instanceof Beyond)) throw failure;
    return { root: builder.root, cutAt: lineAt(parser.startIndex) };
  }
}

/** An element and all in it, in their order. */
export function* elementsIn(element: Element): Generator<Element> {
  const waiting = [element];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    yield next;
    for (const child of [...next.children].reverse()) if (typeof child !== "string") waiting.push(child);
  }
}

const UNSEEN = new Set(["style", "script", "noscript", "template", "head", "svg", "iframe", "select"]);
/** What stands in a line with what is around it. */
const INLINE = new Set(["a", "abbr", "b", "em", "font", "i", "mark", "small", "span", "strong", "sup", "u"]);

function addLines(element: Element, lines: string[]): void {
  for (const child of element.children) {
    if (typeof child === "string") lines.push(`${lines.pop() ?? ""}${child.replace(/\s+/g, " ")}`);
    else if (!UNSEEN.has(child.name)) {
      const isInline = INLINE.has(child.name);
      if (!isInline) lines.push("");
      addLines(child, lines);
      if (!isInline) lines.push("");
    }
  }
}

/** What a reader sees of an element, line by line, without empty ones. */
export function textLines(element: Element): string[] {
  const lines: string[] = [""];
  addLines(element, lines);
  return lines.map((line) => line.trim()).filter((line) => line !== "");
}

const LONGEST_VALUE = 2_000;

/** What a reader sees of an element, in one line. */
export const textOf = (element: Element) => textLines(element).join(" ").slice(0, LONGEST_VALUE);

/** The words of an attribute that lists some. */
export const tokensOf = (element: Element, attribute: string) =>
  (element.attributes[attribute] ?? "").split(/\s+/).filter((token) => token !== "");

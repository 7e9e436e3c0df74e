import type { Reject } from "../sourceRecord.js";
import { type Element, elementsIn } from "./htmlTree.js";
import { bareTerm, type Item, ItemDraft } from "./item.js";

/** Things nested deeper, or more of them, describe no people. */
const DEEPEST = 12;
const MOST_ITEMS = 50_000;

type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
const textsOf = (value: unknown) => listOf(value).filter((one) => typeof one === "string");

/** Makes items of the nodes of a page's scripts; what a node refers to by its id is looked up in all of them. */
class ItemReader {
  readonly #byId = new Map<string, Node>();
  #read = 0;

  index(value: unknown, depth = 0): void {
    if (depth > DEEPEST) return;
    for (const one of listOf(value)) {
      if (!isNode(one)) continue;
      const id = one["@id"];
      if (typeof id === "string" && "@type" in one && !this.#byId.has(id)) this.#byId.set(id, one);
      for (const inner of Object.values(one)) if (typeof inner === "object") this.index(inner, depth + 1);
    }
  }

  /** The things at the top of a script. */
  top(value: unknown, line: number): Item[] {
    const nodes = listOf(value).filter(isNode);
    const graph = nodes.flatMap((node) =>
      "@graph" in node ? listOf(node["@graph"]).filter(isNode) : [node],
    );
    return graph.flatMap((node) => this.#itemOf(node, line, 0) ?? []);
  }

  #itemOf(given: Node, line: number, depth: number): Item | null {
    this.#read += 1;
    if (depth > DEEPEST || this.#read > MOST_ITEMS) return null;
    const id = given["@id"];
    const isReference = typeof id === "string" && !("@type" in given);
    const node = (isReference ? this.#byId.get(id) : undefined) ?? given;
    const item = new ItemDraft(textsOf(node["@type"]).map(bareTerm), line);
    for (const [property, value] of Object.entries(node)) {
      if (property.startsWith("@")) continue;
      for (const one of listOf(value)) this.#addValue(item, bareTerm(property), one, depth);
    }
    return item;
  }

  #addValue(item: ItemDraft, property: string, value: unknown, depth: number): void {
    if (typeof value === "string") item.add(property, value);
    else if (isNode(value) && typeof value["@value"] === "string") item.add(property, value["@value"]);
    else if (isNode(value)) {
      const inner = this.#itemOf(value, item.line, depth + 1);
      if (inner !== null) item.add(property, inner);
    }
  }
}

const isScript = ({ name, attributes }: Element) =>
  name === "script" && /^application\/ld\+json\b/i.test((attributes["type"] ?? "").trim());

/** A script's data; some programs wrap it in a comment or a section. */
function parsed(element: Element): unknown {
  const [text = ""] = element.children.filter((child) => typeof child === "string");
  const bare = text.replace(
    /^\s*(?:<!--|\/\*?\s*<!\[CDATA\[(?:\s*\*\/)?|<!\[CDATA\[|\/\/\s*<!\[CDATA\[)/,
    "",
  );
  return JSON.parse(bare.replace(/(?:-->|(?:\/\*|\/\/)?\s*\]\]>(?:\s*\*\/)?)\s*$/, ""));
}

/** What a page says in JSON-LD; a script that is not JSON is a reject. */
export function readJsonLd(root: Element): { readonly items: Item[]; readonly rejects: Reject[] } {
  const reader = new ItemReader();
  const rejects: Reject[] = [];
  const values: { readonly value: unknown; readonly line: number }[] = [];
  for (const element of elementsIn(root)) {
    if (!isScript(element)) continue;
    try {
      const value = parsed(element);
      reader.index(value);
      values.push({ value, line: element.line });
    } catch {
      rejects.push({
        line: element.line,
        code: "malformed_json",
        detail: "the JSON-LD that begins here is not JSON",
      });
    }
  }
  return { items: values.flatMap(({ value, line }) => reader.top(value, line)), rejects };
}

import { detectUtf16 } from "../encoding.js";
import { type Line, LONGEST_LINE, readBytes } from "../lines.js";
import { objects } from "../objects.js";

/** Keys under which others put their list of people: {"contacts": [{…}, {…}]}. */
const LISTS =
  /^(people|persons|contacts|leads|users|members|attendees|candidates|employees|data|results?|records|items|values?|elements|entries|rows|resources)$/i;
const TOKEN = /["\\[\]{},\n]|[^"\\[\]{},\n]+/g;
/** Depth of elements where there are none: beside the list that a file's object holds. */
const NOWHERE = -1;

/** Cuts text into the elements of its lists, or into the objects that stand one after the other. */
class ElementCutter {
  #depth = 0;
  /** Depth at which elements stand. */
  #base = 0;
  #line = 1;
  #inText = false;
  #isEscaped = false;
  /** The text that was last, and whether it is the key of what follows. */
  #text = "";
  #isKey = false;
  /** The element that is open; empty where it is too long. */
  #element: string | null = null;
  #begun = 1;
  #isTooLong = false;
  #cut: Line[] = [];

  push(chunk: string): Line[] {
    for (const [token] of chunk.matchAll(TOKEN)) {
      if (token === "\n") this.#endLine();
      else if (this.#inText) this.#continueText(token);
      else this.#take(token);
    }
    return this.#taken();
  }

  flush(): Line[] {
    this.#end();
    return this.#taken();
  }

  #taken(): Line[] {
    const cut = this.#cut;
    this.#cut = [];
    return cut;
  }

  /** JSON has no text of several lines: one whose quote is missing ends with its line. */
  #endLine(): void {
    this.#inText = false;
    this.#append("\n");
    this.#line += 1;
  }

  #continueText(token: string): void {
    this.#append(token);
    if (token === '"' && !this.#isEscaped) this.#inText = false;
    else if (this.#depth === 1 && this.#text.length < 20) this.#text += token;
    this.#isEscaped = token === "\\" && !this.#isEscaped;
  }

  #take(token: string): void {
    if (token === "{" || token === "[") this.#open(token);
    else if (token === "}" || token === "]") this.#close(token);
    else if (token === "," && this.#depth === this.#base) this.#end();
    else this.#takeValue(token);
  }

  #takeValue(token: string): void {
    if (token === '"') {
      this.#inText = true;
      this.#text = "";
    }
    this.#isKey = token.trim() === ":";
    if (this.#depth === this.#base && token.trim() !== "") this.#begin();
    this.#append(token);
  }

  #open(token: string): void {
    if (token === "[" && this.#holdsElements()) this.#base = this.#depth + 1;
    else {
      if (this.#depth === this.#base) this.#begin();
      this.#append(token);
    }
    this.#depth += 1;
    this.#isKey = false;
  }

  /** Whether the list that begins is that of the file: its first, or the one in the only object. */
  #holdsElements(): boolean {
    if (this.#depth === 0) return this.#element === null;
    const isFilesOwn = this.#depth === 1 && this.#base < 1 && this.#isKey && LISTS.test(this.#text);
    if (isFilesOwn) this.#element = null;
    return isFilesOwn;
  }

  #close(token: string): void {
    if (this.#depth > this.#base) this.#append(token);
    else this.#end();
    const isEndOfList = this.#depth === this.#base;
    this.#depth = Math.max(0, this.#depth - 1);
    if (this.#depth === 0) this.#base = 0;
    else if (isEndOfList) this.#base = NOWHERE;
    if (this.#depth === this.#base) this.#end();
  }

  #begin(): void {
    if (this.#element !== null) return;
    this.#element = "";
    this.#begun = this.#line;
    this.#isTooLong = false;
  }

  #append(token: string): void {
    if (this.#element === null) return;
    this.#element = this.#isTooLong ? "" : this.#element + token;
    this.#isTooLong ||= this.#element.length > LONGEST_LINE;
  }

  #end(): void {
    if (this.#element === null) return;
    const text = this.#isTooLong ? null : this.#element.trim().replaceAll("\u0000", "");
    this.#cut.push({ number: this.#begun, text });
    this.#element = null;
  }
}

async function* readElements(path: string): AsyncGenerator<readonly Line[]> {
  const cutter = new ElementCutter();
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  for await (const chunk of readBytes(path)) {
    decoder ??= new TextDecoder(detectUtf16(chunk) ?? "utf-8");
    yield cutter.push(decoder.decode(chunk, { stream: true }));
  }
  yield cutter.flush();
}

/** Files with a list of JSON objects, by itself or in an object; also objects one after the other. */
export const json = objects(readElements);

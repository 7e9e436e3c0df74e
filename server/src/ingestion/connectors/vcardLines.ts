import type { Line } from "../lines.js";

/** A property of a card: its name in upper case, its parameters, its value as it stands. */
export interface Property {
  readonly name: string;
  /** In lower case, type and encoding alike: "work", "type=work" and "TYPE=WORK" are one. */
  readonly parameters: readonly string[];
  readonly value: string;
  readonly line: number;
}

/** A longer property is a picture or a key: no more of it is kept. Characters. */
const LONGEST_PROPERTY = 10_000;

/** Splits at a character outside of quotes. */
function splitOutsideQuotes(text: string, at: string): string[] {
  const parts: string[] = [""];
  let isQuoted = false;
  for (const char of text) {
    if (char === '"') isQuoted = !isQuoted;
    if (char === at && !isQuoted) parts.push("");
    else parts[parts.length - 1] += char;
  }
  return parts;
}

function decodeQuotedPrintable(text: string, charset: string): string {
  const bytes = text.replace(/[^\x20-\x7e]/g, (char) => encodeURIComponent(char).replaceAll("%", "="));
  const latin1 = bytes.replace(/=([0-9A-F]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  try {
    return new TextDecoder(charset).decode(Buffer.from(latin1, "latin1"));
  } catch {
    return text;
  }
}

const parameterOf = (parameters: readonly string[], name: string) =>
  parameters.find((parameter) => parameter.startsWith(`${name}=`))?.slice(name.length + 1);

export const isQuotedPrintable = (head: string) => /(?:;|=)quoted-printable(?:[;:]|$)/i.test(head);

/** Reads `[group.]NAME[;parameters]:value`; null for what is no property. */
function parseProperty(text: string, line: number): Property | null {
  const [head = "", ...rest] = splitOutsideQuotes(text, ":");
  if (rest.length === 0) return null;
  const [name = "", ...parameters] = splitOutsideQuotes(head, ";");
  const lower = parameters.flatMap((parameter) =>
    parameter
      .toLowerCase()
      .replaceAll('"', "")
      .replace(/^type=/, "")
      .split(/,(?!.*=)/),
  );
  const value = rest.join(":");
  const isEncoded = lower.some((parameter) => /^(encoding=)?quoted-printable$/.test(parameter));
  return {
    name: name.replace(/^.*\./, "").trim().toUpperCase(),
    parameters: lower,
    value: isEncoded ? decodeQuotedPrintable(value, parameterOf(lower, "charset") ?? "utf-8") : value,
    line,
  };
}

/** Joins the lines that one property spans, in the ways of all versions, and reads them. */
export class PropertyReader {
  #text: string | null = null;
  #line = 1;
  #goesOn = false;

  /** @returns the property that ended before the line; null where it goes on, or is none */
  push({ text, number }: Line): Property | null {
    if (text === null) return null;
    if (this.#text !== null && (this.#goesOn || /^[ \t]/.test(text))) {
      this.#append(this.#goesOn ? text : text.slice(1));
      return null;
    }
    const ended = this.flush();
    this.#text = "";
    this.#line = number;
    this.#append(text);
    return ended;
  }

  flush(): Property | null {
    const text = this.#text;
    this.#text = null;
    this.#goesOn = false;
    return text === null || text.trim() === "" ? null : parseProperty(text, this.#line);
  }

  #append(text: string): void {
    const whole = (this.#text ?? "") + text;
    this.#goesOn = text.endsWith("=") && isQuotedPrintable(whole.split(":", 1)[0] ?? "");
    this.#text = (this.#goesOn ? whole.slice(0, -1) : whole).slice(0, LONGEST_PROPERTY);
  }
}

const unescaped = (text: string) =>
  text.replace(/\\([\\,;:nN])/g, (_, char: string) => (char === "n" || char === "N" ? "\n" : char)).trim();

/** The text of a value. */
export const textOf = ({ value }: Property) => unescaped(value);

/** The components of a value that has several: "Doe;Jane;;Dr.;" */
export const componentsOf = ({ value }: Property) => value.split(/(?<!\\);/).map(unescaped);

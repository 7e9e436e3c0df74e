import { stringify } from "csv-stringify/sync";

/** What makes a spreadsheet take a cell for a formula, the wide forms of the signs included. */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]/;
/** Numbers, and telephone numbers in the international form, begin with a sign and are none. */
const HARMLESS = /^(?:[+-]?\d+(?:\.\d+)?|\+\d[\d ]*)$/;
const GUARD = "'";

const isFormula = (text: string) => FORMULA.test(text) && !HARMLESS.test(text);
const withoutGuards = (text: string) => text.replace(/^'+/, "");

/** A cell that no spreadsheet runs: a formula gets an apostrophe before it, as does what had one already. */
export function guarded(text: string): string {
  return isFormula(withoutGuards(text)) ? GUARD + text : text;
}

/** What `guarded` was given. */
export function unguarded(text: string): string {
  return text.startsWith(GUARD) && isFormula(withoutGuards(text)) ? text.slice(1) : text;
}

/** Rows as CSV that a person may open in a spreadsheet. Cells are not cut at the separators of other countries. */
export function csvText(rows: readonly (readonly (string | number | null)[])[]): string {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === "string" ? guarded(cell) : cell)));
  return stringify(cells, { quoted_match: /[;\t|]/ });
}

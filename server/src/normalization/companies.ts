import { lazy, readDictionary } from "./dictionaries.js";
import { beginningOf, clean, memoized, words } from "./text.js";

/** No legal form has more words. */
const LONGEST_FORM = 6;

/** The words of a company's name; "&", "and" say nothing. */
function bearing(name: string): string[] {
  return words(name).filter((word) => word !== "and");
}

/** Legal forms as joined words: "gmbhcokg", "publiclimitedcompany". */
const legalForms = lazy(() => {
  const forms = new Set<string>();
  for (const line of readDictionary("org_types.yml").split("\n")) {
    const form = /^\s+(?:- )?(?:display: |compare: |generic: )?["']?([^#"']+)/.exec(line)?.[1];
    if (form !== undefined && !form.startsWith("aliases:")) forms.add(bearing(form).join(""));
  }
  forms.delete("");
  return forms;
});

/** How many of the last words are a legal form. */
function formLength(all: readonly string[]): number {
  for (let length = Math.min(LONGEST_FORM, all.length - 1); length > 0; length -= 1) {
    if (legalForms().has(all.slice(-length).join(""))) return length;
  }
  return 0;
}

function withoutForms(all: readonly string[]): readonly string[] {
  const length = formLength(all);
  return length === 0 ? all : withoutForms(all.slice(0, all.length - length));
}

/**
 * The key under which spellings of one company are equal: no legal form, case, accents, spaces, "the" or "and".
 * @returns null where nothing is left
 */
export const companyKey = memoized((name: string): string | null => {
  const [first, ...rest] = bearing(name);
  const all = first === undefined || (first === "the" && rest.length > 0) ? rest : [first, ...rest];
  const key = withoutForms(all).join("");
  return key === "" ? null : key;
});

const PLACEHOLDERS = new Set(
  `na none null unknown test selfemployed freelance freelancer independent student retired
  unemployed private privat company various other`.split(/\s+/),
);

/** A company's name as written, cleaned; null for placeholders such as "n/a" and "self-employed". */
export function companyName(text: string): string | null {
  const cleaned = beginningOf(clean(text), 200);
  const key = words(cleaned).join("");
  return key === "" || PLACEHOLDERS.has(key) ? null : cleaned;
}

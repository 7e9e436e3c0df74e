import type { NameForm } from "./nameForms.js";

/** A part of a name as a template uses it: the whole word, or its initial. */
type Part = "first" | "f" | "m" | "last" | "l";

/** How the part of an address before the @ is made of a name. */
export interface Template {
  /** As it is shown and counted, e.g. "{f}{last}". */
  readonly pattern: string;
  readonly parts: readonly Part[];
  readonly separator: string;
}

const WRITTEN = `first.last flast first firstl f.last last first_last last.first firstlast first-last lastf last.f
  lastfirst first.l f_last fl last_first f-last last-first lfirst first.m.last fmlast firstmlast first_l last_f`;

const PART = /first|last|f|m|l/g;

function templateOf(written: string): Template {
  const [separator = ""] = /[._-]/.exec(written) ?? [];
  const parts = (written.match(PART) ?? []) as Part[];
  return { pattern: parts.map((part) => `{${part}}`).join(separator), parts, separator };
}

/** Every template, commoner ones first. */
export const TEMPLATES: readonly Template[] = WRITTEN.split(/\s+/).map(templateOf);

function partOf(part: Part, { given, middle, family }: NameForm): string {
  if (part === "first") return given;
  if (part === "last") return family;
  if (part === "m") return middle;
  return (part === "f" ? given : family).charAt(0);
}

/** What a template makes of a name. @returns undefined where the name lacks a part of it */
export function spell({ parts, separator }: Template, form: NameForm): string | undefined {
  let local = "";
  for (const part of parts) {
    const text = partOf(part, form);
    if (text === "") return undefined;
    local = local === "" ? text : local + separator + text;
  }
  return local;
}

/** Whether a template makes this of a name; nothing is put together where the lengths differ. */
function makes(template: Template, form: NameForm, local: string): boolean {
  let length = template.separator.length * (template.parts.length - 1);
  for (const part of template.parts) length += partOf(part, form).length;
  return length === local.length && spell(template, form) === local;
}

/** The number behind a local part that two people would have had. */
const NUMBERED = /(?<=[a-z])[._-]?\d{1,3}$/;

/** The local part without a number behind it. */
export const withoutNumber = (local: string): string => local.replace(NUMBERED, "");

/** A template with the form of the name that it was used with. */
export interface Use {
  readonly template: Template;
  readonly form: NameForm;
}

/**
 * How a local part was made of a name: the likeliest form of the name that any template makes it of, in the commonest
 * such template. A number behind it is left out: the address without it was taken.
 * @param forms likeliest first
 */
export function useOf(local: string, forms: readonly NameForm[]): Use | undefined {
  const bare = withoutNumber(local);
  for (const form of forms) {
    const template = TEMPLATES.find((one) => makes(one, form, bare));
    if (template !== undefined) return { template, form };
  }
  return undefined;
}

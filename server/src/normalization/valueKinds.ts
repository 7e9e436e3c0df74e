/** The kinds of value that can be described; apart from what describes them, which takes longer to load. */
export const VALUE_KINDS = ["name", "email", "domain", "title", "company", "place", "url", "phone"] as const;

export type ValueKind = (typeof VALUE_KINDS)[number];

/** What a key may be used for. An operation that needs a key names its scope. */
export const scopes = ["enrich", "find", "search", "jobs", "account"] as const;

export type Scope = (typeof scopes)[number];

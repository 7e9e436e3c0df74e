/**
 * A failure that the person who caused it can understand and mend. Everything that is thrown on purpose is one
 * of these; anything else is a defect.
 */
export class VouchError extends Error {
  /** A stable word for machines, e.g. `file_not_found`. */
  readonly code: string;
  /** One sentence: what to do about it. */
  readonly hint: string | undefined;

  /**
   * @param code stable word for machines, snake_case
   * @param message one sentence for people: what was wrong and where
   * @param hint one sentence for people: what to do
   */
  constructor(code: string, message: string, hint?: string) {
    super(message);
    this.name = "VouchError";
    this.code = code;
    this.hint = hint;
  }
}

/** The `code` that Node's, Fastify's and PostgreSQL's errors carry; empty where there is none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

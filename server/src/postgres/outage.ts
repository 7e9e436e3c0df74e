/** Codes of the driver and of the network for a server that cannot be reached. */
const UNREACHABLE = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "CONNECTION_ENDED",
  "CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENOENT",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
]);

/** SQLSTATE classes that pass by themselves: connection, resources, operator intervention (restart), read-only standby. */
const PASSING = /^(08|53|57)|^25006$/;

/** Whether an error means that the database cannot answer at the moment, rather than that the question was wrong. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error)) return false;
  const code = String(error.code);
  return UNREACHABLE.has(code) || (code.length === 5 && PASSING.test(code));
}

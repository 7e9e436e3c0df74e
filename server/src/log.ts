import { personalFields } from "@vouch/contract";

/** What is told to the operator, as one line of JSON. It holds no personal data and no keys. */
export type Log = (entry: Readonly<Record<string, unknown>>) => void;

/** What stands in the place of a value that the contract marks as personal. */
const REDACTED = "[personal]";

/**
 * Makes a log. Nobody is to put personal data into an entry; where it happens all the same, every field that the
 * contract marks as personal is blotted out, however deep it lies.
 * @param write takes a line, with its end
 */
export function createLog(write: (line: string) => void): Log {
  const redact = (name: string, value: unknown) => (personalFields().has(name) ? REDACTED : value);
  return (entry) => write(`${JSON.stringify({ time: new Date().toISOString(), ...entry }, redact)}\n`);
}

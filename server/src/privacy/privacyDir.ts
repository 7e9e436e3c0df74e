import { resolve } from "node:path";

/** Absolute path of the privacy folder where the environment names one. */
export function privacyDirOf(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const named = environment["VOUCH_PRIVACY"];
  return named === undefined || named === "" ? undefined : resolve(named);
}

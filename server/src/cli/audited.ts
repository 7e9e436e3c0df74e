import { userInfo } from "node:os";
import type { Config } from "../config.js";
import type { Database } from "../postgres/database.js";
import type { Deed } from "../privacy/auditLog.js";

/** Who runs the command, as the machine knows them. */
export function operatorName(): string {
  try {
    return userInfo().username;
  } catch {
    return "unknown";
  }
}

/** What an operator is about to do. */
export interface OperatorDeed<T> {
  /** Absent: the user of this machine. */
  readonly actor?: string | undefined;
  readonly action: string;
  /** What is kept of it, without secrets and personal data. */
  readonly detail: (result: T) => Deed["detail"];
}

/**
 * Runs an operator's work on the database, and keeps in the audit log that it was done.
 * @param command what this process does, for others that find the folder in use
 */
export async function withAudit<T>(
  config: Config,
  command: string,
  { actor = operatorName(), action, detail }: OperatorDeed<T>,
  work: (database: Database, actor: string) => Promise<T>,
): Promise<T> {
  const [{ withDatabase }, { audit }, { PrivacyFolder }, { checkSalt }] = await Promise.all([
    import("../postgres/database.js"),
    import("../privacy/auditLog.js"),
    import("../privacy/privacyFolder.js"),
    import("../privacy/suppressions.js"),
  ]);
  const folder = new PrivacyFolder(config);
  return await withDatabase(config, command, async (database) => {
    await checkSalt(database.sql, folder);
    const result = await work(database, actor);
    await audit(database.sql, folder, { actor, action, detail: detail(result) });
    return result;
  });
}

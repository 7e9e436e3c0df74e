import { join } from "node:path";
import { VouchError } from "../errors.js";
import type { Holder } from "../processLock.js";

/** The file that names the process which owns a data folder. */
export const ownerFile = (dataDir: string) => join(dataDir, "vouch.pid");

/** The error for a data folder that another process owns. */
export function inUse(dataDir: string, { pid, command }: Holder): VouchError {
  return new VouchError(
    "data_folder_in_use",
    `${dataDir} is in use by process ${pid} (vouch ${command})`,
    "Stop that one first, or use another --data folder.",
  );
}

import { privacyDirOf } from "../privacy/privacyDir.js";
import { PrivacyFolder } from "../privacy/privacyFolder.js";

/** The privacy folder of a job over a data folder: workers have the environment of the process that started them. */
export function privacyFolderOf(dataDir: string): PrivacyFolder {
  return new PrivacyFolder({ dataDir, privacyDir: privacyDirOf(process.env) });
}

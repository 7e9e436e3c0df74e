import { loadConfig } from "../config.js";
import { PrivacyFolder } from "../privacy/privacyFolder.js";

/** The privacy folder of a job over a data folder: workers have the environment of the process that started them. */
export function privacyFolderOf(dataDir: string): PrivacyFolder {
  return new PrivacyFolder({ dataDir, privacyDir: loadConfig(process.env).privacyDir });
}

import { parentPort } from "node:worker_threads";
import { normalizedColumns } from "./normalizedColumns.js";

/** What the thread is asked: the parameters of `normalizedColumns`. */
export type NormalizingTask = Parameters<typeof normalizedColumns>;

parentPort?.on("message", (task: NormalizingTask) => parentPort?.postMessage(normalizedColumns(...task)));

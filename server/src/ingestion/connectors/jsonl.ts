import { readLines } from "../lines.js";
import { objects } from "../objects.js";

/** Files with one JSON object a line. */
export const jsonl = objects(readLines);

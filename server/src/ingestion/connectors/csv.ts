import { isHeader } from "../headers.js";
import { readTable } from "../table.js";
import { tabular } from "../tabular.js";

/** Comma-, semicolon-, tab- or bar-separated files with a header line, in any encoding and with any line ends. */
export const csv = tabular((path, map) => readTable(path, (cells) => isHeader(cells, map)));

import { basename } from "node:path";
import { VouchError } from "../errors.js";
import type { Connector, ConnectorOfMany } from "./connector.js";
import type { Connected } from "./sourceRecord.js";

function inFile(one: Connected, file: string): Connected {
  if (one.kind === "record") return { kind: "record", record: { ...one.record, file } };
  if (one.kind === "hint") return { kind: "hint", hint: { ...one.hint, file } };
  return one.kind === "reject" ? { kind: "reject", reject: { ...one.reject, file } } : one;
}

/** Reads files of one kind as one source. A file that cannot be read is a reject beside what the others hold. */
export function oneAfterTheOther(read: Connector): ConnectorOfMany {
  return async function* (paths, options) {
    for (const path of paths) {
      const file = basename(path);
      try {
        for await (const batch of read(path, options)) yield batch.map((one) => inFile(one, file));
      } catch (failure) {
        if (!(failure instanceof VouchError)) throw failure;
        const { code, message } = failure;
        yield [{ kind: "reject", reject: { file, line: 1, code, detail: message.replaceAll(path, file) } }];
      }
    }
  };
}

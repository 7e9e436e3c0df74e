import { readFileSync } from "node:fs";

/** The bytes of a file in `dictionaries/`. */
export function readBytes(name: string): Buffer {
  return readFileSync(new URL(`../../src/normalization/dictionaries/${name}`, import.meta.url));
}

/** The text of a file in `dictionaries/`. */
export function readDictionary(name: string): string {
  return readBytes(name).toString("utf8");
}

/** A value made when first asked for, then kept. */
export function lazy<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

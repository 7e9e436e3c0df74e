import { readFileSync } from "node:fs";

/** The text of a file in `dictionaries/`; read once, when first asked for. */
export function readDictionary(name: string): string {
  return readFileSync(new URL(`../../src/normalization/dictionaries/${name}`, import.meta.url), "utf8");
}

/** A value made when first asked for, then kept. */
export function lazy<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** A word in Latin letters and, where its language is written otherwise, in its own script. */
export interface Word {
  readonly latin: string;
  readonly native: string | null;
}

/** Splits a text at white space. */
export function list(text: string): string[] {
  return text.trim().split(/\s+/u);
}

/** Reads "Ivan=Иван Anna" as words; an underscore stands for a space inside a word. */
export function words(text: string): Word[] {
  return list(text).map((entry) => {
    const [latin = "", native] = entry.replaceAll("_", " ").split("=");
    return { latin, native: native ?? null };
  });
}

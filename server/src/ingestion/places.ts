/** Where a record stands in its source: a line, and the file where the source is of several. */
export interface Place {
  readonly file?: string;
  readonly line: number;
}

/** Where the records of an import stand, by their order. */
export class Places {
  readonly #lines: number[] = [];
  /** Files, with the first record of each. */
  readonly #files: { readonly first: number; readonly file: string | undefined }[] = [];

  add({ file, line }: Place): void {
    if (this.#files.at(-1)?.file !== file || this.#files.length === 0)
      this.#files.push({ first: this.#lines.length, file });
    this.#lines.push(line);
  }

  /** @param order 0 for the record that was added first */
  of(order: number): Place {
    const file = this.#files.findLast(({ first }) => first <= order)?.file;
    return { ...(file === undefined ? {} : { file }), line: this.#lines[order] ?? 0 };
  }
}

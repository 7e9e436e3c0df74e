import { Parser } from "htmlparser2";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import type { VouchError } from "../../errors.js";
import { bomb, damaged, isBomb, unpacked } from "../unpacking.js";

/** What a part's reader hears. */
export interface PartHandler {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

const MOST_PARTS = 5_000;
/** A workbook is not nested deeper; what is, is made to break its readers. */
const DEEPEST = 64;
/** Characters in which nothing begins or ends. */
const LONGEST_SILENCE = 4_000_000;

const withoutPrefix = (name: string) => name.slice(name.indexOf(":") + 1);

/** Reads XML as it comes; its entities are not expanded, its depth and its longest value are limited. */
export class PartParser {
  readonly #parser: Parser;
  #depth = 0;
  #silence = 0;

  constructor(handler: PartHandler, path: string) {
    const refuse = () => damaged(path, "its XML is nested or long beyond measure");
    this.#parser = new Parser(
      {
        onopentag: (name, attributes) => {
          this.#silence = 0;
          this.#depth += 1;
          if (this.#depth > DEEPEST) throw refuse();
          handler.open?.(withoutPrefix(name), attributes);
        },
        ontext: (text) => {
          this.#silence = 0;
          handler.text?.(text);
        },
        onclosetag: (name) => {
          this.#silence = 0;
          this.#depth -= 1;
          handler.close?.(withoutPrefix(name));
        },
      },
      { xmlMode: true, decodeEntities: true },
    );
    this.#refuse = refuse;
  }

  readonly #refuse: () => VouchError;

  write(text: string): void {
    this.#silence += text.length;
    if (this.#silence > LONGEST_SILENCE) throw this.#refuse();
    this.#parser.write(text);
  }
}

/** A workbook's parts, by their names in the package. */
export class Parts {
  readonly #path: string;
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;

  private constructor(path: string, zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#path = path;
    this.#zip = zip;
    this.#entries = entries;
  }

  /** @throws VouchError damaged_archive */
  static async open(path: string): Promise<Parts> {
    const zip = await openPromise(path, { lazyEntries: true, autoClose: false }).catch((failure: unknown) => {
      throw damaged(path, failure);
    });
    const entries = new Map<string, Entry>();
    try {
      for await (const entry of zip.eachEntry()) {
        if (entries.size >= MOST_PARTS) throw new Error("it has thousands of parts");
        entries.set(entry.fileName.toLowerCase(), entry);
      }
    } catch (failure) {
      zip.close();
      throw damaged(path, failure);
    }
    return new Parts(path, zip, entries);
  }

  close(): void {
    this.#zip.close();
  }

  has(name: string): boolean {
    return this.#entries.has(name.toLowerCase());
  }

  /**
   * Reads a part, handing it over as it comes; nothing where there is no such part.
   * @returns after each piece, so that what was understood can be passed on
   */
  async *read(name: string, handler: PartHandler): AsyncGenerator<void> {
    const entry = this.#entries.get(name.toLowerCase());
    if (entry === undefined) return;
    if (isBomb(entry.uncompressedSize, entry.compressedSize)) throw bomb(this.#path);
    const stream = await this.#zip.openReadStreamPromise(entry).catch((failure: unknown) => {
      throw damaged(this.#path, failure);
    });
    const [parser, decoder] = [new PartParser(handler, this.#path), new TextDecoder()];
    for await (const chunk of unpacked(this.#path, stream, () => entry.compressedSize)) {
      parser.write(decoder.decode(chunk, { stream: true }));
      yield;
    }
  }

  /** Reads a part to its end. */
  async readWhole(name: string, handler: PartHandler): Promise<void> {
    for await (const _ of this.read(name, handler));
  }
}

import { createHmac, hash, randomBytes } from "node:crypto";
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { VouchError } from "../errors.js";
import type { Suppression } from "./suppressionKeys.js";
import { linesOfList, parseList } from "./suppressionList.js";

/** Where the privacy folder is. */
export interface PrivacyPlace {
  readonly dataDir: string;
  /** Undefined: in the data folder. */
  readonly privacyDir: string | undefined;
}

function readSalt(path: string): string {
  const file = join(path, "salt");
  mkdirSync(path, { recursive: true, mode: 0o700 });
  chmodSync(path, 0o700);
  try {
    writeFileSync(file, randomBytes(32).toString("hex"), { flag: "wx", mode: 0o600 });
  } catch (failure) {
    if (!existsSync(file)) throw failure;
  }
  const salt = readFileSync(file, "utf8").trim();
  if (/^[0-9a-f]{64}$/.test(salt)) return salt;
  throw new VouchError(
    "invalid_salt",
    `${file} is not a salt of 64 hex digits`,
    "Put back the one that was there: without it nobody who is suppressed is recognised.",
  );
}

/**
 * What must outlive the database, and a restored backup of it: the salt, the suppression list, and hashes of the audit
 * log. Made when it is first needed, readable by its owner alone.
 */
export class PrivacyFolder {
  readonly path: string;
  #salt: string | undefined;

  constructor({ dataDir, privacyDir }: PrivacyPlace) {
    this.path = privacyDir ?? join(dataDir, "privacy");
  }

  /** 64 hex digits. @throws VouchError invalid_salt */
  get salt(): string {
    this.#salt ??= readSalt(this.path);
    return this.#salt;
  }

  /** By which a database knows the salt again; says nothing of it. */
  get saltFingerprint(): string {
    return hash("sha256", `fingerprint of ${this.salt}`, "hex").slice(0, 32);
  }

  /** Key of the hashes of the audit log. */
  get auditKey(): Buffer {
    return createHmac("sha256", this.salt).update("audit log").digest();
  }

  readList(): Suppression[] {
    const file = this.#file("suppressions.csv");
    return existsSync(file) ? parseList(readFileSync(file, "utf8")) : [];
  }

  /** Adds entries; they are on disk when it returns. */
  appendToList(entries: readonly Suppression[]): void {
    if (entries.length === 0) return;
    appendFileSync(this.#file("suppressions.csv"), linesOfList(entries), { mode: 0o600, flush: true });
  }

  /** Writes the whole list in the place of what was there. */
  writeList(entries: readonly Suppression[]): void {
    const file = this.#file("suppressions.csv");
    writeFileSync(`${file}.new`, linesOfList(entries), { mode: 0o600, flush: true });
    renameSync(`${file}.new`, file);
  }

  /** Places of the audit log with their hashes, as they were noted. */
  readAnchors(): Anchor[] {
    const file = this.#file("audit-anchors");
    const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
    return lines.flatMap((line) => {
      const [, seq, noted = ""] = /^(\d{1,15}) ([0-9a-f]{64})$/.exec(line) ?? [];
      return seq === undefined ? [] : [{ seq: Number(seq), hash: noted }];
    });
  }

  appendAnchor({ seq, hash: noted }: Anchor): void {
    appendFileSync(this.#file("audit-anchors"), `${seq} ${noted}\n`, { mode: 0o600, flush: true });
  }

  #file(name: string): string {
    return join(this.path, name);
  }
}

/** A place in the audit log, and the hash that stands there. */
export interface Anchor {
  readonly seq: number;
  /** 64 hex digits. */
  readonly hash: string;
}

import { VouchError } from "../errors.js";

/** What is packed may be so much more than its package; real files stay far below. */
const MOST_TIMES = 100;
/** Bytes that a package may hold whatever its own size. */
const ALWAYS = 16_000_000;

/** The refusal of a package that holds absurdly more than it weighs. */
export const bomb = (path: string) =>
  new VouchError(
    "archive_bomb",
    `${path} unpacks to more than ${MOST_TIMES} times its size`,
    "If you trust it, unpack it yourself, and import what was in it.",
  );

/** @returns whether so many bytes are too many to come out of a package of a given size */
export const isBomb = (unpacked: number, packed: number) => unpacked > ALWAYS + MOST_TIMES * packed;

/**
 * Passes on what comes out of a package, until it is too much.
 * @param packedSoFar bytes of the package that have been unpacked; where it cannot be told, all of them
 * @throws VouchError archive_bomb; `damaged_archive` where it cannot be unpacked
 */
export async function* unpacked(
  path: string,
  stream: AsyncIterable<Buffer>,
  packedSoFar: () => number,
): AsyncGenerator<Buffer> {
  let bytes = 0;
  try {
    for await (const chunk of stream) {
      bytes += chunk.length;
      if (isBomb(bytes, packedSoFar())) throw bomb(path);
      yield chunk;
    }
  } catch (failure) {
    throw failure instanceof VouchError ? failure : damaged(path, failure);
  }
}

/** The refusal of a package that cannot be opened. */
export function damaged(path: string, failure: unknown): VouchError {
  const reason = failure instanceof Error ? failure.message : String(failure);
  return new VouchError(
    "damaged_archive",
    `${path} is damaged: ${reason.slice(0, 200)}`,
    "Export or download it again.",
  );
}

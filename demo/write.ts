import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { type DemoOptions, demoChunks } from "./generate.js";
import { sourceSpecs } from "./sources.js";

/** A source's file, ready to be imported. */
export interface DemoSource {
  readonly name: string;
  readonly path: string;
  readonly format: "csv" | "jsonl";
}

/**
 * Writes the demo's sources and their truth into a folder, which is made if need be, without holding them in memory.
 * Returns the sources in the order in which they are meant to be imported.
 */
export async function writeDemo(folder: string, options: DemoOptions): Promise<DemoSource[]> {
  await mkdir(folder, { recursive: true });
  const streams = new Map<string, WriteStream>();
  for (const { file, text } of demoChunks(options)) {
    const stream = streams.get(file) ?? createWriteStream(join(folder, file));
    streams.set(file, stream);
    if (!stream.write(text)) await once(stream, "drain");
  }
  await Promise.all([...streams.values()].map((stream) => finished(stream.end())));
  return sourcesIn(folder, options);
}

/** The demo's sources as they lie in a folder. */
export function sourcesIn(folder: string, options: Pick<DemoOptions, "resellers"> = {}): DemoSource[] {
  return sourceSpecs(options).map(({ name, file, format }) => ({ name, path: join(folder, file), format }));
}

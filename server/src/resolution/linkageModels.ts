import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Engine } from "../engine/engine.js";
import type { LinkageModel } from "./model.js";

export interface VersionedModel {
  readonly version: number;
  readonly model: LinkageModel;
}

/** The model that made the scores in the store, if any did. */
export async function latestModel(engine: Engine): Promise<VersionedModel | undefined> {
  const [row] = await engine.query<{ version: number; model: string }>(
    "SELECT version, model FROM linkage_model ORDER BY version DESC LIMIT 1",
  );
  return row === undefined ? undefined : { version: row.version, model: trusted(row.model) };
}

/** The model for professional records, as shipped. */
export function professionalModel(): LinkageModel {
  return trusted(
    readFileSync(new URL("../../src/resolution/models/professional.json", import.meta.url), "utf8"),
  );
}

/** A model of our own: a test checks what is shipped, and what is kept was made from it. Checking takes longer than reading. */
const trusted = (text: string): LinkageModel => JSON.parse(text);

/** Keeps a model for ever: scores and people name it by its version. */
export async function keepModel(
  engine: Engine,
  { version, model }: VersionedModel,
  now: Date,
): Promise<void> {
  const text = JSON.stringify(model);
  const hash = createHash("sha256").update(text).digest("hex");
  await engine.append("linkage_model", {
    rowCount: 1,
    columns: [[version], [hash], [text], [model.trainedOn], [now.toISOString()]],
  });
}

import type { Engine } from "../engine/engine.js";
import { declareSource, listSources, pauseSource, removeSource, resumeSource } from "../ingestion/sources.js";
import type { ResultOf, SourcesJob } from "./job.js";

/** Does what is asked of the sources, and lists them. */
export async function runSources(engine: Engine, { action }: SourcesJob): Promise<ResultOf["sources"]> {
  if (action.verb === "declare") await declareSource(engine, action.source, action.declaration);
  if (action.verb === "pause") await pauseSource(engine, action.source);
  if (action.verb === "resume") await resumeSource(engine, action.source);
  if (action.verb === "remove") await removeSource(engine, action.source);
  return await listSources(engine);
}

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type DemoSource, sourcesIn } from "./write.js";

export {
  type Demo,
  type DemoChunk,
  type DemoOptions,
  demoChunks,
  generateDemo,
  TRUTH_PEOPLE_FILE,
  TRUTH_RECORDS_FILE,
  trueCourses,
} from "./generate.js";
export { EXPORT_DAY, familyOn, makePerson, type Person, type World } from "./person.js";
export { type Random, seededRandom } from "./random.js";
export { Taken } from "./taken.js";
export { fold, spellOutUmlauts } from "./text.js";
export type { TrueCourse, TrueField, TruePerson, TrueStation } from "./truth.js";
export { type DemoSource, sourcesIn, writeDemo } from "./write.js";

/** The options with which the committed demo was made. */
export const COMMITTED_DEMO = { seed: "vouch-demo-1", people: 2200 } as const;

/** The folder that holds the committed demo, whether this runs from the sources or compiled. */
export function demoFolder(): string {
  const beside = fileURLToPath(new URL("./sources/", import.meta.url));
  return existsSync(beside) ? beside : fileURLToPath(new URL("../sources/", import.meta.url));
}

/** The committed demo's sources, in the order in which they are meant to be imported. */
export function demoSources(): DemoSource[] {
  return sourcesIn(demoFolder());
}

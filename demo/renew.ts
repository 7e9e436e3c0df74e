import { COMMITTED_DEMO, demoFolder, writeDemo } from "./index.js";

/** Writes the committed demo anew: run it after a change of the generator and read the diff. */
await writeDemo(demoFolder(), COMMITTED_DEMO);

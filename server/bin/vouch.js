#!/usr/bin/env node
import { existsSync } from "node:fs";

const program = new URL("../dist/cli/main.js", import.meta.url);
if (!existsSync(program)) {
  console.error("vouch is not built yet: run `npm run build` once.");
  process.exit(1);
}
await import(program.href);

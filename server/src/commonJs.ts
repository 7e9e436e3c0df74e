import { createRequire } from "node:module";

/**
 * Loads a package that is written as CommonJS. `import` reads every file of one beforehand to find the names that it
 * exports, which takes several times as long as to load it: too long for commands that do little.
 */
export const loadCommonJs = createRequire(import.meta.url);

import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    globalSetup: ["server/test/globalSetup.ts"],
    // Tests wait for processes and databases more than they compute.
    maxWorkers: "100%",
    // A busy machine is no failure.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});

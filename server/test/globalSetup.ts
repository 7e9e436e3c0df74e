import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "../src/postgres/embedded.js";
import { migrate } from "../src/postgres/migrate.js";

declare module "vitest" {
  interface ProvidedContext {
    /** The test run's PostgreSQL; its database "template_vouch" has the newest schema. */
    postgresUrl: string;
  }
}

/** One PostgreSQL for the whole run, in a folder of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "vouch-test-"));
  const server = await startEmbedded(folder);
  const sql = postgres(server.url, { max: 1, onnotice: () => {} });
  await sql`CREATE DATABASE template_vouch`;
  await sql.end();
  const template = postgres(databaseUrl(server.url, "template_vouch"), { max: 1, onnotice: () => {} });
  await migrate(template);
  await template.end();
  project.provide("postgresUrl", server.url);
  return async () => {
    await server.stop("fast");
    rmSync(folder, { recursive: true, force: true });
  };
}

/** The same server's address with another database. */
export function databaseUrl(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

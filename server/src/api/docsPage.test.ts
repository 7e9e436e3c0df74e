import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestApi } from "../../test/api.js";
import { ADA, publishAda } from "../../test/people.js";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";
import { createEnricher } from "../people/enrich.js";

const CHROMIUM = "/usr/bin/chromium";
const BROWSER_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

let database: TestDatabase;
let api: TestApi;
let url: string;

beforeAll(async () => {
  database = await testDatabase();
  await publishAda(database.sql);
  api = new TestApi(database.sql, { enrich: createEnricher(database.sql) });
  url = await api.app.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(async () => {
  await api.app.close();
  await database.close();
});

describe("/docs", () => {
  it("serves the page and its one script, which may ask nobody else", async () => {
    for (const [path, type] of [
      ["/docs", "text/html"],
      ["/docs/rapidoc-min.js", "text/javascript"],
    ]) {
      const { statusCode, headers } = await api.app.inject(path ?? "");
      expect(statusCode).toBe(200);
      expect(headers["content-type"]).toContain(type);
      expect(headers["content-security-policy"]).toContain("connect-src 'self'");
    }
  });

  const hasBrowser = existsSync(CHROMIUM);
  if (!hasBrowser) console.warn(`skipped: no browser at ${CHROMIUM}`);

  it.runIf(hasBrowser)("shows every operation, and a call can be tried with the visitor's key", async () => {
    const key = await api.newKey({ credits: 10 });
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: BROWSER_FLAGS });
    try {
      const page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
      const complaints: string[] = [];
      page.on("console", (message) => {
        if (message.type() === "error") complaints.push(message.text());
      });
      await page.goto(`${url}/docs`);
      await page.getByText("The professional profile of a person", { exact: false }).first().waitFor();
      await page.locator("[id*='api-key']").first().fill(key);
      await page.getByRole("button", { name: "SET" }).click();
      await page
        .locator("textarea")
        .first()
        .fill(JSON.stringify({ email: ADA.email }));
      await page.getByRole("button", { name: "TRY" }).first().click();
      await page.getByText(ADA.full_name).first().waitFor();
      expect(complaints).toEqual([]);
      expect(await api.charges(key)).toHaveLength(1);
    } finally {
      await browser.close();
    }
  });
});

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { createMetrics } from "../src/metrics.js";
import { type Setting, settings } from "../src/settings.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const pathOf = (page: string) => join(root, "docs/operating", page);

const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n");

/** A page with a table in the place that is marked for it. */
function withTable(page: string, name: string, content: string): string {
  const place = new RegExp(`(?<=<!-- ${name}: [^\n]*-->\n)[^]*?(?=<!-- end -->)`);
  return readFileSync(pathOf(page), "utf8").replace(place, () => `${content}\n`);
}

function settingTable(): string {
  const rows = Object.entries<Setting>(settings).map(([name, { type, fallback, meaning }]) => [
    `\`${name}\``,
    type.replaceAll("|", "or"),
    fallback === null ? "" : `\`${fallback}\``,
    meaning,
  ]);
  return table(["variable", "type", "default", "meaning"], rows);
}

it("tells of every setting in docs/operating/configuration.md", async () => {
  const page = withTable("configuration.md", "settings", settingTable());
  await expect(page).toMatchFileSnapshot(pathOf("configuration.md"));
});

it("heeds the settings that it tells of, and no others", () => {
  const sources = readdirSync(join(root, "server/src"), { recursive: true, encoding: "utf8" }).filter(
    (path) => /\.ts$/.test(path) && !/\.test\.ts$/.test(path) && path !== "settings.ts",
  );
  const code = sources.map((path) => readFileSync(join(root, "server/src", path), "utf8")).join("\n");
  const named = new Set(code.match(/\b(VOUCH|OTEL)_[A-Z_]+\b|\bDATABASE_URL\b/g));
  expect([...named].sort()).toEqual(Object.keys(settings).sort());
});

interface Metric {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  readonly labels: readonly string[];
}

/** Every metric that is served, from a look at one call. */
function servedMetrics(): Metric[] {
  const metrics = createMetrics();
  metrics.observe({
    requestId: "req_1",
    operation: "enrichPerson",
    status: 200,
    word: null,
    milliseconds: 1,
    creditsUsed: 4,
    caller: null,
    traceparent: undefined,
  });
  const text = metrics.render();
  metrics.close();
  return [...text.matchAll(/^# HELP (\S+) (.*)\n# TYPE \S+ (\S+)\n(.*)$/gm)].map(
    ([, name = "", help = "", type = "", sample = ""]) => ({
      name,
      type,
      help,
      labels: [...sample.matchAll(/(\w+)="/g)]
        .map(([, label = ""]) => label)
        .filter((label) => label !== "le"),
    }),
  );
}

it("tells of every metric in docs/operating/monitoring.md", async () => {
  const rows = servedMetrics().map(({ name, type, help, labels }) => [
    `\`${name}\``,
    type,
    labels.map((label) => `\`${label}\``).join(", "),
    help,
  ]);
  const page = withTable("monitoring.md", "metrics", table(["metric", "type", "labels", "meaning"], rows));
  await expect(page).toMatchFileSnapshot(pathOf("monitoring.md"));
});

const asks = (expression: string) => expression.match(/\b(vouch|process|nodejs)_\w+/g) ?? [];

it.each(["grafana.json", "alerts.yml"])("asks in %s for metrics that are served", (file) => {
  const served = servedMetrics().flatMap(({ name, type }) =>
    type === "histogram" ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
  );
  const expressions = [...readFileSync(pathOf(file), "utf8").matchAll(/\bexpr"?: ?(.*)/g)].map(
    ([, text = ""]) => text,
  );
  expect(expressions.length).toBeGreaterThan(3);
  expect(expressions.flatMap(asks).filter((name) => !served.includes(name))).toEqual([]);
  expect(expressions.filter((text) => asks(text).length === 0 && !text.includes("up{"))).toEqual([]);
});

import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "vouch-backup-"));
const [data, backups, programs] = [join(folder, "data"), join(folder, "backups"), join(folder, "bin")];

/** Stands for systemd: starts and stops the server of the data folder, and waits until that is done. */
const SYSTEMCTL = `#!/usr/bin/env bash
cd ${folder}
case "$1" in
  start)
    : > started
    vouch start --no-demo --port 0 --json > started 2>> log < /dev/null &
    echo $! > pid
    until grep -q url started; do kill -0 "$(cat pid)"; sleep 0.1; done ;;
  stop)
    kill "$(cat pid)"
    while kill -0 "$(cat pid)" 2> /dev/null; do sleep 0.1; done ;;
esac
`;

function run(script: string): string {
  return execFileSync("bash", ["-euo", "pipefail", "-c", script], {
    cwd: folder,
    encoding: "utf8",
    env: {
      ...process.env,
      PATH: [programs, join(root, "node_modules/.bin"), process.env["PATH"]].join(delimiter),
      VOUCH_DATA: data,
      BACKUPS: backups,
    },
  });
}

const page = readFileSync(join(root, "docs/operating/backup.md"), "utf8");
const [backUp, keepApart, restore] = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, text = ""]) => text);

async function ask(path: string, key: string, body?: object): Promise<unknown> {
  const { url } = JSON.parse(readFileSync(join(folder, "started"), "utf8"));
  const answer = await fetch(`${url}${path}`, {
    headers: { "x-api-key": key, "content-type": "application/json" },
    ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
  });
  return answer.json();
}

const balanceOf = async (key: string) =>
  ((await ask("/api/v1/account", key)) as { data: { credits_remaining: number } }).data.credits_remaining;
const enrich = (key: string, email: string) => ask("/api/v1/people/enrich", key, { email });

let key: string;

beforeAll(() => {
  for (const made of [backups, programs]) mkdirSync(made);
  writeFileSync(join(programs, "systemctl"), SYSTEMCTL);
  chmodSync(join(programs, "systemctl"), 0o755);
  const names = ["Jane", "John", "Joan"].map(
    (name) => `${name} Roe,${name}.roe@acme-widgets.com,Acme Widgets`,
  );
  writeFileSync(join(folder, "people.csv"), `name,email,company\n${names.join("\n")}\n`);
  key = JSON.parse(
    run(
      "vouch import people.csv --source crm; vouch resolve; systemctl start vouch; vouch keys create --account sales --json",
    )
      .trim()
      .split("\n")
      .at(-1) ?? "",
  ).key;
});
afterAll(() => {
  run("systemctl stop vouch || true");
  rmSync(folder, { recursive: true, force: true });
});

describe("docs/operating/backup.md", () => {
  it("its restore brings back keys, balances and people, and nobody who was suppressed since", async () => {
    expect(await enrich(key, "john.roe@acme-widgets.com")).toMatchObject({ status: "success" });
    run(backUp ?? "");
    run(keepApart ?? "");
    expect(await balanceOf(key)).toBe(996);

    expect(await enrich(key, "jane.roe@acme-widgets.com")).toMatchObject({ status: "success" });
    const late = JSON.parse(run("vouch keys create --account late --json")).key;
    run("vouch privacy suppress --email jane.roe@acme-widgets.com");
    expect(await enrich(key, "jane.roe@acme-widgets.com")).toMatchObject({ message: "not_found" });

    expect(run(restore ?? "")).toContain("entries that were written after the backup are missing");
    expect(await balanceOf(key)).toBe(996);
    expect(await enrich(late, "john.roe@acme-widgets.com")).toMatchObject({ message: "invalid_api_key" });
    expect(await enrich(key, "john.roe@acme-widgets.com")).toMatchObject({ status: "success" });
    expect(await enrich(key, "jane.roe@acme-widgets.com")).toMatchObject({ message: "not_found" });
    expect(run("vouch export records | wc -l").trim()).toBe("3");
  });
});

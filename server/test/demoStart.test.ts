import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { postgresPids } from "./postgresPids.js";
import { interrupted, launchVouch, startVouch, stopped } from "./startedVouch.js";

it.runIf(process.platform === "linux")(
  "the first start, interrupted with Ctrl-C while it imports the demo, ends in order, and the next goes on",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "vouch-demo-"));
    const data = join(folder, "data");
    try {
      const first = launchVouch(["start", "--port", "0", "--data", data]);
      while (!existsSync(join(data, "analytic.duckdb")) && first.exitCode === null) await sleep(10);
      expect(await interrupted(first)).toBe(0);
      expect(postgresPids(data)).toEqual([]);
      expect(existsSync(join(data, "vouch.pid"))).toBe(false);
      expect(existsSync(join(data, "demo.done"))).toBe(false);

      const { child, url, key } = await startVouch(["--data", data]);
      const answer = await fetch(`${url}/api/v1/people/enrich`, {
        method: "POST",
        headers: { "x-api-key": key ?? "", "content-type": "application/json" },
        body: '{"first_name": "John", "last_name": "Smith", "domain": "stripe.com"}',
      });
      expect(await answer.json()).toMatchObject({ status: "success", data: { full_name: "John Smith" } });
      expect(await stopped(child, "SIGTERM")).toBe(0);
      expect(postgresPids(data)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  180_000,
);

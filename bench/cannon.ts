import { readFileSync } from "node:fs";
import autocannon from "autocannon";
import type { Borne, Load } from "./load.js";

const [task = "", connections, seconds] = process.argv.slice(2);
const { url, key, bodies }: Load = JSON.parse(readFileSync(task, "utf8"));
const found = await autocannon({
  url,
  method: "POST",
  headers: { "content-type": "application/json", "x-api-key": key },
  requests: bodies.map((body) => ({ body })),
  connections: Number(connections),
  duration: Number(seconds),
});
const borne: Borne = {
  requests: found.requests.total,
  per_second: found.requests.average,
  p99_ms: found.latency.p99,
  failures: found.non2xx + found.errors + found.timeouts,
};
process.stdout.write(JSON.stringify(borne));

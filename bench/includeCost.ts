import type { ResolvedDemo } from "./demoWorld.js";
import { openAccount } from "./enrichCalls.js";
import { loaderOf } from "./load.js";
import { startServer } from "./vouch.js";

const CONNECTIONS = 64;
const SECONDS = 4;
const ROUNDS = 3;
const CREDITS = 100_000_000;

/** Calls a second without and with `include: ["evidence"]`, by turns, over the same people. */
export interface IncludeCost {
  readonly plain: number;
  readonly evidence: number;
}

/** @returns the medians of some short rounds */
export async function includeCost(demo: ResolvedDemo, folder: string): Promise<IncludeCost> {
  const server = await startServer(demo.dataDir);
  try {
    const key = await openAccount(demo.dataDir, "include", CREDITS);
    const emails = demo.published.flatMap(({ email }) => (email === null ? [] : [email]));
    const loaderWith = (include: readonly string[]) =>
      loaderOf(
        {
          url: `${server.url}/api/v1/people/enrich`,
          key,
          bodies: emails.map((email) => JSON.stringify({ email, include })),
        },
        folder,
      );
    const plain: number[] = [];
    const evidence: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      plain.push((await (await loaderWith([]))(CONNECTIONS, SECONDS)).per_second);
      evidence.push((await (await loaderWith(["evidence"]))(CONNECTIONS, SECONDS)).per_second);
    }
    return { plain: median(plain), evidence: median(evidence) };
  } finally {
    await server.stop();
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

import { operations } from "@vouch/contract";
import type { ResolvedDemo } from "./demoWorld.js";
import { openAccount } from "./enrichCalls.js";
import { startServer } from "./vouch.js";
import type { VouchedAnswer } from "./walkBack.js";

/** Asks for people by their addresses, with evidence, spread evenly over all, until so many are answered. */
export async function sampleAnswers(demo: ResolvedDemo, answers: number): Promise<VouchedAnswer[]> {
  const server = await startServer(demo.dataDir);
  try {
    const key = await openAccount(demo.dataDir, "evidence", 1_000_000);
    const emails = demo.published.flatMap(({ email }) => (email === null ? [] : [email]));
    const step = Math.max(1, Math.floor(emails.length / answers));
    const asked = emails.filter((_, at) => at % step === 0).slice(0, answers);
    const found: VouchedAnswer[] = [];
    for (const email of asked) {
      const response = await fetch(server.url + operations.enrichPerson.path, {
        method: "POST",
        headers: { "content-type": "application/json", "x-api-key": key },
        body: JSON.stringify({ email, min_confidence: 0, include: ["evidence"] }),
      });
      if (response.ok) found.push((await response.json()) as VouchedAnswer);
    }
    return found;
  } finally {
    await server.stop();
  }
}

import type { Query } from "./demoQueries.js";
import { majority } from "./demoTruth.js";
import type { PublishedPerson, ResolvedDemo } from "./demoWorld.js";
import { progress } from "./harness.js";
import type { Claim } from "./reliability.js";
import { startServer, vouch } from "./vouch.js";

/** The fields of an answer that tell whom it describes. */
type Answer = Omit<PublishedPerson, "person_id"> & { readonly confidence: number };

/** A question with what came of it; `claim` is absent where the answer was `not_found`. */
export interface Asked {
  readonly query: Query;
  readonly claim?: Claim;
}

const CONCURRENCY = 8;

/** Starts the server over a resolved demo and asks it everything; `min_confidence` 0, so that every doubt is heard. */
export async function askDemo(demo: ResolvedDemo, queries: readonly Query[]): Promise<Asked[]> {
  const server = await startServer(demo.dataDir);
  try {
    const create = ["keys", "create", "--account", "bench", "--plan", "unlimited", "--credits", "10000000"];
    const { key } = await vouch<{ key: string }>([...create, "--data", demo.dataDir, "--json"]);
    progress(`asking ${queries.length} questions`);
    const describes = describer(demo);
    const ask = async (query: Query): Promise<Asked> => {
      const answer = await enrich(server.url, key, query);
      if (answer === undefined) return { query };
      const right = query.person !== null && describes(answer).includes(query.person);
      return { query, claim: { confidence: answer.confidence, right } };
    };
    return await inParallel(queries, ask);
  } finally {
    await server.stop();
  }
}

async function enrich(url: string, key: string, query: Query): Promise<Answer | undefined> {
  const response = await fetch(`${url}/api/v1/people/enrich`, {
    method: "POST",
    headers: { "X-API-Key": key, "Content-Type": "application/json" },
    body: JSON.stringify({ ...query.body, min_confidence: 0 }),
  });
  if (response.status === 404) return undefined;
  const body = (await response.json()) as { readonly data?: Answer; readonly detail?: string };
  if (body.data === undefined)
    throw new Error(`${JSON.stringify(query.body)}: ${response.status} ${body.detail ?? ""}`);
  return body.data;
}

/** Says whom an answer describes: the true people to whom most records of a published person that looks so belong. */
function describer({ records, published }: ResolvedDemo): (answer: Answer) => string[] {
  const personOf = majority(
    records,
    ({ person_id }) => person_id,
    ({ person }) => person,
  );
  const byLooks = new Map<string, string[]>();
  for (const person of published) {
    const ids = byLooks.get(looks(person)) ?? [];
    byLooks.set(looks(person), [...ids, personOf.get(person.person_id) ?? ""]);
  }
  return (answer) => byLooks.get(looks(answer)) ?? [];
}

function looks(person: Omit<PublishedPerson, "person_id">): string {
  const { full_name, email, title, company_name, company_domain, linkedin_url, location } = person;
  return JSON.stringify([full_name, email, title, company_name, company_domain, linkedin_url, location]);
}

async function inParallel<T, R>(items: readonly T[], action: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const work = async () => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index];
      if (item !== undefined) results[index] = await action(item);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return results;
}

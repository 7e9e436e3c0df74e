import { operations } from "@vouch/contract";
import { vouch } from "./vouch.js";

/** Opens an account that no rate limits. @returns its key */
export async function openAccount(dataDir: string, account: string, credits: number): Promise<string> {
  const order = ["--account", account, "--plan", "unlimited", "--credits", String(credits)];
  const { key } = await vouch<{ key: string }>(["keys", "create", ...order, "--data", dataDir, "--json"]);
  return key;
}

/** Asks for a person. It resolves once the answer is there whole; its body was read. */
export type EnrichCall = (body: object) => Promise<Response>;

/** A way to ask for people with a key. */
export function enrichCaller(url: string, key: string): EnrichCall {
  return async (body) => {
    const answer = await fetch(url + operations.enrichPerson.path, {
      method: "POST",
      headers: { "content-type": "application/json", "x-api-key": key },
      body: JSON.stringify(body),
    });
    await answer.arrayBuffer();
    return answer;
  };
}

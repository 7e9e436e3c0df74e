import { operations } from "@vouch/contract";
import { vouch } from "./vouch.js";

/** Opens an account that no rate limits. @returns its key */
export async function openAccount(dataDir: string, account: string, credits: number): Promise<string> {
  const order = ["--account", account, "--plan", "unlimited", "--credits", String(credits)];
  const { key } = await vouch<{ key: string }>(["keys", "create", ...order, "--data", dataDir, "--json"]);
  return key;
}

/** A way to ask for people with a key. It resolves to the answer's status once the answer is there whole. */
export function enrichCaller(url: string, key: string): (body: object) => Promise<number> {
  return async (body) => {
    const answer = await fetch(url + operations.enrichPerson.path, {
      method: "POST",
      headers: { "content-type": "application/json", "x-api-key": key },
      body: JSON.stringify(body),
    });
    await answer.text();
    return answer.status;
  };
}

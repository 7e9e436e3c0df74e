import { describe, expect, it } from "vitest";
import { hashApiKey, newApiKey } from "./apiKey.js";
import { createAuthenticator } from "./authenticator.js";
import type { Caller } from "./caller.js";

const key = newApiKey();
const caller: Caller = {
  keyHash: hashApiKey(key),
  accountId: "1",
  accountName: "sales",
  plan: "free",
  mode: "live",
  scopes: null,
  allowsAddress: null,
  restrictions: null,
  objects: false,
  balance: 5,
};

/** A store whose answers wait until they are released, and a clock that is moved by hand. */
function setUp() {
  const store = {
    holder: caller as Caller | undefined,
    reads: 0,
    now: 0,
    gate: Promise.resolve(),
    broken: false,
  };
  const read = async () => {
    store.reads++;
    const { holder, broken } = store;
    await store.gate;
    if (broken) throw new Error("the store is away");
    return holder;
  };
  return { store, authenticate: createAuthenticator(read, () => store.now) };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("authenticate", () => {
  it("asks the store nothing for a text that is no key", () => {
    const { store, authenticate } = setUp();
    expect(authenticate("vouch_live_guess")).toBeUndefined();
    expect(store.reads).toBe(0);
  });

  it("answers at once for a second after it was read", async () => {
    const { store, authenticate } = setUp();
    expect(await authenticate(key)).toEqual(caller);
    store.now = 799;
    expect(authenticate(key)).toEqual(caller);
    expect(store.reads).toBe(1);
  });

  it("shares one read among all who wait for it", async () => {
    const { store, authenticate } = setUp();
    const answers = await Promise.all(Array.from({ length: 100 }, () => authenticate(key)));
    expect(answers).toEqual(Array(100).fill(caller));
    expect(store.reads).toBe(1);
  });

  it("reads again in the background before the answer is too old", async () => {
    const { store, authenticate } = setUp();
    await authenticate(key);
    store.now = 850;
    expect(authenticate(key)).toEqual(caller);
    expect(authenticate(key)).toEqual(caller);
    await settle();
    store.now = 1600;
    expect(authenticate(key)).toEqual(caller);
    expect(store.reads).toBe(2);
  });

  it("refuses a revoked key within a second, counted from the question and not from its answer", async () => {
    const { store, authenticate } = setUp();
    let release = () => {};
    store.gate = new Promise((resolve) => {
      release = resolve;
    });
    const first = authenticate(key);
    store.holder = undefined;
    store.now = 900;
    release();
    await first;
    store.now = 1000;
    expect(await authenticate(key)).toBeUndefined();
  });

  it("remembers for a second that nobody has a key", async () => {
    const { store, authenticate } = setUp();
    store.holder = undefined;
    expect(await authenticate(key)).toBeUndefined();
    expect(authenticate(key)).toBeUndefined();
    expect(store.reads).toBe(1);
  });

  it("goes on for what is left of the second where a refresh fails, then says so", async () => {
    const { store, authenticate } = setUp();
    await authenticate(key);
    store.broken = true;
    store.now = 850;
    expect(authenticate(key)).toEqual(caller);
    await settle();
    store.now = 1000;
    await expect(authenticate(key)).rejects.toThrow("away");
    store.broken = false;
    expect(await authenticate(key)).toEqual(caller);
  });

  it("remembers a bounded number of keys", async () => {
    const { store, authenticate } = setUp();
    await authenticate(key);
    for (let count = 0; count < 10_000; count++) await authenticate(newApiKey());
    expect(store.reads).toBe(10_001);
    expect(authenticate(key)).toBeInstanceOf(Promise);
  });
});

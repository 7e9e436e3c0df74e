import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { loadConfig } from "./config.js";

describe("loadConfig", () => {
  it("needs nothing to be set", () => {
    expect(loadConfig({})).toMatchObject({
      dataDir: resolve("data"),
      databaseUrl: undefined,
      memoryLimit: "1.5GB",
      host: "127.0.0.1",
      port: 8787,
      debug: false,
    });
  });

  it("takes an empty variable as unset", () => {
    expect(loadConfig({ DATABASE_URL: "", VOUCH_PORT: "" })).toEqual(loadConfig({}));
  });

  it("adds the operator's plans to those that are always there", () => {
    const text = '{"team": {"requests_per_minute": 1200, "concurrent_jobs": null}}';
    const { plans } = loadConfig({ VOUCH_PLANS: text });
    expect(plans["team"]).toEqual({ requests_per_minute: 1200, concurrent_jobs: null });
    expect(plans["free"]).toEqual({ requests_per_minute: 10, concurrent_jobs: 1 });
  });

  it.each(["[]", "x", "null", "3"])("refuses VOUCH_PLANS=%s", (text) => {
    expect(() => loadConfig({ VOUCH_PLANS: text })).toThrow("VOUCH_PLANS is not a JSON object");
  });

  it.each(['{"a": 1}', '{"a": {}}', '{"a": {"requests_per_minute": 0, "concurrent_jobs": 1}}'])(
    "refuses VOUCH_PLANS=%s and names the plan",
    (text) => {
      expect(() => loadConfig({ VOUCH_PLANS: text })).toThrow('the plan "a" is not one');
    },
  );

  it.each(["http", "-1", "65536", "80.5"])("refuses the port %s", (port) => {
    expect(() => loadConfig({ VOUCH_PORT: port })).toThrow("is not a port");
  });
});

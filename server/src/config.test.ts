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

  it("reads the operator's plans", () => {
    const text = '{"team": {"requests_per_minute": 1200, "concurrent_jobs": null}}';
    expect(loadConfig({ VOUCH_PLANS: text }).plans["team"]?.requests_per_minute).toBe(1200);
  });

  it("reads trusted proxies, and refuses what is none", () => {
    expect(loadConfig({ VOUCH_TRUSTED_PROXIES: "10.0.0.0/8, ::1" }).trustedProxies).toEqual([
      "10.0.0.0/8",
      "::1",
    ]);
    expect(() => loadConfig({ VOUCH_TRUSTED_PROXIES: "proxy" })).toThrow('"proxy" is not a network address');
  });

  it("serves metrics and sends traces only where it is told to", () => {
    expect(loadConfig({})).toMatchObject({ metricsPort: undefined, traces: undefined });
    expect(loadConfig({ VOUCH_METRICS_PORT: "9464" }).metricsPort).toBe(9464);
    expect(() => loadConfig({ VOUCH_METRICS_PORT: "x" })).toThrow("is not a port");
  });

  it("logs what goes wrong unless told to log every call", () => {
    expect(loadConfig({}).logsCalls).toBe(false);
    expect(loadConfig({ VOUCH_LOG: "requests" }).logsCalls).toBe(true);
    expect(() => loadConfig({ VOUCH_LOG: "all" })).toThrow('VOUCH_LOG cannot be "all"');
  });

  it.each(["http", "-1", "65536", "80.5"])("refuses the port %s", (port) => {
    expect(() => loadConfig({ VOUCH_PORT: port })).toThrow("is not a port");
  });
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { plans } from "@vouch/contract";
import { describe, expect, it } from "vitest";
import { readPlans } from "./configuredPlans.js";

const TEAM = { requests_per_minute: 1200, concurrent_jobs: null };
const read = (value: unknown) => readPlans(JSON.stringify(value));

describe("readPlans", () => {
  it("knows the contract's plans where nothing is set", () => {
    expect(readPlans(undefined)).toEqual(plans);
  });

  it("adds the operator's; a month's credits are none, and those unused expire, unless they say otherwise", () => {
    const configured = read({
      team: TEAM,
      rich: { ...TEAM, monthly_credits: 500, unused_credits: "roll_over" },
    });
    expect(configured["team"]).toEqual({
      ...TEAM,
      watches: 100,
      monthly_credits: 0,
      unused_credits: "expire",
      free_repeat_hours: 0,
    });
    expect(configured["rich"]).toEqual({
      ...TEAM,
      watches: 100,
      monthly_credits: 500,
      unused_credits: "roll_over",
      free_repeat_hours: 0,
    });
    expect(configured["starter"]).toEqual(plans.starter);
  });

  it("lets the operator change a plan of the contract", () => {
    expect(read({ free: TEAM })["free"]).toMatchObject(TEAM);
  });

  it("reads a file", () => {
    const folder = mkdtempSync(join(tmpdir(), "vouch-plans-"));
    const path = join(folder, "plans.json");
    writeFileSync(path, JSON.stringify({ team: TEAM }));
    expect(readPlans(path)["team"]).toMatchObject(TEAM);
    rmSync(folder, { recursive: true });
  });

  it.each([
    ["plans/none.json", "the file plans/none.json cannot be read"],
    ["{", "is not JSON"],
    ["[]", "the file [] cannot be read"],
  ])("refuses %s: %s", (setting, message) => {
    expect(() => readPlans(setting)).toThrow(message);
  });

  it.each([
    [3, "VOUCH_PLANS: team must be an object"],
    [{}, "VOUCH_PLANS: team.requests_per_minute must be a whole number from 1, or null for no limit"],
    [{ ...TEAM, requests_per_minute: 0 }, "VOUCH_PLANS: team.requests_per_minute must be"],
    [{ ...TEAM, concurrent_jobs: "5" }, "VOUCH_PLANS: team.concurrent_jobs must be"],
    [{ ...TEAM, monthly_credits: -1 }, "VOUCH_PLANS: team.monthly_credits must be a whole number from 0"],
    [{ ...TEAM, unused_credits: "vanish" }, 'team.unused_credits must be "expire" or "roll_over"'],
    [{ ...TEAM, requests: 5 }, "VOUCH_PLANS: team has no field requests"],
  ])("refuses the plan %j and names the field", (team, message) => {
    expect(() => read({ team })).toThrow(message);
  });
});

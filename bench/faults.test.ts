import { describe, expect, it } from "vitest";
import { drill } from "./faultDrill.js";

describe.runIf(process.platform === "linux")("killed outright at 25 moments while calls are charged", () => {
  it("comes back, and every caller was charged once for what is in hand", async () => {
    const { kills, answered, reopened_within, lost, doubled, unanswered, changed, unbalanced } =
      await drill(25);
    expect({ kills, lost, doubled, unanswered, changed, unbalanced }).toEqual({
      kills: 25,
      lost: 0,
      doubled: 0,
      unanswered: 0,
      changed: 0,
      unbalanced: 0,
    });
    expect(answered).toBeGreaterThan(0);
    expect(reopened_within).toBeLessThan(60);
  });
});

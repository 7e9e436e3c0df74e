import { describe, expect, it } from "vitest";
import { newRequestId } from "./ids.js";

describe("ids of calls", () => {
  it("are 128 bits as hex digits behind a prefix, and never come twice, also where the pool is filled anew", () => {
    const ids = Array.from({ length: 5000 }, newRequestId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^req_[0-9a-f]{32}$/);
  });

  it("have no digit that is always the same", () => {
    const ids = Array.from({ length: 1000 }, newRequestId);
    for (let at = 4; at < 36; at += 1)
      expect(new Set(ids.map((id) => id.charAt(at))).size).toBeGreaterThan(8);
  });
});

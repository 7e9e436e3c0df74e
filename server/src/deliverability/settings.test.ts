import { describe, expect, it } from "vitest";
import { readDeliverability } from "./settings.js";

describe("the operator's switch", () => {
  it("lets mail hosts be asked only by the word smtp, in the name of an address", () => {
    expect(readDeliverability("off", "probe@acme.example").from).toBeUndefined();
    expect(readDeliverability("mx", "probe@acme.example").from).toBeUndefined();
    expect(readDeliverability("smtp", "probe@acme.example")).toEqual({
      mode: "smtp",
      from: "probe@acme.example",
    });
  });

  it.each([undefined, "", "acme.example", "a b@acme.example", "a@acme.example>\r\nDATA"])(
    "wants an address that is one: %j",
    (from) => {
      expect(() => readDeliverability("smtp", from)).toThrow(
        expect.objectContaining({ code: "invalid_probe_from" }),
      );
    },
  );

  it("has no other words", () => {
    expect(() => readDeliverability("on", undefined)).toThrow(
      expect.objectContaining({ code: "invalid_deliverability" }),
    );
  });
});

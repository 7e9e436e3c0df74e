import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allowAddresses, checkAddressRanges } from "./addresses.js";

describe("checking address ranges", () => {
  it.each([
    "203.0.113.7",
    "203.0.113.0/24",
    "0.0.0.0/0",
    "2001:db8::/32",
    "::1",
    "::/0",
    "::ffff:203.0.113.7",
  ])("accepts %s", (text) => {
    expect(() => checkAddressRanges([text])).not.toThrow();
  });

  it.each([
    "",
    "example",
    "203.0.113",
    "203.0.113.7/33",
    "203.0.113.7/-1",
    "203.0.113.7/",
    "::1/129",
    "1.2.3.4/8/8",
  ])("refuses %j", (text) => {
    expect(() => checkAddressRanges(["203.0.113.7", text])).toThrow("is not a network address or range");
  });
});

describe("allowed addresses", () => {
  const allows = allowAddresses(["203.0.113.0/24", "198.51.100.7", "2001:db8:1::/48"]);

  it.each(["203.0.113.0", "203.0.113.255", "198.51.100.7", "::ffff:203.0.113.9", "2001:db8:1:ffff::1"])(
    "include %s",
    (address) => {
      expect(allows(address)).toBe(true);
    },
  );

  it.each([
    "203.0.114.0",
    "198.51.100.8",
    "::ffff:203.0.114.9",
    "2001:db8:2::1",
    "::1",
    "fe80::1%eth0",
    "",
    "unknown",
  ])("do not include %j", (address) => {
    expect(allows(address)).toBe(false);
  });

  it("include an address iff its first bits are the range's", () => {
    const bits = (address: string) =>
      address
        .split(".")
        .map((part) => Number(part).toString(2).padStart(8, "0"))
        .join("");
    fc.assert(
      fc.property(fc.ipV4(), fc.ipV4(), fc.nat(32), (range, address, prefix) => {
        const isWithin = bits(range).slice(0, prefix) === bits(address).slice(0, prefix);
        return allowAddresses([`${range}/${prefix}`])(address) === isWithin;
      }),
    );
  });
});

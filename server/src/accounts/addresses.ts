import { BlockList, isIP } from "node:net";
import { VouchError } from "../errors.js";

interface AddressRange {
  readonly address: string;
  readonly prefix: number;
  readonly family: "ipv4" | "ipv6";
}

const FAMILIES = { 4: { family: "ipv4", bits: 32 }, 6: { family: "ipv6", bits: 128 } } as const;

function readRange(text: string): AddressRange | undefined {
  const [address = "", prefixText, ...rest] = text.split("/");
  const version = isIP(address);
  if ((version !== 4 && version !== 6) || rest.length > 0 || address.includes("%")) return undefined;
  const { family, bits } = FAMILIES[version];
  const prefix = prefixText === undefined ? bits : Number(prefixText);
  const isPrefix = prefixText === undefined || (/^\d{1,3}$/.test(prefixText) && prefix <= bits);
  return isPrefix ? { address, prefix, family } : undefined;
}

/**
 * Checks that texts are network addresses or ranges of them, IPv4 or IPv6, in CIDR notation.
 * @throws VouchError invalid_address
 */
export function checkAddressRanges(texts: readonly string[]): void {
  const wrong = texts.find((text) => readRange(text) === undefined);
  if (wrong === undefined) return;
  throw new VouchError(
    "invalid_address",
    `${JSON.stringify(wrong)} is not a network address or range`,
    "Write it so: 203.0.113.7, 203.0.113.0/24 or 2001:db8::/32.",
  );
}

/** Says whether an address is within what is allowed. An IPv4 address that is written as IPv6 is the same address. */
export type AllowsAddress = (address: string) => boolean;

/**
 * Makes a check of addresses.
 * @param texts addresses and ranges in CIDR notation, checked before
 */
export function allowAddresses(texts: readonly string[]): AllowsAddress {
  const allowed = new BlockList();
  for (const range of texts.map(readRange)) {
    if (range !== undefined) allowed.addSubnet(range.address, range.prefix, range.family);
  }
  return (text) => {
    const [address = ""] = text.split("%");
    return allowed.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
  };
}

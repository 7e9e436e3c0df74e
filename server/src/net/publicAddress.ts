import ipaddr from "ipaddr.js";

/** What is handed out as global (RFC 4291): nothing that embeds, translates or tunnels to an IPv4 address is in it. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR("2000::/3");

/** Public by its number, yet a cloud's own machine behind every guest. */
const METADATA = new Set(["168.63.129.16"]);

/**
 * Whether an address is one of the public internet: not this machine's, a private network's, a cloud's own, or one that
 * stands for such an address in another notation.
 * @param text an IPv4 or IPv6 address; anything else is not public
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  if (address.range() !== "unicast" || METADATA.has(address.toString())) return false;
  return address.kind() === "ipv4" || address.match(GLOBAL_IPV6);
}

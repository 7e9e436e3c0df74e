import { lookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { VouchError } from "../errors.js";
import { isPublicAddress } from "./publicAddress.js";

/** Says of an address that is not public whether it may be called all the same. */
export type Reaches = (address: string) => boolean;

/** Allows no private address. */
export const nowhere: Reaches = () => false;

export const forbidden = (host: string) =>
  new VouchError(
    "address_forbidden",
    `${host} is not a host of the public internet`,
    "Addresses of private networks are called only where VOUCH_REACHABLE allows them.",
  );

/** Whether an address is public, or one that the operator allows. */
export const mayCall = (address: string, reaches: Reaches) => isPublicAddress(address) || reaches(address);

/** Resolves a name for the connection itself, so that what was checked is what is called. One bad address forbids all. */
export function resolving(reaches: Reaches): LookupFunction {
  return (hostname, options, done) =>
    lookup(hostname, { ...options, all: true }, (failure, found) => {
      const [first] = found ?? [];
      if (failure !== null || first === undefined) done(failure ?? new Error("no address"), "", 0);
      else if (!found.every(({ address }) => mayCall(address, reaches))) done(forbidden(hostname), "", 0);
      else if (options.all === true) done(null, found);
      else done(null, first.address, first.family);
    });
}

import { isIP, connect as open, type Socket } from "node:net";
import { VouchError } from "../errors.js";
import { forbidden, mayCall, type Reaches, resolving } from "./reach.js";

/** Whom to connect to, and for how long. */
export interface Destination {
  readonly host: string;
  readonly port: number;
  /** Milliseconds in which the connection must be made. */
  readonly patience: number;
  /** Which private addresses the operator lets be called. */
  readonly reaches: Reaches;
}

/**
 * Opens a TCP connection to a host of the public internet, or to one that the operator allows; the address is checked
 * as the connection is made. Whoever opened it ends it.
 * @throws VouchError address_forbidden, unreachable, too_slow
 */
export function connect({ host, port, patience, reaches }: Destination): Promise<Socket> {
  if (isIP(host) !== 0 && !mayCall(host, reaches)) return Promise.reject(forbidden(host));
  return new Promise((resolve, reject) => {
    const socket = open({ host, port, lookup: resolving(reaches) });
    const fail = (failure: Error) => {
      socket.destroy();
      const unreachable = new VouchError("unreachable", `${host} cannot be reached: ${failure.message}`);
      reject(failure instanceof VouchError ? failure : unreachable);
    };
    socket.once("error", fail);
    socket.setTimeout(patience, () => fail(new VouchError("too_slow", `${host} did not answer in time`)));
    socket.once("connect", () => {
      socket.setTimeout(0);
      socket.off("error", fail);
      resolve(socket);
    });
  });
}

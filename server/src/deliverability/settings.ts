import { VouchError } from "../errors.js";
import type { DeliverabilityMode } from "./verdict.js";

/** How far the operator lets addresses be looked into. */
export interface DeliverabilitySettings {
  readonly mode: DeliverabilityMode;
  /** The address that mail hosts are asked in the name of; there is one where `mode` is "smtp". */
  readonly from: string | undefined;
}

const ADDRESS = /^[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}$/i;

/**
 * Reads the operator's switch.
 * @param mode `off`, `mx` or `smtp`
 * @param from an address of the operator's
 * @throws VouchError invalid_deliverability, invalid_probe_from
 */
export function readDeliverability(mode: string, from: string | undefined): DeliverabilitySettings {
  if (mode === "off" || mode === "mx") return { mode, from: undefined };
  if (mode !== "smtp") {
    throw new VouchError(
      "invalid_deliverability",
      `VOUCH_DELIVERABILITY cannot be ${JSON.stringify(mode)}`,
      "Give off, mx to ask the resolver where a domain's mail goes, or smtp to ask mail hosts about mailboxes, too.",
    );
  }
  if (from !== undefined && ADDRESS.test(from)) return { mode, from };
  throw new VouchError(
    "invalid_probe_from",
    "Mail hosts are asked in the name of an address of yours, and VOUCH_PROBE_FROM is none",
    "Give one that takes mail, at a domain whose name this machine may use, e.g. postmaster@people.acme.example.",
  );
}

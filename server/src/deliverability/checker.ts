import { allowAddresses } from "../accounts/addresses.js";
import type { Clock } from "../clock.js";
import { type CheckDeliverability, createDeliverability } from "./deliverability.js";
import { systemMailHosts } from "./mailHosts.js";
import { createProbe } from "./probe.js";
import type { DeliverabilitySettings } from "./settings.js";

/** Makes the verb that finds out whether mail arrives, as far as the operator lets it. */
export function checkerOf(
  {
    deliverability: { mode, from },
    reachable,
  }: { readonly deliverability: DeliverabilitySettings; readonly reachable: readonly string[] },
  clock: Clock,
): CheckDeliverability {
  const probe =
    from === undefined ? undefined : createProbe({ from, reaches: allowAddresses(reachable), clock });
  return createDeliverability({
    readMailHosts: mode === "off" ? undefined : systemMailHosts(),
    probe: mode === "smtp" ? probe : undefined,
    clock,
  });
}

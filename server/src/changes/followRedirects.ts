import type { ISql } from "postgres";

/** Leads watches on people who became part of others to these. @param redirects as pairs of lists */
export async function followRedirects(
  tx: ISql,
  old: readonly string[],
  now: readonly string[],
): Promise<void> {
  await tx`
    UPDATE watch SET person_id = led.person_id
    FROM unnest(${[...old]}::text[], ${[...now]}::text[]) AS led (old_id, person_id) WHERE watch.person_id = led.old_id`;
}

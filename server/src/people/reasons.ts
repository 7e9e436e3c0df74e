import type { Sections } from "@vouch/contract";

type Alternatives = NonNullable<Sections["alternatives"]>;
type Stated = NonNullable<Alternatives[keyof Alternatives]>[number];

/** More names tell a reader nothing more. */
const MOST_NAMED = 3;

/** "crm", "crm and directory", "crm, directory, events and 2 more". */
function namesOf({ sources }: Stated): string {
  const names = [...new Set(sources.map(({ source }) => source))];
  const more = names.length - MOST_NAMED;
  const said = more > 0 ? [...names.slice(0, MOST_NAMED), `${more} more`] : names;
  return said.length === 1 ? (said[0] ?? "") : `${said.slice(0, -1).join(", ")} and ${said.at(-1)}`;
}

const verbOf = ({ sources }: Stated) =>
  new Set(sources.map(({ source }) => source)).size === 1 ? "says" : "say";

function contrastOf(shown: Stated, rival: Stated): string {
  if (shown.first_seen !== null && rival.last_seen !== null && rival.last_seen < shown.first_seen)
    return "it was seen before that";
  if (shown.last_seen !== null && rival.last_seen !== null && rival.last_seen < shown.last_seen)
    return "it was seen less recently";
  return "it is less likely";
}

/**
 * Says in a sentence or two why a value is shown: who says it, when last, and what speaks against the likeliest other.
 * @param rival null where there is none
 */
export function reasonFor(shown: Stated, rival: Stated | null): string {
  const when = shown.last_seen === null ? "" : `, last on ${shown.last_seen}`;
  const says = `${namesOf(shown)} ${verbOf(shown)} so${when}.`;
  if (rival === null) return says;
  const last = rival.last_seen === null ? "" : `, last on ${rival.last_seen}`;
  return `${says} ${namesOf(rival)} ${verbOf(rival)} "${rival.value}"${last}: ${contrastOf(shown, rival)}.`;
}

/** What accounts are told of by webhooks. */
export const eventTypes = {
  "credits.low": "The balance fell below the account's `low_balance`.",
  "credits.exhausted": "The balance fell below what a call that finds somebody costs.",
  "job.completed": "A job has ended: every record has its result.",
  "job.failed": "A job was cancelled before its end.",
  "person.changed": "Somebody whom a watch is on changed.",
  "person.erased":
    "Somebody whom the account was told of has been erased: what it holds of them is to go, too.",
} as const;

/** The type of an event. */
export type EventType = keyof typeof eventTypes;

/** What accounts are told of by webhooks. */
export const eventTypes = {
  "credits.low": "The balance fell below the account's `low_balance`.",
  "credits.exhausted": "The balance fell below what a call that finds somebody costs.",
} as const;

/** The type of an event. */
export type EventType = keyof typeof eventTypes;

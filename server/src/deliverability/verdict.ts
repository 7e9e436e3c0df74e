/** Whether mail to an address arrives, as far as is known. */
export type Deliverability = "deliverable" | "undeliverable" | "accept_all" | "unknown";

/** How far the operator lets addresses be looked into. */
export type DeliverabilityMode =
  /** The address itself, and lists of hosts. */
  | "off"
  /** Also where mail for its domain goes. */
  | "mx"
  /** Also by asking the mail host, without sending anything. */
  | "smtp";

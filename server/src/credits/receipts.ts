import type { AccountPayment, Charge, Receipt } from "./charge.js";

interface Purse {
  left: number;
  balance: number;
}

/**
 * Tells each call of a batch what became of it, from what each account paid in all.
 * @param payments one for each account that exists
 */
export function receiptsOf(charges: readonly Charge[], payments: readonly AccountPayment[]): Receipt[] {
  const purses = new Map<string, Purse>();
  for (const { accountId, paidCalls, balance } of payments)
    purses.set(accountId, { left: paidCalls, balance });
  return charges.map(({ accountId, credits }) => {
    const purse = purses.get(accountId);
    if (purse === undefined) return { paid: false, balance: 0 };
    const paid = purse.left > 0;
    if (paid) {
      purse.left -= 1;
      purse.balance -= credits;
    }
    return { paid, balance: purse.balance };
  });
}

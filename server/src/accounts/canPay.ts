import type { Caller } from "./caller.js";

/**
 * Credits that an account may have spent elsewhere, with other keys or on other nodes, since its balance was last
 * heard of: within a second, more than four keys spend at the pace of the fastest plan that has one.
 */
const SPENT_ELSEWHERE = 200;

/**
 * Says, before anything is looked up, whether a caller can pay a call's highest price. A balance that was heard of
 * within the last second and is far above it does; nearer to it, the store is asked, and the caller knows its balance
 * anew. A charge decides for itself all the same: calls that come together may have spent the balance by then.
 * @param highestPrice in credits
 * @param readBalance reads an account's balance as of now
 */
export function canPay(
  caller: Pick<Caller, "accountId" | "balance">,
  highestPrice: number,
  readBalance: (accountId: string) => Promise<number>,
): true | Promise<boolean> {
  if (caller.balance >= highestPrice + SPENT_ELSEWHERE) return true;
  return readBalance(caller.accountId).then((balance) => {
    caller.balance = balance;
    return balance >= highestPrice;
  });
}

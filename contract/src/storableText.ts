/** What a text may not contain, as the end of a sentence about it. */
export const UNSTORABLE = "contains a NUL character or half of a surrogate pair";

/** Whether a text can be stored: PostgreSQL keeps no NUL, and no half of what two units of UTF-16 stand for. */
export const isStorable = (text: string) => !text.includes("\0") && !/\p{Surrogate}/u.test(text);

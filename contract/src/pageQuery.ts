import { z } from "zod";

const MOST = 100;
const LIMIT = `must be a whole number from 1 to ${MOST}`;
const CURSOR = "must be a next_cursor that was answered before";

/**
 * The query of a list that is read page by page, newest first.
 * @param what is listed, as a title begins: "Entries"
 */
export const pageQuery = (what: string) =>
  z.object({
    limit: z.coerce
      .number(LIMIT)
      .int(LIMIT)
      .min(1, LIMIT)
      .max(MOST, LIMIT)
      .default(50)
      .meta({ description: `${what} of a page at most` }),
    cursor: z
      .string(CURSOR)
      .regex(/^[1-9]\d{0,17}$/, CURSOR)
      .optional()
      .meta({ description: "The next_cursor of the page before" }),
  });

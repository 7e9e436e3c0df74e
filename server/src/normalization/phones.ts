import { parsePhoneNumberFromString } from "libphonenumber-js/min";

/** A telephone number as E.164 ("+15035550139"), or null; numbers without a country code are not guessed at. */
export function parsePhone(text: string): string | null {
  if (text.length > 40) return null;
  const international = text.trim().replace(/^00/, "+");
  if (!international.startsWith("+")) return null;
  const parsed = parsePhoneNumberFromString(international);
  return parsed?.isPossible() === true ? parsed.number : null;
}

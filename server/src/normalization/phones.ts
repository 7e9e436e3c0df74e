import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/min";

/** Whether a text is a country that telephone numbers may be of: ISO 3166-1 alpha-2, capitals. */
export const isPhoneCountry = (text: string): text is CountryCode => isSupportedCountry(text);

/**
 * A telephone number as E.164 ("+15035550139"), or null.
 * @param country whose number one without a country code is; without it such a number is not guessed at
 */
export function parsePhone(text: string, country?: string): string | null {
  if (text.length > 40) return null;
  const written = text.normalize("NFKC").trim().replace(/^00/, "+");
  const home = country !== undefined && isPhoneCountry(country) ? country : undefined;
  if (home === undefined && !written.startsWith("+")) return null;
  const parsed = parsePhoneNumberFromString(written, home);
  return parsed?.isPossible() === true ? parsed.number : null;
}

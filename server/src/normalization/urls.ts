const LINKEDIN = /^(?:https?:)?(?:\/\/)?(?:[a-z]{2,3}\.)?linkedin\.com\/(?:in|pub)\/([^/?#\s]+)/i;
const PROFILE =
  /^(?:https?:)?(?:\/\/)?(?:www\.|mobile\.|m\.)?(github\.com|gitlab\.com|twitter\.com|x\.com|xing\.com\/profile|mastodon\.social|stackoverflow\.com\/users|orcid\.org)\/(@?[^/?#\s]+)/i;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A LinkedIn profile as https://linkedin.com/in/slug, slug in lower case; null for anything else. */
export function parseLinkedin(text: string): string | null {
  if (text.length > 2048) return null;
  const slug = LINKEDIN.exec(text.trim())?.[1];
  return slug === undefined
    ? null
    : `https://linkedin.com/in/${decoded(slug).normalize("NFC").toLowerCase()}`;
}

/** A personal profile at a known host in canonical form; null for anything else. */
export function parseProfile(text: string): string | null {
  if (text.length > 2048) return null;
  const found = PROFILE.exec(text.trim());
  if (found === null) return null;
  const host = (found[1] ?? "").toLowerCase().replace("twitter.com", "x.com");
  return `https://${host}/${decoded(found[2] ?? "")
    .replace(/^@/, "")
    .toLowerCase()}`;
}

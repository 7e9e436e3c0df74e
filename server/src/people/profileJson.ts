const PRECISION = 1000;

/**
 * A profile as an answer has it; the text from the database is not parsed.
 * @param profile JSON text, nine keys
 * @param further what stands behind its confidence, each as `,"name":value`
 */
export function profileJson(profile: string, confidence: number, further = ""): string {
  return `${profile.slice(0, -1)},"confidence":${Math.round(confidence * PRECISION) / PRECISION}${further}}`;
}

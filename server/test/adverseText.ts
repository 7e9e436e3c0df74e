import fc from "fast-check";

/** What texts from outside may be, and programs stumble over: names that every object has, and what is hardly text. */
export const ADVERSE_TEXTS: readonly string[] = [
  "constructor",
  "__proto__",
  "prototype",
  "toString",
  "valueOf",
  "hasOwnProperty",
  "Constructor Proto",
  "\0",
  "Ja\0ne",
  "\ud800",
  "Jane\udfff",
  "a\ud83d@acme.example",
  "\u202eenaJ",
  "Ja\u200bne",
  "\u2066Jane\u2069",
  "\ufeffJane",
  "\u061cJane",
  "Jane\u2028Doe",
  "\ufffd",
  "\ufffe\uffff",
  "\u{10ffff}",
  "\\N",
  "\\.",
  "\\x00\\0\\u0000",
  "Jane\r\nDoe",
  "Jane\tDoe",
  "'; DROP TABLE person; --",
  "{}",
  "null",
  "NaN",
  "𝕁𝕒𝕟𝕖".repeat(60),
  `x${"😀".repeat(1200)}`,
  "a\u0301".repeat(500),
];

const codeUnit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));

/** Any text at all, the bad ones more often than chance has it. */
export const adverseText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...ADVERSE_TEXTS),
  fc.string({ unit: codeUnit, maxLength: 30 }),
  fc
    .array(fc.constantFrom(...ADVERSE_TEXTS, "Jane", " ", "@", "."), { maxLength: 4 })
    .map((parts) => parts.join("")),
);

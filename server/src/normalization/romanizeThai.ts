/** Sounds of consonants at the beginning and at the end of a syllable, as people write their names: จ is "j", not "ch". */
const SOUNDS: ReadonlyMap<string, readonly [string, string]> = new Map(
  `ก=k,k ข=kh,k ค=kh,k ฆ=kh,k ง=ng,ng จ=j,t ฉ=ch,t ช=ch,t ฌ=ch,t ซ=s,t ศ=s,t ษ=s,t ส=s,t ญ=y,n ย=y,i ฎ=d,t ด=d,t ฏ=t,t ต=t,t ฐ=th,t
  ฑ=th,t ฒ=th,t ถ=th,t ท=th,t ธ=th,t น=n,n ณ=n,n บ=b,p ป=p,p ผ=ph,p พ=ph,p ภ=ph,p ฝ=f,p ฟ=f,p ม=m,m ร=r,n ล=l,n ฬ=l,n ว=w,w ห=h,
  ฮ=h, อ=,`
    .split(/\s+/)
    .map((entry): [string, readonly [string, string]] => {
      const [letter = "", sounds = ""] = entry.split("=");
      const [first = "", last = ""] = sounds.split(",");
      return [letter, [first, last]];
    }),
);

/** Ends of syllables that names keep as they are written: "-kul", "-porn". */
const MARKED: ReadonlyMap<string, string> = new Map([
  ["\u0001", "l"],
  ["\u0002", "rn"],
]);

/** Parts that names are made of and that are not said as they are spelt, spelt as they are said. */
const PARTS: readonly (readonly [RegExp, string])[] = [
  [/[\u0e48-\u0e4b]/g, ""],
  [/(ว|พ|ร|น|ด)(ง|น)[ศษคทต]\u0e4c/g, "โ$1$2"],
  [/(?:[ทตด]ร|กษณ|ษณ|กษ|[ก-ฮ][\u0e34\u0e38]?)\u0e4c/g, ""],
  [/(?<=[ะ-ู])([กชตทด])ร(?=$|[ก-ฮเแโใไ])(?![ก-ฮ]?[ะ-ู])/g, "$1"],
  [/(?<=[าีูย])ร?ติ(?=$|[ก-ฮเแโใไ])/g, "ต"],
  [/กุล/g, "กุ\u0001"],
  [/(?<![เแโใไ])(พ|ธ)ร(?=$|[กขคงจชซดตถทธนบปผพฟภมยรลวสหอ])(?!ร[ะ-ูร])/g, "$1อ\u0002"],
  [/กร$/g, "กอ\u0002"],
  [/^ธน(?=[ก-ฮเแโ])/g, "ธะนะ"],
  [/(ั)[ตฒ](?=น[ก-ฮาิี])(?!น[ก-ฮ]?$)/g, "$1ตตะ"],
  [/^สม(?=[ก-ฮเแโใไ])/g, "โสม"],
  [/(?<=[ะ-ูก-ฮ])(พล|ยศ|ชน|พจ|พต)$/g, "โ$1"],
];

const C = "(?:ห[นมลวยรงญ]|[กขคตปผพ][รล](?=[ะ-ู\\u0e47อก-ฮ])|[ศส]ร(?=[ะ-ู])|ทร(?=[าิีุู])|[ก-ฮ])";
/** What follows a consonant that ends a syllable: the end, or a syllable with a vowel of its own. */
const BOUND = `(?=$|[เแโใไ]|(?:${C})(?:[ะ-ู\\u0e47]|รร|อ[ก-ฮ]))`;
const END = "[ก-ยลวศษสฬ\\u0001\\u0002]";
/** A consonant that ends a syllable, but where it and the one behind it are a syllable of their own at the end. */
const F = `(ร(?=$)|${END}(?![ะ-ู\\u0e47]|รร|อ[ก-ฮ\\u0001\\u0002])(?![ก-ฬฮ](?:$|[เแโใไ])))?`;

/** Syllables by the vowels around their consonants, the longest spelling first. */
const SYLLABLES: readonly (readonly [RegExp, string])[] = (
  [
    [`เ(${C})ียะ?${F}`, "ia"],
    [`เ(${C})ือะ?${F}`, "uea"],
    [`เ(${C})ย(?![ะ-ู])`, "oei"],
    [`เ(${C})าะ`, "o"],
    [`เ(${C})า`, "ao"],
    [`เ(${C})ิ${F}`, "oe"],
    [`เ(${C})อ${F}`, "oe"],
    [`เ(${C})\\u0e47?ะ?${F}`, "e"],
    [`แ(${C})\\u0e47?ะ?${F}`, "ae"],
    [`โ(${C})ะ?${F}`, "o"],
    [`[ใไ](${C})ย?`, "ai"],
    [`(${C})ัวะ?`, "ua"],
    [`(${C})ัย`, "ai"],
    [`(${C})ั([ก-ฮ])`, "a"],
    [`(${C})รร${F}`, "a+"],
    [`(${C})ะ`, "a"],
    [`(${C})ำ`, "am"],
    [`(${C})า${F}`, "a"],
    [`(${C})[ิี]${F}`, "i"],
    [`(${C})[ึื]อ?${F}`, "ue"],
    [`(${C})[ุู]${F}`, "u"],
    [`(${C})ว(?!รร)([ก-ฮ])${BOUND}`, "ua"],
    [`(${C})อ${F}`, "o"],
    [`(${C})([ก-ฮ])${BOUND}`, "o"],
    [`(${C})`, "a"],
  ] as const
).map(([pattern, vowel]) => [new RegExp(pattern, "uy"), vowel]);

function beginningSound(cluster: string): string {
  if (/^ห.$/u.test(cluster)) return beginningSound(cluster.slice(1));
  if (cluster === "ทร") return "s";
  return [...cluster].map((letter) => SOUNDS.get(letter)?.[0] ?? "").join("");
}

const endSound = (letter = "") => MARKED.get(letter) ?? SOUNDS.get(letter)?.[1] ?? "";

function syllableAt(text: string, at: number): { readonly sound: string; readonly length: number } {
  for (const [pattern, vowel] of SYLLABLES) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found === null) continue;
    const [whole, cluster = "", last] = found;
    const end = vowel === "a+" && last === undefined ? "n" : endSound(last);
    return { sound: `${beginningSound(cluster)}${vowel.replace("+", "")}${end}`, length: whole.length };
  }
  return { sound: "", length: 1 };
}

/**
 * A Thai name in Latin letters, near to how its bearers write it: the general system of the Royal Institute, with the
 * commonest habits of names where they differ. Vowels that are not written are guessed from the shape of syllables.
 * @param word without spaces
 */
export function romanizeThai(word: string): string {
  const text = PARTS.reduce(
    (parts, [written, spoken]) => parts.replace(written, spoken),
    word.normalize("NFC"),
  );
  let sounds = "";
  for (let at = 0; at < text.length; ) {
    const { sound, length } = syllableAt(text, at);
    sounds += sound;
    at += length;
  }
  return sounds;
}

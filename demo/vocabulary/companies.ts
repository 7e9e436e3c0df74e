import { list } from "./words.js";

/** Syllables that make invented company names: first, middle (only when many names are needed), last. */
export const companyStarts: readonly string[] =
  list(`Ald Arv Bex Bor Brin Cald Cor Crest Dal Dorn Ever Fal Fen Gar Glim
  Hal Hex Ild Jar Kest Kor Lum Mar Mer Nim Nor Olv Orb Pel Pran Quel Rav Rill Sol Sten Tal Tern Ulm Vant Vel Vyr Wend
  Wil Xan Yar Zel Zor Brax`);
export const companyMiddles: readonly string[] = list(
  "a e i o u ar en il on ur am el is or an ev im ol av er in os ad ul",
);
export const companyEnds: readonly string[] =
  list(`adis amex ander anta aris atek avia bridge core dale dex dyne ella enta
  erra eron etic field forge gate ica ido ifex ilon ima inor ion isto ium ixa lane line loft mark mere nova ody olis
  oma ona ora orix path port quest rix stone tica`);

/** What a company does, as the second word of its name. */
export const companyTrades: readonly string[] =
  list(`Systems Logistics Foods Analytics Software Energy Capital Health
  Robotics Media Textiles Networks Materials Optics Pharma Consulting Insurance Mobility Security Bank Labs Design
  Motors Aerospace Retail Chemicals Marine Education Travel`);

/** Legal forms by country of seat; every other country uses the first list. */
export const legalForms: Readonly<Record<string, readonly string[]>> = {
  US: ["Inc.", "LLC", "Corp.", "Corporation"],
  GB: ["Ltd", "Limited", "PLC"],
  IE: ["Ltd", "Limited"],
  DE: ["GmbH", "AG", "GmbH & Co. KG"],
  AT: ["GmbH", "AG"],
  CH: ["AG", "SA"],
  FR: ["SA", "SAS", "SARL"],
  BE: ["BV", "NV"],
  NL: ["B.V.", "N.V."],
  ES: ["S.L.", "S.A."],
  IT: ["S.p.A.", "S.r.l."],
  SE: ["AB"],
  DK: ["A/S"],
  FI: ["Oy"],
  PL: ["Sp. z o.o.", "S.A."],
  HU: ["Kft.", "Zrt."],
  IN: ["Pvt. Ltd.", "Private Limited"],
  JP: ["K.K.", "Co., Ltd."],
  KR: ["Co., Ltd."],
  CN: ["Co., Ltd."],
  AU: ["Pty Ltd"],
  BR: ["Ltda."],
};

/** Hosts of private mail in the demo's world. */
export const freeMailHosts: readonly string[] = ["freemail.example", "postbox.example", "webmail.example"];

/** Local parts of mailboxes that belong to a desk, not to a person. */
export const roleLocals: readonly string[] = ["info", "sales", "contact", "office", "support", "hr"];

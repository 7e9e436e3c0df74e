import type { Department } from "@vouch/contract";

/**
 * The department of occupations by the beginning of their code in ISCO-08 (ILO 2012); the longest beginning counts.
 * Groups that are of several departments are not here: of those, `NAMED` may know some.
 */
const TABLE: Readonly<Record<Department, string>> = {
  Engineering: "214 215 2161 2162 2164 2165 2512 2513 2514 2519 311",
  IT: "1330 2521 2522 2523 2529 351",
  Product: "",
  Design: "2163 2166 3431 3432",
  Data: "2120",
  Marketing: "1222 2431 2432 2641 2642 3332",
  Sales: "1420 2433 2434 3322 3334 4221 521 522 5230 5242 5243 5244 5245 5249",
  "Business Development": "",
  "Customer Support": "4222 4225 5244",
  Consulting: "",
  Operations:
    "132 312 313 315 3257 4321 4322 4323 4412 515 7 8 911 912 93 961 9621 9622 9623 7511 7513 7514 7515 7516",
  "Project Management": "",
  Purchasing: "3323",
  Finance: "1211 1346 2411 2412 2413 3311 3312 3313 3315 3352 4211 4214 4311 4312",
  HR: "1212 2423 2424 3333 4313 4416",
  Legal: "261",
  Administration: "334 411 412 413 4223 4226 4413 4414 4415 4419",
  Management: "1114 1120",
  Research: "211 2131 2310 2631 2632 2633 3111 3141",
  Other:
    "0 1111 1113 131 134 141 1431 22 23 2621 2622 2634 2635 2636 2643 265 3142 3143 32 3355 3412 3413 342 3433 3434 3435 4212 5111 5113 512 513 514 5152 516 5241 5246 53 54 6 7512 92 94",
};

/** Groups within those above that are of several departments. */
const SEVERAL =
  "1349 2132 2133 2263 2356 2511 2651 3522 3521 5112 4227 4229 1219 1439 1213 2421 2422 3321 3324 3339";

/** What the English name of an occupation says of its department, whatever its group; the first that fits counts. */
const NAMED: readonly (readonly [RegExp, Department])[] = [
  [/\b(?:project|programme) (?:manager|coordinator|leader|support officer)\b/, "Project Management"],
  [/\bproduct manager\b/, "Product"],
  [/\bbusiness develop|\bpartnership|\bfundrais/, "Business Development"],
  [/\bdata (?:scientist|analyst|engineer|quality|warehouse)|\bchief data|\bbusiness intelligence/, "Data"],
  [/\bstatistic|\bbiometric|\bdatabase developer/, "Data"],
  [/\b(?:call|contact) centre|\bcustomer (?:service|experience)|\bclient relations/, "Customer Support"],
  [/\bpurchas|\bprocurement|\bbuyer\b|\bsourcing\b/, "Purchasing"],
  [/\buser (?:experience|interface)|\bcreative director/, "Design"],
  [/\b(?:compliance|privacy|patent|intellectual property|legal|regulatory affairs)\b/, "Legal"],
  [/\bactuar|\bunderwriter|\binsurance (?:broker|risk)|\b(?:credit|pension)s? (?:manager|scheme)/, "Finance"],
  [/\brecruitment consultant|\bhuman resources/, "HR"],
  [
    /^(?:business|ict|green ict|social service|healthcare|natural resources)(?: \w+)* consultant/,
    "Consulting",
  ],
  [/\bmanagement consultant|\bhumanitarian advisor/, "Consulting"],
  [/^(?:wholesale|commodity|trader|auction)|\bsales (?:manager|account)|\baccount manager/, "Sales"],
  [/\bcommercial director|\bonline sales|\btravel agency manager|\badvertising sales/, "Sales"],
  [/\bmarketing|\bpromotion|\bbrand|\bcommunication manager/, "Marketing"],
  [
    /\b(?:facilities|quality|plant|factory|foundry|facility) (?:services )?manager|\btrain\b|\bgarage/,
    "Operations",
  ],
  [/\b(?:health and safety|safety officer|environmental protection manager)/, "Operations"],
  [
    /\bsystems? (?:architect|developer)|\bintegration engineer|\bembedded|\benterprise architect/,
    "Engineering",
  ],
  [/\bict system analyst|\bit auditor|\bict auditor/, "IT"],
  [/\b(?:research|environmental) (?:manager|scientist)|\bagricultural scientist|\becologist/, "Research"],
  [/\bbusiness manager|\bdepartment manager|\bbusiness service manager/, "Management"],
  [/\boffice manager/, "Administration"],
];

const byBeginning = new Map<string, Department | "several">([
  ...Object.entries(TABLE).flatMap(([department, beginnings]) =>
    beginnings
      .split(" ")
      .filter((beginning) => beginning !== "")
      .map((beginning) => [beginning, department as Department] as const),
  ),
  ...SEVERAL.split(" ").map((group) => [group, "several"] as const),
]);

/** Groups that say more of an occupation than a word in its name: of teaching, health, arts, land and trades. */
const PLAIN_GROUP = /^(?:[06789]|131|134[1-5]|141|22|23|265|3[24]|5[134])/;

/**
 * The department of an occupation; null where its people belong to several.
 * @param group its group in ISCO-08, four digits
 * @param name its English name
 */
export function departmentOfIsco(group: string, name: string): Department | null {
  const named = PLAIN_GROUP.test(group) ? undefined : NAMED.find(([words]) => words.test(name.toLowerCase()));
  if (named !== undefined) return named[1];
  for (let length = group.length; length >= 1; length--) {
    const found = byBeginning.get(group.slice(0, length));
    if (found !== undefined) return found === "several" ? null : found;
  }
  return null;
}

import type { Department } from "@vouch/contract";

/**
 * The department of occupations by the beginning of their code in the Standard Occupational Classification (2018);
 * null: occupations of several departments. The longest beginning counts.
 */
const TABLE: Readonly<Record<Department | "several", string>> = {
  Engineering: "11-9041 15-1251 15-1252 15-1253 15-1254 15-1256 15-1257 17- 19-3051",
  IT: "11-3021 15-1211 15-1212 15-1231 15-1232 15-1241 15-1242 15-1244 15-1299.05",
  Product: "",
  Design: "15-1255 27-101 27-102 27-4021 27-4031 27-4032",
  Data: "15-1243 15-203 15-204 15-205 43-9111",
  Marketing: "11-2011 11-2021 11-203 13-1121 13-1161 27-302 27-303 27-3041 27-3042 27-3043",
  Sales: "11-2022 41- 43-4151",
  "Business Development": "11-2033 13-1131",
  "Customer Support": "43-4051",
  Consulting: "13-1111",
  Operations: "11-3013 11-3051 11-3071 11-9021 11-9131 11-9141 13-1081 19-5 37- 43-5 47- 49- 51- 53-",
  "Project Management": "13-1082 15-1299.09",
  Purchasing: "11-3061 13-102 43-3061",
  Finance: "11-3031 13-103 13-2 15-2011 43-3 43-4011 43-4131 43-4141 43-9041 13-2011",
  HR: "11-31 13-107 13-1141 13-1151 43-3051 43-4161",
  Legal: "23- 11-9199.01 11-9199.02 13-1041.06",
  Administration: "11-3012 43-1 43-2 43-4 43-6 43-9",
  Management: "11-1011",
  Research: "11-9121 15-1221 15-2021 19- 25-1",
  Other:
    "11-1031 11-9013 11-903 11-9051 11-908 11-9111 11-9151 19-3031 19-303 21- 25- 27-2 27-3091 29- 31- 33- 35- 39- 45- 51-301 53-2031 55-",
  several: "11-1021 11-9199 13-1041 13-1199 15-1299 41-3021 41-3031 41-9012 27-1012 27-1013 43-4181 13-1011",
};

const byBeginning = new Map<string, Department | "several">(
  Object.entries(TABLE).flatMap(([department, beginnings]) =>
    beginnings
      .split(" ")
      .filter((beginning) => beginning !== "")
      .map((beginning) => [beginning, department as Department | "several"] as const),
  ),
);

/** The department of an occupation by its O*NET-SOC code; null where its people belong to several. */
export function departmentOfSoc(code: string): Department | null {
  for (let length = code.length; length >= 3; length--) {
    const found = byBeginning.get(code.slice(0, length));
    if (found !== undefined) return found === "several" ? null : found;
  }
  return null;
}

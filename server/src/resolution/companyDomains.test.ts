import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testEngine } from "../../test/analytic.js";
import { putRecords } from "../../test/records.js";
import type { Engine } from "../engine/engine.js";
import type { RecordFields } from "../ingestion/sourceRecord.js";
import {
  aliasesAmong,
  areAlike,
  type DomainPair,
  domainPairSteps,
  learnDomains,
  linkedRecordSql,
  listDomains,
} from "./companyDomains.js";
import { professionalModel } from "./linkageModels.js";

let engine: Engine;
beforeEach(async () => {
  engine = await testEngine();
  await engine.execute("INSERT INTO source VALUES (1, 'crm', 'csv')");
});
afterEach(() => engine.close());

const NAMES = "ana bea cora dina eva fay gina hana ida jana kaja lena".split(" ");

/** What some people are known by: a company's name, its domain, and where they have their mail; empty: not given. */
interface Staff {
  readonly people: readonly number[];
  readonly company: string;
  readonly domain?: string;
  readonly mail?: string;
}

const recordsOf = (all: readonly Staff[]): RecordFields[] =>
  all.flatMap(({ people, company, domain = "", mail = "" }) =>
    people.map((at) => ({
      full_name: `${NAMES[at]} Winter${at}`,
      ...(company === "" ? {} : { company_name: company }),
      ...(domain === "" ? {} : { company_domain: domain }),
      ...(mail === "" ? {} : { emails: [`${NAMES[at]}.winter@${mail}`] }),
    })),
  );

/** The further domains that are learned, each with its main one. */
async function learned(all: readonly Staff[]): Promise<string[]> {
  await putRecords(engine, Object.fromEntries(recordsOf(all).map((record, at) => [String(at), record])));
  await learnDomains(engine, () => {});
  return (await listDomains(engine)).map(({ domain, main }) => `${domain} > ${main}`).sort();
}

const four = [0, 1, 2, 3];

describe("domains of one company", () => {
  it.each<[string, readonly Staff[], readonly string[]]>([
    [
      "have its name at both, and names alike",
      [
        { people: four, company: "Acme Inc.", domain: "acme.example" },
        { people: [4, 5], company: "ACME", domain: "acme.test" },
        { people: [6, 7], company: "Acme", mail: "acme-group.example" },
      ],
      ["acme-group.example > acme.example", "acme.test > acme.example"],
    ],
    [
      "are where its people have their mail",
      [
        { people: four, company: "Acme", domain: "acme.example" },
        { people: [0, 1], company: "", domain: "acme.example", mail: "acmehq.example" },
      ],
      ["acmehq.example > acme.example"],
    ],
    [
      "have the same people with addresses at both, though they are named otherwise",
      [
        { people: [0, 1, 2, 3], company: "Globex", mail: "globex.example" },
        { people: [0, 1, 2], company: "Globex", mail: "gx-corp.example" },
      ],
      ["gx-corp.example > globex.example"],
    ],
  ])("%s", async (_what, staff, aliases) => {
    expect(await learned(staff)).toEqual(aliases);
  });

  it.each<[string, readonly Staff[]]>([
    [
      "where a consultancy's people have addresses at a client that has people of its own",
      [
        { people: [0, 1, 2], company: "Consulta", mail: "consulta.example" },
        { people: [0, 1, 2], company: "Consulta", domain: "consulta.example", mail: "bigbank.example" },
        { people: [4, 5, 6, 7], company: "Big Bank", mail: "bigbank.example" },
      ],
    ],
    [
      "where a consultancy's people have addresses at many clients, of whom nobody else is known",
      [
        { people: [0, 1, 2, 3, 4, 5, 6, 7, 8], company: "Consulta", mail: "consulta.example" },
        { people: [0, 1, 2], company: "Consulta", mail: "onebank.example" },
        { people: [3, 4, 5], company: "Consulta", mail: "twomills.example" },
        { people: [6, 7, 8], company: "Consulta", mail: "threeports.example" },
      ],
    ],
    [
      "of a subsidiary with a name of its own",
      [
        { people: four, company: "Acme", mail: "acme.example" },
        { people: four, company: "Acme Labs", domain: "acme.example", mail: "acmelabs.example" },
      ],
    ],
    [
      "of a university and its hospital, at both of which people have addresses",
      [
        { people: four, company: "State University", mail: "stateu.example" },
        { people: four, company: "State University Hospital", mail: "stateuhospital.example" },
      ],
    ],
    [
      "of a host where half the world has addresses",
      [
        { people: four, company: "Acme", mail: "acme.example" },
        { people: four, company: "Acme", mail: "acmehosting.example" },
        { people: [4, 5, 6], company: "Beta", mail: "acmehosting.example" },
        { people: [7, 8, 9], company: "Gamma", mail: "acmehosting.example" },
      ],
    ],
    [
      "of two companies of one name without anybody in common",
      [
        { people: [0, 1, 2], company: "Delta", mail: "delta-air.example" },
        { people: [4, 5, 6], company: "Delta", mail: "bathtaps.example" },
      ],
    ],
    [
      "that one record alone speaks of",
      [
        { people: four, company: "Acme", mail: "acme.example" },
        { people: [5], company: "Acme", mail: "acme.test" },
      ],
    ],
    [
      "that look alike in another script",
      [
        { people: four, company: "Pace", mail: "pace.example" },
        { people: four, company: "Pace", mail: "pаce.example" },
      ],
    ],
    [
      "at free mail hosts",
      [
        { people: four, company: "Acme", mail: "acme.example" },
        { people: four, company: "Acme", mail: "gmail.com" },
      ],
    ],
    [
      "between which people have moved",
      [
        { people: [0, 1, 2, 3, 4, 5], company: "Acme", mail: "acme.example" },
        { people: [0, 1, 2, 6, 7, 8], company: "Beta", mail: "beta.example" },
      ],
    ],
  ])("are none %s", async (_what, staff) => {
    expect(await learned(staff)).toEqual([]);
  });

  it("are learned alike whatever the order of the records, and forgotten with them", async () => {
    const staff: Staff[] = [
      { people: four, company: "Acme", mail: "acme.example" },
      { people: four, company: "Acme", mail: "acme.test" },
    ];
    expect(await learned(staff)).toEqual(["acme.test > acme.example"]);
    await engine.execute("DELETE FROM normalized_record");
    expect(await learned([...staff].reverse())).toEqual(["acme.test > acme.example"]);
    await engine.execute("DELETE FROM normalized_record");
    await learnDomains(engine, () => {});
    expect(await listDomains(engine)).toEqual([]);
  });

  it("are listed with what makes them one, of the company of a domain alone where one is asked for", async () => {
    await learned([
      { people: four, company: "Acme", domain: "acme.example" },
      { people: [0, 1], company: "Acme", domain: "acme.example", mail: "acmehq.example" },
      { people: four, company: "Beta", mail: "beta.example" },
      { people: [4, 5], company: "Beta", mail: "beta.test" },
    ]);
    const acme = await listDomains(engine, "acme.example");
    expect(acme).toEqual(await listDomains(engine, "acmehq.example"));
    expect(acme).toEqual([
      {
        domain: "acmehq.example",
        main: "acme.example",
        people: 2,
        main_people: 4,
        shared_people: 0,
        crossed_people: 2,
        same_company: true,
        alike: true,
      },
    ]);
    expect(await listDomains(engine)).toHaveLength(2);
    expect(await listDomains(engine, "gamma.example")).toEqual([]);
  });

  it("are learned by these steps, and records are linked so, in SQL", async () => {
    const steps = domainPairSteps(engine.dialect).map(
      ({ name, reads, sql }) => `-- ${name} reads ${reads.join(", ")}\n${sql};\n`,
    );
    const view = `-- linked_record\n${linkedRecordSql(professionalModel())};\n`;
    await expect([...steps, view].join("\n")).toMatchFileSnapshot("./__golden__/companyDomains.sql");
  });
});

describe("what is decided of pairs of domains", () => {
  const label = fc.constantFrom("acme", "acmegroup", "beta", "ac", "acme-hq", "globex");
  const domain = fc.tuple(label, fc.constantFrom("example", "test")).map((parts) => parts.join("."));
  const anyPair: fc.Arbitrary<DomainPair> = fc.record({
    domain,
    main: domain,
    people: fc.nat(30),
    main_people: fc.nat(60),
    shared_people: fc.nat(30),
    crossed_people: fc.nat(30),
    same_company: fc.constantFrom(true, false, null),
  });
  const pair = anyPair.filter((one) => one.domain !== one.main);

  it("makes stars: no domain has two main ones, and no main one is another's", () => {
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 12 }), (pairs) => {
        const aliases = aliasesAmong(pairs);
        const domains = aliases.map((alias) => alias.domain);
        expect(new Set(domains).size).toBe(domains.length);
        expect(aliases.filter(({ main }) => domains.includes(main))).toEqual([]);
        expect(aliases.filter(({ same_company }) => same_company === false)).toEqual([]);
      }),
    );
  });

  it.each([
    ["acme.example", "acme.test", true],
    ["acme.example", "acme-group.example", true],
    ["hq-acme.example", "acme.example", true],
    ["ibm.example", "ibm.test", true],
    ["sap.example", "sapient.example", false],
    ["acme.example", "acne.example", false],
    ["delta.example", "beta.example", false],
  ])("%s and %s are named alike: %s", (one, other, alike) => {
    expect(areAlike(one, other)).toBe(alike);
    expect(areAlike(other, one)).toBe(alike);
  });
});

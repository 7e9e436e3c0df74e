import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { understood } from "../../../test/connected.js";
import { kindOf } from "../formats.js";
import { readPage } from "./pageRecords.js";

const fixture = (name: string) =>
  readFileSync(new URL(`../../../test/pages/${name}.html`, import.meta.url), "utf8");

/** The people of a page with their keys, and the codes of its rejects. */
function peopleOn(html: string, more: { readonly url?: string } = {}) {
  const { connected } = readPage({ html, name: "page.html", ...more });
  const records = connected.flatMap((one) => (one.kind === "record" ? [one.record] : []));
  return {
    people: records.map(({ fields }) => fields),
    keys: records.map(({ key }) => key),
    rejects: connected.flatMap((one) => (one.kind === "reject" ? [one.reject] : [])),
  };
}

describe("a page that describes its people", () => {
  it("in JSON-LD: staff with their employer, a person of another company, nobody's family, no reviewer", () => {
    const { people, keys, rejects } = peopleOn(fixture("json-ld"));
    expect(people).toEqual([
      {
        full_name: "Mara Quillfeather",
        title: "Head of Sales",
        emails: ["mara@nordwind.example"],
        phones: ["+49 40 5550100"],
        profile_urls: ["https://www.linkedin.com/in/mara-quillfeather"],
        company_name: "Nordwind Logistics GmbH",
        company_domain: "nordwind.example",
      },
      {
        first_name: "Jörg",
        last_name: "Brückentaler",
        title: "CTO",
        company_name: "Nordwind Logistics GmbH",
        company_domain: "nordwind.example",
        city: "Kiel",
        region: "Schleswig-Holstein",
        country: "Germany",
      },
      {
        full_name: "Anneke Vanderholt",
        title: "Procurement Lead",
        company_name: "Vanderholt Consulting",
        company_domain: "vanderholt.example",
      },
    ]);
    expect(keys[0]).toBe("https://www.nordwind.example/about/team#mara quillfeather");
    expect(rejects.map(({ line, code }) => `${line} ${code}`)).toEqual([
      "8 no_identity",
      "30 malformed_json",
    ]);
  });

  it("in microdata", () => {
    expect(peopleOn(fixture("microdata")).people).toEqual([
      {
        full_name: "Inés Monteverde Ruiz",
        first_name: "Inés",
        last_name: "Monteverde Ruiz",
        emails: ["ines+web@acme.example"],
        phones: ["+1-512-555-0100"],
        title: "Chief Financial Officer",
        company_name: "Acme Inc.",
        company_domain: "acme.example",
        city: "Austin",
        region: "TX",
      },
      {
        full_name: "Tove Lindqvist-Aaby",
        title: "Rådgiver",
        profile_urls: ["https://github.com/tovelindqvistaaby"],
        company_name: "Acme Inc.",
        company_domain: "acme.example",
      },
    ]);
  });

  it("in RDFa, with the words of schema.org and of FOAF", () => {
    expect(peopleOn(fixture("rdfa")).people).toEqual([
      {
        full_name: "Kofi Adjei-Brempong",
        title: "Data Engineer",
        company_name: "Harbourside",
        company_domain: "harbourside.example",
      },
      { full_name: "Yuki Tanakawa", emails: ["yuki@harbourside.example"] },
    ]);
  });

  it("in h-card and hCard; the card of a company is none of a person", () => {
    expect(peopleOn(fixture("h-card")).people).toEqual([
      {
        full_name: "Priya Raghunathan",
        title: "Developer",
        company_name: "Web Coop",
        emails: ["priya@indie.example"],
        profile_urls: ["https://github.com/priyaraghu"],
        city: "Pune",
        country: "India",
      },
      {
        full_name: "Étienne Beaumarchand",
        first_name: "Étienne",
        last_name: "Beaumarchand",
        company_name: "Atelier Beau",
        title: "Directeur artistique",
        phones: ["+33 1 55 50 10 00"],
        emails: ["etienne@atelier.example"],
      },
      { full_name: "Lone Namesworth" },
    ]);
  });

  it("twice, tells of one person", () => {
    const html = `<script type="application/ld+json">{"@type":"Person","name":"Jane Doe","email":"jane@acme.example"}</script>
      <div class="h-card"><span class="p-name">Jane Doe</span><span class="p-job-title">Head of Sales</span></div>`;
    expect(peopleOn(html).people).toEqual([
      { full_name: "Jane Doe", emails: ["jane@acme.example"], title: "Head of Sales" },
    ]);
  });

  it("and two of one name with addresses of their own, tells of two", () => {
    const two = ["jane@acme.example", "j.doe@acme.example"].map((email) => ({
      "@type": "Person",
      name: "Jane Doe",
      email,
    }));
    const html = `<script type="application/ld+json">${JSON.stringify(two)}</script>`;
    expect(peopleOn(html).keys).toEqual(["page.html#jane doe", "page.html#jane doe j.doe@acme.example"]);
  });
});

describe("a page that says nothing for programs", () => {
  it("is read by cards of one layout; offices, offers and menus are none", () => {
    const { people } = peopleOn(fixture("cards"));
    const acme = { company_name: "Acme", company_domain: "acme.example" };
    expect(people).toEqual([
      {
        ...acme,
        full_name: "Oluwaseun Adebayo-Finch",
        title: "Chief Executive Officer",
        profile_urls: ["https://www.linkedin.com/in/oluwaseun-adebayo-finch"],
      },
      {
        ...acme,
        full_name: "Dr. Katarzyna Wiśniewska-Hart",
        title: "Head of Research",
        emails: ["k.wisniewska@acme.example"],
      },
      { ...acme, full_name: "Ludwig van der Meulen", title: "Einkaufsleiter" },
      { ...acme, full_name: "佐藤 美咲", title: "Software Engineer" },
      { ...acme, full_name: "Chiara d'Ambrosini", emails: ["chiara@acme.example"] },
    ]);
  });

  it("and is no list of staff, does not say for whom its people work", () => {
    const card = (name: string) => `<tr><td>${name}</td><td>Software Engineer</td></tr>`;
    const html = `<title>Speakers</title><table>${card("Jane Doe")}${card("John Roe")}</table>`;
    expect(peopleOn(html, { url: "https://conference.example/speakers" }).people[0]).toEqual({
      full_name: "Jane Doe",
      title: "Software Engineer",
    });
  });
});

describe("a saved page", () => {
  it.each(["team.html", "team.htm", "team.xhtml", "team.html.gz", "https://acme.example/team"])(
    "is known by its name: %s",
    (name) => {
      expect(kindOf(name)).toBe("web");
    },
  );

  it.each([
    ["UTF-8", "", "utf8"],
    [
      "what it declares",
      '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">',
      "latin1",
    ],
    ["Windows-1252 undeclared", "", "latin1"],
    ["UTF-16", "\ufeff", "utf16le"],
  ] as const)("is read in %s", async (_, start, encoding) => {
    const html = `${start}<p class="h-card">Zoë Åberg</p>`;
    expect((await understood(Buffer.from(html, encoding), "web")).people).toEqual([
      { full_name: "Zoë Åberg" },
    ]);
  });
});

describe("a page made to break its readers", () => {
  const JANE = '<p class="h-card">Jane Doe</p>';
  it.each([
    ["elements nested a million deep", "<div>".repeat(1_000_000), "page_cut"],
    [
      "a million attributes",
      `<p ${Array.from({ length: 1_000_000 }, (_, at) => `a${at}`).join(" ")}>`,
      "page_cut",
    ],
    ["an attribute of 10 MB", `<p title="${"x".repeat(10_000_000)}">`, undefined],
    ["a million elements", "<br>".repeat(1_000_000), "page_cut"],
    ["a tag without an end", `<p title="${"x".repeat(1_000_000)}`, undefined],
    [
      "JSON-LD nested deep",
      `<script type="application/ld+json">${"[".repeat(500_000)}</script>`,
      "malformed_json",
    ],
    [
      "JSON-LD nested deep, and whole",
      `<script type="application/ld+json">${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}</script>`,
      undefined,
    ],
    [
      "JSON-LD that refers to itself",
      '<script type="application/ld+json">{"@type":"Thing","@id":"a","b":{"@id":"a"}}</script>',
      undefined,
    ],
    [
      "a prototype in JSON-LD",
      '<script type="application/ld+json">{"__proto__":{"@type":"Person"},"constructor":"x"}</script>',
      "no_identity",
    ],
  ])("by %s keeps who stands before it", (_, hostile, code) => {
    const { people, rejects } = peopleOn(`${JANE}${hostile}`);
    expect(people).toEqual([{ full_name: "Jane Doe" }]);
    expect(rejects.map((reject) => reject.code)).toEqual(code === undefined ? [] : [code]);
  });

  it("by being 200 MB long is read as far as a page goes", async () => {
    const { people, rejects } = await understood(
      Buffer.concat([Buffer.from(JANE), Buffer.alloc(200_000_000, "x")]),
      "web",
    );
    expect(people).toEqual([{ full_name: "Jane Doe" }]);
    expect(rejects.map(({ code }) => code)).toEqual(["page_cut"]);
  });

  it("never fails, whatever it holds", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '<div class="h-card">',
        "<div itemscope itemtype=Person>",
        '<p typeof=Person property=name rel="x:">',
        "</div>",
        "<a href='https://%'>",
        '<script type="application/ld+json">',
        '{"@type":"Person","name":',
        "</script>",
        "<title>team",
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.webUrl(), (pieces, url) => {
        peopleOn(pieces.join(""), { url });
      }),
    );
  });
});

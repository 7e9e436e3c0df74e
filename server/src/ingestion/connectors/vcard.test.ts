import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { understood } from "../../../test/connected.js";

const card = (...lines: string[]) => ["BEGIN:VCARD", ...lines, "END:VCARD", ""].join("\r\n");
const only = async (...lines: string[]) => (await understood(card(...lines), "vcard")).people[0];

describe("a card of", () => {
  it("version 2.1, with bare types, quoted-printable and a charset", async () => {
    expect(
      await only(
        "VERSION:2.1",
        "N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller-Ott;J=FCrgen;;Dr.;",
        "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=BCrgen=20M=C3=BCller=",
        "-Ott",
        "ORG:Nordwind GmbH;Vertrieb",
        "TITLE;QUOTED-PRINTABLE:Leiter=20Einkauf",
        "TEL;WORK;VOICE:+49 30 1234567",
        "TEL;WORK;FAX:+49 30 7654321",
        "EMAIL;PREF;INTERNET:j.mueller@nordwind.example",
        "REV:20240305T101112Z",
      ),
    ).toEqual({
      first_name: "Jürgen",
      last_name: "Müller-Ott",
      full_name: "Jürgen Müller-Ott",
      company_name: "Nordwind GmbH",
      title: "Leiter Einkauf",
      phones: ["+49 30 1234567"],
      emails: ["j.mueller@nordwind.example"],
      last_seen: "2024-03-05T101112Z",
    });
  });

  it("version 3.0 by Apple, with groups, folded lines, escapes and a picture", async () => {
    expect(
      await only(
        "VERSION:3.0",
        "PRODID:-//Apple Inc.//macOS 14.4//EN",
        "N:Quillfeather;Mara;Inés;;",
        "FN:Mara Inés Quillfeather",
        "ORG:Acme\\, Inc.;Logistics",
        "item1.EMAIL;type=INTERNET;type=pref:mara@acme.example",
        "item1.X-ABLabel:_$!<Work>!$_",
        "TEL;type=CELL;type=VOICE;type=pref:(512) 555-0100",
        "item2.ADR;type=HOME;type=pref:;;1 Hill Rd;Elsewhere;EL;00000;Elseland",
        "item3.ADR;type=WORK:;;1 High Street;Austin;TX;78701;United States",
        "item4.URL;type=pref:https\\://www.linkedin.com/in/mara-q",
        "X-SOCIALPROFILE;type=twitter:http://twitter.com/maraq",
        "X-ABRELATEDNAMES;type=pref:Somebody Else",
        "NOTE:She said: call\\n",
        "  back",
        "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD",
        " /4QBARXhpZgAATU0AKgAAAAgAAYdpAAQAAAABAAAAGgAA",
        "UID:A1B2-C3",
      ),
    ).toEqual({
      first_name: "Mara",
      middle_name: "Inés",
      last_name: "Quillfeather",
      full_name: "Mara Inés Quillfeather",
      company_name: "Acme, Inc.",
      emails: ["mara@acme.example"],
      phones: ["(512) 555-0100"],
      city: "Austin",
      region: "TX",
      country: "United States",
      profile_urls: ["https://www.linkedin.com/in/mara-q", "http://twitter.com/maraq"],
    });
  });

  it("version 4.0, with addresses as URIs, quoted parameters and a name in two scripts", async () => {
    expect(
      await only(
        "VERSION:4.0",
        "FN;ALTID=1;LANGUAGE=en:Yuki Hoshizora",
        "FN;ALTID=1;LANGUAGE=ja:星空 雪",
        'TEL;VALUE=uri;PREF=1;TYPE="voice,home":tel:+81-3-1234-5678;ext=102',
        "EMAIL:mailto:yuki@hoshi.example",
        "ROLE:Astronomer",
        "TITLE:Head of Stars",
        "KIND:individual",
      ),
    ).toEqual({
      full_name: "Yuki Hoshizora",
      phones: ["+81-3-1234-5678"],
      emails: ["yuki@hoshi.example"],
      title: "Head of Stars",
    });
  });

  it("somebody with an agent, whose own card is nobody else's", async () => {
    const { people, rejects } = await understood(
      card(
        "FN:Jane Doe",
        "AGENT:",
        "BEGIN:VCARD",
        "FN:Some Agent",
        "EMAIL:agent@else.example",
        "END:VCARD",
        "TITLE:CEO",
      ),
      "vcard",
    );
    expect(people).toEqual([{ full_name: "Jane Doe", title: "CEO" }]);
    expect(rejects).toEqual([]);
  });
});

it("a card is known by its UID, or by what it says", async () => {
  const { keys } = await understood(
    card("FN:Jane Doe", "UID:7") + card("FN:John Roe") + card("FN:John Roe"),
    "vcard",
  );
  expect(keys[0]).toBe("7");
  expect(keys[1]).toBe(keys[2]);
});

describe("what is no person is rejected with its line", () => {
  it.each([
    ["a group", card("FN:Friends", "X-ADDRESSBOOKSERVER-KIND:group"), [[1, "not_a_person"]]],
    ["a company", card("FN:Acme", "ORG:Acme", "X-ABShowAs:COMPANY"), [[1, "not_a_person"]]],
    ["a card without an end", `BEGIN:VCARD\nFN:A B\n${card("FN:Jane Doe")}`, [[1, "unterminated_card"]]],
    [
      "the end of the file in a card",
      `${card("FN:Jane Doe")}BEGIN:VCARD\nFN:A B`,
      [[4, "unterminated_card"]],
    ],
    ["nobody", card("NOTE:who is this"), [[1, "no_identity"]]],
    ["lines between cards", `${card("FN:Jane Doe")}X:1\nY:2\n${card("FN:John Roe")}`, [[4, "outside_card"]]],
    ["an end without a beginning", `${card("FN:Jane Doe")}END:VCARD\n`, [[4, "outside_card"]]],
  ])("%s", async (_, content, expected) => {
    const { rejects } = await understood(content, "vcard");
    expect(rejects.map(({ line, code }) => [line, code])).toEqual(expected);
  });
});

it("a file without any card is refused", async () => {
  await expect(understood("id,name\n1,Jane Doe\n", "vcard")).rejects.toMatchObject({ code: "no_cards" });
});

it("a picture of megabytes costs its card nothing", async () => {
  const photo = Array.from({ length: 40_000 }, () => ` ${"A".repeat(74)}`).join("\r\n");
  const { people } = await understood(card("PHOTO;ENCODING=b:", photo, "FN:Jane Doe"), "vcard");
  expect(people).toEqual([{ full_name: "Jane Doe" }]);
});

it("nothing that stands in a file makes reading it fail", async () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom("BEGIN:VCARD\n", "END:VCARD\n", "FN:A B\n", "N:;=\n", "AGENT:\n", '";:\n'),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { minLength: 1 }), async (pieces) => {
      const content = `${pieces.join("")}\nX:1`;
      const { people, rejects } = await understood(content, "vcard");
      expect(people.length).toBeLessThanOrEqual(content.split(/BEGIN:VCARD/i).length - 1);
      expect(rejects.every(({ line }) => line > 0)).toBe(true);
    }),
  );
});

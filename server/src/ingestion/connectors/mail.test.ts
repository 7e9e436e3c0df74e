import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { understood } from "../../../test/connected.js";

const SEPARATOR = "From mara@acme.example Tue Mar  5 10:11:12 2024\n";
const message = (headers: readonly string[], body = "") => `${headers.join("\n")}\n\n${body}\n`;
const FROM = "From: Mara Quillfeather <mara@acme.example>";
const DATE = "Date: Tue, 5 Mar 2024 10:11:12 +0000";
const signed = async (body: string, from = FROM) => {
  const { people } = await understood(message([from, DATE], body), "mail");
  const { full_name: _, emails: _emails, first_seen: _first, last_seen: _last, ...told } = people[0] ?? {};
  return told;
};

describe("a mailbox tells of", () => {
  it("everyone who wrote and was written to, with the days", async () => {
    const later = FROM.replace("Mara Quillfeather", '"Quillfeather, Mara"');
    const box = [
      SEPARATOR +
        message(
          [FROM, "To: John Roe <John@Fiction.example>, ann@fiction.example", DATE],
          "From here on\n>From quoted",
        ),
      SEPARATOR +
        message([
          later,
          "Cc: Team: Jarek <jarek@fiction.example>, Ann <ann@fiction.example>;",
          "Date: Wed, 6 Mar 2024 01:00:00 +0200",
        ]),
      SEPARATOR + message([FROM, "Date: Thu, 7 Mar 2024 10:00:00 +0000"]),
    ].join("\n");
    const { people, rejects } = await understood(box, "mail");
    expect(rejects).toEqual([]);
    expect(people).toEqual([
      {
        emails: ["john@fiction.example"],
        full_name: "John Roe",
        first_seen: "2024-03-05",
        last_seen: "2024-03-05",
      },
      { emails: ["ann@fiction.example"], first_seen: "2024-03-05", last_seen: "2024-03-05" },
      {
        emails: ["mara@acme.example"],
        full_name: "Mara Quillfeather",
        first_seen: "2024-03-05",
        last_seen: "2024-03-07",
      },
      {
        emails: ["jarek@fiction.example"],
        full_name: "Jarek",
        first_seen: "2024-03-05",
        last_seen: "2024-03-05",
      },
      {
        emails: ["ann@fiction.example"],
        full_name: "Ann",
        first_seen: "2024-03-05",
        last_seen: "2024-03-05",
      },
      {
        emails: ["mara@acme.example"],
        full_name: "Quillfeather, Mara",
        first_seen: "2024-03-05",
        last_seen: "2024-03-05",
      },
    ]);
  });

  it.each([
    [
      "words in another encoding",
      "From: =?iso-8859-1?Q?J=FCrgen_M=FCller?= <j@acme.example>",
      "Jürgen Müller",
    ],
    ["bytes that are UTF-8", "From: Jürgen Müller <j@acme.example>", "Jürgen Müller"],
    ["base64", "From: =?UTF-8?B?5pif56m6IOmbqg==?= <j@acme.example>", "星空 雪"],
    ["a header of two lines", "From:\n Jane\n Doe <j@acme.example>", "Jane Doe"],
    ["quotes around quotes", `From: "'Jane Doe'" <j@acme.example>`, "Jane Doe"],
    ["a name that is the address again", 'From: "j@acme.example" <j@acme.example>', undefined],
    ["a list that passes messages on", 'From: "Jane Doe via devs" <j@acme.example>', undefined],
  ])("somebody whose name stands in %s", async (_, from, name) => {
    const { people } = await understood(message([from, DATE]), "mail");
    expect(people.map(({ full_name, emails }) => [full_name, emails])).toEqual([[name, ["j@acme.example"]]]);
  });

  it("no program, and nothing of what is no message", async () => {
    const box = `${SEPARATOR}${message(["From: Robot <no-reply@acme.example>", "To: Jane Doe <j@acme.example>", DATE])}\n${SEPARATOR}this is no message\n`;
    const { people, rejects } = await understood(box, "mail");
    expect(people.map(({ full_name }) => full_name)).toEqual(["Jane Doe"]);
    expect(rejects.map(({ line, code }) => [line, code])).toEqual([
      [8, "not_a_message"],
      [2, "bot"],
    ]);
  });
});

describe("a signature block", () => {
  const BLOCK = { title: "Head of Logistics", company_name: "Acme GmbH", phones: ["+49 30 1234567"] };
  it.each([
    [
      "behind the mark of one",
      "Hello\n\n-- \nMara Quillfeather\nHead of Logistics\nAcme GmbH\nTel: +49 30 1234567\nFax: +49 30 7654321\n",
    ],
    [
      "behind words that close a letter",
      "Hello\n\nBest regards,\nMara\n\nHead of Logistics | Acme GmbH\nT +49 30 1234567 | F +49 30 7654321",
    ],
    [
      "in German, name and title in one line",
      "Hallo\n\nViele Grüße\nMara Quillfeather, Head of Logistics\nAcme GmbH\n+49 30 1234567",
    ],
    [
      "above what it answers",
      "Hi\n\n-- \nMara Quillfeather\nHead of Logistics, Acme GmbH\n+49 30 1234567\n\nOn Mon, 4 Mar 2024 John Roe wrote:\n> -- \n> John Roe\n> CEO\n",
    ],
  ])("%s", async (_, body) => {
    expect(await signed(body)).toEqual(BLOCK);
  });

  it.each([
    ["of somebody else", "-- \nJohn Roe\nCEO\nFiction Ltd\n+44 20 7946 0000"],
    ["that is quoted", "Hi\n> -- \n> Mara Quillfeather\n> Head of Logistics"],
    ["that is only a line", "-- \nsent from my telephone"],
    ["without words or mark before it", "Mara Quillfeather\nHead of Logistics"],
  ])("%s says nothing", async (_, body) => {
    expect(await signed(body)).toEqual({});
  });

  it("of another company than the address is at names no company", async () => {
    expect(await signed("-- \nMara Quillfeather\nHead of Logistics\nMegacorp Holding\n")).toEqual({
      title: "Head of Logistics",
    });
  });

  it("is found in a message that is only HTML, outside of what it quotes", async () => {
    const html = `<html><head><style>p{}</style></head><body><p>Hi</p><div>Best regards,</div><div>Mara</div><div>Head of Logistics</div><blockquote>Best regards,<br>Mara<br>CEO</blockquote></body></html>`;
    const { people } = await understood(
      message([FROM, DATE, "Content-Type: text/html; charset=utf-8"], html),
      "mail",
    );
    expect(people[0]?.title).toBe("Head of Logistics");
  });

  it("of the latest message counts, whatever the order", async () => {
    const body = (title: string) => `-- \nMara Quillfeather\n${title}`;
    const box = `${SEPARATOR}${message([FROM, "Date: Thu, 7 Mar 2024 10:00:00 +0000"], body("Head of Logistics"))}\n${SEPARATOR}${message([FROM, DATE], body("Logistics Clerk"))}`;
    const { people } = await understood(box, "mail");
    expect(people.map(({ title }) => title)).toEqual(["Head of Logistics"]);
  });
});

it("an attachment of megabytes is passed over", async () => {
  const attachment = Array.from({ length: 60_000 }, () => "QUJD".repeat(18)).join("\n");
  const headers = [FROM, DATE, 'Content-Type: multipart/mixed; boundary="b"'];
  const body = `--b\nContent-Type: text/plain\n\nHi\n-- \nMara Quillfeather\nHead of Logistics\n--b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n${attachment}\n--b--`;
  const { people } = await understood(message(headers, body), "mail");
  expect(people[0]?.title).toBe("Head of Logistics");
});

it("nothing that stands in a mailbox makes reading it fail", async () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(
      SEPARATOR,
      `${FROM}\n`,
      "To: <<>>,;:\n",
      "\n\n",
      "Content-Type: multipart/mixed; boundary=b\n",
      "--b\n",
      "-- \n",
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece), async (pieces) => {
      const { people, rejects } = await understood(`x${pieces.join("")}`, "mail");
      expect(people.length + rejects.length).toBeGreaterThan(0);
    }),
    { numRuns: 200 },
  );
});

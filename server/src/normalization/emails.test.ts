import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accountOfNoReply, isBotSignature, parseEmail } from "./emails.js";

describe("an address", () => {
  it.each([
    ["Jane@Acme.Example", "jane@acme.example"],
    [" jane@acme.example ", "jane@acme.example"],
    ["mailto:jane@acme.example", "jane@acme.example"],
    ["Jane Doe <jane@acme.example>", "jane@acme.example"],
    ["jane+crm@acme.example", "jane@acme.example"],
    ["jane@münchen.example", "jane@xn--mnchen-3ya.example"],
    ["jane@xn--mnchen-3ya.example", "jane@xn--mnchen-3ya.example"],
    ["jörg@acme.example", "jörg@acme.example"],
    ["o'brien@acme.example", "o'brien@acme.example"],
  ])("%s is %s", (text, canonical) => {
    expect(parseEmail(text)?.canonical).toBe(canonical);
  });

  it("at a host that ignores dots has none", () => {
    const [dotted, plain, other] = ["j.a.ne@gmail.com", "jane+x@gmail.com", "ja.ne@googlemail.com"].map(
      parseEmail,
    );
    expect([plain?.canonical, other?.canonical]).toEqual([dotted?.canonical, dotted?.canonical]);
    expect(parseEmail("j.doe@acme.example")?.local).toBe("j.doe");
  });

  it.each([
    "",
    "jane",
    "jane@",
    "@acme.example",
    "ja ne@acme.example",
    "jane@ac me.example",
    "jane@@acme.example",
    "jane@acme..example",
    ".jane@acme.example",
    "ja..ne@acme.example",
    "jane@acme.example/x",
    "jane@-acme.example",
    `${"a".repeat(65)}@acme.example`,
    `jane@${"a".repeat(250)}.example`,
    "\u0000@acme.example",
  ])("%j is none", (text) => {
    expect(parseEmail(text)).toBeNull();
  });

  it.each([
    "info@acme.example",
    "Sales@acme.example",
    "sales-de@acme.example",
    "info2@acme.example",
    "kontakt@acme.example",
    "hr@acme.example",
  ])("%s is a desk's", (text) => {
    expect(parseEmail(text)?.role).toBe(true);
  });

  it.each(["jane@acme.example", "anna.post@acme.example", "infomann@acme.example", "salesh@acme.example"])(
    "%s is a person's",
    (text) => {
      expect(parseEmail(text)?.role).toBe(false);
    },
  );

  it("tells free, disposable and reserved hosts", () => {
    expect(parseEmail("jane@gmail.com")).toMatchObject({ free: true, disposable: false, reserved: false });
    expect(parseEmail("jane@mailinator.com")).toMatchObject({ disposable: true });
    expect(parseEmail("jane@example.com")).toMatchObject({ free: false, reserved: true });
    expect(parseEmail("jane@localhost")).toMatchObject({ reserved: true });
    expect(parseEmail("jane@acme.example")).toMatchObject({
      free: false,
      disposable: false,
      reserved: false,
    });
    expect(parseEmail("no-reply@acme.example")).toMatchObject({ noReply: true });
  });
});

describe("a commit signature", () => {
  it("of a program is told from a person's", () => {
    expect(isBotSignature("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.codehost.example")).toBe(
      true,
    );
    expect(isBotSignature("Build", "ci@acme.example")).toBe(true);
    expect(isBotSignature("Jane Abbot", "jane.abbot@acme.example")).toBe(false);
    expect(isBotSignature("Luci Doe", "luci@acme.example")).toBe(false);
  });

  it("with a code host's no-reply address leads to the account", () => {
    expect(accountOfNoReply("123+Jane-D@users.noreply.codehost.example")).toBe(
      "https://codehost.example/jane-d",
    );
    expect(accountOfNoReply("jane@acme.example")).toBeNull();
  });
});

describe("any text", () => {
  it("never makes it fail, and what is read is read the same again", () => {
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.emailAddress());
    fc.assert(
      fc.property(text, (input) => {
        const once = parseEmail(input);
        return once === null || parseEmail(once.canonical)?.canonical === once.canonical;
      }),
    );
  });

  it("is read the same by itself and in brackets", () => {
    const part = fc.stringMatching(/^[a-z0-9_.+-]{1,70}$/);
    const address = fc.tuple(part, fc.oneof(part, fc.domain())).map((halves) => halves.join("@"));
    fc.assert(
      fc.property(address, (text) => {
        expect(parseEmail(text)).toEqual(parseEmail(`<${text}>`));
      }),
    );
  });

  it("of a megabyte is refused at once", () => {
    expect(parseEmail(`${"a@".repeat(500_000)}acme.example`)).toBeNull();
  });
});

import { describe, expect, it } from "vitest";
import { type ColumnMeaning, meaningOf, meaningsOf, parseColumnMap } from "./headers.js";

const HEADERS: readonly (readonly [ColumnMeaning | null, readonly string[]])[] = [
  ["id", ["id", "ID", "Record ID", "Contact Id", "rec_id", "unique_id", "externalId", "UUID", "Employee ID"]],
  ["full_name", ["Name", "Full Name", "displayName", "Contact Name", "Nombre completo", "author"]],
  [
    "first_name",
    ["First Name", "firstName", "given_name", "Vorname", "Prénom", "Nombre", "person.name.first"],
  ],
  ["middle_name", ["Middle Name", "Additional Name"]],
  ["last_name", ["Last Name", "surname", "Family Name", "Nachname", "Nom", "Apellidos", "name.family"]],
  [
    "emails",
    ["Email", "E-mail", "Email Address", "Work Email", "email_2", "E-mail 1 - Value", "Correo electrónico"],
  ],
  ["emails", ["emails.0.value", "contact.email", "emails.1"]],
  ["phones", ["Phone", "Mobile Phone", "Téléphone", "Phone 1 - Value", "Telefon"]],
  [
    "title",
    ["Stellenbezeichnung", "Mansione", "Functietitel", "Befattning", "Stilling", "Stanowisko", "Jobbtitel"],
  ],
  ["title", ["Title", "Job Title", "jobTitle", "Position", "Role", "Cargo", "employment.title"]],
  [
    "company_name",
    ["Company", "Organization", "Organisation Name", "Account Name", "Firma", "Société", "employer"],
  ],
  ["company_name", ["Organization 1 - Name", "company.name", "experience.0.company.name"]],
  ["company_domain", ["Company Domain", "domain", "Company Website", "Email Domain", "company.domain"]],
  ["website", ["Website", "URL", "Website 1 - Value"]],
  ["linkedin_url", ["LinkedIn", "LinkedIn URL", "linkedin_url", "Person Linkedin Url"]],
  ["profile_urls", ["Profile URL", "GitHub", "twitter", "ORCID"]],
  ["location", ["Location", "Standort", "based in"]],
  ["city", ["City", "Ort", "Ville", "Mailing City", "address.city"]],
  ["region", ["State", "State/Region", "Province", "Bundesland"]],
  ["country", ["Country", "Country/Region", "Land", "País"]],
  [
    "last_seen",
    ["Updated At", "Last Modified", "Last Activity Date", "Connected On", "Event Date", "updated_at"],
  ],
  ["first_seen", ["Created", "created_at", "Create Date", "Date Added"]],
  ["ignore", ["Email Status", "Phone Type", "Contact Owner", "Company Phone", "Company Linkedin Url"]],
  ["ignore", ["Assistant Email", "manager.name", "Created By", "Fax"]],
  [null, ["Favourite colour", "tenure", "", "1", "job.id"]],
];

describe("a header is recognised as", () => {
  it.each(HEADERS.flatMap(([meaning, headers]) => headers.map((header) => [meaning, header] as const)))(
    "%s: %s",
    (meaning, header) => {
      expect(meaningOf(header)).toBe(meaning);
    },
  );
});

describe("a map", () => {
  const map = parseColumnMap('{"Name":"ignore","Kontakt":"full_name"}', "map.json");

  it("is above what a header seems to be", () => {
    expect(meaningsOf(["Name", "Kontakt", "Email"], map, "people.csv")).toEqual([
      "ignore",
      "full_name",
      "emails",
    ]);
  });

  it("that names a column which is not there is refused with those that are", () => {
    expect(() => meaningsOf(["Name", "Email"], map, "people.csv")).toThrow(
      expect.objectContaining({ code: "unknown_column", hint: "Its columns are: Name, Email." }),
    );
  });

  it("is asked for where no column tells who a record is about", () => {
    expect(() => meaningsOf(["who", "colour"], new Map(), "people.csv")).toThrow(
      expect.objectContaining({
        code: "no_identity_column",
        hint: 'Its columns are: who, colour. Say what they mean with --map FILE, e.g. {"who": "full_name"}.',
      }),
    );
  });
});

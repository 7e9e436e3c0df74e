import { crc32, deflateRawSync } from "node:zlib";

/** An entry as it stands in the archive; its size and checksum are what is claimed. */
export interface Packed {
  readonly packed: Buffer;
  readonly size: number;
  readonly checksum: number;
}

function headerOf(signature: number, name: string, { packed, size, checksum }: Packed, offset = 0): Buffer {
  const isCentral = signature === 0x02014b50;
  const header = Buffer.alloc(isCentral ? 46 : 30);
  header.writeUInt32LE(signature, 0);
  const at = isCentral ? 6 : 4;
  if (isCentral) header.writeUInt16LE(20, 4);
  header.writeUInt16LE(20, at);
  header.writeUInt16LE(8, at + 4);
  header.writeUInt32LE(checksum, at + 10);
  header.writeUInt32LE(packed.length, at + 14);
  header.writeUInt32LE(size, at + 18);
  header.writeUInt16LE(Buffer.byteLength(name), at + 22);
  if (isCentral) header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, Buffer.from(name)]);
}

function packedOf(content: string | Buffer | Packed): Packed {
  if (typeof content !== "string" && !Buffer.isBuffer(content)) return content;
  const bytes = Buffer.from(content);
  return { packed: deflateRawSync(bytes), size: bytes.length, checksum: crc32(bytes) };
}

/** A zip archive with these entries. */
export function zip(entries: Readonly<Record<string, string | Buffer | Packed>>): Buffer {
  const [local, central]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const [name, content] of Object.entries(entries)) {
    const packed = packedOf(content);
    const entry = Buffer.concat([headerOf(0x04034b50, name, packed), packed.packed]);
    central.push(headerOf(0x02014b50, name, packed, offset));
    local.push(entry);
    offset += entry.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(central.length, 8);
  end.writeUInt16LE(central.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}

const RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">';

/** A workbook with these sheets, each the XML inside of its `sheetData`; further parts replace those made here. */
export function workbook(
  sheets: readonly string[],
  parts: Readonly<Record<string, string | Packed>> = {},
  attributes: readonly string[] = [],
): Buffer {
  const numbered = sheets.map((_, at) => at + 1);
  return zip({
    "xl/workbook.xml": `<?xml version="1.0"?><workbook xmlns:r="r"><workbookPr/><sheets>${numbered
      .map((at) => `<sheet name="S${at}" sheetId="${at}" ${attributes[at - 1] ?? ""} r:id="rId${at}"/>`)
      .join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${RELATIONS}${numbered
      .map((at) => `<Relationship Id="rId${at}" Target="worksheets/sheet${at}.xml"/>`)
      .join("")}</Relationships>`,
    ...Object.fromEntries(
      sheets.map((data, at) => [
        `xl/worksheets/sheet${at + 1}.xml`,
        `<?xml version="1.0"?><worksheet><sheetData>${data}</sheetData></worksheet>`,
      ]),
    ),
    ...parts,
  });
}

/** A row of a sheet with these texts, in the cells from A on. */
export function sheetRow(number: number, ...texts: readonly string[]): string {
  const cells = texts.map(
    (text, at) =>
      `<c r="${String.fromCharCode(65 + at)}${number}" t="inlineStr"><is><t>${text.replaceAll("&", "&amp;")}</t></is></c>`,
  );
  return `<row r="${number}">${cells.join("")}</row>`;
}

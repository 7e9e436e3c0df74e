import { createServer, connect as dial, type Server } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";
import { connect } from "./database.js";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const text = fc.string({ unit: "grapheme" }).filter((value) => !value.includes("\0"));
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const moment = fc.date({ min: new Date("1900-01-01"), max: new Date("2100-01-01"), noInvalidDate: true });
const json = fc.dictionary(text, fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null)), {
  noNullPrototype: true,
});

it.each<[string, fc.Arbitrary<unknown>]>([
  ["text", text],
  ["varchar", text],
  ["int2", fc.integer({ min: -32_768, max: 32_767 })],
  ["int4", fc.integer()],
  ["int8", fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String)],
  ["float8", fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)],
  ["numeric", fc.integer().map(String)],
  ["boolean", fc.boolean()],
  ["bytea", fc.uint8Array().map((bytes) => Buffer.from(bytes))],
  ["uuid", fc.uuid()],
  ["timestamptz", moment],
  ["jsonb", json],
])("arrays of %s come back as they were sent", async (type, element) => {
  await fc.assert(
    fc.asyncProperty(fc.array(orNull(element), { maxLength: 5 }), async (some) => {
      // The driver takes a boolean, a time or bytes in the first place for the type of the parameter.
      const values = [null, ...some];
      const [row] = await database.sql.unsafe<{ back: unknown }[]>(`SELECT $1::${type}[] AS back`, [
        values as never,
      ]);
      expect(row?.back).toEqual(values);
    }),
    { numRuns: 50 },
  );
});

it("tells of what is no value of an array", async () => {
  await expect(database.sql`SELECT ${[undefined] as never}::text[]`).rejects.toThrow("undefined");
});

/** Passes everything on to a server, and hears what clients say. */
function overhear(url: string, hear: (said: string) => void): Promise<Server> {
  const { hostname, port } = new URL(url);
  const proxy = createServer((client) => {
    const server = dial(Number(port), hostname);
    client.on("data", (said) => hear(said.toString("latin1")));
    client.pipe(server).pipe(client);
    for (const end of [client, server]) end.on("error", () => end.destroy());
  });
  return new Promise((resolve) => {
    proxy.listen(0, "127.0.0.1", () => resolve(proxy));
  });
}

it("asks a new connection nothing but what is asked by us: nobody would catch the error of the driver's own question", async () => {
  let said = "";
  const proxy = await overhear(database.url, (some) => {
    said += some;
  });
  const url = new URL(database.url);
  const address = proxy.address();
  if (address === null || typeof address === "string") throw new Error("the proxy has no port");
  url.port = String(address.port);
  const sql = connect(url.href, 1);
  expect(await sql`SELECT ARRAY[1, NULL, 3] AS some`).toEqual([{ some: [1, null, 3] }]);
  await sql.end();
  proxy.close();
  expect(said).toContain("SELECT ARRAY");
  expect(said).not.toContain("pg_type");
});

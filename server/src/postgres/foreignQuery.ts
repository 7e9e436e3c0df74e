import pgpass from "pgpass";
import postgres, { type Sql } from "postgres";
import { VouchError } from "../errors.js";
import { isOutage } from "./outage.js";

/** What a query gives, as text. */
export interface QueryResult {
  readonly columns: readonly string[];
  /** Arrays as their elements, parted by line ends. Ends the connection when it is through, or left. */
  readonly rows: AsyncGenerator<readonly (readonly string[])[]>;
}

/** Rows that are asked for at once. */
const FETCHED = 2_000;
/** text[], varchar[], char[], citext[] and the like begin and end so; so do texts of other types, which stay. */
const ARRAY_TYPES: ReadonlySet<number> = new Set([1009, 1014, 1015, 1002, 1003]);

/** Text of an array of texts, {a,"b, c",NULL}, as its elements. */
function elementsOf(array: string): string {
  const elements = array.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|([^,{}]+)/g);
  return [...elements]
    .flatMap(([, quoted, bare]) => (bare === "NULL" ? [] : [quoted?.replace(/\\(.)/g, "$1") ?? bare ?? ""]))
    .join("\n");
}

/** A server's address without what gives access to it. */
export function shownAddress(url: string): string {
  const { protocol, host, pathname, username } = new URL(url);
  return `${protocol}//${username === "" ? "" : `${username}@`}${host}${pathname}`;
}

function passwordOf({ options }: Sql): Promise<string | undefined> {
  const [host = "localhost", port = 5432] = [options.host[0], options.port[0]];
  const { database, user } = options;
  return new Promise((resolve) => pgpass({ host, port, database, user }, resolve));
}

const SETTINGS = {
  application_name: "vouch import",
  DateStyle: "ISO",
  IntervalStyle: "iso_8601",
  bytea_output: "hex",
  default_transaction_read_only: true,
};

/** Connects as the address says; what it leaves open as PGUSER, PGPASSWORD and the others, else ~/.pgpass, say. */
async function connect(url: string): Promise<Sql> {
  const options = {
    max: 1,
    connect_timeout: 10,
    fetch_types: false,
    onnotice: () => {},
    connection: SETTINGS,
  };
  const asked = postgres(url, options);
  if (asked.options.pass) return asked;
  const password = await passwordOf(asked);
  return password === undefined ? asked : postgres(url, { ...options, password });
}

const isDenied = (code: string) => code.startsWith("28") || code === "SASL_SIGNATURE_MISMATCH";

/** What went wrong, in words that do not hold what gives access. */
function failureOf(failure: unknown, url: string): unknown {
  if (!(failure instanceof Error) || !("code" in failure)) return failure;
  const [code, address] = [String(failure.code), shownAddress(url)];
  if (isDenied(code))
    return new VouchError(
      "database_denied",
      `${address} does not let us in: ${failure.message}`,
      "Give the password in PGPASSWORD or in ~/.pgpass, or the whole address in a variable: env:NAME.",
    );
  if (isOutage(failure) && code !== "25006")
    return new VouchError(
      "database_unreachable",
      `No PostgreSQL answers at ${address}`,
      "Check the address, and that the server runs.",
    );
  const position = "position" in failure ? ` (at character ${String(failure.position)} of the query)` : "";
  return new VouchError(
    "query_failed",
    `${address} cannot do the query: ${failure.message}${position}`,
    "Give one SELECT that reads; try it in psql.",
  );
}

/** Does something in a transaction that can only read, and sees one moment. */
async function* reading<T>(url: string, work: (sql: Sql) => AsyncIterable<T>): AsyncGenerator<T> {
  const sql = await connect(url);
  try {
    // The connection is one: what follows is in the transaction.
    await sql.unsafe("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    yield* work(sql);
  } catch (failure) {
    throw failureOf(failure, url);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/**
 * Asks a database of somebody's for the rows of one query, which can only read.
 * @throws VouchError database_unreachable, database_denied, query_failed; the rows throw them too
 */
export async function foreignQuery(url: string, query: string): Promise<QueryResult> {
  const described = reading(url, async function* (sql) {
    yield (await sql.unsafe(query).describe()).columns;
  });
  const columns = (await described.next()).value ?? [];
  await described.return(undefined);
  const isArray = columns.map(({ type }: { type: number }) => ARRAY_TYPES.has(type));
  const text = (cell: Buffer | null, at: number) =>
    cell === null ? "" : isArray[at] === true ? elementsOf(cell.toString()) : cell.toString();
  const rows = reading(url, async function* (sql) {
    for await (const batch of sql.unsafe(query).raw().cursor(FETCHED))
      yield batch.map((row) => row.map(text));
  });
  return { columns: columns.map(({ name }: { name: string }) => name), rows };
}

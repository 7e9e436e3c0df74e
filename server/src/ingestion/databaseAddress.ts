import { VouchError } from "../errors.js";

const URL_OF_POSTGRES = /^postgres(ql)?:\/\//i;
const VARIABLE = /^env:([A-Za-z_]\w*)$/;

/** Whether what is to be imported is a database: at its address, or at that which a variable of the environment holds. */
export const isDatabaseAddress = (path: string) => URL_OF_POSTGRES.test(path) || VARIABLE.test(path);

/**
 * The address of a database.
 * @throws VouchError no_such_variable, invalid_database_address
 */
export function databaseUrl(path: string): string {
  const name = VARIABLE.exec(path)?.[1];
  const url = name === undefined ? path : process.env[name];
  if (url === undefined)
    throw new VouchError("no_such_variable", `The variable ${name} is not set`, "Export it first.");
  if (URL_OF_POSTGRES.test(url) && URL.canParse(url)) return url;
  // It may hold a password.
  throw new VouchError(
    "invalid_database_address",
    `${name ?? "What is given"} is no address of a PostgreSQL database`,
    "Write it so: postgres://user@host:5432/database; in a password, % and @ as %25 and %40.",
  );
}

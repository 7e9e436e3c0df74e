import { type Direction, type Schema, schemaChanges } from "./schemaChanges.js";

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: Schema;
}

interface Response extends Content {
  readonly headers?: Readonly<Record<string, unknown>>;
}

interface Operation {
  readonly "x-price": Readonly<Record<string, unknown>>;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content & { readonly required?: boolean };
  readonly responses: Readonly<Record<string, Response>>;
}

/** An OpenAPI document, as far as clients depend on it. */
export interface Contract {
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface Versions {
  readonly was: Contract;
  readonly is: Contract;
}

/** An operation as it was and as it is. */
interface Pair {
  readonly versions: Versions;
  readonly was: Operation;
  readonly is: Operation;
}

const compare = (
  { versions: { was, is } }: Pair,
  schemas: [Schema, Schema],
  at: string,
  direction: Direction,
) =>
  schemaChanges({
    was: { schema: schemas[0], schemas: was.components.schemas },
    is: { schema: schemas[1], schemas: is.components.schemas },
    at,
    direction,
  });

function contentChanges(pair: Pair, was: Content, is: Content, at: string, direction: Direction): string[] {
  return Object.entries(was.content ?? {}).flatMap(([type, { schema }]) => {
    const other = is.content?.[type];
    return other === undefined
      ? [`${at} is not ${type} any more`]
      : compare(pair, [schema, other.schema], at, direction);
  });
}

const nameOf = (parameter: Parameter) => `${parameter.in} parameter ${parameter.name}`;

function parameterChanges(pair: Pair): string[] {
  const [before, after] = [pair.was.parameters ?? [], pair.is.parameters ?? []];
  const twinOf = (one: Parameter, among: readonly Parameter[]) =>
    among.find((other) => nameOf(other) === nameOf(one));
  const changed = before.flatMap((parameter) => {
    const other = twinOf(parameter, after);
    if (other === undefined) return [`${nameOf(parameter)} is gone`];
    return compare(pair, [parameter.schema, other.schema], nameOf(parameter), "sent");
  });
  const required = after.filter(
    (parameter) => parameter.required === true && twinOf(parameter, before)?.required !== true,
  );
  return [...changed, ...required.map((parameter) => `${nameOf(parameter)} is required`)];
}

function bodyChanges(pair: Pair): string[] {
  const { requestBody: was } = pair.was;
  const { requestBody: is } = pair.is;
  if (was === undefined) return is?.required === true ? ["body is required"] : [];
  return is === undefined ? ["body is gone"] : contentChanges(pair, was, is, "body", "sent");
}

const isSuccess = (status: string) => status.startsWith("2");

function responseChanges(pair: Pair): string[] {
  const { responses: before } = pair.was;
  const { responses: after } = pair.is;
  const changed = Object.entries(before).flatMap(([status, response]) => {
    const other = after[status];
    if (other === undefined) return [`${status} is not answered any more`];
    const headers = Object.keys(response.headers ?? {}).filter((name) => other.headers?.[name] === undefined);
    return [
      ...headers.map((name) => `${status} has no header ${name} any more`),
      ...contentChanges(pair, response, other, `answer ${status}`, "answered"),
    ];
  });
  const news = Object.keys(after).filter((status) => isSuccess(status) && before[status] === undefined);
  return [...changed, ...news.map((status) => `${status} is a success`)];
}

function termChanges({ was, is }: Pair): string[] {
  const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
  return [
    ...(isSame(was["x-price"], is["x-price"]) ? [] : ["the price is another one"]),
    ...(isSame(was.security, is.security) ? [] : ["the key needs another scope"]),
  ];
}

const operationChanges = (pair: Pair): string[] =>
  [parameterChanges, bodyChanges, responseChanges, termChanges].flatMap((changesOf) => changesOf(pair));

/**
 * What breaks clients that were written for an earlier version of the contract: operations, fields, values, statuses or
 * headers that are gone, fields that must be sent, values that are no longer taken, answers that can be something else, other
 * prices and scopes. What is new and need not be asked for breaks nobody.
 * @returns a sentence for each, e.g. "POST /api/v1/people/enrich: body.email is gone"
 */
export function breakingChanges(was: Contract, is: Contract): string[] {
  return Object.entries(was.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      const name = `${method.toUpperCase()} ${path}`;
      const other = is.paths[path]?.[method];
      if (other === undefined) return [`${name} is gone`];
      const pair = { versions: { was, is }, was: operation, is: other };
      return operationChanges(pair).map((change) => `${name}: ${change}`);
    }),
  );
}

const majorOf = ({ info }: Contract) => Number(info.version.split(".", 1)[0]);

/** What the changelog lists under "### Breaking" of what is not released. */
function announcedIn(changelog: string): string {
  const part = (text: string, mark: RegExp, title: string) =>
    text.split(mark).find((section) => section.startsWith(`${title}\n`)) ?? "";
  return part(part(changelog, /^## /m, "Unreleased"), /^### /m, "Breaking");
}

/**
 * The breaking changes that nobody was told of: those that a new major version does not announce and the changelog does
 * not list word by word, under "### Breaking" of what is not released.
 * @param was the contract as it was last released
 * @param changelog the text of CHANGELOG.md
 */
export function unannouncedChanges(was: Contract, is: Contract, changelog: string): string[] {
  if (majorOf(is) > majorOf(was)) return [];
  const announced = announcedIn(changelog);
  return breakingChanges(was, is).filter((change) => !announced.includes(change));
}

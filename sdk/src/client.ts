import { watch } from "./events.js";
import { type FileBody, mediaTypeOf, readFile } from "./files.js";
import { type Calls, operations } from "./generated/operations.js";
import { readJson, send } from "./send.js";

export type OperationId = keyof Calls;

/** What one call may be given beside its input. */
export interface CallOptions {
  /** Ends the call, also while it waits to try again. */
  readonly signal?: AbortSignal;
  /** Milliseconds that one try may take; of a file or of events that are answered, until they begin. */
  readonly timeout?: number;
  /** Tries after the first. */
  readonly retries?: number;
  /**
   * Names the call, so that it is charged once however often it is asked; up to 255 characters. Each billable call has
   * one of its own where none is given: give one where the call must be the same across restarts of your program.
   */
  readonly idempotencyKey?: string;
}

/** Where the API is, who asks, and what holds for every call. */
export interface ClientOptions extends Pick<CallOptions, "timeout" | "retries"> {
  readonly apiKey?: string;
  /** e.g. `http://127.0.0.1:8787`. */
  readonly baseUrl: string;
  /** Another `fetch` than the platform's. */
  readonly fetch?: typeof fetch;
}

type Input<Id extends OperationId> = Calls[Id]["input"];
type Answer<Id extends OperationId> = Calls[Id] extends { answer: infer One } ? One : never;
type Watched<Id extends OperationId> = Calls[Id] extends { event: infer One } ? One : never;
type WatchedId = { [Id in OperationId]: Calls[Id] extends { event: unknown } ? Id : never }[OperationId];
type DryRun = { readonly dry_run: true };
/** A dry run is answered otherwise than the call itself. */
type AnswerTo<Id extends OperationId, Given> = Given extends DryRun
  ? Extract<Answer<Id>, DryRun>
  : Exclude<Answer<Id>, DryRun>;
type NoInput = Record<string, never>;
type PagedId = {
  [Id in OperationId]: Answer<Id> extends { next_cursor: unknown; data: readonly unknown[] } ? Id : never;
}[OperationId];
type Item<Id extends PagedId> = Answer<Id> extends { data: readonly (infer One)[] } ? One : never;

type Call<Id extends OperationId> = Id extends WatchedId
  ? (input: Input<Id>, options?: CallOptions) => AsyncGenerator<Watched<Id>, void>
  : Input<Id> extends NoInput
    ? (input?: NoInput, options?: CallOptions) => Promise<Answer<Id>>
    : <Given extends Input<Id>>(input: Given, options?: CallOptions) => Promise<AnswerTo<Id, Given>>;

/** One function for each operation of the contract; `each` walks through the items of all pages. */
export type Vouch = { readonly [Id in OperationId]: Call<Id> } & {
  readonly each: {
    readonly [Id in PagedId]: (input: Input<Id>, options?: CallOptions) => AsyncGenerator<Item<Id>, void>;
  };
};

const DEFAULT_TIMEOUT = 30_000;
/** A file is read to its end before it is answered. */
const UPLOAD_TIMEOUT = 600_000;
const DEFAULT_RETRIES = 3;

type Fields = Readonly<Record<string, unknown>>;

function urlOf(base: string, { path, inPath, inQuery }: Shape, input: Fields): string {
  const filled = inPath.reduce(
    (text, name) => text.replace(`{${name}}`, encodeURIComponent(String(input[name]))),
    path,
  );
  const url = new URL(base.replace(/\/+$/, "") + filled);
  for (const name of inQuery) if (input[name] !== undefined) url.searchParams.set(name, String(input[name]));
  return url.href;
}

interface Shape {
  readonly method: string;
  readonly path: string;
  readonly inPath: readonly string[];
  readonly inQuery: readonly string[];
  readonly isBilled: boolean;
  readonly isPaged: boolean;
  /** Media types of a file that is sent. */
  readonly takes?: readonly string[];
  /** What is answered that is no JSON. */
  readonly gives?: "file" | "events";
}

function bodyOf({ method, inPath, inQuery, takes }: Shape, input: Fields): FileBody | undefined {
  if (method !== "POST") return undefined;
  if (takes !== undefined) return input["file"] as FileBody;
  const elsewhere = new Set([...inPath, ...inQuery]);
  return JSON.stringify(Object.fromEntries(Object.entries(input).filter(([name]) => !elsewhere.has(name))));
}

function contentType({ method, takes }: Shape, { file, media_type }: Fields) {
  if (method !== "POST") return {};
  const type = takes === undefined ? "application/json" : mediaTypeOf(file as FileBody, media_type, takes);
  return { "Content-Type": type };
}

function headersOf(client: ClientOptions, shape: Shape, input: Fields, { idempotencyKey }: CallOptions) {
  const once = idempotencyKey ?? (shape.isBilled ? crypto.randomUUID() : undefined);
  return {
    ...(client.apiKey === undefined ? {} : { "X-API-Key": client.apiKey }),
    ...contentType(shape, input),
    ...(once === undefined ? {} : { "Idempotency-Key": once }),
  };
}

type AnyCall = (input?: Fields, options?: CallOptions) => Promise<unknown>;

const retriesOf = (client: ClientOptions, options: CallOptions) =>
  options.retries ?? client.retries ?? DEFAULT_RETRIES;

function ask<Read>(
  client: ClientOptions,
  shape: Shape,
  input: Fields,
  options: CallOptions,
  read: (response: Response) => Promise<Read>,
): Promise<Read> {
  const timeout = shape.takes === undefined ? (client.timeout ?? DEFAULT_TIMEOUT) : UPLOAD_TIMEOUT;
  return send({
    url: urlOf(client.baseUrl, shape, input),
    method: shape.method,
    headers: headersOf(client, shape, input, options),
    body: bodyOf(shape, input),
    isRepeatable: shape.method !== "POST" || shape.isBilled || options.idempotencyKey !== undefined,
    signal: options.signal,
    timeout: options.timeout ?? timeout,
    retries: retriesOf(client, options),
    fetch: client.fetch ?? fetch,
    read,
  });
}

const callOf = (client: ClientOptions, shape: Shape): AnyCall => {
  return (input = {}, options = {}) =>
    ask<unknown>(client, shape, input, options, shape.gives === "file" ? readFile : readJson);
};

type AnyWalk = (input: Fields, options?: CallOptions) => AsyncGenerator<unknown, void>;

const watchOf = (client: ClientOptions, shape: Shape): AnyWalk => {
  return (input, options = {}) =>
    watch({
      open: () => ask(client, shape, input, options, readFile),
      retries: retriesOf(client, options),
      signal: options.signal,
    });
};

interface Page {
  readonly data: readonly unknown[];
  readonly next_cursor: string | null;
}

/** An idempotency key names one page, so the pages after the first have keys of their own. */
async function* walk(call: AnyCall, input: Fields, options: CallOptions = {}): AsyncGenerator<unknown, void> {
  const { idempotencyKey, ...others } = options;
  let page = (await call(input, options)) as Page;
  for (let at = 2; ; at++) {
    yield* page.data;
    if (page.next_cursor === null) return;
    const named =
      idempotencyKey === undefined ? others : { ...others, idempotencyKey: `${idempotencyKey}:${at}` };
    page = (await call({ ...input, cursor: page.next_cursor }, named)) as Page;
  }
}

/**
 * Makes a client.
 * @returns one function for each operation, which answers with a promise, or with a generator of events; each rejects with an `ApiError` of its word's class, a `ConnectionError`
 *   where no answer came, or the reason of its signal
 */
export function createVouch(client: ClientOptions): Vouch {
  const calls: Record<string, AnyCall | AnyWalk> = {};
  const each: Record<string, AnyWalk> = {};
  for (const [id, shape] of Object.entries<Shape>(operations)) {
    const call = callOf(client, shape);
    calls[id] = shape.gives === "events" ? watchOf(client, shape) : call;
    if (shape.isPaged) each[id] = (input, options) => walk(call, input, options);
  }
  return { ...calls, each } as unknown as Vouch;
}

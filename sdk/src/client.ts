import { type Calls, operations } from "./generated/operations.js";
import { send } from "./send.js";

export type OperationId = keyof Calls;

/** What one call may be given beside its input. */
export interface CallOptions {
  /** Ends the call, also while it waits to try again. */
  readonly signal?: AbortSignal;
  /** Milliseconds that one try may take. */
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
type Answer<Id extends OperationId> = Calls[Id]["answer"];
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

type Call<Id extends OperationId> =
  Input<Id> extends NoInput
    ? (input?: NoInput, options?: CallOptions) => Promise<Answer<Id>>
    : <Given extends Input<Id>>(input: Given, options?: CallOptions) => Promise<AnswerTo<Id, Given>>;

/** One function for each operation of the contract; `each` walks through the items of all pages. */
export type Vouch = { readonly [Id in OperationId]: Call<Id> } & {
  readonly each: {
    readonly [Id in PagedId]: (input: Input<Id>, options?: CallOptions) => AsyncGenerator<Item<Id>, void>;
  };
};

const DEFAULT_TIMEOUT = 30_000;
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
}

function bodyOf({ method, inPath, inQuery }: Shape, input: Fields): string | undefined {
  if (method !== "POST") return undefined;
  const elsewhere = new Set([...inPath, ...inQuery]);
  return JSON.stringify(Object.fromEntries(Object.entries(input).filter(([name]) => !elsewhere.has(name))));
}

function headersOf(client: ClientOptions, shape: Shape, { idempotencyKey }: CallOptions) {
  const once = idempotencyKey ?? (shape.isBilled ? crypto.randomUUID() : undefined);
  return {
    ...(client.apiKey === undefined ? {} : { "X-API-Key": client.apiKey }),
    ...(shape.method === "POST" ? { "Content-Type": "application/json" } : {}),
    ...(once === undefined ? {} : { "Idempotency-Key": once }),
  };
}

type AnyCall = (input?: Fields, options?: CallOptions) => Promise<unknown>;

function callOf(client: ClientOptions, shape: Shape): AnyCall {
  return (input = {}, options = {}) =>
    send({
      url: urlOf(client.baseUrl, shape, input),
      method: shape.method,
      headers: headersOf(client, shape, options),
      body: bodyOf(shape, input),
      isRepeatable: shape.method !== "POST" || shape.isBilled || options.idempotencyKey !== undefined,
      signal: options.signal,
      timeout: options.timeout ?? client.timeout ?? DEFAULT_TIMEOUT,
      retries: options.retries ?? client.retries ?? DEFAULT_RETRIES,
      fetch: client.fetch ?? fetch,
    });
}

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
 * @returns one function for each operation; each rejects with an `ApiError` of its word's class, a `ConnectionError`
 *   where no answer came, or the reason of its signal
 */
export function createVouch(client: ClientOptions): Vouch {
  const calls: Record<string, AnyCall> = {};
  const each: Record<string, (input: Fields, options?: CallOptions) => AsyncGenerator<unknown, void>> = {};
  for (const [id, shape] of Object.entries<Shape>(operations)) {
    const call = callOf(client, shape);
    calls[id] = call;
    if (shape.isPaged) each[id] = (input, options) => walk(call, input, options);
  }
  return { ...calls, each } as unknown as Vouch;
}

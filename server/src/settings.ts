/** An environment variable that is heeded. */
export interface Setting {
  /** What it can be, in words: "port", "path", …; alternatives are parted by " | ". */
  readonly type: string;
  /** What holds where it is unset or empty; null: nothing. */
  readonly fallback: string | null;
  /** In Markdown, for `docs/operating/configuration.md`, which is made of this. */
  readonly meaning: string;
}

const SETTINGS = {
  VOUCH_DATA: { type: "path", fallback: "data", meaning: "the data folder (`--data`)" },
  VOUCH_PRIVACY: {
    type: "path",
    fallback: null,
    meaning:
      "the [privacy folder](../operations.md#the-data-folder), where it is not `privacy/` in the data folder: keep it out of backups that you restore, and shared by all servers on a database",
  },
  DATABASE_URL: {
    type: "URL",
    fallback: null,
    meaning:
      "a [PostgreSQL (15 or newer) of your own](scaling.md#a-postgresql-of-your-own), with its extension `pg_trgm`; without it, Vouch runs one itself",
  },
  VOUCH_HOST: { type: "address", fallback: "127.0.0.1", meaning: "where the server listens (`--host`)" },
  VOUCH_PORT: {
    type: "port",
    fallback: "8787",
    meaning: "where the server listens (`--port`); `0` takes a free one",
  },
  VOUCH_PLANS: {
    type: "path | JSON",
    fallback: null,
    meaning:
      "plans beside the built-in ones, or in their place; see [plans](../operations.md#accounts-plans-credits). The same for every process",
  },
  VOUCH_TRUSTED_PROXIES: {
    type: "addresses and ranges",
    fallback: null,
    meaning:
      "your reverse proxies, e.g. `10.0.0.0/8,::1`: whose `X-Forwarded-For` says where a call comes from",
  },
  VOUCH_REACHABLE: {
    type: "addresses and ranges",
    fallback: null,
    meaning:
      "private networks that webhooks may be sent to, pages read from and mail hosts asked at, e.g. `10.1.0.0/16`; without it, the public internet alone",
  },
  VOUCH_INFERRED_ADDRESSES: {
    type: "`on` | `off` | `except:` countries",
    fallback: "on",
    meaning:
      "where the Email Finder may answer with addresses that no source states, e.g. `except:DE,FR` or `except:EUROPE`; [why you may want to](../email-finder.md#switching-it-off)",
  },
  VOUCH_DELIVERABILITY: {
    type: "`off` | `mx` | `smtp`",
    fallback: "mx",
    meaning: "how far is [looked into](../email-finder.md#whether-mail-arrives) whether mail arrives",
  },
  VOUCH_PROBE_FROM: {
    type: "e-mail address",
    fallback: null,
    meaning: "in whose name mail hosts are asked; needed where that is `smtp`",
  },
  VOUCH_SMTP_URL: {
    type: "URL",
    fallback: null,
    meaning:
      "your server of mail, e.g. `smtp://user:password@mail.acme.example:587` or `smtps://…`: how people prove who they are when they [ask about their own data](../privacy.md)",
  },
  VOUCH_MAIL_FROM: {
    type: "e-mail address",
    fallback: null,
    meaning: "the sender of that mail; needed with `VOUCH_SMTP_URL`",
  },
  VOUCH_PUBLIC_URL: {
    type: "URL",
    fallback: null,
    meaning:
      "where people reach this server, e.g. `https://people.acme.example`: links in mail begin with it; needed with `VOUCH_SMTP_URL`",
  },
  VOUCH_JOBS_KEPT_HOURS: {
    type: "whole number, 72 to 87600",
    fallback: "168",
    meaning: "hours that a job is kept after its end, with what was sent and answered",
  },
  VOUCH_MEMORY_LIMIT: {
    type: "size",
    fallback: "1.5GB",
    meaning: "memory of the analytic engine in a worker; what is beyond goes to disk",
  },
  VOUCH_LOG: {
    type: "`errors` | `requests`",
    fallback: "errors",
    meaning: "`requests` writes [a line about every call](monitoring.md#logs), too",
  },
  VOUCH_METRICS_PORT: {
    type: "port",
    fallback: null,
    meaning:
      "answers [`GET /metrics`](monitoring.md#metrics) for Prometheus, at the same host; keep it from clients",
  },
  VOUCH_DEBUG: { type: "`1`", fallback: null, meaning: "prints stack traces of unexpected failures" },
  VOUCH_API_KEY: {
    type: "API key",
    fallback: null,
    meaning: "the key that commands ask a running server with (`--key`): `enrich`, `find`, `mcp`",
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    type: "URL",
    fallback: null,
    meaning:
      "sends [traces](monitoring.md#traces) to a collector, as JSON over HTTP: `/v1/traces` is put behind it",
  },
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: {
    type: "URL",
    fallback: null,
    meaning: "the same, as it stands; above the other one",
  },
  OTEL_EXPORTER_OTLP_HEADERS: {
    type: "list of `name=value`",
    fallback: null,
    meaning: "headers of what is sent, percent-encoded",
  },
  OTEL_EXPORTER_OTLP_TRACES_HEADERS: {
    type: "list of `name=value`",
    fallback: null,
    meaning: "the same; in place of the others",
  },
  OTEL_SERVICE_NAME: { type: "text", fallback: "vouch", meaning: "`service.name` of every span" },
  OTEL_RESOURCE_ATTRIBUTES: {
    type: "list of `name=value`",
    fallback: null,
    meaning: "what else is said of the service",
  },
  OTEL_TRACES_SAMPLER: {
    type: "`always_on` | `always_off` | `traceidratio`, each also as `parentbased_…`",
    fallback: null,
    meaning: "which traces that begin here are kept; a caller's own decision stands above it",
  },
  OTEL_TRACES_SAMPLER_ARG: {
    type: "number, 0 to 1",
    fallback: null,
    meaning: "the share that is kept by `traceidratio`",
  },
  OTEL_TRACES_EXPORTER: { type: "`otlp` | `none`", fallback: null, meaning: "`none` sends no traces" },
  OTEL_SDK_DISABLED: { type: "`true`", fallback: null, meaning: "sends no traces" },
} as const satisfies Record<string, Setting>;

/** The environment variables that are heeded, in the order in which they are told of. */
export const settings: Readonly<Record<SettingName, Setting>> = SETTINGS;

export type SettingName = keyof typeof SETTINGS;

type DefaultedName = {
  [Name in SettingName]: (typeof SETTINGS)[Name]["fallback"] extends string ? Name : never;
}[SettingName];

/** Environment variables by their names. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What an environment variable says; empty is unset. */
export const given = (environment: Environment, name: SettingName): string | undefined =>
  environment[name] || undefined;

/** The same of a variable that has a default. */
export const settingOf = (environment: Environment, name: DefaultedName): string =>
  environment[name] || SETTINGS[name].fallback;

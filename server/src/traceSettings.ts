import { type Environment, settingOf } from "./settings.js";

/** Where traces go, as the environment variables of OpenTelemetry say it. */
export interface TraceSettings {
  /** Takes OTLP as JSON over HTTP. */
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Of the resource that every span is of: service.name, and what else is said of it. */
  readonly attributes: Readonly<Record<string, string>>;
  /** The share of traces begun here that is kept; a caller that began one decides for it. */
  readonly share: number;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Reads a list such as `a=1,b=2`, percent-encoded. */
function readList(text: string | undefined): Record<string, string> {
  const pairs = (text ?? "").split(",").map((pair) => pair.split("="));
  return Object.fromEntries(
    pairs.flatMap(([name = "", ...value]) =>
      name.trim() === "" || value.length === 0 ? [] : [[name.trim(), decode(value.join("=").trim())]],
    ),
  );
}

function readShare({ OTEL_TRACES_SAMPLER: sampler, OTEL_TRACES_SAMPLER_ARG: argument }: Environment): number {
  if (sampler?.endsWith("always_off") === true) return 0;
  const share = Number(argument ?? 1);
  return sampler?.endsWith("traceidratio") === true && share >= 0 && share <= 1 ? share : 1;
}

/** Reads OpenTelemetry's environment variables. @returns undefined where no endpoint is set, or it is switched off */
export function readTraceSettings(environment: Environment): TraceSettings | undefined {
  const common = environment["OTEL_EXPORTER_OTLP_ENDPOINT"];
  const endpoint =
    environment["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] || (common && `${common.replace(/\/$/, "")}/v1/traces`);
  if (
    !endpoint ||
    environment["OTEL_SDK_DISABLED"] === "true" ||
    environment["OTEL_TRACES_EXPORTER"] === "none"
  )
    return undefined;
  return {
    endpoint,
    headers: readList(
      environment["OTEL_EXPORTER_OTLP_TRACES_HEADERS"] ?? environment["OTEL_EXPORTER_OTLP_HEADERS"],
    ),
    attributes: {
      ...readList(environment["OTEL_RESOURCE_ATTRIBUTES"]),
      "service.name": settingOf(environment, "OTEL_SERVICE_NAME"),
    },
    share: readShare(environment),
  };
}

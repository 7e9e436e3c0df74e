import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type CalibrationCurve, fitIsotonic } from "@vouch/server/dist/fusion/calibration.js";
import { type Asked, askDemo } from "./demoAsk.js";
import { demoQueries } from "./demoQueries.js";
import { withResolvedDemo } from "./demoWorld.js";
import { type BenchReport, progress, rounded } from "./harness.js";
import { expectedCalibrationError, reliabilityTable } from "./reliability.js";

/** Seeds to tune on; the benchmark `demo` measures on another. */
const SEEDS = ["vouch-demo-1", "tune-2", "tune-3"];
const PEOPLE = 2200;

/** By what an answer was found: a curve each. */
const EVIDENCE = ["email", "pattern", "name"] as const;
type Evidence = (typeof EVIDENCE)[number];

const compiled = fileURLToPath(import.meta.resolve("@vouch/server/dist/people/calibration.json"));
const source = fileURLToPath(import.meta.resolve("@vouch/server/src/people/calibration.json"));
const NO_CURVE: CalibrationCurve = { scores: [], probabilities: [] };

interface Judged extends Asked {
  readonly evidence: Evidence;
}

/**
 * Fits the curves that turn a raw score into `confidence` and writes them to server/src/people/calibration.json.
 * The server runs without curves meanwhile, so that it shows its raw scores.
 */
export default async function calibrate(): Promise<BenchReport> {
  const before = readFileSync(source, "utf8");
  try {
    writeFileSync(
      compiled,
      curvesText(() => NO_CURVE),
    );
    const judged: Judged[] = [];
    for (const seed of SEEDS) judged.push(...(await judge(seed)));
    const text = curvesText((evidence) => curveOf(judged, evidence));
    for (const path of [source, compiled]) writeFileSync(path, text);
    return {
      bench: "calibrate",
      results: { raw: EVIDENCE.map((evidence) => rawError(judged, evidence)) },
      bars: [],
    };
  } catch (error) {
    writeFileSync(compiled, before);
    throw error;
  }
}

async function judge(seed: string): Promise<Judged[]> {
  progress(`calibrating on ${seed}`);
  return withResolvedDemo({ seed, people: PEOPLE }, async (demo) => {
    const asked = await askDemo(demo, demoQueries(demo.truth));
    return asked.map((one) => ({ ...one, evidence: evidenceOf(one, demo.stated) }));
  });
}

function evidenceOf({ query: { body } }: Asked, stated: ReadonlySet<string>): Evidence {
  if (!("email" in body)) return "name";
  return stated.has(body.email) ? "email" : "pattern";
}

function claimsBy(judged: readonly Judged[], evidence: Evidence) {
  return judged
    .filter((one) => one.evidence === evidence)
    .flatMap(({ claim }) => (claim === undefined ? [] : [claim]));
}

function curveOf(judged: readonly Judged[], evidence: Evidence): CalibrationCurve {
  const claims = claimsBy(judged, evidence);
  const fitted = fitIsotonic(claims.map(({ confidence, right }) => ({ score: confidence, right })));
  const { scores, probabilities } = keepingHalf(fitted);
  return {
    scores: scores.map((score) => rounded(score)),
    probabilities: probabilities.map((probability) => rounded(probability)),
  };
}

/**
 * The curve with a half kept as a half: of two equally likely people none may come out above it, and so be picked by
 * chance, because other doubtful answers were often right.
 */
function keepingHalf({ scores, probabilities }: CalibrationCurve): CalibrationCurve {
  const points = scores.map((score, index) => ({ score, probability: probabilities[index] ?? 0 }));
  const kept = [
    ...points
      .filter(({ score }) => score < 0.5)
      .map(({ score, probability }) => ({ score, probability: Math.min(probability, 0.5) })),
    { score: 0.5, probability: 0.5 },
    ...points
      .filter(({ score }) => score > 0.5)
      .map(({ score, probability }) => ({ score, probability: Math.max(probability, 0.5) })),
  ];
  return {
    scores: kept.map(({ score }) => score),
    probabilities: kept.map(({ probability }) => probability),
  };
}

function rawError(judged: readonly Judged[], evidence: Evidence) {
  const claims = claimsBy(judged, evidence);
  return {
    evidence,
    answers: claims.length,
    ece: rounded(expectedCalibrationError(reliabilityTable(claims))),
  };
}

function curvesText(curve: (evidence: Evidence) => CalibrationCurve): string {
  return `${JSON.stringify(Object.fromEntries(EVIDENCE.map((evidence) => [evidence, curve(evidence)])), null, 2)}\n`;
}

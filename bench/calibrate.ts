import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type CalibrationCurve, keepingHalf, type Outcome } from "@vouch/server/dist/fusion/calibration.js";
import { PROFILE_FIELDS } from "@vouch/server/dist/fusion/fusedPerson.js";
import { fitCalibration } from "@vouch/server/dist/fusion/platt.js";
import { type Asked, askDemo } from "./demoAsk.js";
import { demoQueries } from "./demoQueries.js";
import { type ResolvedDemo, withResolvedDemo } from "./demoWorld.js";
import { fieldClaims } from "./fieldClaims.js";
import { type BenchReport, progress, rounded } from "./harness.js";
import { expectedCalibrationError, reliabilityTable } from "./reliability.js";

/** Seeds to tune on; the benchmark `demo` measures on another. */
const SEEDS = ["vouch-demo-1", "tune-2", "tune-3"];
const PEOPLE = 2200;

/** By what an answer was found: a curve each. */
const EVIDENCE = ["email", "pattern", "name"] as const;
type Evidence = (typeof EVIDENCE)[number];

/** Seeds of worlds in which sources contradict each other, for the probabilities of fields. */
const CONTRADICTING = ["tune-a", "tune-b"];

/** A file of curves, as it is kept and as the server reads it. */
interface CurveFile {
  readonly source: string;
  readonly compiled: string;
}

const fileOf = (path: string): CurveFile => ({
  source: fileURLToPath(import.meta.resolve(`@vouch/server/src/${path}`)),
  compiled: fileURLToPath(import.meta.resolve(`@vouch/server/dist/${path}`)),
});
const confidence = fileOf("people/calibration.json");
const fields = fileOf("fusion/fieldCalibration.json");
const NO_CURVE: CalibrationCurve = { scores: [], probabilities: [] };

interface Judged extends Asked {
  readonly evidence: Evidence;
}

type FieldClaims = Awaited<ReturnType<typeof fieldClaims>>;

/**
 * Fits the curves that turn raw scores into `confidence`, and what fusion computes into the probabilities of fields, and
 * writes them to server/src/people/calibration.json and server/src/fusion/fieldCalibration.json. The server runs
 * without curves meanwhile, so that it shows its raw scores.
 */
export default async function calibrate(): Promise<BenchReport> {
  const before = [confidence, fields].map((file) => ({ file, text: readFileSync(file.source, "utf8") }));
  try {
    writeFileSync(
      confidence.compiled,
      curvesText(() => NO_CURVE),
    );
    writeFileSync(fields.compiled, "{}");
    const judged: Judged[] = [];
    const claims: FieldClaims[] = [];
    for (const seed of SEEDS) {
      progress(`calibrating on ${seed}`);
      await withResolvedDemo({ seed, people: PEOPLE }, async (demo) => {
        judged.push(...(await judge(demo)));
        claims.push(await fieldClaims(demo));
      });
    }
    for (const seed of CONTRADICTING) {
      progress(`calibrating on ${seed}`);
      const options = { seed, people: PEOPLE, resellers: true };
      claims.push(await withResolvedDemo(options, fieldClaims));
    }
    write(
      confidence,
      curvesText((evidence) => curveOf(judged, evidence)),
    );
    write(fields, fieldCurvesText(claims));
    return {
      bench: "calibrate",
      results: {
        raw: EVIDENCE.map((evidence) => rawError(judged, evidence)),
        "raw fields": PROFILE_FIELDS.map((field) => rawFieldError(claims, field)),
      },
      bars: [],
    };
  } catch (error) {
    for (const { file, text } of before) writeFileSync(file.compiled, text);
    throw error;
  }
}

function write({ source, compiled }: CurveFile, text: string): void {
  for (const path of [source, compiled]) writeFileSync(path, text);
}

async function judge(demo: ResolvedDemo): Promise<Judged[]> {
  const asked = await askDemo(demo, demoQueries(demo.truth));
  return asked.map((one) => ({ ...one, evidence: evidenceOf(one, demo.stated) }));
}

function fieldCurvesText(claims: readonly FieldClaims[]): string {
  const curves = PROFILE_FIELDS.map((field) => [
    field,
    readableCurve(fitCalibration(outcomesOf(claims, field))),
  ]);
  return `${JSON.stringify(Object.fromEntries(curves), null, 2)}\n`;
}

function outcomesOf(claims: readonly FieldClaims[], field: keyof FieldClaims): Outcome[] {
  return claims.flatMap((said) => said[field].map(({ confidence: score, right }) => ({ score, right })));
}

function rawFieldError(claims: readonly FieldClaims[], field: keyof FieldClaims) {
  const said = claims.flatMap((of) => of[field]);
  return { field, values: said.length, ece: rounded(expectedCalibrationError(reliabilityTable(said))) };
}

function readableCurve({ scores, probabilities }: CalibrationCurve): CalibrationCurve {
  return {
    scores: scores.map((score) => rounded(score)),
    probabilities: probabilities.map((probability) => rounded(probability)),
  };
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
  const fitted = fitCalibration(claims.map(({ confidence: score, right }) => ({ score, right })));
  return readableCurve(keepingHalf(fitted));
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

import { type Asked, askDemo } from "./demoAsk.js";
import { FIELDS, fieldAccuracy } from "./demoFields.js";
import { demoQueries } from "./demoQueries.js";
import { type ResolvedDemo, withResolvedDemo } from "./demoWorld.js";
import { type BenchReport, bar, rounded } from "./harness.js";
import { pairwise } from "./pairwise.js";
import { expectedCalibrationError, readableBin, reliabilityTable } from "./reliability.js";

/** Nobody tunes on this seed: the committed demo and the calibration have others. */
const SEED = "measured-never-tuned";
const PEOPLE = 2200;

/** The demo against its truth: identity, fields, and whether confidence means what it says. */
export default async function demo(seed: string = SEED): Promise<BenchReport> {
  return withResolvedDemo({ seed, people: PEOPLE }, async (resolved) => {
    const asked = await askDemo(resolved, demoQueries(resolved.truth));
    return report(resolved, asked);
  });
}

function report(demo: ResolvedDemo, asked: readonly Asked[]): BenchReport {
  const identity = pairwise(
    demo.records.map(({ person }) => person),
    demo.records.map(({ person_id }) => person_id),
  );
  const fields = fieldAccuracy(demo.truth, demo.records, demo.published);
  const byEmail = claims(asked, "email");
  const byName = claims(asked, "name");
  const table = reliabilityTable([...byEmail, ...byName]);
  const tables = { email: reliabilityTable(byEmail), name: reliabilityTable(byName) };
  return {
    bench: "demo",
    results: {
      people: demo.truth.length,
      records: demo.records.length,
      published: demo.published.length,
      resolve: demo.summary,
      pairwise: identity,
      fields,
      "questions and answers": answerRates(asked),
      "reliability by e-mail": tables.email.map(readableBin),
      "reliability by name and domain": tables.name.map(readableBin),
      ece: { email: expectedCalibrationError(tables.email), name: expectedCalibrationError(tables.name) },
    },
    bars: [
      bar("pairwise precision", rounded(identity.precision), ">=", 0.98),
      bar("pairwise recall", rounded(identity.recall), ">=", 0.93),
      ...FIELDS.map((field) => bar(`accuracy of ${field}`, rounded(fields[field].accuracy), ">=", 0.93)),
      bar("ECE", rounded(expectedCalibrationError(table)), "<=", 0.05),
      bar("ECE by e-mail", rounded(expectedCalibrationError(tables.email)), "<=", 0.05),
      bar("ECE by name and domain", rounded(expectedCalibrationError(tables.name)), "<=", 0.05),
    ],
  };
}

function claims(asked: readonly Asked[], kind: "email" | "name") {
  return asked
    .filter(({ query }) => query.kind === kind)
    .flatMap(({ claim }) => (claim === undefined ? [] : [claim]));
}

/** How often each kind of question was answered at all, and rightly. */
function answerRates(asked: readonly Asked[]) {
  const kinds = [...new Set(asked.map(({ query }) => `${query.kind}: ${query.about}`))].sort();
  return kinds.map((kind) => {
    const all = asked.filter(({ query }) => `${query.kind}: ${query.about}` === kind);
    const answered = all.flatMap(({ claim }) => (claim === undefined ? [] : [claim]));
    const right = answered.filter((claim) => claim.right).length;
    const confidence =
      answered.reduce((sum, claim) => sum + claim.confidence, 0) / Math.max(1, answered.length);
    return {
      question: kind,
      asked: all.length,
      answered: answered.length,
      right,
      "mean confidence": rounded(confidence, 3),
    };
  });
}

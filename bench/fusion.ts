import { type JudgedTable, judgedTable } from "@vouch/server/dist/people/reliability.js";
import { type Asked, askDemo } from "./demoAsk.js";
import { FIELDS, fieldAccuracy } from "./demoFields.js";
import { demoQueries } from "./demoQueries.js";
import { type ResolvedDemo, withResolvedDemo } from "./demoWorld.js";
import { fieldClaims } from "./fieldClaims.js";
import { fusingSpeed } from "./fusingSpeed.js";
import { baselinesOf } from "./fusionBaselines.js";
import { type Bar, type BenchReport, bar, rounded } from "./harness.js";
import { includeCost } from "./includeCost.js";
import { type Claim, expectedCalibrationError, readableBin, reliabilityTable } from "./reliability.js";
import { sampleAnswers } from "./sampledAnswers.js";
import { type ServedValue, walkBack } from "./walkBack.js";

/** Nobody tunes on this seed, and no calibration has seen its resellers or people. */
const SEED = "fusion-never-tuned";
const PEOPLE = 2200;
const ANSWERS = 1000;

/** What one part of the benchmark adds to the report. */
type Part = Pick<BenchReport, "results" | "bars">;

/** What the server tells of its confidence until its accounts have told enough. */
const SHIPPED = "server/src/people/reliability.json";

/** Whether fused values are right, say how likely they are, and can be followed back to where they come from. */
export default async function fusion(seed: string = SEED): Promise<BenchReport> {
  return withResolvedDemo({ seed, people: PEOPLE, resellers: true }, async (demo) => {
    const asked = await askDemo(demo, demoQueries(demo.truth));
    const parts = [
      await accuracies(demo),
      await probabilities(demo),
      confidences(asked),
      await evidence(demo),
      await cost(demo),
    ];
    return {
      bench: "fusion",
      results: Object.assign({}, ...parts.map(({ results }) => results)),
      bars: parts.flatMap(({ bars }) => bars),
      ships: { [SHIPPED]: `${JSON.stringify(tablesOf(asked), null, 2)}\n` },
    };
  });
}

/** Whether confidence holds, as the server tells it. */
function tablesOf(asked: readonly Asked[]): JudgedTable[] {
  return (["all", "email", "name"] as const).map((asked_by) =>
    judgedTable(
      asked_by,
      asked.flatMap(({ query, claim }) =>
        claim === undefined || (asked_by !== "all" && query.kind !== asked_by)
          ? []
          : [{ score: claim.confidence, right: claim.right }],
      ),
    ),
  );
}

/** Fields beside what rules make of them that know nothing of sources. */
async function accuracies({ dataDir, truth, records, published }: ResolvedDemo): Promise<Part> {
  const { majority, latest } = await baselinesOf(dataDir);
  const ours = fieldAccuracy(truth, records, published);
  const voted = fieldAccuracy(truth, records, majority);
  const last = fieldAccuracy(truth, records, latest);
  return {
    results: {
      fields: FIELDS.map((field) => ({
        field,
        people: ours[field].people,
        ours: rounded(ours[field].accuracy),
        "majority vote": rounded(voted[field].accuracy),
        "latest wins": rounded(last[field].accuracy),
      })),
    },
    bars: FIELDS.flatMap((field) => {
      const { accuracy } = ours[field];
      const best = Math.max(voted[field].accuracy, last[field].accuracy);
      return [
        bar(`accuracy of ${field}`, rounded(accuracy), ">=", 0.95),
        bar(`${field} above the better rule`, rounded(accuracy - best), ">=", 0.03),
      ];
    }),
  };
}

async function probabilities(demo: ResolvedDemo): Promise<Part> {
  const claims = Object.entries(await fieldClaims(demo));
  const judged = claims.map(([field, said]) => ({ field, said, table: reliabilityTable(said) }));
  const tables = judged.map(({ field, table }) => [`probability of ${field}`, table.map(readableBin)]);
  return {
    results: {
      "field probabilities": judged.map(({ field, said, table }) => ({
        field,
        values: said.length,
        right: rounded(said.filter(({ right }) => right).length / said.length),
        ece: rounded(expectedCalibrationError(table)),
      })),
      ...Object.fromEntries(tables),
    },
    bars: judged.map(({ field, table }) =>
      bar(`ECE of ${field}`, rounded(expectedCalibrationError(table)), "<=", 0.03),
    ),
  };
}

function confidences(asked: readonly Asked[]): Part {
  const claims = (kind: "email" | "name") =>
    asked.flatMap(({ query, claim }) => (claim === undefined || query.kind !== kind ? [] : [claim]));
  const judge = (
    name: string,
    said: readonly Claim[],
    most: number,
  ): { table: Part["results"]; bars: Bar[] } => {
    const table = reliabilityTable(said);
    const sure = said.filter(({ confidence }) => confidence >= 0.9);
    const precision = sure.filter(({ right }) => right).length / sure.length;
    return {
      table: { [`confidence by ${name}`]: table.map(readableBin) },
      bars: [
        bar(`ECE by ${name}`, rounded(expectedCalibrationError(table)), "<=", most),
        bar(`precision at 0.9 by ${name}`, rounded(precision), ">=", 0.97),
      ],
    };
  };
  const judged = [judge("e-mail", claims("email"), 0.02), judge("name and domain", claims("name"), 0.05)];
  return {
    results: Object.assign({}, ...judged.map(({ table }) => table)),
    bars: judged.flatMap(({ bars }) => bars),
  };
}

async function evidence(demo: ResolvedDemo): Promise<Part> {
  const answers = await sampleAnswers(demo, ANSWERS);
  const served = await walkBack(demo.dataDir, answers);
  const led = (way: ServedValue["by"]) => served.filter(({ by }) => by === way);
  const lost = led("nothing");
  return {
    results: {
      "answers walked back": answers.length,
      "values walked back": served.length,
      "of these by way of the employer": led("employer").length,
      "values that no record contains": lost.slice(0, 20).map(({ field, value }) => ({ field, value })),
    },
    bars: [bar("values that no record contains", lost.length, "<=", 0)],
  };
}

async function cost(demo: ResolvedDemo): Promise<Part> {
  const calls = await includeCost(demo, demo.dataDir);
  const { seconds, processor } = await fusingSpeed(demo.dataDir);
  return {
    results: {
      "calls a second": { plain: Math.round(calls.plain), "with evidence": Math.round(calls.evidence) },
      "processor seconds to fuse a million records": rounded(processor, 1),
    },
    bars: [
      bar("throughput with evidence, of plain", rounded(calls.evidence / calls.plain, 3), ">=", 0.5),
      bar("seconds to fuse a million records", rounded(seconds, 1), "<=", 20),
    ],
  };
}

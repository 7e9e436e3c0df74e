import { operations } from "@vouch/contract";
import {
  EXPORT_DAY,
  type Random,
  seededRandom,
  type TrueCourse,
  type TrueStation,
  trueCourses,
} from "@vouch/demo";
import { plain } from "./demoFields.js";
import { majority } from "./demoTruth.js";
import { type PublishedPerson, type ResolvedDemo, withResolvedDemo } from "./demoWorld.js";
import { openAccount } from "./enrichCalls.js";
import { byDate, recordsOfPeople, type SaidRecord } from "./fusionBaselines.js";
import { type BenchReport, bar, progress, rounded } from "./harness.js";
import { type Claim, expectedCalibrationError, readableBin, reliabilityTable } from "./reliability.js";
import { startServer } from "./vouch.js";

/** Nobody tunes on this seed. */
const SEED = "past-never-tuned";
const PEOPLE = 2200;
const DAYS_EACH = 3;
const CREDITS = 10_000_000;
const DAY_MS = 86_400_000;

/** What is judged of an answer. */
const FIELDS = { company_name: "companies", title: "titles" } as const satisfies Record<
  string,
  keyof TrueStation
>;
type Field = keyof typeof FIELDS;
const NAMES = Object.keys(FIELDS) as Field[];

/** How a person was on a day. */
interface Question {
  readonly person: PublishedPerson;
  readonly day: number;
  readonly station: TrueStation;
}

type Shown = Readonly<Record<Field, string | null>>;

interface VouchedValue {
  readonly probability: number;
  readonly last_seen: string | null;
}

/** A question with what was answered. */
interface Asked extends Question {
  /** Undefined: nobody was known then. */
  readonly shown: Shown | undefined;
  readonly evidence: Partial<Record<Field, VouchedValue>>;
  /** What the latest record of until then says. */
  readonly latest: Shown;
}

/** Whether the record of a past day is as the person was. */
export default async function past(seed: string = SEED): Promise<BenchReport> {
  const options = { seed, people: PEOPLE, resellers: true };
  return withResolvedDemo(options, async (demo) => {
    const questions = questionsOf(demo, [...trueCourses(options)], seededRandom(`${seed}:days`));
    return report(await ask(demo, questions));
  });
}

const dateOf = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** The station of a day; who is between two employers is still at the first. */
const stationOn = ({ stations }: TrueCourse, day: number) => stations.findLast(({ from }) => from <= day);

/** Days of the working lives of those people whom an address leads to. */
function questionsOf(demo: ResolvedDemo, courses: readonly TrueCourse[], random: Random): Question[] {
  const trueOf = majority(
    demo.records,
    ({ person_id }) => person_id,
    ({ person }) => person,
  );
  return demo.published.flatMap((person) => {
    const course = courses[Number(trueOf.get(person.person_id))];
    const begun = course?.stations[0]?.from;
    if (course === undefined || begun === undefined || person.email === null) return [];
    const days = Array.from({ length: DAYS_EACH }, () => begun + random.below(EXPORT_DAY - begun + 1));
    return days.flatMap((day) => {
      const station = stationOn(course, day);
      return station === undefined ? [] : [{ person, day, station }];
    });
  });
}

async function ask(demo: ResolvedDemo, questions: readonly Question[]): Promise<Asked[]> {
  const said = await recordsOfPeople(demo.dataDir);
  const server = await startServer(demo.dataDir);
  try {
    const key = await openAccount(demo.dataDir, "past", CREDITS);
    progress(`asking for ${questions.length} days`);
    const asked: Asked[] = [];
    for (const question of questions) {
      const { person, day } = question;
      const body = { email: person.email, min_confidence: 0, as_of: dateOf(day), include: ["evidence"] };
      const response = await fetch(server.url + operations.enrichPerson.path, {
        method: "POST",
        headers: { "content-type": "application/json", "x-api-key": key },
        body: JSON.stringify(body),
      });
      if (!response.ok && response.status !== 404) throw new Error(await response.text());
      const { data, evidence = {} } = (await response.json()) as {
        data?: Shown;
        evidence?: Asked["evidence"];
      };
      asked.push({
        ...question,
        shown: data,
        evidence,
        latest: latestBy(said.get(person.person_id) ?? [], day),
      });
    }
    return asked;
  } finally {
    await server.stop();
  }
}

function latestBy(records: readonly SaidRecord[], day: number): Shown {
  const until = dateOf(day);
  const seen = records.filter((record) => record.seen !== "" && record.seen <= until);
  return { company_name: byDate(seen, "company_name"), title: byDate(seen, "title") };
}

const isRight = (field: Field, value: string | null, station: TrueStation) =>
  value !== null && station[FIELDS[field]].some((right) => plain(right) === plain(value));

/** How often some rule is right, of the answers that it gives and of all days. */
function rates(asked: readonly Asked[], field: Field, shownBy: (one: Asked) => string | null) {
  const answered = asked.filter((one) => shownBy(one) !== null);
  const right = answered.filter((one) => isRight(field, shownBy(one), one.station)).length;
  return { answered: answered.length, share: rounded(right / Math.max(1, answered.length)) };
}

/** Days within which a value was last seen before the day asked for, by the name of the row. */
const AGES: readonly (readonly [string, number])[] = [
  ["until 90 days before", 90],
  ["until a year before", 365],
  ["until two years before", 730],
  ["until four years before", 1460],
  ["earlier", Number.POSITIVE_INFINITY],
];

const ageOf = ({ day, evidence }: Asked) =>
  day - Date.parse(evidence.company_name?.last_seen ?? "1970-01-01") / DAY_MS;

function byAge(asked: readonly Asked[]) {
  const known = asked.filter(({ shown }) => shown !== undefined && shown.company_name !== null);
  let above = Number.NEGATIVE_INFINITY;
  return AGES.map(([seen, most]) => {
    const least = above;
    above = most;
    const some = known.filter((one) => ageOf(one) > least && ageOf(one) <= most);
    const shown = (field: Field) => rates(some, field, (one) => one.shown?.[field] ?? null).share;
    const promised = some.reduce((sum, { evidence }) => sum + (evidence.company_name?.probability ?? 0), 0);
    return {
      "employer last seen": seen,
      answers: some.length,
      "company right": shown("company_name"),
      "company promised": rounded(promised / Math.max(1, some.length)),
      "title right": shown("title"),
    };
  });
}

function claimsOf(asked: readonly Asked[], field: Field): Claim[] {
  return asked.flatMap(({ shown, evidence, station }) => {
    const value = shown?.[field] ?? null;
    const confidence = evidence[field]?.probability;
    return value === null || confidence === undefined
      ? []
      : [{ confidence, right: isRight(field, value, station) }];
  });
}

function report(asked: readonly Asked[]): BenchReport {
  const rules: readonly (readonly [string, (one: Asked, field: Field) => string | null])[] = [
    ["as_of", ({ shown }, field) => shown?.[field] ?? null],
    ["latest until then", ({ latest }, field) => latest[field]],
    ["today's record", ({ person }, field) => person[field]],
  ];
  const tables = NAMES.map((field) => [field, reliabilityTable(claimsOf(asked, field))] as const);
  const recent = byAge(asked)[0];
  return {
    bench: "past",
    results: {
      days: asked.length,
      "days of which nobody was known": asked.filter(({ shown }) => shown === undefined).length,
      rules: rules.flatMap(([rule, shownBy]) =>
        NAMES.map((field) => ({ rule, field, ...rates(asked, field, (one) => shownBy(one, field)) })),
      ),
      "by the age of the evidence": byAge(asked),
      ece: Object.fromEntries(
        tables.map(([field, table]) => [field, rounded(expectedCalibrationError(table))]),
      ),
      ...Object.fromEntries(
        tables.map(([field, table]) => [`probability of ${field}`, table.map(readableBin)]),
      ),
    },
    bars: [
      bar("company right where it was seen until 90 days before", recent?.["company right"] ?? 0, ">=", 0.95),
      bar("title right where the company was", recent?.["title right"] ?? 0, ">=", 0.9),
    ],
  };
}

import type { ErrorWord, JobType, OperationId } from "@vouch/contract";
import type { Restrictions } from "../accounts/restrictions.js";
import { type Finding, questionHash, type Service } from "../credits/billing.js";

/** Why a record cannot be asked about, in the words of the error table. */
export interface Problem {
  readonly word: ErrorWord;
  readonly param?: string;
  readonly detail?: string;
}

/** What came of a record, before it is charged. */
export interface FoundRecord {
  /** `success`, or an error's word. */
  readonly outcome: string;
  /** Its full price. */
  readonly credits: number;
  /** Whom it tells of. */
  readonly personIds: readonly string[];
  /** As of `Unpaid`. */
  readonly confidence?: number | undefined;
  /** Names the question with its outcome, where it is to be known later that it was paid for: SHA-256, hex. */
  readonly question: string;
  /** What stands in its answer: `,"name":value…` as JSON text; empty where nobody was found. */
  readonly fieldsJson: string;
}

/** A record that can be asked about. */
export interface AskedRecord {
  /**
   * @param restrictions what the account may not be told; null: nothing
   * @param objector the account, where it said of answers that something was wrong in them
   */
  readonly find: (restrictions: Restrictions | null, objector?: string) => Promise<FoundRecord>;
  /** Its answer for a test key, of which nothing is looked up and nothing costs. */
  readonly askPersona: () => { readonly outcome: string; readonly fieldsJson: string };
}

/** What is asked about each record of a job: an operation that costs credits, before money comes into it. */
export interface RecordType {
  readonly operation: OperationId;
  /** Credits that a record may cost at most. */
  readonly highestPrice: number;
  /** Reads a record as the operation reads a body. */
  readonly read: (record: unknown) => AskedRecord | { readonly problem: Problem };
}

/** The types of jobs that are served. */
export type RecordTypes = Readonly<Partial<Record<JobType, RecordType>>>;

type TestAnswer =
  | { readonly kind: "found"; readonly fields: object }
  | { readonly kind: "refused"; readonly word: ErrorWord };

/** What an operation is made of. */
export interface Asking<Query, Found extends Finding> {
  readonly service: Service<Query, Found>;
  readonly highestPrice: number;
  readonly read: (sent: {
    readonly body: unknown;
  }) => { readonly query: Query; readonly askPersona: () => TestAnswer } | { readonly refusal: Problem };
  /** What is found, as it stands in an answer; undefined where nobody was found. */
  readonly fieldsOf: (finding: Found) => string | undefined;
}

function personaAnswer(answer: TestAnswer) {
  if (answer.kind === "refused") return { outcome: answer.word, fieldsJson: "" };
  return { outcome: "success", fieldsJson: `,${JSON.stringify(answer.fields).slice(1, -1)}` };
}

/** Makes a type of jobs of an operation that costs credits. */
export function recordType<Query, Found extends Finding>({
  service,
  highestPrice,
  read,
  fieldsOf,
}: Asking<Query, Found>): RecordType {
  const find = async (
    query: Query,
    restrictions: Restrictions | null,
    objector?: string,
  ): Promise<FoundRecord> => {
    const { finding, outcome, personIds, confidence } = await service.find(query, restrictions, objector);
    const question = questionHash(service, query, outcome);
    const fieldsJson = fieldsOf(finding) ?? "";
    return { outcome, credits: finding.creditsUsed, personIds, confidence, question, fieldsJson };
  };
  return {
    operation: service.operation,
    highestPrice,
    read: (record) => {
      const asked = read({ body: record });
      if ("refusal" in asked) return { problem: asked.refusal };
      return {
        find: (restrictions, objector) => find(asked.query, restrictions, objector),
        askPersona: () => personaAnswer(asked.askPersona()),
      };
    },
  };
}

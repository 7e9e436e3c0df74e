import type { SearchPeopleBody, searchPeopleAnswer } from "@vouch/contract";
import type { Billed, BilledOutcome } from "../credits/billing.js";

/** What people are searched by: at least one of them is given. */
export interface SearchCriteria {
  readonly company?: string | undefined;
  /** Registrable. */
  readonly domain?: string | undefined;
  readonly title?: string | undefined;
  readonly location?: string | undefined;
  readonly keywords?: string | undefined;
  /** Any of them, where there are any. */
  readonly seniority: readonly string[];
  readonly department: readonly string[];
  /** Which employers `company` and `domain` are looked for among. */
  readonly employer: NonNullable<SearchPeopleBody["employer"]>;
}

/** Where a person stands in the order of what was found. */
export interface SearchPlace {
  /** 1: among the best matches; 0: behind them. */
  readonly tier: number;
  readonly seen_day: number;
  readonly person_id: string;
}

/** A place to go on from. */
export interface SearchMark extends SearchPlace {
  /** How many matched when the first page was answered; at most one more than are counted. */
  readonly total: number;
}

export interface SearchQuery {
  readonly criteria: SearchCriteria;
  readonly sort: NonNullable<SearchPeopleBody["sort"]>;
  /** Profiles at most. */
  readonly limit: number;
  /** The last person of the page before. */
  readonly after?: SearchMark | undefined;
  readonly facets: NonNullable<SearchPeopleBody["facets"]>;
  readonly explain: boolean;
}

type Answer = ReturnType<typeof searchPeopleAnswer.parse>;
export type Facets = NonNullable<Answer["facets"]>;
export type Matched = NonNullable<Answer["data"][number]["matched"]>;

/** A page of what was found. */
export interface SearchFinding {
  /** What stands in the answer from `data` on: `,"data":[…],"total":…`. */
  readonly fieldsJson: string;
  readonly creditsUsed: number;
}

export type SearchOutcome = BilledOutcome<SearchFinding>;

/** Searches people and charges for each that is answered. */
export type Search = Billed<SearchQuery, SearchFinding>;

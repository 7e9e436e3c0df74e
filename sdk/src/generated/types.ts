// Made from contract/openapi.json by `npx vitest run sdk -u`. Do not edit.

export interface PrivacyConfirmationBody {
  /**
   * What stands behind the # of the link
   */
  token: string;
}
export interface PrivacyRequestBody {
  /**
   * opt_out: be shown to nobody; erasure: be forgotten; access: be told what is kept and who was told; correction
   */
  type: "opt_out" | "erasure" | "access" | "correction";
  /**
   * An address of the person; control of it is proven by a link that is sent there
   */
  email?: string | null;
  /**
   * A number of the person, with its country code
   */
  phone?: string | null;
  /**
   * A profile of the person, e.g. at LinkedIn
   */
  profile_url?: string | null;
  /**
   * Name of the person
   */
  full_name?: string | null;
  /**
   * An employer of the person
   */
  company?: string | null;
  /**
   * Domain of an employer
   */
  domain?: string | null;
  /**
   * For the operator
   */
  note?: string | null;
  /**
   * What is to be corrected; needed for correction
   */
  corrections?:
    | {
        field:
          "full_name" | "email" | "title" | "company_name" | "company_domain" | "linkedin_url" | "location";
        /**
         * What is right
         */
        value: string;
      }[]
    | null;
}
export interface EnrichPersonBody {
  /**
   * Professional email address of the person: this alone, or …
   */
  email?: string | null;
  /**
   * … first name, last name and domain
   */
  first_name?: string | null;
  /**
   * Last name of the person
   */
  last_name?: string | null;
  /**
   * Company domain, e.g. stripe.com; of a URL, its host counts
   */
  domain?: string | null;
  /**
   * The answer's confidence must be above it, else not_found
   */
  min_confidence?: number | null;
  /**
   * Fields that must be non-null, else not_found
   */
  required?:
    | (
        | "full_name"
        | "email"
        | "title"
        | "seniority"
        | "department"
        | "company_name"
        | "company_domain"
        | "linkedin_url"
        | "location"
        | "confidence"
      )[]
    | null;
  /**
   * Sections that the answer has beside data, at no further cost
   */
  include?: ("evidence" | "alternatives" | "history" | "explanation")[] | null;
  /**
   * The record as it was on this day, as far as the evidence tells
   */
  as_of?: string | null;
  /**
   * The record as it was answered at this time, at the end of this day (UTC)
   */
  known_at?: string | null;
  /**
   * Check the call in full, look nothing up, and answer with the highest price it could cost
   */
  dry_run?: boolean | null;
}
export interface FindEmailBody {
  /**
   * First name of the person
   */
  first_name: string | null;
  /**
   * Last name of the person
   */
  last_name: string | null;
  /**
   * Company domain, e.g. stripe.com; of a URL, its host counts
   */
  domain: string | null;
  /**
   * The address's confidence must be above it, else not_found
   */
  min_confidence?: number | null;
  /**
   * Check the call in full, look nothing up, and answer with the highest price it could cost
   */
  dry_run?: boolean | null;
}
export interface SearchPeopleBody {
  /**
   * Employer: a name, another name that is used for it, or a domain
   */
  company?: string | null;
  /**
   * Domain of the employer, e.g. stripe.com; of a URL, its host counts
   */
  domain?: string | null;
  /**
   * Words of the job title, in any form and in several languages: engineers, Ingenieur, VP sales
   */
  title?: string | null;
  /**
   * Any of these
   */
  seniority?: ("executive" | "senior" | "mid" | "junior")[] | null;
  /**
   * Any of these, e.g. Engineering, Sales, HR
   */
  department?: string[] | null;
  /**
   * City, region or country, or several of them: "Lyon", "California", "Berlin, Germany"
   */
  location?: string | null;
  /**
   * Words that all occur somewhere: in names, titles, employers, places, earlier ones too
   */
  keywords?: string | null;
  /**
   * Whether company and domain mean the current employer or a past one
   */
  employer?: ("current" | "past" | "any") | null;
  /**
   * Best matches first, or those who were last seen; of equal matches, those last seen come first
   */
  sort?: ("relevance" | "recency") | null;
  /**
   * Profiles of a page at most
   */
  limit?: number | null;
  /**
   * The next_cursor of the page before
   */
  cursor?: string | null;
  /**
   * Fields whose values are counted over all who match, at no further cost
   */
  facets?: ("company" | "country" | "department" | "location" | "seniority")[] | null;
  /**
   * Say for each profile what of it matched, at no further cost
   */
  explain?: boolean | null;
  /**
   * Check the call in full, look nothing up, and answer with the highest price it could cost
   */
  dry_run?: boolean | null;
}
export interface GiveFeedbackBody {
  /**
   * Of the answer: one of the account's own, that was charged
   */
  request_id: string;
  /**
   * right; wrong_person: another one was asked for; wrong_value: the person is, a value is not
   */
  verdict: "right" | "wrong_person" | "wrong_value";
  /**
   * Which value is wrong; needed for wrong_value, and given with no other
   */
  field?:
    | ("full_name" | "email" | "title" | "company_name" | "company_domain" | "linkedin_url" | "location")
    | null;
  /**
   * What is right, where it is known; with wrong_value
   */
  correct_value?: string | null;
  /**
   * Who was asked for, as the call had it: email, or …
   */
  email?: string | null;
  /**
   * … first name, last name and domain, or all four
   */
  first_name?: string | null;
  /**
   * As the call had it
   */
  last_name?: string | null;
  /**
   * As the call had it
   */
  domain?: string | null;
}
export interface SubmitJobBody {
  /**
   * people: each record is a body of enrichPerson; email: one of findEmail
   */
  type: ("people" | "email") | null;
  /**
   * The records; one that cannot be asked about does not keep the others from it
   */
  records: (unknown[] | null) & {}[];
  /**
   * Where the end of the job is told, signed by the scheme of Standard Webhooks
   */
  webhook_url?: string | null;
  /**
   * Check the call in full, look nothing up, and answer with the highest price it could cost
   */
  dry_run?: boolean | null;
}
export interface CreateWatchBody {
  /**
   * One person; or …
   */
  person_id?: string | null;
  /**
   * Employer: a name, another name that is used for it, or a domain
   */
  company?: string | null;
  /**
   * Domain of the employer, e.g. stripe.com; of a URL, its host counts
   */
  domain?: string | null;
  /**
   * Words of the job title, in any form and in several languages: engineers, Ingenieur, VP sales
   */
  title?: string | null;
  /**
   * Any of these
   */
  seniority?: ("executive" | "senior" | "mid" | "junior")[] | null;
  /**
   * Any of these, e.g. Engineering, Sales, HR
   */
  department?: string[] | null;
  /**
   * City, region or country, or several of them: "Lyon", "California", "Berlin, Germany"
   */
  location?: string | null;
  /**
   * Words that all occur somewhere: in names, titles, employers, places, earlier ones too
   */
  keywords?: string | null;
  /**
   * What the account calls it: told with every event
   */
  name?: string | null;
  /**
   * Changes of these types alone; all, unless said
   */
  types?:
    | (
        | "added"
        | "job_change"
        | "email_change"
        | "location_change"
        | "profile_change"
        | "merged"
        | "split"
        | "removed"
      )[]
    | null;
  /**
   * Where it is told, signed by the scheme of Standard Webhooks, beside the account's endpoints
   */
  webhook_url?: string | null;
}
export interface ErrorAnswer {
  status: "error";
  /**
   * The HTTP status.
   */
  code: number;
  /**
   * The stable word for machines.
   */
  message:
    | "missing_param"
    | "invalid_param"
    | "bad_request"
    | "invalid_api_key"
    | "insufficient_credits"
    | "insufficient_scope"
    | "address_not_allowed"
    | "not_found"
    | "job_not_found"
    | "watch_not_found"
    | "no_such_route"
    | "method_not_allowed"
    | "request_timeout"
    | "idempotency_in_flight"
    | "too_many_watches"
    | "job_not_finished"
    | "answer_erased"
    | "payload_too_large"
    | "unsupported_media_type"
    | "idempotency_mismatch"
    | "unprocessable"
    | "rate_limit_exceeded"
    | "too_many_jobs"
    | "headers_too_large"
    | "internal_error"
    | "service_unavailable";
  /**
   * The sentence for people.
   */
  detail: string;
  /**
   * The parameter that is missing or invalid.
   */
  param?: string;
  /**
   * Whole seconds to wait before another try.
   */
  retry_after?: number;
  request_id: string;
  credits_used: number;
}
export interface Profile {
  /**
   * Full name of the person
   */
  full_name: string | null;
  /**
   * Professional email address
   */
  email: string | null;
  /**
   * Current job title
   */
  title: string | null;
  /**
   * executive: Runs the company or a function of it: founder, owner, partner, president, C-level, managing director, vice president, director, and their equivalents. senior: Leads people or is senior in the craft: head or lead of a team or project, manager of people, principal, staff, senior, expert, architect. mid: A professional without qualifier; a bare manager of work (product manager, account manager) too. junior: Learns or helps: intern, trainee, apprentice, student, graduate, assistant, junior.
   */
  seniority: ("executive" | "senior" | "mid" | "junior") | null;
  /**
   * Department: Engineering, IT, Product, Design, Data, Marketing, Sales, Business Development, Customer Support, Consulting, Operations, Project Management, Purchasing, Finance, HR, Legal, Administration, Management, Research, Other
   */
  department: string | null;
  /**
   * Current employer name
   */
  company_name: string | null;
  /**
   * Current employer domain
   */
  company_domain: string | null;
  /**
   * LinkedIn profile URL (if available)
   */
  linkedin_url: string | null;
  /**
   * City and country
   */
  location: string | null;
  /**
   * Calibrated probability that this record describes the person asked for
   */
  confidence: number;
}
export interface PrivacyConfirmationAnswer {
  status: "success";
  request_id: string;
  credits_used: 0;
  data: {
    confirmed: true;
  };
}
export interface PrivacyRequestAnswer {
  status: "success";
  /**
   * Refers to the request
   */
  request_id: string;
  credits_used: 0;
  data: {
    /**
     * confirm: follow the link that was sent to the address; wait: the operator gets in touch
     */
    next: "confirm" | "wait";
    /**
     * When the operator must have answered
     */
    respond_by: string;
  };
}
export interface DryRunAnswer {
  status: "success";
  request_id: string;
  credits_used: 0;
  dry_run: true;
  /**
   * The highest price that the call could cost
   */
  max_credits: number;
}
export interface Statement {
  /**
   * Name of the source
   */
  source: string;
  /**
   * The record's key within its source
   */
  record: string;
  /**
   * As the record says it
   */
  value: string;
  /**
   * The first day on which a source saw it to be so; null where none gives a date
   */
  first_seen: string | null;
  /**
   * The last such day
   */
  last_seen: string | null;
  /**
   * Where the record can be looked at
   */
  url: string | null;
  /**
   * Licence or legal ground on which the source's data is held
   */
  licence: string | null;
}
export interface FieldEvidence {
  /**
   * As it is shown
   */
  value: string;
  /**
   * Probability that the value is right today, given that the record is about the right person
   */
  probability: number;
  /**
   * The first day on which a source saw it to be so; null where none gives a date
   */
  first_seen: string | null;
  /**
   * The last such day
   */
  last_seen: string | null;
  /**
   * @minItems 1
   */
  sources: Statement[];
  /**
   * The day from which the value was seen in the place of another; null where nothing tells of a change
   */
  changed_at: string | null;
}
export interface Alternative {
  /**
   * As it is shown
   */
  value: string;
  /**
   * Probability that the value is right today, given that the record is about the right person
   */
  probability: number;
  /**
   * The first day on which a source saw it to be so; null where none gives a date
   */
  first_seen: string | null;
  /**
   * The last such day
   */
  last_seen: string | null;
  /**
   * @minItems 1
   */
  sources: Statement[];
}
export interface Employment {
  company_name: string | null;
  company_domain: string | null;
  is_current: boolean;
  /**
   * Probability that the value is right today, given that the record is about the right person
   */
  probability: number;
  /**
   * The first day on which a source saw it to be so; null where none gives a date
   */
  first_seen: string | null;
  /**
   * The last such day
   */
  last_seen: string | null;
  titles: {
    title: string;
    /**
     * The first day on which a source saw it to be so; null where none gives a date
     */
    first_seen: string | null;
    /**
     * The last such day
     */
    last_seen: string | null;
  }[];
  /**
   * @minItems 1
   */
  sources: Statement[];
}
export interface Explanation {
  /**
   * A known address; an unknown one that fits the person's name; or the name at the employer
   */
  found_by: "email" | "pattern" | "name";
  /**
   * How many people the question could have meant
   */
  candidates: number;
  /**
   * Source records that the person was put together from
   */
  records: number;
  /**
   * Probability (uncalibrated) that all these records are one person
   */
  cohesion: number;
  /**
   * Per known field, a sentence on why this value is shown
   */
  reasons: {
    [k: string]: string;
  };
}
export interface EnrichPersonAnswer {
  status: "success";
  request_id: string;
  credits_used: number;
  data: Profile;
  /**
   * Per known field, what vouches for its value: with include evidence
   */
  evidence?: {
    [k: string]: FieldEvidence;
  };
  /**
   * Per field, the values that are not shown, likeliest first: with include alternatives. Other addresses are the person's too, so their probabilities may sum to more than 1
   */
  alternatives?: {
    /**
     * @minItems 1
     */
    [k: string]: Alternative[];
  };
  /**
   * Employers over time, the current one first, then the last seen: with include history
   */
  history?: {
    employments: Employment[];
  };
  explanation?: Explanation;
}
export interface AlternativeEmail {
  /**
   * The address
   */
  email: string;
  /**
   * Calibrated probability that the address is the person's
   */
  confidence: number;
  /**
   * known: some source states it; inferred: made by how the company's addresses are made
   */
  status: "known" | "inferred";
  /**
   * How the address is made of the name, e.g. {first}.{last}; null where it is not
   */
  pattern: string | null;
}
export interface FoundEmail {
  /**
   * The address
   */
  email: string;
  /**
   * Calibrated probability that the address is the person's
   */
  confidence: number;
  /**
   * known: some source states it; inferred: made by how the company's addresses are made
   */
  status: "known" | "inferred";
  /**
   * How the address is made of the name, e.g. {first}.{last}; null where it is not
   */
  pattern: string | null;
  /**
   * Whether mail arrives, as far as the operator lets it be looked into; accept_all: the host takes mail for any address, so it says nothing of this one
   */
  deliverability: "deliverable" | "undeliverable" | "accept_all" | "unknown";
  /**
   * Up to three others, likeliest first
   *
   * @maxItems 3
   */
  alternatives: AlternativeEmail[];
}
export interface FindEmailAnswer {
  status: "success";
  request_id: string;
  credits_used: number;
  data: FoundEmail;
}
export interface AccountAnswer {
  status: "success";
  request_id: string;
  credits_used: 0;
  data: {
    name: string;
    plan: string;
    /**
     * null is no limit
     */
    requests_per_minute: number | null;
    /**
     * null is no limit
     */
    concurrent_jobs: number | null;
    /**
     * null is no limit
     */
    watches: number | null;
    /**
     * Granted at the beginning of each month (UTC)
     */
    monthly_credits: number;
    /**
     * What becomes of a month's credits at its end
     */
    unused_credits: "expire" | "roll_over";
    /**
     * Hours in which the same question, answered the same way, costs nothing more
     */
    free_repeat_hours: number;
    credits_remaining: number;
    /**
     * What the balance is made of, in the order in which it is burnt
     */
    grants: {
      credits: number;
      /**
       * null: never
       */
      expires_at: string | null;
    }[];
  };
}
export interface ReliabilityBin {
  /**
   * The bin holds answers of at least this confidence
   */
  from: number;
  /**
   * … and below this one; the last bin holds 1, too. Bins without answers are left out
   */
  to: number;
  n: number;
  /**
   * What the answers promised on average
   */
  mean_confidence: number;
  /**
   * The share of them that was right
   */
  right: number;
}
export interface ReliabilityTable {
  /**
   * Questions by an address, by name and domain, or all
   */
  asked_by: "all" | "email" | "name";
  /**
   * Answers that were judged
   */
  n: number;
  /**
   * Mean squared distance of confidence and outcome
   */
  brier: number;
  /**
   * Expected calibration error: the distance of mean_confidence and right, averaged over all answers
   */
  ece: number;
  bins: ReliabilityBin[];
}
export interface CalibrationAnswer {
  status: "success";
  request_id: string;
  credits_used: 0;
  data: {
    /**
     * Names the curves that confidence comes from; it changes with every answer's confidence
     */
    model_version: string;
    /**
     * labels: what this server's accounts said of its answers; shipped: the people of the benchmark that comes with the program, as there are too few labels
     */
    measured_on: "labels" | "shipped";
    /**
     * Answers of which accounts said whether they were right
     */
    labels: number;
    /**
     * From so many on, tables are measured on them
     */
    labels_needed: number;
    /**
     * @minItems 1
     */
    tables: ReliabilityTable[];
  };
}
export interface ChangedFields {
  /**
   * Full name of the person
   */
  full_name?: string | null;
  /**
   * Professional email address
   */
  email?: string | null;
  /**
   * Current job title
   */
  title?: string | null;
  /**
   * executive: Runs the company or a function of it: founder, owner, partner, president, C-level, managing director, vice president, director, and their equivalents. senior: Leads people or is senior in the craft: head or lead of a team or project, manager of people, principal, staff, senior, expert, architect. mid: A professional without qualifier; a bare manager of work (product manager, account manager) too. junior: Learns or helps: intern, trainee, apprentice, student, graduate, assistant, junior.
   */
  seniority?: ("executive" | "senior" | "mid" | "junior") | null;
  /**
   * Department: Engineering, IT, Product, Design, Data, Marketing, Sales, Business Development, Customer Support, Consulting, Operations, Project Management, Purchasing, Finance, HR, Legal, Administration, Management, Research, Other
   */
  department?: string | null;
  /**
   * Current employer name
   */
  company_name?: string | null;
  /**
   * Current employer domain
   */
  company_domain?: string | null;
  /**
   * LinkedIn profile URL (if available)
   */
  linkedin_url?: string | null;
  /**
   * City and country
   */
  location?: string | null;
}
export interface Change {
  /**
   * Rises from change to change
   */
  change_id: string;
  /**
   * Leads to the person: GET /api/v1/people/{person_id}
   */
  person_id: string;
  /**
   * added: somebody new is published; `after` is the whole profile. job_change: the employer or the title is another one than it was. email_change: the address is another one, or known for the first time, or not any more. location_change: the same of the location. profile_change: the same of name and profile URL; of employer, title, seniority and department, where it is no job change. merged: `other_id` turned out to be the same person, and leads here from now on. split: some of what was known of `other_id` turned out to be of another person: this one, who is new. removed: nothing is published of the person any more.
   */
  types: (
    | "added"
    | "job_change"
    | "email_change"
    | "location_change"
    | "profile_change"
    | "merged"
    | "split"
    | "removed"
  )[];
  /**
   * When it was published
   */
  detected_at: string;
  /**
   * When a source last saw the person; null where none says
   */
  last_seen: string | null;
  before: ChangedFields;
  after: ChangedFields;
  /**
   * Of merged and split: the other id
   */
  other_id: string | null;
  /**
   * What brought it about: an import, a judgement; null where it is not known
   */
  cause: string | null;
}
export interface ChangesAnswer {
  status: "success";
  request_id: string;
  credits_used: number;
  data: Change[];
  /**
   * Leads to the next page, which may be empty; null: there is none yet
   */
  next_cursor: string | null;
  /**
   * Where this page ends: keep it, and go on from there later
   */
  cursor: string;
}
export interface LedgerAnswer {
  status: "success";
  request_id: string;
  credits_used: 0;
  data: {
    kind: "grant" | "charge" | "expiry";
    /**
     * A grant adds them, the others take them
     */
    credits: number;
    operation: string;
    outcome: string;
    /**
     * The call that was charged; empty where no call made the entry
     */
    request_id: string;
    created_at: string;
  }[];
  /**
   * Leads to older entries; null: there are none
   */
  next_cursor: string | null;
}
export interface Matched {
  /**
   * The criterion
   */
  by: "company" | "domain" | "title" | "seniority" | "department" | "location" | "keywords";
  /**
   * Where it was met
   */
  field: string;
  /**
   * What stands there; null where the profile does not show it
   */
  value: string | null;
  /**
   * Written alike; the same words in other forms; or another name, word or language for the same
   */
  how: "exact" | "words" | "related";
}
export interface FoundProfile {
  /**
   * Full name of the person
   */
  full_name: string | null;
  /**
   * Professional email address
   */
  email: string | null;
  /**
   * Current job title
   */
  title: string | null;
  /**
   * executive: Runs the company or a function of it: founder, owner, partner, president, C-level, managing director, vice president, director, and their equivalents. senior: Leads people or is senior in the craft: head or lead of a team or project, manager of people, principal, staff, senior, expert, architect. mid: A professional without qualifier; a bare manager of work (product manager, account manager) too. junior: Learns or helps: intern, trainee, apprentice, student, graduate, assistant, junior.
   */
  seniority: ("executive" | "senior" | "mid" | "junior") | null;
  /**
   * Department: Engineering, IT, Product, Design, Data, Marketing, Sales, Business Development, Customer Support, Consulting, Operations, Project Management, Purchasing, Finance, HR, Legal, Administration, Management, Research, Other
   */
  department: string | null;
  /**
   * Current employer name
   */
  company_name: string | null;
  /**
   * Current employer domain
   */
  company_domain: string | null;
  /**
   * LinkedIn profile URL (if available)
   */
  linkedin_url: string | null;
  /**
   * City and country
   */
  location: string | null;
  /**
   * Calibrated probability that this record describes the person asked for
   */
  confidence: number;
  /**
   * Leads to this person: GET /api/v1/people/{person_id}
   */
  person_id: string;
  /**
   * With explain: what met each criterion
   */
  matched?: Matched[];
}
export interface SearchPeopleAnswer {
  status: "success";
  request_id: string;
  credits_used: number;
  data: FoundProfile[];
  /**
   * How many people match
   */
  total: number;
  /**
   * False where more than 10000 match: total is a lower bound then
   */
  total_is_exact: boolean;
  /**
   * Leads to the next page; null: there is none
   */
  next_cursor: string | null;
  /**
   * With facets: the 20 most frequent values each. Where total is a lower bound, of 10000 who match
   */
  facets?: {
    [k: string]: {
      value: string;
      count: number;
    }[];
  };
}
export interface PersonAnswer {
  status: "success";
  request_id: string;
  credits_used: number;
  data: FoundProfile;
}
export interface UsageAnswer {
  status: "success";
  request_id: string;
  credits_used: 0;
  data: {
    /**
     * UTC
     */
    day: string;
    operation: string;
    outcome: string;
    calls: number;
    credits: number;
  }[];
}
export interface FeedbackAnswer {
  status: "success";
  request_id: string;
  credits_used: 0;
  data: {
    /**
     * By which the operator lists it
     */
    feedback_id: string;
    /**
     * withheld: the question is not answered with this person, or the person not with this value, again, to this account; noted: a label for the operator
     */
    effect: "withheld" | "noted";
  };
}
export interface JobSubmittedAnswer {
  status: "queued";
  request_id: string;
  credits_used: 0;
  /**
   * Names the job from now on
   */
  job_id: string;
  estimated_completion_seconds: number;
  /**
   * Records of the job
   */
  total_records: number;
  /**
   * Verifies what comes to webhook_url; the same for every job with that URL
   */
  webhook_secret?: string;
}
export interface JobStatusAnswer {
  /**
   * A job that waits for credits is queued, with an error that says so; one that was cancelled has failed
   */
  status: "queued" | "processing" | "completed" | "failed";
  request_id: string;
  /**
   * Names the job from now on
   */
  job_id: string;
  /**
   * Percent of the records
   */
  progress: number;
  /**
   * Records of the job
   */
  total_records: number;
  /**
   * Records that have a result
   */
  results_count: number;
  success_count: number;
  not_found_count: number;
  /**
   * What the job has cost so far
   */
  credits_used: number;
  error?: {
    message: "insufficient_credits" | "cancelled";
    detail: string;
  };
}
export interface JobResultsAnswer {
  status: "success";
  request_id: string;
  credits_used: 0;
  /**
   * Names the job from now on
   */
  job_id: string;
  /**
   * A job that waits for credits is queued, with an error that says so; one that was cancelled has failed
   */
  job_status: "queued" | "processing" | "completed" | "failed";
  /**
   * Records of the job
   */
  total_records: number;
  results_count: number;
  /**
   * In the order of the records; of a job that has not ended, those that are there
   */
  results: {
    status: "success" | "error";
    credits_used: number;
    /**
     * As the single call answers it
     */
    data?: {
      [k: string]: unknown;
    };
    error?: {
      code: number;
      /**
       * The stable word for machines.
       */
      message:
        | "missing_param"
        | "invalid_param"
        | "bad_request"
        | "invalid_api_key"
        | "insufficient_credits"
        | "insufficient_scope"
        | "address_not_allowed"
        | "not_found"
        | "job_not_found"
        | "watch_not_found"
        | "no_such_route"
        | "method_not_allowed"
        | "request_timeout"
        | "idempotency_in_flight"
        | "too_many_watches"
        | "job_not_finished"
        | "answer_erased"
        | "payload_too_large"
        | "unsupported_media_type"
        | "idempotency_mismatch"
        | "unprocessable"
        | "rate_limit_exceeded"
        | "too_many_jobs"
        | "headers_too_large"
        | "internal_error"
        | "service_unavailable";
      detail: string;
      param?: string;
    };
  }[];
}
export interface StateAnswer {
  status: "ok";
}
export interface OpenapiAnswer {
  openapi: "3.1.0";
  [k: string]: unknown;
}
export interface Watch {
  watch_id: string;
  name: string;
  /**
   * The id that the person has now
   */
  person_id?: string;
  company?: string;
  domain?: string;
  title?: string;
  seniority?: string[];
  department?: string[];
  location?: string;
  keywords?: string;
  /**
   * null: all
   */
  types:
    | (
        | "added"
        | "job_change"
        | "email_change"
        | "location_change"
        | "profile_change"
        | "merged"
        | "split"
        | "removed"
      )[]
    | null;
  /**
   * null: the account's endpoints alone are told
   */
  webhook_url: string | null;
  created_at: string;
}
export interface WatchAnswer {
  status: "success";
  request_id: string;
  credits_used: 0;
  data: Watch;
  /**
   * Verifies what comes to webhook_url; absent where it is an endpoint of the account
   */
  webhook_secret?: string;
}
export interface WatchesAnswer {
  status: "success";
  request_id: string;
  credits_used: 0;
  data: Watch[];
  /**
   * Leads to later ones; null: there are none
   */
  next_cursor: string | null;
}
export interface WatchRemovedAnswer {
  status: "success";
  request_id: string;
  credits_used: 0;
  data: {
    watch_id: string;
  };
}

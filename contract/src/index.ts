export { checkBody, type Fault } from "./checkBody.js";
export { privacyConfirmationAnswer } from "./confirmPrivacyRequest.js";
export {
  type CorrectableField,
  correctableFields,
  type PrivacyRequestBody,
  type PrivacyRequestType,
  privacyRequestAnswer,
  privacyRequestTypes,
} from "./createPrivacyRequest.js";
export {
  DEFAULT_MIN_CONFIDENCE,
  type EnrichPersonBody,
  enrichPersonAnswer,
  enrichPersonBody,
  missingField,
} from "./enrichPerson.js";
export { type ErrorAnswer, type ErrorEntry, type ErrorWord, errorAnswer, errors } from "./errors.js";
export { type EventType, eventTypes } from "./events.js";
export type { Includable, Sections } from "./evidence.js";
export { type FindEmailBody, findEmailAnswer, findEmailBody, type foundEmail } from "./findEmail.js";
export { askedBy, calibrationAnswer, measuredOn } from "./getCalibration.js";
export {
  CHANGES_KEPT_DAYS,
  type Change,
  type ChangesQuery,
  type ChangeType,
  changesAnswer,
  DEFAULT_CHANGES,
} from "./getChanges.js";
export { ledgerAnswer } from "./getLedger.js";
export { personAnswer, personParams } from "./getPerson.js";
export { usageAnswer } from "./getUsage.js";
export {
  type FeedbackEffect,
  feedbackAnswer,
  type GiveFeedbackBody,
  type Verdict,
} from "./giveFeedback.js";
export {
  FILE_FORMATS,
  type JobType,
  jobResultsAnswer,
  jobStatusAnswer,
  jobSubmittedAnswer,
  jobTypes,
  LARGEST_FILE,
  MOST_ROWS,
} from "./jobs.js";
export { openapiDocument } from "./openapi.js";
export { LONGEST_ONCE_KEY, ONCE_HEADER, type Operation, type Price } from "./operation.js";
export { type OperationId, operations } from "./operations.js";
export { personalFields } from "./personalFields.js";
export { PERSONA_DOMAIN, PERSONA_LAST_NAME, type Persona, personaErrors, personas } from "./personas.js";
export { DEFAULT_CREDITS, DEFAULT_PLAN, LARGEST_GRANT, type Plan, planSettings, plans } from "./plans.js";
export { type ProfileField, profileFields } from "./profile.js";
export { type Scope, scopes } from "./scopes.js";
export {
  DEFAULT_FOUND,
  type facetNames,
  MOST_COUNTED,
  type SearchPeopleBody,
  searchPeopleAnswer,
  searchPeopleBody,
} from "./searchPeople.js";
export {
  type Department,
  departmentNames,
  departments,
  type Seniority,
  seniorities,
  seniorityNames,
} from "./titles.js";
export {
  type CreateWatchBody,
  type Watch,
  watchAnswer,
  watchesAnswer,
  watchRemovedAnswer,
} from "./watches.js";

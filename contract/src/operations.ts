import { confirmPrivacyRequest } from "./confirmPrivacyRequest.js";
import { createPrivacyRequest } from "./createPrivacyRequest.js";
import { enrichPerson } from "./enrichPerson.js";
import { findEmail } from "./findEmail.js";
import { getAccount } from "./getAccount.js";
import { getCalibration } from "./getCalibration.js";
import { getChanges } from "./getChanges.js";
import { getLedger } from "./getLedger.js";
import { getPerson } from "./getPerson.js";
import { getUsage } from "./getUsage.js";
import { giveFeedback } from "./giveFeedback.js";
import {
  cancelJob,
  getJobFile,
  getJobResults,
  getJobStatus,
  submitFileJob,
  submitJob,
  watchJob,
} from "./jobs.js";
import type { Operation } from "./operation.js";
import { searchPeople } from "./searchPeople.js";
import { getHealth, getOpenapi, getReadiness } from "./service.js";
import { createWatch, deleteWatch, listWatches } from "./watches.js";

/** Every operation that is served, by its id. */
export const operations = {
  enrichPerson,
  findEmail,
  searchPeople,
  getPerson,
  getChanges,
  createWatch,
  listWatches,
  deleteWatch,
  submitJob,
  submitFileJob,
  getJobStatus,
  watchJob,
  getJobResults,
  getJobFile,
  cancelJob,
  giveFeedback,
  getCalibration,
  getAccount,
  getUsage,
  getLedger,
  createPrivacyRequest,
  confirmPrivacyRequest,
  getHealth,
  getReadiness,
  getOpenapi,
} as const satisfies Record<string, Operation>;

export type OperationId = keyof typeof operations;

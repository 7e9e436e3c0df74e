import { operations } from "@vouch/contract";
import { type RecordTypes, recordType } from "../bulk/recordType.js";
import type { Service } from "../credits/billing.js";
import type { EnrichFinding, EnrichQuery } from "../people/enrichment.js";
import type { FindFinding, FindQuery } from "../people/finder/finding.js";
import * as enrichPerson from "./operations/enrichPerson.js";
import * as findEmail from "./operations/findEmail.js";

/** What is found for the records of jobs, by operation. */
export interface RecordServices {
  readonly enrichPerson: Service<EnrichQuery, EnrichFinding>;
  readonly findEmail: Service<FindQuery, FindFinding>;
}

const priceOf = (id: keyof RecordServices) => operations[id].price.success;

/** Makes the types of jobs: a record is read, and its answer written, as a call of the operation is. */
export function recordTypesOf(services: RecordServices): RecordTypes {
  const people = { service: services.enrichPerson, highestPrice: priceOf("enrichPerson") };
  const email = { service: services.findEmail, highestPrice: priceOf("findEmail") };
  return {
    people: recordType({ ...people, read: enrichPerson.read, fieldsOf: enrichPerson.fieldsOf }),
    email: recordType({ ...email, read: findEmail.read, fieldsOf: findEmail.fieldsOf }),
  };
}

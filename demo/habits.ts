/** How reliable a source is: shares of its records, 0..1. */
export interface Habits {
  /** Tells of an earlier position, when there was one. */
  readonly stale: number;
  /** Says when it saw what it tells. */
  readonly dated: number;
  readonly typos: number;
  /** Writes titles, companies and countries in other ways than the usual one. */
  readonly loose: number;
  readonly wrongTitle: number;
  readonly wrongCompany: number;
  readonly wrongPlace: number;
  readonly noEmail: number;
  /** Knows the private address instead of the one at work. */
  readonly privateEmail: number;
  /** Has a shared mailbox in the place of a person's address. */
  readonly roleEmail: number;
  readonly noCompany: number;
  readonly noDomain: number;
  readonly noTitle: number;
  readonly noPlace: number;
  readonly nickname: number;
  readonly noAccents: number;
  /** Writes names in their own script. */
  readonly nativeScript: number;
  /** Has given and family name the wrong way round, where the family name comes first at home. */
  readonly swapped: number;
  readonly profile: number;
  readonly phone: number;
}

/** Laid over the habits of a source, they make it tell everything as it is. */
export const ALWAYS_RIGHT: Partial<Habits> = {
  loose: 0,
  noTitle: 0,
  noPlace: 0,
  noCompany: 0,
  profile: 1,
  typos: 0,
  wrongTitle: 0,
  wrongCompany: 0,
  wrongPlace: 0,
  stale: 0,
  noEmail: 0,
  roleEmail: 0,
};

export const CRM: Habits = {
  loose: 0.3,
  stale: 0.1,
  dated: 0.9,
  typos: 0.02,
  wrongTitle: 0.04,
  wrongCompany: 0.01,
  wrongPlace: 0.03,
  noEmail: 0.04,
  privateEmail: 0.08,
  roleEmail: 0.05,
  noCompany: 0.04,
  noDomain: 0.25,
  noTitle: 0.12,
  noPlace: 0.15,
  nickname: 0.15,
  noAccents: 0.4,
  nativeScript: 0.05,
  swapped: 0.15,
  profile: 0.5,
  phone: 0.6,
};

export const ADDRESS_BOOK: Habits = {
  ...CRM,
  stale: 0.16,
  dated: 0,
  typos: 0.03,
  noEmail: 0.06,
  privateEmail: 0.25,
  roleEmail: 0.01,
  noCompany: 0.15,
  noDomain: 1,
  noTitle: 0.5,
  noPlace: 0.55,
  nickname: 0.35,
  nativeScript: 0.2,
  profile: 0.3,
  phone: 0.8,
};

export const DIRECTORY: Habits = {
  ...CRM,
  loose: 0.15,
  stale: 0.03,
  dated: 1,
  typos: 0.005,
  wrongTitle: 0.01,
  wrongCompany: 0,
  wrongPlace: 0.01,
  noEmail: 0.03,
  privateEmail: 0,
  roleEmail: 0,
  noCompany: 0,
  noDomain: 0.1,
  noTitle: 0.02,
  noPlace: 0.08,
  nickname: 0.08,
  noAccents: 0.1,
  nativeScript: 0.1,
  swapped: 0.05,
  profile: 0.65,
};

export const ATTENDEES: Habits = {
  ...CRM,
  loose: 0.4,
  stale: 0.14,
  dated: 0.95,
  typos: 0.09,
  wrongTitle: 0.04,
  wrongCompany: 0.02,
  wrongPlace: 0.03,
  noEmail: 0.1,
  privateEmail: 0.12,
  roleEmail: 0.02,
  noCompany: 0.05,
  noDomain: 1,
  noTitle: 0.3,
  noPlace: 0.3,
  nickname: 0.25,
  noAccents: 0.6,
  nativeScript: 0.02,
  swapped: 0.25,
  profile: 0,
  phone: 0.4,
};

import type { Department } from "@vouch/contract";

/** A title that the model learns from. */
export interface TrainingTitle {
  readonly title: string;
  readonly department: Department;
  /** The title or word that it was made of. */
  readonly of: string;
  /** How much it counts. */
  readonly weight: number;
  /** Whether its words are taken for words of departments, where they come again. */
  readonly trusted: boolean;
}

import type { Department, Seniority } from "@vouch/contract";

const LEVELS: ReadonlyMap<string, Seniority> = new Map([
  ["Internship", "junior"],
  ["Associate", "mid"],
  ["Director", "executive"],
] as const);

/** Words in the functions of postings, and the departments that they may mean. */
const FUNCTIONS: readonly (readonly [string, readonly Department[]])[] = [
  ["Information Technology", ["IT", "Engineering", "Data"]],
  ["Engineering", ["Engineering"]],
  ["Analyst", ["Data"]],
  ["Administrative", ["Administration"]],
  ["Sales", ["Sales"]],
  ["Marketing", ["Marketing"]],
  ["Accounting", ["Finance"]],
  ["Finance", ["Finance"]],
  ["Consulting", ["Consulting"]],
  ["Research", ["Research"]],
  ["Science", ["Research", "Data"]],
  ["Design", ["Design"]],
  ["Customer Service", ["Customer Support"]],
  ["Business Development", ["Business Development"]],
  ["Human Resources", ["HR"]],
  ["Legal", ["Legal"]],
  ["Product Management", ["Product"]],
  ["Project Management", ["Project Management"]],
  ["Purchasing", ["Purchasing"]],
];

/** The seniority that a posting's level stands for; null where the level covers several of ours. */
export function seniorityOfLevel(level: string): Seniority | null {
  return LEVELS.get(level) ?? null;
}

/** The departments that a posting's function may mean; none where it says nothing. */
export function departmentsOfFunction(jobFunction: string): Department[] {
  return FUNCTIONS.flatMap(([word, departments]) => (jobFunction.includes(word) ? departments : []));
}

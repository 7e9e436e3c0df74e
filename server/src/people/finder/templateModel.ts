import fitted from "./model.json" with { type: "json" };
import { TEMPLATES } from "./templates.js";

/** How employers of a size address their people: the prior of one of them. */
export interface SizeClass {
  /** Published people of the employer from which on it belongs here. */
  readonly leastPeople: number;
  /** Addresses that follow a template, as a Beta distribution over employers: mean 0..1, precision in addresses. */
  readonly follow: { readonly mean: number; readonly precision: number };
  /** How much the templates of one employer are alike: the precision of the Dirichlet distribution, in addresses. */
  readonly precision: number;
  /** Share of people whose address follows a template, and not as their employer's do. */
  readonly free: number;
  /** Its mean: how common each template is, by its pattern; they add up to 1. */
  readonly shares: Readonly<Record<string, number>>;
}

/** What is known of an employer's addresses. */
export interface Counts {
  /** Published people, with or without a known address. */
  readonly people: number;
  /** Known addresses by pattern. */
  readonly templates: ReadonlyMap<string, number>;
  /** Known addresses that follow no template. */
  readonly other: number;
}

/** From the smallest employers to the largest. */
export const SIZE_CLASSES: readonly SizeClass[] = fitted.classes;

/** The class of an employer of so many published people. */
export function sizeClassOf(people: number, classes: readonly SizeClass[] = SIZE_CLASSES): SizeClass {
  const found = classes.findLast(({ leastPeople }) => people >= leastPeople);
  if (found === undefined) throw new RangeError("the model has no class for the smallest employers");
  return found;
}

/**
 * How likely each template is for one more address at an employer: the posterior mean of a tree of two
 * Dirichlet-multinomials (Minka 1999, The Dirichlet-tree distribution): whether an address follows a template at all, and
 * which one; and beside it those who choose freely. The prior is that of employers of its size, which is drawn to that of all employers when it is fitted.
 * @returns probabilities in the order of `TEMPLATES`; what they lack to 1 is that the address follows none
 */
export function templateProbabilities(
  { people, templates, other }: Counts,
  classes: readonly SizeClass[] = SIZE_CLASSES,
): number[] {
  const { follow, precision, free, shares } = sizeClassOf(people, classes);
  let known = 0;
  for (const count of templates.values()) known += count;
  const follows = (follow.mean * follow.precision + known) / (follow.precision + known + other);
  return TEMPLATES.map(({ pattern }) => {
    const share = shares[pattern] ?? 0;
    const usual = (precision * share + (templates.get(pattern) ?? 0)) / (precision + known);
    return follows * ((1 - free) * usual + free * share);
  });
}

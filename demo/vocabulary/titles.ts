/** One line of work: its department, how common it is, and its titles from the first to the last step. */
export interface Track {
  readonly department: string;
  readonly weight: number;
  readonly steps: readonly string[];
  /** Whether its people write code (and so appear in commit lists). */
  readonly commits: boolean;
}

function track(department: string, weight: number, steps: string, commits = false): Track {
  return { department, weight, steps: steps.split(",").map((step) => step.trim()), commits };
}

/** Careers, each from junior to executive. */
export const tracks: readonly Track[] = [
  track(
    "Engineering",
    18,
    "Junior Software Engineer, Software Engineer, Senior Software Engineer, Staff Engineer, Engineering Manager, Vice President Engineering",
    true,
  ),
  track(
    "Engineering",
    7,
    "Junior Data Engineer, Data Engineer, Senior Data Engineer, Lead Data Engineer, Head of Data",
    true,
  ),
  track(
    "Engineering",
    6,
    "Frontend Developer, Senior Frontend Developer, Principal Developer, Director of Engineering, Chief Technology Officer",
    true,
  ),
  track(
    "Engineering",
    6,
    "Systems Administrator, Site Reliability Engineer, Senior Site Reliability Engineer, Infrastructure Manager",
    true,
  ),
  track(
    "Product",
    6,
    "Associate Product Manager, Product Manager, Senior Product Manager, Director of Product",
  ),
  track("Design", 4, "Junior Designer, Product Designer, Senior Product Designer, Head of Design"),
  track(
    "Sales",
    14,
    "Sales Development Representative, Account Executive, Senior Account Executive, Regional Sales Manager, Vice President Sales",
  ),
  track("Sales", 6, "Account Manager, Key Account Manager, Sales Director, Chief Revenue Officer"),
  track(
    "Marketing",
    9,
    "Marketing Assistant, Marketing Specialist, Marketing Manager, Head of Marketing, Chief Marketing Officer",
  ),
  track(
    "Finance",
    8,
    "Junior Accountant, Accountant, Senior Accountant, Finance Manager, Chief Financial Officer",
  ),
  track(
    "Human Resources",
    6,
    "HR Assistant, Recruiter, HR Business Partner, HR Manager, Chief People Officer",
  ),
  track(
    "Operations",
    7,
    "Operations Coordinator, Operations Analyst, Operations Manager, Chief Operating Officer",
  ),
  track(
    "Customer Support",
    5,
    "Support Agent, Customer Success Manager, Senior Customer Success Manager, Head of Support",
  ),
  track("Legal", 3, "Paralegal, Legal Counsel, Senior Legal Counsel, General Counsel"),
  track(
    "Research",
    3,
    "Research Assistant, Research Scientist, Senior Research Scientist, Head of Research",
    true,
  ),
];

const SHORT_FORMS: readonly (readonly [RegExp, string])[] = [
  [/\bSenior\b/u, "Sr."],
  [/\bJunior\b/u, "Jr."],
  [/\bVice President\b/u, "VP"],
  [/\bManager\b/u, "Mgr"],
  [/\bEngineer\b/u, "Eng."],
  [/\bChief Technology Officer\b/u, "CTO"],
  [/\bChief Financial Officer\b/u, "CFO"],
  [/\bChief Marketing Officer\b/u, "CMO"],
  [/\bChief Operating Officer\b/u, "COO"],
];

/**
 * Every way the demo's sources write this title, the full one first: all of them name the same job, so a fused title
 * that equals any of them is right.
 */
export function titleSpellings(title: string): string[] {
  const shortened = SHORT_FORMS.filter(([long]) => long.test(title)).map(([long, short]) =>
    title.replace(long, short),
  );
  return [title, ...shortened, `${title.slice(0, 1)}${title.slice(1).toLowerCase()}`];
}

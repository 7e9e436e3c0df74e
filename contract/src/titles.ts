/** The ranks of a job, highest first, as people and code are to understand them. */
export const seniorities = {
  executive:
    "Runs the company or a function of it: founder, owner, partner, president, C-level, managing director, vice president, director, and their equivalents.",
  senior:
    "Leads people or is senior in the craft: head or lead of a team or project, manager of people, principal, staff, senior, expert, architect.",
  mid: "A professional without qualifier; a bare manager of work (product manager, account manager) too.",
  junior: "Learns or helps: intern, trainee, apprentice, student, graduate, assistant, junior.",
} as const;

export type Seniority = keyof typeof seniorities;

/** Those of `seniorities`, highest first. */
export const seniorityNames = Object.keys(seniorities) as [Seniority, ...Seniority[]];

/** The departments that a title can belong to, by what is done there. */
export const departments = {
  Engineering:
    "Designs, builds and tests products and plants: software, hardware, mechanical, electrical, civil.",
  IT: "Runs a company's systems: administration, networks, security, databases, IT support.",
  Product: "Decides what is built: product management and ownership.",
  Design: "Gives shape: user experience, graphics, interiors, photography, art direction.",
  Data: "Learns from data: analysis, data science and engineering, business intelligence, statistics.",
  Marketing: "Brand, communication, press, content, editing, events.",
  Sales: "Sells, from the shop floor to key accounts, pre-sales included.",
  "Business Development": "Opens new business: partnerships, alliances, corporate development, fundraising.",
  "Customer Support": "Helps customers who have bought: service, success, call centre, complaints.",
  Consulting: "Advises clients, whatever on, unless it is to sell, to recruit, on law or on taxes.",
  Operations: "Makes, moves and maintains: production, logistics, quality, trades, building, facilities.",
  "Project Management": "Leads projects and programmes of any kind, or helps to: PMO, scrum masters.",
  Purchasing: "Buys: procurement, sourcing, category buying.",
  Finance: "Accounting, controlling, audit, tax, treasury, banking, insurance.",
  HR: "Recruits, employs and trains people; payroll.",
  Legal: "Law, compliance, patents, data protection.",
  Administration: "Keeps the office: assistants of managers, secretaries, clerks, reception.",
  Management: "Runs a company, branch or team, where the title names no other department.",
  Research: "Science, laboratories and university posts.",
  Other: "Everything else: health, schools, hospitality, arts, public safety; jobs that name no field.",
} as const;

export type Department = keyof typeof departments;

/** Those of `departments`, in their order. */
export const departmentNames = Object.keys(departments) as [Department, ...Department[]];

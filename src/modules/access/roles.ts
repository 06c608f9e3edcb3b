/** The roles that a person can hold, in the order in which screens list them. */
const roles = [
  'sales',
  'sales_manager',
  'department_head',
  'finance',
  'compliance',
  'general_manager',
  'programme_manager',
  'auditor',
  'outside_auditor',
  'trainer',
  'administrator',
  'system',
] as const
export type Role = (typeof roles)[number]

/** A role that a person can be granted; `system` is the product itself. */
export type GrantableRole = Exclude<Role, 'system'>

/** The roles that a person can be granted. */
export const grantableRoles: readonly GrantableRole[] = roles.filter((role) => role !== 'system')

/** True for a role that a person can be granted. */
export function isGrantable(role: string): role is GrantableRole {
  return (grantableRoles as readonly string[]).includes(role)
}

/** The roles of those who ask for benefits and decide on them. */
export const businessRoles: readonly GrantableRole[] = [
  'sales',
  'sales_manager',
  'department_head',
  'finance',
  'compliance',
  'general_manager',
  'programme_manager',
  'trainer',
]

/** True for a role of those who ask for benefits and decide on them. */
export function isBusinessRole(role: string): boolean {
  return (businessRoles as readonly string[]).includes(role)
}

/**
 * True when two roles must not meet in one person. Whoever administers the system holds no business rights,
 * and whoever audits neither decides nor executes.
 */
export function rolesExclude(one: Role, other: Role): boolean {
  if (one === other) return false
  const apart: readonly Role[] = ['administrator', 'auditor', 'outside_auditor']
  return apart.includes(one) || apart.includes(other)
}

/** The roles to which an approval route can lead: granted ones, and the requester's own line manager. */
export type RouteRole = GrantableRole | 'line_manager'

/** What a person does for one object. One duty a person, which the same person may repeat. */
const duties = [
  'requester',
  'beneficiary',
  'approver',
  'payer',
  'checker',
  'policy_editor',
  'importer',
  'proposer',
] as const
export type Duty = (typeof duties)[number]

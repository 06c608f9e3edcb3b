import type { Language } from '../../texts/text.ts'
import type { Pool } from 'pg'
import type { Transaction } from '../../platform/db/transaction.ts'
import type {
  AccountRow,
  DelegationRow,
  DutyRow,
  EmergencyReviewRow,
  LeavingProposalRow,
  ManagerProposalRow,
  PersonRow,
  ReinstatementProposalRow,
  RoleGrantRow,
  TokenRow,
} from './tables.ts'

/** The duties of these objects. Call it under the objects' own locks, so that none is added meanwhile. */
export async function loadDuties(
  tx: Transaction,
  objectType: string,
  objectIds: readonly string[],
): Promise<DutyRow[]> {
  return tx.sql<DutyRow>(
    `select id, version, object_type, object_id, person_id, duty
from access.duty
where object_type = $1
and object_id = any($2)
order by id`,
    [objectType, objectIds],
    'access_duties',
  )
}

const lockable = {
  person: 'access.person',
  account: 'access.account',
  role_grant: 'access.role_grant',
  delegation: 'access.delegation',
  manager_proposal: 'access.manager_proposal',
  reinstatement_proposal: 'access.reinstatement_proposal',
  leaving_proposal: 'access.leaving_proposal',
  emergency_review: 'access.emergency_review',
  api_token: 'access.api_token',
} as const

/** Proposals about a person that live beside the organisation. */
export type ProposalRows = {
  manager_proposal: ManagerProposalRow
  reinstatement_proposal: ReinstatementProposalRow
  leaving_proposal: LeavingProposalRow
  emergency_review: EmergencyReviewRow
}

type Rows = ProposalRows & {
  person: PersonRow
  account: AccountRow
  role_grant: RoleGrantRow
  delegation: DelegationRow
  api_token: TokenRow
}

/** Loads rows by their identifiers and locks them in that order. Amounts come as text and become bigint. */
export async function lockRows<Kind extends keyof Rows>(
  tx: Transaction,
  kind: Kind,
  ids: readonly string[],
): Promise<Map<string, Rows[Kind]>> {
  const rows = await tx.sql<Rows[Kind]>(
    `select * from ${lockable[kind]} where id = any($1) order by id ${tx.lock}`,
    [[...new Set(ids)]],
    `access_lock_${kind}_${tx.isReadOnly}`,
  )
  return new Map(rows.map((row) => [row.id, withAmounts(row)]))
}

/** The proposals of that kind about these people that nobody has answered. */
export async function waitingAbout(
  tx: Transaction,
  kind: keyof ProposalRows,
  personIds: readonly string[],
): Promise<{ readonly id: string; readonly person_id: string }[]> {
  return tx.sql(
    `select id, person_id from ${lockable[kind]} where state = 'proposed' and person_id = any($1)`,
    [personIds],
  )
}

function withAmounts<Row extends object>(row: Row): Row {
  const amounts = ['cap_minor', 'limit_minor'] as const
  const found = amounts.flatMap((name) => {
    const value = (row as Record<string, unknown>)[name]
    return typeof value === 'string' ? [[name, BigInt(value)] as const] : []
  })
  return { ...row, ...Object.fromEntries(found) }
}

/**
 * Makes changes of roles, managers and delegations wait for each other: their rules look at several rows, and
 * two changes that are each right could break a rule together. Changes of the organisation are rare.
 */
export async function lockOrganisation(tx: Transaction): Promise<void> {
  if (tx.isReadOnly) return
  await tx.sql('select pg_advisory_xact_lock(6154310)', [], 'access_lock_organisation')
}

/** The tokens of an account, the newest first. */
export async function listTokens(pool: Pool, accountId: string): Promise<TokenRow[]> {
  const found = await pool.query<TokenRow>(
    'select * from access.api_token where account_id = $1 order by made_at desc, id',
    [accountId],
  )
  return found.rows
}

/** The address with which an account signs in. */
export async function emailOf(pool: Pool, accountId: string): Promise<string> {
  const found = await pool.query<{ email: string }>('select email from access.account where id = $1', [
    accountId,
  ])
  return found.rows[0]?.email ?? ''
}

/** The account that signs in with this address. */
export async function findAccount(pool: Pool, email: string): Promise<AccountRow | undefined> {
  const found = await pool.query<AccountRow>('select * from access.account where email = $1', [
    email.toLowerCase(),
  ])
  return found.rows[0]
}

/** The accounts of these people, by address. */
export async function listAccounts(pool: Pool, personIds: readonly string[]): Promise<AccountRow[]> {
  const found = await pool.query<AccountRow>(
    'select * from access.account where person_id = any($1) order by email',
    [personIds],
  )
  return found.rows
}

/** The addresses of a person's accounts, with the language of each; for letters. */
export async function addressesOf(
  pool: Pool,
  personId: string,
): Promise<{ email: string; language: Language }[]> {
  const found = await pool.query<{ email: string; language: Language }>(
    `select email, language
from access.account
where person_id = $1
and is_open
order by email`,
    [personId],
  )
  return found.rows
}

/** Whose accounts these are, by account. */
export async function loadAccountHolders(
  tx: Transaction,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (accountIds.length === 0) return new Map()
  const rows = await tx.sql<{ readonly id: string; readonly person_id: string }>(
    'select id, person_id from access.account where id = any($1)',
    [[...new Set(accountIds)]],
  )
  return new Map(rows.map((row) => [row.id, row.person_id]))
}

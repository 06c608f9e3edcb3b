import type { Company } from './company-on.ts'

/** The guards that keep what was stated as it was, and their tables. */
const guards = {
  'parties.account': 'account_is_never_edited',
  'payments.exception': 'exception_is_never_edited',
} as const

/** Changes what the database keeps as it was stated: as the owner of the table could, and nobody else. */
export async function pastTheGuard(
  company: Company,
  table: keyof typeof guards,
  change: string,
  values: readonly unknown[],
): Promise<void> {
  const owner = await company.database.pool('owner', 1).connect()
  const guard = guards[table]
  try {
    await owner.query(`begin; set local app.entities to '*'; alter table ${table} disable trigger ${guard}`)
    await owner.query(change, [...values])
    await owner.query(`alter table ${table} enable trigger ${guard}; commit`)
  } finally {
    owner.release()
  }
}

import { loadPackRows } from '../../src/modules/policy/store.ts'
import { packTable } from '../../src/modules/policy/tables.ts'
import { systemActor } from '../../src/platform/act/actor.ts'
import { updateRow } from '../../src/platform/act/rows.ts'
import { readOnly } from '../../src/platform/db/in-transaction.ts'
import type { Company } from './company-on.ts'

/** Puts another authority matrix in the place of the one in force; `change` gets its text. */
export async function changeMatrix(company: Company, change: (text: string) => string): Promise<void> {
  const rows = await readOnly(company.world.pool, [systemActor], loadPackRows)
  const row = rows.find((each) => each.pack_id === 'authority')
  if (!row) throw new Error('the company of the test has no authority matrix')
  const content = change(row.content)
  if (content === row.content) throw new Error('the change of the matrix found nothing to change')
  await company.store([updateRow(packTable, row, { content })])
}

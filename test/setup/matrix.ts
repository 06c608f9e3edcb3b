import type { LocalDate } from '../../src/kernel/time.ts'
import { addDays } from '../../src/kernel/time.ts'
import { loadPackRows } from '../../src/modules/policy/store.ts'
import { packTable } from '../../src/modules/policy/tables.ts'
import { systemActor } from '../../src/platform/act/actor.ts'
import { insertRow, updateRow } from '../../src/platform/act/rows.ts'
import { readOnly } from '../../src/platform/db/in-transaction.ts'
import type { Company } from './company-on.ts'

/** Puts another authority matrix in force from a day on; `change` gets the text of the one that ends then. */
export async function changeMatrix(
  company: Company,
  from: LocalDate,
  change: (text: string) => string,
): Promise<void> {
  const rows = await readOnly(company.world.pool, [systemActor], loadPackRows)
  const last = rows.find((each) => each.pack_id === 'authority' && each.effective_to === null)
  if (!last) throw new Error('the company of the test has no authority matrix')
  const content = change(last.content)
  if (content === last.content) throw new Error('the change of the matrix found nothing to change')
  const { version: _, ...row } = last
  const mark = `1.0.${rows.length}`
  await company.store([
    updateRow(packTable, last, { effective_to: addDays(from, -1) }),
    insertRow(packTable, {
      ...row,
      id: `pack_authority_${mark}`,
      pack_version: mark,
      content,
      effective_from: from,
    }),
  ])
}

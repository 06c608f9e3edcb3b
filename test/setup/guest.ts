import { classificationTable, newPerson } from '../../src/modules/parties/index.ts'
import { insertRow, type RowChange } from '../../src/platform/act/rows.ts'
import { parties, type Company } from './company-on.ts'

/** The row that says what somebody is; without it nobody knows. */
export function classed(personId: string, name: string): RowChange {
  return insertRow(classificationTable, {
    id: `cls_${personId.slice(6)}`,
    person_id: personId,
    class: name,
    is_verified: true,
    source: 'document',
    evidence: '任职文件',
    left_office_on: null,
    was_leader: null,
    from_on: '2020-01-01',
    until_on: null,
  })
}

/** Somebody who had nothing before: a buyer of the dealer, or a person whom nobody employs. */
export async function newGuest(company: Company, n: number, name?: 'private_staff'): Promise<string> {
  const run = String(n).padStart(4, '0')
  const id = `party_guest${run}00`
  const employment = {
    id: `mem_guest${run}0`,
    customer_id: parties.dealer,
    position: '采购',
    decides_on_us: true,
    management_duty: false,
    nominated_by: null,
    from_on: '2020-01-01',
    until_on: null,
  }
  const at = company.world.now()
  await company.store([
    ...newPerson({ id, name: `来宾${run}`, at, ...(name === undefined ? {} : { employment }) }),
    ...(name === undefined ? [] : [classed(id, name)]),
  ])
  return id
}

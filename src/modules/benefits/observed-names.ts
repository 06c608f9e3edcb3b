import type { Transaction } from '../../platform/db/transaction.ts'
import { ownBook } from './domain.ts'
import type { RegisterPorts } from './ports.ts'
import { findGivers } from './store-observed.ts'
import type { BenefitRow } from './tables.ts'

/** Who gave and who received, as a register of others calls them; empty where it knows a number only. */
export type ObservedNames = { readonly giver: string; readonly recipient: string }

/** The names of the rows of observed books; rows of our own book have parties of ours instead. */
export async function observedNamesOf(
  tx: Transaction,
  ports: Pick<RegisterPorts, 'observedNames'>,
  rows: readonly BenefitRow[],
): Promise<ReadonlyMap<string, ObservedNames>> {
  const observed = rows.filter((row) => row.book !== ownBook)
  if (observed.length === 0) return new Map()
  const givers = await findGivers(
    tx,
    observed.map((row) => row.id),
  )
  const names = await ports.observedNames(tx, [
    ...new Set([...givers.values(), ...observed.map((row) => row.recipient_id)]),
  ])
  return new Map(
    observed.map((row) => [
      row.id,
      {
        giver: names.get(givers.get(row.id) ?? '') ?? '',
        recipient: names.get(row.recipient_id) ?? '',
      },
    ]),
  )
}

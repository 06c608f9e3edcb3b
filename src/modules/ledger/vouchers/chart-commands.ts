import type { Command } from '../../../platform/act/command.ts'
import { insertRow, updateRow } from '../../../platform/act/rows.ts'
import { keyOf, type ChartLine, type StatutoryAccount } from './chart.ts'
import { entityObjection } from './record.ts'
import { loadChart, lockVouchers } from './store.ts'
import { chartTable, type ChartRow } from './tables.ts'

/** A line of an entity's chart, and why it is set so. */
export type SetChartBody = {
  readonly entityId: string
  readonly account: StatutoryAccount
  readonly about: string
  readonly code: string
  readonly name: string
  readonly reason: string
}

/** Sets to which account of the general ledger an account of ours goes; what has left keeps what it said. */
export const setChart: Command<SetChartBody, readonly ChartRow[], ChartLine> = {
  operation: 'ledger.set_chart',
  load: async (tx, [call]) => {
    const entityId = call?.body.entityId ?? ''
    await lockVouchers(tx, [entityId])
    return loadChart(tx, entityId)
  },
  decide: (rows, call) => {
    const { entityId, reason, ...line } = call.body
    const { account, about, code, name } = line
    const object = { type: 'chart', id: entityId }
    const objection = entityObjection(call, 'ledger.set_chart', entityId)
    if (objection) return { refusal: objection, object }
    const changed = { code, name, changed_by: call.actor.personId, changed_at: call.at }
    const old = rows.find((row) => row.account === account && row.about === about)
    const id = `${entityId}:${keyOf(line)}`
    const change = old
      ? updateRow(chartTable, old, changed)
      : insertRow(chartTable, { id, entity_id: entityId, account, about, ...changed })
    return { answer: line, object, entityId, changes: [change], reason }
  },
}

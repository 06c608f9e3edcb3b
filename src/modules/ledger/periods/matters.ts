import { actAlone } from '../../../platform/act/act.ts'
import { updateRow } from '../../../platform/act/rows.ts'
import {
  saidOf,
  stillWaiting,
  type Matter,
  type MatterReader,
  type MattersPort,
} from '../../../platform/matters.ts'
import { ledgerTexts } from '../../../texts/ledger.ts'
import { fill, type TextValue } from '../../../texts/text.ts'
import { answerable, nameOf, type Organisation } from '../../access/index.ts'
import { periodChangeTable } from '../tables.ts'
import { answererObjection, answerPeriod, confirmObjection, loadProposed, verbOf } from './answer.ts'
import type { ProposedChange } from './answer.ts'
import { sayCheck, type PeriodDeps } from './deps.ts'
import { periodObjection } from './domain.ts'
import { monthOf } from './months.ts'
import { periodType } from './propose.ts'

/** Months that are to be closed or opened again, in the inbox of finance and the general manager. */
export function periodMatters(deps: PeriodDeps): MattersPort {
  return {
    type: periodType,
    describe: async (tx, reader, ids) => {
      const found = await loadProposed(deps, tx, ids, { at: reader.now, isHeld: false })
      const organisation = await deps.organisation(tx)
      return new Map([...found].map(([id, proposed]) => [id, matterOf(reader, proposed, organisation)]))
    },
    answer: (call, periodChangeId, answer) =>
      actAlone(deps.door, answerPeriod(deps), { ...call, body: { periodChangeId, ...saidOf(answer) } }),
    waiting: async (tx, ids, at) => {
      const found = await loadProposed(deps, tx, ids, { at, isHeld: false })
      const rows = [...found.values()].map(({ row }) => row)
      return stillWaiting(rows, (row) => {
        const standing = found.get(row.id)?.standing
        const isGone = standing && periodObjection(verbOf(row), monthOf(row.until), standing) !== undefined
        return {
          ended: (state) => updateRow(periodChangeTable, row, { state, answered_at: at }),
          gone: isGone === true ? 'changed' : undefined,
        }
      })
    },
  }
}

type Word = keyof typeof ledgerTexts

function matterOf(reader: MatterReader, proposed: ProposedChange, organisation: Organisation): Matter {
  const { language } = reader.actor
  const { row, standing, blockers } = proposed
  const say = (key: Word, params: Readonly<Record<string, TextValue>> = {}) =>
    fill(ledgerTexts[key], language, params)
  const entity = organisation.entities.get(row.entity_id)
  const name = entity ? nameOf(entity, language) : row.entity_id
  const by = organisation.people.get(row.proposed_by)
  const month = monthOf(row.until)
  const closed = (day: string | undefined) =>
    day === undefined
      ? say('ledger.matter.nothing_closed')
      : say('ledger.matter.closed_until', { month: monthOf(day) })
  const isClose = verbOf(row) === 'close'
  return {
    version: row.version,
    kind: say('ledger.matter.kind'),
    title: say(isClose ? 'ledger.matter.close' : 'ledger.matter.reopen', { month }),
    heading: name,
    reason: row.reason,
    facts: [
      { name: say('ledger.matter.entity'), text: name },
      { name: say('ledger.matter.month'), text: month },
      { name: say('ledger.matter.by'), text: by ? nameOf(by, language) : row.proposed_by },
      ...blockers.map((check) => ({
        name: say('ledger.matter.blocked'),
        text: sayCheck(check, language),
      })),
    ],
    changes: [
      {
        name: say('ledger.matter.books'),
        before: closed(standing.closedUntil),
        after: say(isClose ? 'ledger.matter.no_entries' : 'ledger.matter.entries_again', { month }),
      },
    ],
    ...answerable(
      reader,
      'ledger.answer_period',
      () => answererObjection(row, reader.actor) ?? confirmObjection(proposed),
    ),
  }
}

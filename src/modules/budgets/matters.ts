import { formatMoney } from '../../kernel/format.ts'
import { actAlone } from '../../platform/act/act.ts'
import { updateRow } from '../../platform/act/rows.ts'
import {
  saidOf,
  stillWaiting,
  type Matter,
  type MatterReader,
  type MattersPort,
} from '../../platform/matters.ts'
import { answerable, nameOf } from '../access/index.ts'
import {
  answerBudget,
  answererObjection,
  confirmObjection,
  loadProposed,
  type ProposedChange,
} from './answer.ts'
import type { BudgetDeps } from './deps.ts'
import { changeType } from './propose.ts'
import { loadRooms, type Room } from './rooms.ts'
import { changeTable } from './tables.ts'
import { answerWord, changeWords, say, scopeWords, type WordReader } from './words.ts'

/** Budgets that are to be set, changed or ended, in the inbox of finance and the general manager. */
export function budgetMatters(deps: BudgetDeps): MattersPort {
  return {
    type: changeType,
    describe: async (tx, reader, ids) => {
      const organisation = await deps.organisation(tx)
      const converted = await deps.converted(tx)
      const words = { organisation, language: reader.actor.language, forms: deps.forms }
      const found = await loadProposed(tx, ids)
      const matters = new Map<string, Matter>()
      for (const [id, proposed] of found) {
        const { budget, row } = proposed
        const today = deps.dayOf(organisation, row.entity_id, reader.now)
        const rows = budget ? [budget] : []
        const [room] = await loadRooms({ organisation, converted, today }, tx, rows)
        matters.set(id, matterOf(reader, words, { proposed, room }))
      }
      return matters
    },
    answer: (call, changeId, answer) =>
      actAlone(deps.door, answerBudget(deps), { ...call, body: { changeId, ...saidOf(answer) } }),
    waiting: async (tx, ids, at) => {
      const found = await loadProposed(tx, ids)
      const rows = [...found.values()].map(({ row }) => row)
      return stillWaiting(rows, (row) => {
        const proposed = found.get(row.id)
        const isGone = proposed && confirmObjection(proposed) !== undefined
        return {
          ended: (state) => updateRow(changeTable, row, { state, answered_at: at }),
          gone: isGone === true ? 'changed' : undefined,
        }
      })
    },
  }
}

type Described = { readonly proposed: ProposedChange; readonly room: Room | undefined }

function matterOf(reader: MatterReader, words: WordReader, { proposed, room }: Described): Matter {
  const { row } = proposed
  const { organisation, language } = words
  const entity = organisation.entities.get(row.entity_id)
  const name = entity ? nameOf(entity, language) : row.entity_id
  const by = organisation.people.get(row.proposed_by)
  return {
    version: row.version,
    kind: say(words, 'budget.matter.kind'),
    title: changeWords(words, row),
    heading: name,
    reason: row.reason,
    facts: [
      { name: say(words, 'budget.matter.entity'), text: name },
      ...(row.what === 'set'
        ? [{ name: say(words, 'budget.matter.scope'), text: scopeWords(words, row) }]
        : []),
      { name: say(words, 'budget.matter.by'), text: by ? nameOf(by, language) : row.proposed_by },
      ...(room ? [{ name: say(words, 'budget.matter.used'), text: usedOf(room) }] : []),
    ],
    changes: changesOf(words, proposed),
    ...answerable(
      reader,
      'budgets.answer',
      () => answererObjection(row, reader.actor) ?? confirmObjection(proposed),
    ),
  }
}

function usedOf({ row, sums }: Room): string {
  const { held, committed, spent } = sums
  return formatMoney({ currency: row.currency.trim(), minor: held + committed + spent })
}

function changesOf(words: WordReader, { row, budget, demand }: ProposedChange): Matter['changes'] {
  if (row.what === 'demand') {
    const before = answerWord(words, demand?.answer ?? 'free')
    return [
      { name: say(words, 'budget.matter.uncovered'), before, after: answerWord(words, row.answer ?? '') },
    ]
  }
  const currency = row.currency?.trim() ?? budget?.currency.trim() ?? ''
  const money = (minor: bigint) => formatMoney({ currency, minor })
  const none = say(words, 'budget.matter.none')
  const before = row.before_minor === null ? none : money(row.before_minor)
  const ended = say(words, 'budget.matter.ended')
  const after = row.planned_minor === null ? ended : money(row.planned_minor)
  const planned = { name: say(words, 'budget.matter.planned'), before, after }
  if (row.answer === null) return [planned]
  const was = budget ? answerWord(words, budget.answer) : none
  const answer = {
    name: say(words, 'budget.matter.answer'),
    before: was,
    after: answerWord(words, row.answer),
  }
  return [planned, answer]
}

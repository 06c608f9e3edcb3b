import { formatMoney } from '../../../kernel/format.ts'
import { isRefusal } from '../../../kernel/refusal.ts'
import { actAlone, type Door } from '../../../platform/act/act.ts'
import { updateRow } from '../../../platform/act/rows.ts'
import {
  saidOf,
  stillWaiting,
  type Matter,
  type MatterReader,
  type MattersPort,
} from '../../../platform/matters.ts'
import { sayPayment } from '../../../texts/payments.ts'
import type { Language } from '../../../texts/text.ts'
import { answerable, mayWith } from '../../access/index.ts'
import type { PaymentDeps } from '../deps.ts'
import { basisOf } from '../orders/decide.ts'
import type { Paying } from '../orders/load.ts'
import { lawShown, withheldOf } from '../orders/withheld.ts'
import { loadExceptions } from '../store.ts'
import { exceptionTable, type ExceptionRow } from '../tables.ts'
import { answerException, exceptionParts, exceptionType, loadExceptionCases } from './commands.ts'
import { answerObjection } from './domain.ts'

/** Exceptions by which a natural person is to be paid, in the inbox of compliance and the general manager. */
export function exceptionMatters(deps: PaymentDeps & { readonly door: Door }): MattersPort {
  return {
    type: exceptionType,
    describe: async (tx, reader, ids) => {
      const { actor, now: at } = reader
      const calls = ids.map((exceptionId) => ({ key: '', actor, at, body: { exceptionId } }))
      const { exceptions, paying } = await loadExceptionCases(deps, tx, calls)
      return new Map([...exceptions.values()].map((row) => [row.id, matterOf(reader, paying, row)]))
    },
    answer: (call, exceptionId, answer) =>
      actAlone(deps.door, answerException(deps), { ...call, body: { exceptionId, ...saidOf(answer) } }),
    waiting: async (tx, ids) =>
      stillWaiting((await loadExceptions(tx, ids)).values(), (row) => ({
        ended: (state, at) => updateRow(exceptionTable, row, { state, answered_at: at }),
      })),
  }
}

function matterOf(asking: MatterReader, paying: Paying, row: ExceptionRow): Matter {
  const { actor } = asking
  const say = (key: string) => sayPayment(actor.language, key)
  const found = paying.cases.get(row.request_id)
  const benefit = found?.benefit
  const entityId = row.entity_id
  const permission = mayWith({ ...actor, hasFreshFactor: true }, 'payments.answer_exception', { entityId })
  const answering = answerable(asking, 'payments.answer_exception', () =>
    permission.can ? answerObjection(row, exceptionParts(paying, row), actor.personId) : permission.refusal,
  )
  return {
    version: row.version,
    kind: say('exception.matter'),
    title: `${say(`exception.${row.kind}`)} · ${row.holder}`,
    heading: row.holder,
    reason: row.reason,
    facts: [
      { name: say('exception.request'), text: found?.request.number ?? '' },
      ...(benefit
        ? [
            {
              name: say('exception.amount'),
              text: formatMoney({ currency: benefit.value_currency.trim(), minor: benefit.value_minor }),
            },
          ]
        : []),
      { name: say('exception.reference'), text: row.reference },
      { name: say('exception.account'), text: accountText(row, answering.objection === undefined) },
      { name: say('exception.tax'), text: say(`tax.${row.tax_treatment}`) },
      ...withheldBy(paying, row, actor.language).map((text) => ({ name: say('exception.withheld'), text })),
    ],
    changes: [],
    ...answering,
  }
}

/**
 * What is confirmed is paid as it stands, by the place and the clearing number of its bank as well: whoever
 * may confirm compares it whole with the paper, and others see the last figures of what is personal.
 */
function accountText(row: ExceptionRow, isWhole: boolean): string {
  const { bank, cnaps, number, province, city, phone } = row
  const shown = (text: string | null) => (isWhole || text === null ? text : `····${text.slice(-4)}`)
  return [bank, cnaps, province, city, shown(number), shown(phone)].filter(Boolean).join(' ')
}

/** What an order for all that is left would withhold and by which law; nothing where nothing is paid. */
function withheldBy(paying: Paying, row: ExceptionRow, language: Language): string[] {
  const basis = basisOf(paying, { requestId: row.request_id })
  if (isRefusal(basis)) return []
  const minor = withheldOf(paying, basis, basis.left, row.id)
  if (isRefusal(minor) || minor === 0n) return []
  const tax = formatMoney({ currency: basis.benefit.value_currency.trim(), minor })
  return [`${tax} · ${lawShown(row.tax_treatment, basis.found.situation.today, language)}`]
}

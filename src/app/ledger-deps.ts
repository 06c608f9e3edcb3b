import { dayAt } from '../modules/access/index.ts'
import { promisedUntil, spentOf } from '../modules/benefits/index.ts'
import { countUnfound, loadSigned, signedTexts } from '../modules/coverage/index.ts'
import {
  countBroken,
  countDoubtful,
  countUnaccrued,
  proveBooks,
  type AccrualRouteDeps,
  type CheckPorts,
  type LedgerRouteDeps,
  type PackParts,
  type PeriodDeps,
  type PromisedPort,
  voucherFile,
  vouchersOf,
} from '../modules/ledger/index.ts'
import {
  countNotShown,
  countUncharged,
  paidSheet,
  unansweredSince,
  unexplainedUntil,
} from '../modules/payments/index.ts'
import { documentPorts, namesOfBenefits } from './booked-documents.ts'
import { booksBehind } from './booking.ts'
import { coverageDeps } from './coverage-deps.ts'
import { voucherDeps } from './voucher-deps.ts'
import type { World } from './world.ts'

/** What the commands about months are made with. */
export function periodDeps(world: World): PeriodDeps {
  const { newId, rounds, door, requests } = world
  return { newId, rounds, door, organisation: requests.organisation, dayOf: dayAt, checks: checksOn(world) }
}

/** The register's benefits that are promised for a day up to another, as the books would hold them. */
const promised: PromisedPort = async (tx, upTo) =>
  (await promisedUntil(tx, upTo)).map((benefit) => ({
    benefitId: benefit.id,
    form: benefit.form,
    currency: benefit.value_currency.trim(),
    minor: spentOf(benefit),
    happenedOn: benefit.happened_on,
  }))

/** What the command and the list of accruals are made with. */
export function accrualDeps({ newId, door, requests }: World): AccrualRouteDeps {
  const { organisation } = requests
  return { newId, door, organisation, dayOf: dayAt, promised, names: namesOfBenefits }
}

/** What the routes of the books are made with. */
export function ledgerDeps(world: World): LedgerRouteDeps {
  return {
    ...periodDeps(world),
    behind: booksBehind,
    names: namesOfBenefits,
    documents: documentPorts(world),
    packParts: partsOn(world),
  }
}

/** What a month is looked at for before it is closed. */
function checksOn(world: World): CheckPorts {
  const { requests } = world
  return {
    // A month is closed on books that agree with the register behind them,
    books_apart: async (tx, { entityId }) =>
      (await proveBooks(tx, booksBehind, (id) => id === entityId)).apart.length,
    // on entries that balance, which the constraints hold: somebody would have gone past them,
    entries_broken: (tx, { entityId }) => countBroken(tx, entityId),
    // and on statements of the bank that are explained up to its end.
    bank_unexplained: (tx, { entityId, until }) => unexplainedUntil(tx, entityId, until),
    orders_unanswered: async (tx, { entityId, until }) => {
      const [organisation, sent] = [await requests.organisation(tx), await unansweredSince(tx, entityId)]
      return sent.filter((at) => dayAt(organisation, entityId, at) <= until).length
    },
    // What the bank's answer alone calls paid, its statement has to show.
    payments_not_shown: (tx, { entityId, month, until }) =>
      countNotShown(tx, { entityId, from: `${month}-01`, until }),
    vouchers_unnumbered: async (tx, { entityId, month }) => {
      const asked = { entityId, period: month, selection: 'unnumbered' } as const
      return (await vouchersOf(voucherDeps(world), tx, asked)).length
    },
    // What left or was numbered and has changed since is right only with its supplement.
    vouchers_changed: async (tx, { entityId, month }) => {
      const asked = { entityId, period: month, selection: 'unnumbered' } as const
      const open = await vouchersOf(voucherDeps(world), tx, asked)
      return open.filter(({ isSupplement }) => isSupplement).length
    },
    coverage_unsigned: async (tx, { entityId, month, until }) =>
      (await loadSigned(tx, { entityId, from: `${month}-01`, until })).length > 0 ? 0 : 1,
    numbers_unfound: (tx, { entityId, month, until }) =>
      countUnfound(tx, { entityId, from: `${month}-01`, until }),
    taxes_uncharged: (tx, { entityId, until }) => countUncharged(requests, tx, { entityId, until }),
    input_tax_doubtful: (tx, { entityId }) => countDoubtful(voucherDeps(world), tx, entityId),
    accruals_unbooked: (tx, of) => countUnaccrued(promised, tx, of),
  }
}

/** What of a closed month other modules hold: its vouchers, its payments and its certificates. */
function partsOn(world: World): PackParts {
  return async (tx, of) => {
    const { entityId, month, organisation } = of
    const entity = organisation.entities.get(entityId)
    const asked = { entityId, period: month, selection: 'all' } as const
    const vouchers = await vouchersOf(voucherDeps(world), tx, asked)
    const book = await voucherFile({
      layout: 'general',
      kind: 'xlsx',
      entity: { code: entity?.code ?? '', name: entity?.name_zh ?? '' },
      vouchers,
    })
    const { entriesOf } = coverageDeps(world)
    return [
      ...(vouchers.length === 0 ? [] : [{ name: 'vouchers.xlsx', bytes: book }]),
      await paidSheet(tx, of, of),
      ...(await signedTexts(tx, of, { ...of, entriesOf })),
    ]
  }
}

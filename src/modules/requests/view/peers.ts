import type { z } from 'zod'
import type { peersJson } from '../../../contract/screens.ts'
import { formatMoney } from '../../../kernel/format.ts'
import { addDays, type LocalDate } from '../../../kernel/time.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { fill } from '../../../texts/text.ts'
import { sumAlike } from '../../benefits/index.ts'
import { findRates } from '../../deals/index.ts'
import { customerLabel, findAlike, loadCustomers, withMerged } from '../../parties/index.ts'
import type { PolicyInForce } from '../../policy/index.ts'
import { kindOfForm } from '../kinds.ts'
import { say, type Reader } from './reader.ts'

type Peers = z.output<typeof peersJson>

/** With fewer than this a dot could be told to be somebody's. */
const peersMin = 5

/** How many customers of a class are looked at; more make the strip no clearer. */
const peersMax = 100

/** Whose sum stands among those of customers alike. */
export type PeersOf = {
  readonly customerId: string
  /** One kind of benefit; every kind where it is undefined. */
  readonly form?: string | undefined
  readonly day: LocalDate
  readonly currency: string
  /** Whether the request that is looked at counts in the sum. */
  readonly hasThis?: boolean
}

/**
 * Where a customer stands among those of the same kind, role and grade that got something too, within a year:
 * from the register, only of entities that the reader sees, and nobody by name. Undefined where they are few.
 */
export async function peersOf(
  tx: Transaction,
  reader: Reader,
  policy: Pick<PolicyInForce, 'converted'>,
  of: PeersOf,
): Promise<Peers | undefined> {
  const customer = (await loadCustomers(tx, [of.customerId])).get(of.customerId)
  const alike = customer ? await findAlike(tx, customer, peersMax) : []
  if (!customer || alike.length < peersMin) return undefined
  const { members, survivorOf } = await withMerged(tx, [customer.id, ...alike])
  const days = await sumAlike(tx, {
    orgIds: members,
    form: of.form,
    entityIds: seenBy(reader),
    after: addDays(of.day, -365),
    until: of.day,
    currency: of.currency,
  })
  const sums = new Map<string, bigint>()
  for (const { orgId, on, currency, minor } of days) {
    const id = survivorOf(orgId)
    const converted = policy.converted({ currency, minor }, of.currency, on) ?? 0n
    sums.set(id, (sums.get(id) ?? 0n) + converted)
  }
  const own = sums.get(customer.id) ?? 0n
  const others = alike.map((id) => sums.get(id) ?? 0n).filter((sum) => sum > 0n)
  if (others.length < peersMin) return undefined
  return stripOf(reader, of, customerLabel(reader, customer), { own, others: others.toSorted(ascending) })
}

/** The rate of an agreement, whose terms stand beside those of customers alike. */
export type RateOf = Pick<PeersOf, 'customerId' | 'day'> & {
  readonly form: string
  readonly agreementId: string
  readonly ratePercent: string
}

/**
 * Where the rate of an agreement stands among those that customers of the same role and grade have for the
 * same form. Undefined where they are few.
 */
export async function ratePeersOf(tx: Transaction, reader: Reader, of: RateOf): Promise<Peers | undefined> {
  const customer = (await loadCustomers(tx, [of.customerId])).get(of.customerId)
  const entityIds = seenBy(reader)
  const rates = await findRates(tx, { ...of, entityIds, limit: peersMax })
  if (!customer || rates.length < peersMin) return undefined
  const own = scaled(of.ratePercent)
  const others = rates.map(scaled).toSorted(ascending)
  const text = (rate: bigint) => `${trimmed(rate)}%`
  const { at, median, below } = standingOf(own, others)
  const kind = kindOfForm(of.form)
  return {
    text: say(reader, 'peers.rates', {
      label: customerLabel(reader, customer),
      kind: kind ? fill(kind.word, reader.language) : of.form,
      count: others.length,
      rate: text(own),
      below,
    }),
    dots: others.map(at),
    median: { at: at(median), text: say(reader, 'peers.median', { sum: text(median) }) },
    own: { at: at(own), text: say(reader, 'peers.own_rate', { rate: text(own) }) },
  }
}

/** Rates are compared to a ten-thousandth of a percent. */
const rateScale = 10_000

function scaled(rate: string): bigint {
  return BigInt(Math.round(Number(rate) * rateScale))
}

/** A rate with the decimals that it has and no more. */
function trimmed(rate: bigint): string {
  return String(Number(rate) / rateScale)
}

function seenBy({ actor }: Reader): readonly string[] | undefined {
  return actor.entityIds.includes('*') ? undefined : actor.entityIds
}

type Standing = { readonly own: bigint; readonly others: readonly bigint[] }

function stripOf(reader: Reader, of: PeersOf, label: string, { own, others }: Standing): Peers {
  const text = (minor: bigint) => formatMoney({ currency: of.currency, minor })
  const { at, median, below } = standingOf(own, others)
  const kind = of.form === undefined ? undefined : kindOfForm(of.form)
  return {
    text: say(reader, kind ? 'peers.text_kind' : 'peers.text', {
      label,
      kind: kind ? fill(kind.word, reader.language) : '',
      count: others.length,
      sum: text(own),
      below,
    }),
    dots: others.map(at),
    median: { at: at(median), text: say(reader, 'peers.median', { sum: text(median) }) },
    own: {
      at: at(own),
      text: say(reader, of.hasThis === true ? 'peers.with_this' : 'peers.own', { sum: text(own) }),
    },
  }
}

/** Places along the strip from nothing to the largest, the middle of the others, and how many are lower. */
function standingOf(own: bigint, others: readonly bigint[]) {
  const most = [own, ...others].reduce((max, each) => (each > max ? each : max), 1n)
  return {
    at: (value: bigint) => Number(((value > 0n ? value : 0n) * 1000n) / most),
    median: medianOf(others),
    below: others.filter((each) => each < own).length,
  }
}

/** The middle of sorted figures; of two in the middle their mean, rounded down to a whole unit. */
function medianOf(sorted: readonly bigint[]): bigint {
  const half = Math.floor(sorted.length / 2)
  const upper = sorted[half] ?? 0n
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0n) + upper) / 2n
}

function ascending(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}

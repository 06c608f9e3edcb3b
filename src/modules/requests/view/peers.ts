import type { z } from 'zod'
import type { peersJson } from '../../../contract/screens.ts'
import { formatMoney } from '../../../kernel/format.ts'
import { addDays, type LocalDate } from '../../../kernel/time.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { fill } from '../../../texts/text.ts'
import { sumAlike } from '../../benefits/index.ts'
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
  const seesAll = reader.actor.entityIds.includes('*')
  const days = await sumAlike(tx, {
    orgIds: members,
    form: of.form,
    entityIds: seesAll ? undefined : reader.actor.entityIds,
    after: addDays(of.day, -365),
    until: of.day,
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

type Standing = { readonly own: bigint; readonly others: readonly bigint[] }

function stripOf(reader: Reader, of: PeersOf, label: string, { own, others }: Standing): Peers {
  const most = [own, ...others].reduce((max, each) => (each > max ? each : max), 1n)
  const at = (minor: bigint) => Number(((minor > 0n ? minor : 0n) * 1000n) / most)
  const text = (minor: bigint) => formatMoney({ currency: of.currency, minor })
  const median = medianOf(others)
  const kind = of.form === undefined ? undefined : kindOfForm(of.form)
  return {
    text: say(reader, kind ? 'peers.text_kind' : 'peers.text', {
      label,
      kind: kind ? fill(kind.word, reader.language) : '',
      count: others.length,
      sum: text(own),
      below: others.filter((each) => each < own).length,
    }),
    dots: others.map(at),
    median: { at: at(median), text: say(reader, 'peers.median', { sum: text(median) }) },
    own: {
      at: at(own),
      text: say(reader, of.hasThis === true ? 'peers.with_this' : 'peers.own', { sum: text(own) }),
    },
  }
}

/** The middle of sorted sums; of two in the middle their mean, in whole minor units. */
function medianOf(sorted: readonly bigint[]): bigint {
  const half = Math.floor(sorted.length / 2)
  const upper = sorted[half] ?? 0n
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0n) + upper) / 2n
}

function ascending(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}

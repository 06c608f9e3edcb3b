import { hash } from 'node:crypto'
import type { PlannedBenefit } from '../../../demo/types.ts'
import { dayIn, type Instant } from '../../kernel/time.ts'
import { loadForBooks } from '../../modules/benefits/index.ts'
import { importVouchers, loadStandings, type NumberRow } from '../../modules/ledger/index.ts'
import { kindOfForm, loadRequests, type SubmitBody } from '../../modules/requests/index.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { homeZone } from '../world.ts'
import { voucherDeps } from '../voucher-deps.ts'
import { actAll, loaderOf, staffActor, type Stage } from './stage.ts'

type Way = NonNullable<SubmitBody['proposal']['way']>

/** Ways that leave nothing to pay out. */
const inKind: ReadonlySet<Way> = new Set<Way>(['stock', 'on_invoice', 'service'])

type WayIn = Pick<PlannedBenefit, 'form' | 'event' | 'claim'>

/**
 * The way in which a planned benefit is given: what can be taken from our own stock or hours is. The table at
 * an event is invoiced to the company; other meals are paid by whoever hosts them.
 */
export function wayOf({ form, event, claim }: WayIn): Way | undefined {
  if (form === 'meal') return claim?.way ?? (event === undefined ? 'reimbursement' : 'vendor')
  const ways = kindOfForm(form)?.ways
  return ways?.find((way) => way === 'stock' || way === 'service') ?? ways?.[0]
}

/** Whether somebody is owed something once it is given. */
export function isOwedFor(benefit: WayIn): boolean {
  const way = wayOf(benefit)
  return way !== undefined && !inKind.has(way)
}

/** Whether it is claimed with its receipt before anybody is paid. */
export function isClaimed(benefit: WayIn): boolean {
  const way = wayOf(benefit)
  return way === 'reimbursement' || way === 'vendor'
}

/** Whoever settles the accounts of the sample company. */
const accountant = 'gao-yun'

/** A request that is about to be completed, and when. */
type Closing = { readonly requestId: string; readonly at: Instant }

/**
 * Finance gets the vouchers of these benefits booked and brings their numbers in, a file for each entity;
 * gives the requests of which nothing is owed any more. What has to be paid first stays given.
 */
export async function closeBooks(stage: Stage, closing: readonly Closing[]): Promise<ReadonlySet<string>> {
  const atOf = new Map(closing.map(({ requestId, at }) => [requestId, at]))
  const { requests, standings } = await readOnly(stage.world.pool, [loaderOf(stage.founded)], async (tx) => {
    const rows = [...(await loadRequests(tx, [...atOf.keys()])).values()]
    return {
      requests: rows,
      standings: await loadStandings(
        tx,
        rows.flatMap(({ benefit_id: id }) => id ?? []),
        loadForBooks,
      ),
    }
  })
  const standingOf = (id: string | null) => standings.get(id ?? '') ?? { isSettled: true, isNumbered: true }
  const settled = requests.filter((row) => standingOf(row.benefit_id).isSettled)
  const bare = settled.filter((row) => !standingOf(row.benefit_id).isNumbered)
  for (const [entityId, rows] of Map.groupBy(bare, (row) => row.entity_id)) {
    const numbers = rows.map(({ id, number }, i) => ({
      line: i + 2,
      reference: number ?? '',
      // The figures of the register's own number: the sample's vouchers have no other source.
      number: `记-${(number ?? '').split('-').at(-1) ?? ''}`,
      on: dayIn(homeZone, atOf.get(id) ?? ''),
    }))
    const at = rows.map(({ id }) => atOf.get(id) ?? '').reduce((a, b) => (a > b ? a : b))
    await bringIn(stage, entityId, { numbers, at })
  }
  return new Set(settled.map(({ id }) => id))
}

async function bringIn(
  stage: Stage,
  entityId: string,
  { numbers, at }: { readonly numbers: readonly NumberRow[]; readonly at: Instant },
): Promise<void> {
  const lines = numbers.map(({ reference, number, on }) => `${reference},${number},${on}`)
  const bytes = Buffer.from(['业务参考号,凭证号,凭证日期', ...lines].join('\n'), 'utf8')
  const digest = hash('sha256', bytes)
  const files = new Map([[digest, { bytes, read: { rows: numbers, problems: [] } }]])
  const body = { entityId, digest, name: '凭证号.csv' }
  const actor = { ...staffActor(stage, accountant), entityIds: [entityId] }
  const [answer] = await actAll(stage.world, importVouchers(voucherDeps(stage.world), files), [
    { key: `sample-vouchers-${digest}`, actor, body, at },
  ])
  const [problem] = answer?.problems ?? []
  if (problem) throw new Error(`the sample's voucher number was refused: ${problem.refusal.code}`)
}

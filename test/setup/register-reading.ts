import type { z } from 'zod'
import { registerPorts } from '../../src/app/routes.ts'
import { partyLines, partyPage } from '../../src/contract/parties.ts'
import * as contract from '../../src/contract/register.ts'
import { registerBenefit, type BenefitRow } from '../../src/modules/benefits/index.ts'
import { partyLinesOf } from '../../src/modules/benefits/party-lines.ts'
import { partyPageOf } from '../../src/modules/benefits/party-page.ts'
import { registerPage, registerTotalsOf } from '../../src/modules/benefits/queries.ts'
import type { RegisterReader } from '../../src/modules/benefits/words.ts'
import type { Actor } from '../../src/platform/act/actor.ts'
import type { RowChange } from '../../src/platform/act/rows.ts'
import { readOnly } from '../../src/platform/db/in-transaction.ts'
import type { Transaction } from '../../src/platform/db/transaction.ts'
import { parties, type Company } from './company.ts'

/** The moment at which the register is read, and its day. */
export const readAt = '2026-11-25T01:00:00.000Z'
export const readOn = '2026-11-25'

/** One entry of the register as a test names it: a gift of the dealer's buyer where nothing else is said. */
export type GivenBenefit = {
  readonly minor: bigint
  readonly on: string
  readonly form: string
  readonly title?: string
  readonly entity?: string | null
  readonly requester?: string
  readonly recipient?: string
  readonly state?: string
  readonly currency?: string
  readonly direction?: string
  readonly book?: string
  readonly late?: boolean
  readonly to?: 'dealer'
  readonly id?: string
}

/** How many entries each company has: files that share their modules count apart. */
const entries = new WeakMap<Company, number>()

/** The rows of one entry with its line of the sum. */
export function givenBenefit(company: Company, about: GivenBenefit): RowChange[] {
  const made = (entries.get(company) ?? 0) + 1
  entries.set(company, made)
  const { entity = 'suzhou', requester = 'sales' } = about
  const recipientId = about.to === 'dealer' ? parties.dealer : (about.recipient ?? parties.buyer)
  const row: Omit<BenefitRow, 'version'> = {
    id: about.id ?? `ben_${String(made).padStart(8, '0')}`,
    number: `BR-2026-${String(made).padStart(4, '0')}`,
    book: about.book ?? 'own',
    direction: about.direction ?? 'given',
    state: about.state ?? 'given',
    entity_id: entity === null ? null : (company.founded.entities[entity] ?? ''),
    form: about.form,
    title: about.title ?? '',
    reason: '',
    requester_id: company.founded.people[requester] ?? '',
    customer_id: parties.dealer,
    recipient_kind: about.to === 'dealer' ? 'entity' : 'person',
    recipient_id: recipientId,
    recipient_count: 1,
    deal_id: null,
    event_id: null,
    programme_id: null,
    place: null,
    value_minor: about.minor,
    value_currency: about.currency ?? 'CNY',
    value_is_at_least: false,
    happened_on: about.on,
    recorded_at: readAt,
    is_late: about.late ?? false,
    outcome: 'allow',
    decision_id: null,
    source: 'web',
    way: null,
    unit_id: null,
    released_minor: 0n,
    refunded_minor: 0n,
  }
  const line = `line_${String(made).padStart(8, '0')}`
  return registerBenefit(row, [{ recipientId, orgId: parties.dealer }], { group: 'group' }, [line])
}

/**
 * Stores a register of nine entries: kinds, states, directions, currencies, two entities and a book of
 * others.
 */
export async function storeRegister(company: Company): Promise<void> {
  const given = (about: GivenBenefit) => givenBenefit(company, about)
  await company.store([
    ...given({ minor: 30000n, on: '2026-03-05', form: 'meal', title: '技术交流午餐' }),
    ...given({ minor: 80000n, on: '2026-06-01', entity: 'shanghai', form: 'gift', requester: 'sales2' }),
    ...given({ minor: 5000n, on: '2025-11-25', form: 'logo_item', title: '展会笔记本' }),
    ...given({ minor: 4000n, on: '2024-05-06', form: 'logo_item', late: true }),
    ...given({ minor: 9900n, on: '2026-07-01', form: 'gift', state: 'declined', requester: 'sales3' }),
    ...given({ minor: 1200n, on: '2026-08-01', form: 'gift', currency: 'USD' }),
    ...given({ minor: 66000n, on: '2026-09-09', form: 'gift', direction: 'received' }),
    ...given({ minor: 700000n, on: '2026-02-02', form: 'rebate', to: 'dealer', title: '季度达量 · 返利' }),
    ...given({ minor: 999n, on: '2020-01-01', form: 'gift', book: 'uk_hospitality', entity: null }),
  ])
}

/**
 * The questions of the screens, as somebody who watches all entities asks them where nobody else is named.
 */
export function registerReading(company: Company) {
  const asReader = <T>(
    actor: Actor,
    query: (tx: Transaction, reader: RegisterReader) => Promise<T>,
    language: 'zh-CN' | 'en' = 'zh-CN',
  ): Promise<T> =>
    readOnly(company.world.pool, [actor], async (tx) => {
      const organisation = await company.world.requests.organisation(tx)
      return query(tx, { actor, language, now: readAt, today: readOn, organisation })
    })
  const ports = registerPorts(company.world)
  const noRequests = async () => new Map<string, string>()
  const all = () => company.actor('compliance', Object.values(company.founded.entities))
  return {
    asReader,
    ports,
    all,
    pageOf: (query: Record<string, string>, actor = all(), language: 'zh-CN' | 'en' = 'zh-CN') =>
      asReader(
        actor,
        async (tx, reader) => {
          const page = await registerPage(tx, reader, ports, contract.register.query.parse(query))
          return contract.register.answer.parse(page)
        },
        language,
      ),
    totalsOf: (query: Record<string, string>, actor = all()) =>
      asReader(actor, async (tx, reader) => {
        const found = await registerTotalsOf(tx, reader, contract.registerTotals.query.parse(query))
        return contract.registerTotals.answer.parse(found)
      }),
    linesOf: (partyId: string, query: Record<string, string> = {}, actor = all()) =>
      asReader(actor, (tx, reader) =>
        partyLinesOf(tx, reader, noRequests, partyId, partyLines.query.parse(query)),
      ),
    partyOf: async (partyId: string, actor = all()): Promise<z.output<typeof partyPage.answer>> => {
      const page = await asReader(actor, (tx, reader) => partyPageOf(tx, reader, ports, partyId))
      return partyPage.answer.parse(page)
    },
  }
}

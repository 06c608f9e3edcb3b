import { canonical, type CanonicalValue } from '../../src/kernel/canonical.ts'
import { registerBenefit } from '../../src/modules/benefits/index.ts'
import { taxRoutes } from '../../src/modules/payments/tax/routes.ts'
import { decisionChange } from '../../src/modules/policy/index.ts'
import type { Actor } from '../../src/platform/act/actor.ts'
import type { HttpAnswer } from '../../src/platform/http/answer.ts'
import { parties, type Company } from './company.ts'

type More = {
  readonly currency?: string
  readonly entity?: string
  readonly on?: string
  readonly state?: 'approved'
  readonly to?: readonly string[]
  readonly people?: number
  readonly source?: string
  readonly form?: string
}

type Asked = { readonly year?: number; readonly query?: object; readonly body?: object }

/** Benefits with what their decisions said of taxes, and the operations of taxes as finance calls them. */
export function taxCalls(company: Company) {
  const entityId = company.founded.entities['suzhou'] ?? ''
  let asked = 0
  const finance = (): Actor => ({ ...company.actor('finance'), hasFreshFactor: true, hasSecondFactor: true })
  const call = async (actor: Actor, id: string, given: Asked = {}): Promise<HttpAnswer> => {
    const { door, requests, pool, now, newId } = company.world
    const found = taxRoutes({ door, pool, requests, newId }).find((route) => route.operation.id === id)
    if (!found) throw new Error(`no route ${id}`)
    const { operation } = found
    const read = {
      params: operation.params.parse(operation.path.includes(':year') ? { year: given.year ?? 2026 } : {}),
      query: operation.query.parse(given.query ?? {}),
      body: operation.body.parse(given.body ?? {}),
    }
    const key = `tax-${String(asked++)}`
    const more = { key, actor, at: now(), language: 'en', files: [] }
    return found.handle({ ...read, ...more } as never)
  }
  const stating = (more: object = {}) => ({
    entityId,
    revenue: { currency: 'CNY', minor: '10000000000' },
    revenueUpTo: '2026-11-20',
    sector: 'general',
    bearing: 'giver',
    isWithoutVat: false,
    vatRate: '0.13',
    source: '2026年10月利润表',
    ...more,
  })
  const given = (name: string, minor: bigint, actions: readonly string[], more: More = {}): Promise<void> =>
    giveWithTaxes(company, { name, minor, actions, ...more })
  return { entityId, finance, call, stating, given }
}

type Given = More & { readonly name: string; readonly minor: bigint; readonly actions: readonly string[] }

/** A benefit that was given, with what its decision said of taxes. */
async function giveWithTaxes(company: Company, given: Given): Promise<void> {
  const { name, minor, actions, currency = 'CNY', entity = 'suzhou', on = '2026-06-30' } = given
  const { state = 'given', to = [parties.dealer], people = 1, source = 'web', form = 'meal' } = given
  const effects = actions.map(effectOf)
  const text = canonical({ decision: { effects }, facts: { benefit: {} } } as unknown as CanonicalValue)
  const decision = { outcome: 'allow' as const, ruleIds: [] } as never
  const id = `ben_${name.replace('-', '')}000000000000`
  const decisionId = `dec_${name.replace('-', '')}000000000000`
  await company.store([
    decisionChange(
      decisionId,
      { type: 'request', id: `req_${name}` },
      { decision, record: { text, sha256: 'a'.repeat(64) } },
      `${on}T02:00:00.000Z`,
    ),
    ...registerBenefit(
      {
        id,
        number: `BR-T-${name}`,
        book: 'own',
        direction: 'given',
        state,
        entity_id: company.founded.entities[entity] ?? '',
        form,
        title: name,
        reason: 'tax test',
        requester_id: company.founded.people['sales'] ?? '',
        customer_id: parties.dealer,
        recipient_kind: 'entity',
        recipient_id: parties.dealer,
        recipient_count: people,
        deal_id: null,
        event_id: null,
        programme_id: null,
        place: null,
        value_minor: minor,
        value_currency: currency,
        value_is_at_least: false,
        happened_on: on,
        recorded_at: `${on}T02:00:00.000Z`,
        is_late: false,
        outcome: 'allow',
        decision_id: decisionId,
        source,
        way: 'vendor',
      },
      to.map((recipientId) => ({ recipientId, orgId: parties.dealer })),
      { group: 'group' },
      [...to, 'unnamed'].map((_, i) => `line_${name.replace('-', '')}0000000000${i}`),
    ),
  ])
}

/** As the shipped rules say it; `CIT:deemed_sale` is that of the income tax alone. */
function effectOf(said: string) {
  const [tax, action = ''] = said.includes(':') ? said.split(':') : [taxes[said] ?? 'CIT', said]
  return { kind: 'tax', tax, action }
}

const taxes: Readonly<Record<string, string>> = {
  withhold: 'IIT',
  deemed_sale: 'VAT',
  no_input_credit: 'VAT',
}

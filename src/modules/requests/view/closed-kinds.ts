import type { Facts } from '../../../contract/facts.ts'
import type { LocalDate } from '../../../kernel/time.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { buildFacts, type Asked, type DealRecord, type FactRecords } from '../../facts/index.ts'
import { forbiddenAhead, type CompiledPacks, type ForbiddenAhead } from '../../policy/index.ts'
import { conditionsOf } from '../circumstances.ts'
import { kinds, type Kind } from '../kinds.ts'
import type { ViewDeps } from './deps.ts'
import type { Reader } from './reader.ts'

/** For whom the kinds are offered, and on which day. */
export type OfferedTo = {
  readonly customerId: string
  readonly recipientId: string | undefined
  readonly entityId: string
  readonly day: LocalDate
}

/**
 * The kinds that are forbidden to this recipient whatever else is said, with the rule. Without a person,
 * those that neither the customer itself nor anybody there may have.
 */
export async function closedKinds(
  deps: ViewDeps,
  tx: Transaction,
  { actor, now, organisation }: Pick<Reader, 'actor' | 'now' | 'organisation'>,
  { customerId, recipientId, entityId, day }: OfferedTo,
): Promise<ReadonlyMap<string, ForbiddenAhead>> {
  const customer = { partyId: customerId }
  const recipient =
    recipientId === undefined
      ? ({ to: 'organisation' } as const)
      : ({ to: 'person', partyId: recipientId } as const)
  const wanted = [{ customer, recipient, day, at: now, actor }]
  const [policy, [parties]] = await Promise.all([deps.policy(tx), deps.resolveParties(tx, wanted)])
  if (!parties?.customer || parties.refusal) return new Map()
  const personId = parties.person?.id
  const asked = kinds.map((kind) => ({
    ...askedOf(kind, { customerId: parties.customer?.id, personId, day }),
    entityId,
  }))
  const deals = await deps.findDeals(tx, asked)
  const known = {
    giver: deps.giver(organisation, entityId, day),
    customer: parties.customer,
    person: parties.person,
    requesterId: actor.personId,
    packs: policy.packsOn(day),
  }
  return new Map(
    kinds.flatMap((kind, i) => {
      const found = closing(kind, asked[i], deals[i], known)
      return found ? [[kind.id, found] as const] : []
    }),
  )
}

/** The least that is known of that kind; a reason that changes what it is for leaves that open. */
function askedOf(
  kind: Kind,
  { customerId, personId, day }: Pick<Asked, 'customerId' | 'personId'> & { readonly day: LocalDate },
): Asked {
  const isOpen = kind.reasons.some(({ key }) => key === 'festival' || key === 'thanks')
  return {
    form: kind.form,
    value: undefined,
    recipientCount: 1,
    happensOn: day,
    purpose: isOpen ? undefined : kind.purpose,
    context: isOpen ? undefined : kind.context,
    conditions: conditionsOf(kind),
    customerId,
    personId,
    dealId: undefined,
    eventId: undefined,
    said: {},
  }
}

type Known = Pick<FactRecords, 'giver' | 'customer' | 'person'> & {
  readonly requesterId: string
  readonly packs: CompiledPacks
}

/** Whoever may act for an organisation: its staff, those who direct it, and those near them. */
const staffClasses = [
  'private_staff',
  'soe_staff',
  'soe_manager',
  'state_participated_nominee',
  'state_functionary',
  'public_official',
  'ex_official',
  'related_person',
  'foreign_official',
  'intl_org_official',
  'hcp',
] as const

/** The rule to show is that of the recipient whom the kind is meant for. */
function closing(
  kind: Kind,
  asked: Asked | undefined,
  deal: DealRecord | undefined,
  { giver, customer, person, requesterId, packs }: Known,
): ForbiddenAhead | undefined {
  if (!asked || !deal) return undefined
  const records = { giver, customer, person, deal, evidence: [], history: [] }
  const facts = buildFacts(asked, records, { requesterId, isLate: false })
  const chosen = forbiddenAhead(packs, facts)
  // What only people enjoy the organisation cannot have at all, so only who may have it there is asked.
  if (person || (kind.to === 'organisation' && !chosen)) return chosen
  const someone = { kind: 'person' as const, ...(customer && { country: customer.country }) }
  const anybody = forbiddenAhead(packs, toPerson(facts, someone))
  const found =
    anybody ??
    ofAll(staffClasses.map((it) => forbiddenAhead(packs, toPerson(facts, { ...someone, class: it }))))
  return found && (kind.to === 'person' ? found : chosen)
}

function toPerson(facts: Facts, recipient: NonNullable<Facts['recipient']>): Facts {
  // Who holds the account depends on the person too.
  const { payee: _, ...rest } = facts
  return { ...rest, recipient }
}

/** The first, where every one is there. */
function ofAll<Value>(found: readonly (Value | undefined)[]): Value | undefined {
  return found.every((one) => one !== undefined) ? found[0] : undefined
}

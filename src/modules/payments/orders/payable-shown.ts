import type { z } from 'zod'
import type { payables } from '../../../contract/payments.ts'
import { toMoneyJson, type Money } from '../../../kernel/money.ts'
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts'
import type { Call } from '../../../platform/act/command.ts'
import { sayPayment } from '../../../texts/payments.ts'
import { sayRefusal } from '../../../texts/refusals/say.ts'
import type { Language } from '../../../texts/text.ts'
import { mayWith, nameOf } from '../../access/index.ts'
import type { BenefitRow } from '../../benefits/index.ts'
import type { PayableWay } from './domain.ts'
import type { Paying } from './load.ts'
import { planOf, type Planned, type PrepareBody } from './prepare.ts'
import type { PaymentReader } from './queries.ts'
import { restsOf, type Grounds, type Resting } from './rests.ts'
import { aloneObjection } from './set-alone.ts'
import { withheldShown } from './withheld.ts'

type Shown = Omit<z.output<typeof payables.answer>['items'][number], 'exceptionId' | 'canPropose'>

/** What decides on a page of what may be ordered, and what stands behind it. */
export type Read = { readonly paying: Paying; readonly grounds: Grounds }

/** What may be ordered, whom it would pay, and how it was weighed. */
export type Weighed = {
  readonly call: Call<PrepareBody>
  readonly resting: Resting & {
    readonly way: PayableWay
    readonly benefit: BenefitRow
    readonly account: { readonly bank: string; readonly number: string; readonly state: string } | undefined
  }
  readonly planned: Planned | Refusal
  /** What no live order holds yet, and the whole of which that is left, in the currency of the payment. */
  readonly left: Money
  readonly value: Money
}

/** The order that this reader would make, or what holds it back. */
export function plannedOf(paying: Paying, call: Call<PrepareBody>): Planned | Refusal {
  const planned = planOf(paying, call)
  if (isRefusal(planned)) return planned
  const entityId = planned.basis.found.request.entity_id
  const permission = mayWith(call.actor, 'payments.prepare', { entityId })
  return permission.can ? planned : permission.refusal
}

/** What the lists of benefits and of claims say alike of what may be ordered. */
export function shownOf(
  { actor: { language }, organisation }: PaymentReader,
  { paying, grounds }: Read,
  { call: { body }, resting, planned, left, value }: Weighed,
): Shown | undefined {
  const request = paying.cases.get(body.requestId)?.request
  if (!request) return undefined
  const { benefit, account, entityId, way } = resting
  const entity = organisation.entities.get(entityId)
  return {
    requestId: body.requestId,
    ...(request.number === null ? {} : { requestNumber: request.number }),
    title: benefit.title,
    entityId,
    entity: entity ? nameOf(entity, language) : entityId,
    way,
    wayWord: sayPayment(language, `way.${way}`),
    payee: { id: resting.payeeId, name: resting.party },
    happenedOn: benefit.happened_on,
    value: toMoneyJson(value),
    left: toMoneyJson(left),
    // Whoever is paid by an exception is paid on its account, which a second person confirmed with it.
    ...(account === undefined ? {} : { account: accountShown(account) }),
    rests: restsOf(grounds, resting, language),
    ...(isRefusal(planned)
      ? { hold: heldIn(planned, language), canPrepare: false }
      : {
          canPrepare: true,
          ...aloneIn(paying, planned, language),
          ...withheldBy(paying, planned, language),
        }),
  }
}

function accountShown({ bank, number, state }: NonNullable<Weighed['resting']['account']>) {
  const isVerified = state === 'verified' || state === 'confirmed'
  return { text: `${bank} ····${number.slice(-4)}`, isVerified }
}

function heldIn(refusal: Refusal, language: Language): Shown['hold'] {
  const { says, wayOut } = sayRefusal(refusal, language)
  return { code: refusal.code, reason: says, repair: wayOut }
}

/** Why its order would stand in no set that is checked, as it would be made now. */
function aloneIn(paying: Paying, { basis, payee }: Planned, language: Language): Pick<Shown, 'alone'> {
  const objection = aloneObjection(paying, {
    request_id: basis.found.request.id,
    benefit_id: basis.benefit.id,
    claim_id: basis.claim?.id ?? null,
    payee_id: payee.id,
    account_id: payee.accountId,
    exception_id: payee.kind === 'person' ? payee.accountId : null,
  })
  if (!objection) return {}
  return { alone: { code: objection.code, reason: sayRefusal(objection, language).says } }
}

/** What it would withhold. */
function withheldBy(paying: Paying, planned: Planned, language: Language): Pick<Shown, 'withheld'> {
  const { basis, payee, owed, withheld } = planned
  const order = { currency: basis.pays.currency, minor: owed - withheld, withheld_minor: withheld }
  const treatment = paying.exceptions.get(payee.accountId)?.tax_treatment
  const shown = withheldShown(order, { treatment, day: basis.found.situation.today, language })
  return shown === undefined ? {} : { withheld: shown }
}

import { refuse } from '../../../kernel/refusal.ts'
import type { Call, ObjectRef, Refused } from '../../../platform/act/command.ts'

/**
 * What the database holds of a payment, by the names of its constraints, and what a broken one means. The
 * commands ask for all of it before: here is what two people at one moment, or a fault, would otherwise pass.
 */
const meanings: Readonly<Record<string, string>> = {
  order_rests_on_an_approved_benefit: 'payments.not_approved',
  order_pays_the_right_payee: 'payments.no_payee',
  order_rests_on_an_agreement: 'payments.no_agreement',
  order_names_the_current_account: 'payments.account_changed',
  order_has_people_apart: 'payments.people_not_apart',
  order_rests_on_a_booked_entry: 'payments.not_booked',
  paid_order_is_booked: 'payments.not_booked',
  personal_payee_needs_an_exception: 'payments.personal_payee',
  company_account_needs_a_clause: 'payments.no_agreement',
  never_ordered_above_payable: 'payments.above_payable',
  never_ordered_above_the_claim: 'payments.above_payable',
  never_paid_above_the_claim: 'payments.above_payable',
  never_payable_above_the_benefit: 'payments.above_payable',
  never_released_above_the_rest: 'payments.above_payable',
  payable_is_what_was_accepted: 'payments.above_payable',
  payable_is_one_a_benefit: 'payments.above_payable',
  maker_never_checks: 'payments.maker_never_checks',
  duty_is_one_a_person: 'payments.maker_never_checks',
  nobody_pays_themselves: 'payments.own_payment',
}

/** Every constraint of the interlock as a refusal about the object that a call names. */
export function interlockRefusals<Body>(
  objectOf: (body: Body) => ObjectRef,
): Readonly<Record<string, (call: Call<Body>) => Refused>> {
  return Object.fromEntries(
    Object.entries(meanings).map(([constraint, code]) => [
      constraint,
      ({ body }: Call<Body>) => ({
        refusal: refuse(code, code === 'payments.personal_payee' ? { name: '' } : {}),
        object: objectOf(body),
      }),
    ]),
  )
}

import { benefitForms } from '../contract/facts.ts'
import { dayAt } from '../modules/access/index.ts'
import type { BudgetDeps } from '../modules/budgets/index.ts'
import { requestsOfBenefits } from '../modules/requests/index.ts'
import { benefitTexts } from '../texts/benefits.ts'
import { fill } from '../texts/text.ts'
import type { World } from './world.ts'

/** What the commands and queries about budgets are made with. */
export function budgetDeps({ newId, rounds, door, requests }: World): BudgetDeps {
  return {
    newId,
    rounds,
    door,
    organisation: requests.organisation,
    dayOf: dayAt,
    converted: async (tx) => (await requests.policy(tx)).converted,
    forms: (language) =>
      benefitForms.map((key) => ({ key, word: fill(benefitTexts[`form.${key}`], language) })),
    requestsOf: requestsOfBenefits,
  }
}

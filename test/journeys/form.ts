import type { Page } from 'playwright-core'
import { requestsTexts } from '../../src/texts/web-requests.ts'
import type { Language } from '../../src/texts/text.ts'
import { open, words } from './screen.ts'

const say = words(requestsTexts)

/** What somebody files, as they would type it. */
export type Filing = {
  readonly customer: string
  readonly kind: string
  readonly amount: string
  readonly person?: string
  readonly chip: string
  readonly reason: string
}

/** Opens an empty form; where this tab has an unsent one, another is begun. */
export async function openEmptyForm(page: Page): Promise<void> {
  await open(page, '/new')
  const another = page.getByRole('button', { name: say('new.begin') })
  if ((await another.count()) > 0) await another.click()
  await another.waitFor({ state: 'detached' })
}

/** Fills the form as a person does and gives the number of interactions that it took. */
export async function fillForm(page: Page, filing: Filing): Promise<number> {
  let count = 0
  const step = async (act: Promise<void>) => {
    await act
    count += 1
  }
  const customer = page.getByRole('combobox', { name: say('new.customer') })
  await step(customer.fill(filing.customer))
  await step(page.getByRole('option', { name: filing.customer }).first().click())
  const kind = page.getByRole('combobox', { name: say('new.kind') })
  await step(kind.fill(filing.kind))
  await page.getByRole('option', { name: filing.kind }).first().waitFor()
  await step(kind.press('Enter'))
  await step(amountField(page).fill(filing.amount))
  if (filing.person !== undefined) {
    await step(page.getByRole('combobox', { name: say('new.person') }).fill(filing.person))
    await step(page.getByRole('option', { name: filing.person }).first().click())
  }
  await step(page.getByRole('checkbox', { name: say('new.none_of_these') }).check())
  await step(page.getByRole('radio', { name: filing.chip }).check())
  await step(page.getByLabel(say('new.reason'), { exact: true }).fill(filing.reason))
  return count
}

const units = ['guest', 'person', 'piece', 'card'] as const

/** The amount, which is for each piece where the kind has a number of pieces. */
export function amountField(page: Page, language: Language = 'zh-CN') {
  const said = words(requestsTexts, language)
  const each = units.map((unit) => said(`new.amount_each.${unit}`))
  return page.getByLabel(new RegExp(`^(${[said('new.amount'), ...each].join('|')})$`))
}

/** The panel that answers while one types. */
export function policyPanel(page: Page) {
  return page.getByRole('complementary', { name: say('panel.title') })
}

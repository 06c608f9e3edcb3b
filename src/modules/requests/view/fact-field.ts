import type { z } from 'zod'
import type { factField } from '../../../contract/screens.ts'
import { fill, type Language, type Sentence } from '../../../texts/text.ts'
import type { DealChoice } from '../../deals/index.ts'
import type { PartOf } from '../circumstances.ts'
import { say, type Reader } from './reader.ts'

type Field = z.output<typeof factField>
type Choice = { readonly value: string; readonly word: Sentence }
type FieldText = {
  readonly name: Sentence
  /** What it is called of a thing that our own staff received. */
  readonly ofReceived?: Sentence
  readonly input: Field['input']
  /** Nothing of its kind is filed without it. */
  readonly isNeeded?: true
  readonly choices?: readonly Choice[]
  readonly ticked?: Field['ticked']
  readonly unticked?: Field['unticked']
  /** Where a person is the recipient, who is not the contracting party. */
  readonly forPerson?: { readonly name: Sentence; readonly unticked: NonNullable<Field['unticked']> }
}

const yesNo = (zh: string, en: string): FieldText => ({ name: { zh, en }, input: 'yes_no' })
const count = (zh: string, en: string): FieldText => ({ name: { zh, en }, input: 'count' })
const amount = (zh: string, en: string): FieldText => ({ name: { zh, en }, input: 'amount' })
const choice = (value: string, zh: string, en: string): Choice => ({ value, word: { zh, en } })

/** How the form asks for a fact that the applicant can supply; a fact of the records has no field. */
const fields: Readonly<Record<string, FieldText>> = {
  'benefit.meal.kind': {
    name: { zh: '餐别', en: 'Meal' },
    input: 'choice',
    choices: [
      choice('breakfast', '早餐', 'Breakfast'),
      choice('lunch', '午餐', 'Lunch'),
      choice('dinner', '晚餐', 'Dinner'),
    ],
  },
  'benefit.meal.guests': count('客人人数', 'Guests'),
  'benefit.meal.hosts': count('我方人数', 'Hosts'),
  'benefit.flags.holidayLinked': yesNo('与节日有关', 'Linked to a festival'),
  'benefit.flags.requestedByRecipient': {
    ...yesNo('由对方提出', 'The recipient asked for it'),
    ofReceived: { zh: '由我方人员提出', en: 'Our own staff asked for it' },
  },
  'benefit.flags.alcohol': yesNo('含酒', 'With alcohol'),
  'benefit.flags.luxury': yesNo('含高档消费', 'With something luxurious'),
  'benefit.flags.concealed': yesNo('不入账，或不写入合同与发票', 'Kept off the books or the papers'),
  'benefit.flags.tokenPrice': yesNo('象征性收费', 'Sold at a token price'),
  'benefit.flags.rewardForPastAct': yesNo('是对已办事项的感谢', 'Thanks for something done'),
  'benefit.conditionalOn': {
    name: { zh: '以好评或评价为条件', en: 'Depends on a good review' },
    input: 'yes_no',
    ticked: ['positive_review'],
    unticked: [],
  },
  'tender.state': {
    name: {
      zh: '该单位有招标、续约、检查、许可、审计或争议未结',
      en: 'A tender, renewal, inspection, licence, audit or dispute with them is open',
    },
    input: 'yes_no',
    ticked: 'open',
    unticked: 'none',
  },
  'payee.holder': {
    name: { zh: '收款或领取的不是签约单位', en: 'Somebody other than the contracting party takes it' },
    input: 'choice',
    choices: [
      choice('contract_party', '签约单位', 'The contracting party'),
      choice('customer_staff', '客户的工作人员', 'Staff of the customer'),
      choice('relative_of_customer_staff', '客户人员的亲属', 'A relative of their staff'),
      choice('official', '公职人员', 'An official'),
      choice('third_party', '第三方', 'A third party'),
      choice('giver_staff', '我方人员', 'Our own staff'),
    ],
    unticked: 'contract_party',
    forPerson: {
      name: { zh: '收款或领取的不是受益人本人', en: 'Somebody other than the recipient takes it' },
      unticked: 'recipient',
    },
  },
  'benefit.familyShare': amount('有家属参加，家属部分金额', 'Family takes part; their share'),
  'benefit.recipientPays': amount('对方自付金额', 'What the recipient pays'),
  'benefit.travel.cashAllowance': amount('给现金补贴，金额', 'Pocket money is paid; how much'),
  'benefit.travel.workDays': count('工作天数', 'Working days'),
  'benefit.travel.leisureDays': count('游览天数', 'Leisure days'),
  'benefit.travel.fareClass': {
    name: { zh: '舱位', en: 'Fare class' },
    input: 'choice',
    choices: [
      choice('economy', '经济', 'Economy'),
      choice('premium', '超级经济', 'Premium economy'),
      choice('business', '公务', 'Business'),
      choice('first', '头等', 'First'),
    ],
  },
  'benefit.card.named': yesNo('记名卡', 'Named card'),
  'benefit.card.face': amount('单张面值', 'Face value of one card'),
  'benefit.card.paidBy': {
    name: { zh: '购卡付款方式', en: 'How the cards are paid' },
    input: 'choice',
    choices: [
      choice('bank_transfer', '银行转账', 'Bank transfer'),
      choice('company_card', '公司卡', 'Company card'),
      choice('cash', '现金', 'Cash'),
    ],
  },
  'thirdParty.contract': {
    name: { zh: '促成的合同编号', en: 'Number of the contract it was earned on' },
    input: 'text',
    isNeeded: true,
  },
  'thirdParty.contractRevenue': {
    ...amount('该合同金额', 'Amount of that contract'),
    isNeeded: true,
  },
  'thirdParty.role': {
    name: { zh: '有第三方参与（中介、代理、顾问等）', en: 'A third party takes part (agent, broker …)' },
    input: 'choice',
    choices: [
      choice('none', '没有', 'Nobody'),
      choice('agent', '代理', 'Agent'),
      choice('broker', '居间', 'Broker'),
      choice('consultant', '顾问', 'Consultant'),
      choice('distributor', '经销商', 'Distributor'),
      choice('event_vendor', '活动服务商', 'Event vendor'),
    ],
    unticked: 'none',
  },
}

/** The field for a fact, in the reader's language; undefined when the form cannot ask for it. */
export function factFieldOf(path: string, language: Language, isRequired = false): Field | undefined {
  const field = fields[path]
  if (!field) return undefined
  const choices = field.choices?.map(({ value, word }) => ({ value, word: fill(word, language) }))
  return {
    path,
    name: fill(field.name, language),
    input: field.input,
    isRequired: isRequired || field.isNeeded === true,
    ...(choices ? { choices } : {}),
    ...(field.ticked === undefined ? {} : { ticked: field.ticked }),
    ...(field.unticked === undefined ? {} : { unticked: field.unticked }),
    ...(field.forPerson
      ? { forPerson: { ...field.forPerson, name: fill(field.forPerson.name, language) } }
      : {}),
  }
}

const partNames: Readonly<Record<PartOf, Sentence>> = {
  'benefit.eventId': { zh: '属于哪场活动', en: 'Part of an event' },
  'benefit.dealId': { zh: '属于哪份合同或哪次招标', en: 'Part of an agreement or tender' },
}

/** What a benefit may be a part of; `isWhole` is false where the list was cut. */
export type PartChoices = { readonly choices: readonly DealChoice[]; readonly isWhole: boolean }

/** The field for what a benefit is a part of; undefined while nothing is on record to choose from. */
export function partFieldOf(
  path: PartOf,
  reader: Pick<Reader, 'language'>,
  { choices, isWhole }: PartChoices,
): Field | undefined {
  if (choices.length === 0) return undefined
  return {
    path,
    name: fill(partNames[path], reader.language),
    ...(isWhole ? {} : { help: say(reader, 'part.cut', { count: choices.length }) }),
    input: 'choice',
    choices: choices.map(({ id, title }) => ({ value: id, word: title })),
    isRequired: false,
  }
}

/** The field for a fact about a thing that our own staff received. */
export function receivedFieldOf(path: string, language: Language): Field | undefined {
  const [field, text] = [factFieldOf(path, language), fields[path]?.ofReceived]
  return field && text ? { ...field, name: fill(text, language) } : field
}

/** What a form sends for a circumstance that is not ticked. */
export function untickedOf(path: string, currency: string): NonNullable<Field['unticked']> {
  const field = fields[path]
  if (!field) throw new Error(`the form does not ask for ${path}`)
  return field.unticked ?? (field.input === 'amount' ? { currency, minor: '0' } : false)
}

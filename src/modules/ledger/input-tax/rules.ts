import type { LocalDate } from '../../../kernel/time.ts'

/** Whether the input tax on a kind of benefit is credited, and on which basis. */
export type CreditRule = { readonly credits: boolean; readonly law: string }

/** A basis in law from a day on: the Value-Added Tax Law took the place of the notice. */
type Basis = readonly { readonly from: LocalDate; readonly law: string }[]

/** Services that are consumed as they are bought, and personal consumption; its text was read (CN-VAT-02). */
const consumed: Basis = [
  { from: '2016-05-01', law: '财税〔2016〕36号 附件1 第27条' },
  { from: '2026-01-01', law: '增值税法 第22条第4、5项' },
]

/** That entertainment of business partners is personal consumption has to be confirmed under the new law. */
const personal: Basis = [
  { from: '2016-05-01', law: '财税〔2016〕36号 附件1 第27条（交际应酬消费）' },
  { from: '2026-01-01', law: '增值税法 第22条第4项（交际应酬消费，待确认）' },
]

const credit: Basis = [
  { from: '2016-05-01', law: '财税〔2016〕36号 附件1 第25条（待确认）' },
  { from: '2026-01-01', law: '增值税法 第16条（待确认）' },
]

/**
 * What is paid to be named is publicity; other sponsorship is no expense of the business (CN-CIT-05): what
 * serves none credits nothing. Which it is, finance says by its own rule; that is for counsel to confirm.
 */
const unrelated: Basis = [
  { from: '2016-05-01', law: '企业所得税法 第10条第6项（非广告性赞助；是否可抵扣待确认）' },
]

/** Nobody has looked at it: the safe side, and no statement on the law. */
const open: Basis = [{ from: '2016-05-01', law: '尚未认定可抵扣' }]

function lawOf(basis: Basis, day: LocalDate): string {
  return (basis.findLast(({ from }) => from <= day) ?? basis[0])?.law ?? ''
}

type Kinds = { readonly credits: boolean; readonly basis: Basis; readonly forms: readonly string[] }

/** Kinds whose tax the law itself bars: no rule of an entity can credit it. */
const barredForms: readonly string[] = ['meal', 'travel', 'entertainment']

/** The clause that bars input tax on a kind of benefit, on a day; none where finance may decide. */
export function barredBy(form: string, day: LocalDate): string | undefined {
  return barredForms.includes(form) ? lawOf(consumed, day) : undefined
}

/**
 * Whether the input tax on a kind of benefit is credited until finance says otherwise: what serves sales and
 * publicity is. Entertainment, what is given to a person and sponsorship is not, nor what stands in no row.
 */
const shipped: readonly Kinds[] = [
  { credits: false, basis: consumed, forms: barredForms },
  { credits: false, basis: personal, forms: ['gift', 'gift_card', 'cash', 'cash_equivalent', 'favour'] },
  {
    credits: true,
    basis: credit,
    forms: ['logo_item', 'gift_with_purchase', 'free_goods', 'commission', 'service_fee'],
  },
  { credits: false, basis: unrelated, forms: ['sponsorship'] },
]

/** What an invoice may be for whose tax nobody credits, by the kinds of items (CN-VAT-02). */
const neverCredited: ReadonlySet<string> = new Set([
  'catering',
  // Services of daily life: beauty, laundry and the like.
  'daily',
  'entertainment',
  'tourism',
  // Of passengers only one's own staff count, and a benefit is for others.
  'transport',
  // What is sold as a card bears no tax yet.
  'card',
])

/** What only a rule of the entity for the kind of benefit credits: by itself it counts as entertainment. */
const personalContent: ReadonlySet<string> = new Set(['drink', 'tobacco'])

/** The rule that is shipped for a kind of benefit, on a day. */
export function shippedRule(form: string, day: LocalDate): CreditRule {
  const found = shipped.find(({ forms }) => forms.includes(form))
  return { credits: found?.credits ?? false, law: lawOf(found?.basis ?? open, day) }
}

/** Why the tax of an invoice is credited, or why not. */
type CreditReason =
  | 'credited'
  | 'decision'
  | 'form'
  | 'content'
  | 'content_unknown'
  | 'label_unknown'
  | 'currency'
  | 'taken_back'
  | 'turned_out'
  | 'turned_in'

/** The part of an invoice behind a line of a claim, as far as its tax goes. */
export type InvoicePart = {
  readonly entityId: string
  readonly benefitId: string
  readonly lineId: string
  readonly invoiceId: string
  readonly invoiceNumber: string
  /** What the invoice says it is; an unknown label is no special invoice. */
  readonly label: 'special' | 'unknown'
  /** The kinds of each of its items; an item without one is something that nobody can tell. */
  readonly items: readonly (readonly string[])[]
  readonly form: string
  /** The decision on the benefit said that its input tax is not credited. */
  readonly isBarred: boolean
  readonly happenedOn: LocalDate
  readonly currency: string
  /** The tax on the part, rounded down: the parts of an invoice never credit more than its tax. */
  readonly taxMinor: bigint
  /** The currency in which the claim is paid: that of its benefit, or that of the books. */
  readonly payCurrency: string
  /** The benefit is in another currency than the tax, so that no voucher of its own is in that of the tax. */
  readonly isElsewhere: boolean
}

/** What becomes of the tax of a part. */
export type Judged = {
  readonly minor: bigint
  readonly why: CreditReason
  readonly law: string
}

/** Judges the tax of a part: it is credited only where all is known and speaks for it. */
export function judgePart(part: InvoicePart, own: CreditRule | undefined): Judged {
  const { form, items, happenedOn, taxMinor } = part
  const rule = own && !barredForms.includes(form) ? own : shippedRule(form, happenedOn)
  const not = (why: Judged['why'], law: string): Judged => ({ minor: 0n, why, law })
  const [against, proof] = [lawOf(consumed, happenedOn), lawOf(credit, happenedOn)]
  if (part.label !== 'special') return not('label_unknown', proof)
  if (part.currency !== 'CNY' || part.payCurrency !== 'CNY') return not('currency', proof)
  if (part.isBarred) return not('decision', against)
  const sold = items.flat()
  if (sold.some((kind) => neverCredited.has(kind))) return not('content', against)
  if (!rule.credits) return not('form', rule.law)
  if (!own && sold.some((kind) => personalContent.has(kind)))
    return not('content', lawOf(personal, happenedOn))
  if (items.length === 0 || items.some((kinds) => kinds.length === 0)) return not('content_unknown', proof)
  return { minor: taxMinor, why: 'credited', law: rule.law }
}

import type { Answer, Given } from '../../shell/api.ts'

type Schedule = Answer<'taxSchedule'>
type Body = NonNullable<Given<'setTaxYear'>['body']>

/** The sectors and who may bear a tax, in the order of the form. */
export const sectors = ['general', 'cosmetics', 'pharmaceuticals', 'soft_drinks', 'tobacco'] as const
export const bearings = ['recipient', 'giver'] as const

/** What the form holds: everything as it is typed, until it is sent. */
export type TaxYearForm = {
  readonly revenue: Body['revenue']
  readonly revenueUpTo: string
  readonly sector: Body['sector']
  readonly carried: Body['publicityCarriedIn']
  readonly bearing: Body['bearing']
  readonly vatRate: string
  readonly isWithoutVat: boolean
  readonly source: string
}

/** The form as it opens: what was stated last, with the paper to be named anew. */
export function formOf({ stated }: Schedule): TaxYearForm {
  return {
    revenue: stated?.revenue,
    revenueUpTo: stated?.revenueUpTo ?? '',
    sector: stated?.sector ?? 'general',
    carried: stated?.publicityCarriedIn,
    bearing: stated?.bearing ?? 'recipient',
    vatRate: stated?.vatRate ?? '0.13',
    isWithoutVat: stated?.isWithoutVat ?? false,
    source: '',
  }
}

/** What is sent of it; `version` is that of the statement which it replaces. */
export function bodyOf({ stated, entityId }: Schedule, form: TaxYearForm): Body {
  const { revenue, revenueUpTo, carried, source, ...rest } = form
  return {
    entityId,
    ...(stated ? { version: stated.version } : {}),
    ...(revenue === undefined ? {} : { revenue }),
    ...(revenueUpTo === '' ? {} : { revenueUpTo }),
    ...(carried === undefined ? {} : { publicityCarriedIn: carried }),
    ...rest,
    source: source.trim(),
  }
}

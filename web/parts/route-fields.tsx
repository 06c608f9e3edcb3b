import { provinces } from '../../src/kernel/provinces.ts'
import { partiesTexts } from '../../src/texts/web-parties.ts'
import { useLanguage, useTexts } from '../shell/text.ts'
import { ClearingField } from './clearing-field.tsx'
import { Field, Input, Select } from './field.tsx'

/** What a bank may ask of a payee beside the account, as it is typed. */
export type RouteValues = {
  readonly cnaps: string
  readonly province: string
  readonly city: string
  readonly phone: string
}

/** Nothing typed yet. */
export const noRoute: RouteValues = { cnaps: '', province: '', city: '', phone: '' }

const names = ['cnaps', 'province', 'city', 'phone'] as const

/** What of it was typed, as it is sent: what stands empty is not said. */
export function typedRoute(values: RouteValues): Partial<RouteValues> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const text = values[name].trim()
      return text === '' ? [] : [[name, text]]
    }),
  )
}

/** The field of each place of a body, for what the server says of it. */
export const routeFieldOf = {
  '/body/cnaps': 'cnaps',
  '/body/province': 'province',
  '/body/city': 'city',
  '/body/phone': 'phone',
} as const

type Props = {
  readonly values: RouteValues
  readonly slips?: Partial<Record<keyof RouteValues, string>>
  /** A phone is asked for where a bank of ours requires it, and nowhere else. */
  readonly takesPhone: boolean
  readonly set: (part: Partial<RouteValues>) => void
}

/** 联行号, 开户行省份, 开户行城市 and 收款方电话: what not every bank asks for. */
export function RouteFields({ values, slips = {}, takesPhone, set }: Props) {
  const say = useTexts(partiesTexts)
  const { language } = useLanguage()
  return (
    <>
      <ClearingField value={values.cnaps} error={slips.cnaps} onChange={(cnaps) => set({ cnaps })} />
      <Field
        label={say('account.province')}
        isOptional={say('account.optional')}
        hint={say('account.place_hint')}
        error={slips.province}
      >
        {(tied) => (
          <Select
            {...tied}
            value={values.province}
            empty={say('account.place_none')}
            options={provinces.map(({ name, en }) => ({
              value: name,
              word: language === 'en' ? `${en} · ${name}` : name,
            }))}
            onChange={(province) => set({ province })}
          />
        )}
      </Field>
      <Typed name="city" {...{ values, slips, set }} />
      {takesPhone ? <Typed name="phone" {...{ values, slips, set }} /> : null}
    </>
  )
}

type TypedProps = Pick<Props, 'values' | 'slips' | 'set'> & { readonly name: 'city' | 'phone' }

function Typed({ name, values, slips = {}, set }: TypedProps) {
  const say = useTexts(partiesTexts)
  return (
    <Field
      label={say(`account.${name}`)}
      isOptional={say('account.optional')}
      hint={say(`account.${name}_hint`)}
      error={slips[name]}
    >
      {(tied) => (
        <Input
          {...tied}
          inputMode={name === 'phone' ? 'tel' : 'text'}
          maxLength={60}
          value={values[name]}
          onChange={(event) => set({ [name]: event.target.value })}
        />
      )}
    </Field>
  )
}

type Shown = {
  readonly cnaps?: string | undefined
  readonly province?: string | undefined
  readonly city?: string | undefined
  readonly phone?: string | undefined
}

/** The same of an account on record, for the line that says which account it is. */
export function routeParts({ cnaps, province, city, phone }: Shown): readonly string[] {
  const place = [province, city === province ? undefined : city].filter(Boolean).join('')
  return [cnaps, place, phone].flatMap((part) => (part ? [part] : []))
}

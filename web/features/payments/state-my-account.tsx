import { useRef, useState } from 'react'
import { webStaffAccountTexts } from '../../../src/texts/web-staff-accounts.ts'
import { Button } from '../../parts/button.tsx'
import { ClearingField, isClearingNumber } from '../../parts/clearing-field.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field, Input } from '../../parts/field.tsx'
import { problemOf } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { tell } from '../../shell/messages.ts'
import { slipsIn, useFirstSlip, type Slips } from '../../shell/slips.ts'
import { useTexts } from '../../shell/text.ts'
import type { Mine } from './my-account.tsx'
import { askAgain } from './send-payment.ts'

const needed = ['holder', 'bank', 'number', 'reference'] as const

type Name = (typeof needed)[number] | 'cnaps'
type Values = Readonly<Record<Name, string>>

const fieldOf: Readonly<Record<string, Name>> = {
  '/body/holder': 'holder',
  '/body/bank': 'bank',
  '/body/number': 'number',
  '/body/cnaps': 'cnaps',
  '/body/reference': 'reference',
}

type Props = { readonly mine: Mine; readonly onClose: () => void }

/** 登记报销收款账户: everybody states their own; what is wrong with it stands in its field. */
export function StateMyAccount({ mine, onClose }: Props) {
  const say = useTexts(webStaffAccountTexts)
  const [values, setValues] = useState<Values>({
    holder: mine.holder,
    bank: '',
    number: '',
    cnaps: '',
    reference: '',
  })
  const { slips, isBusy, send } = useStating(onClose)
  const form = useFirstSlip(slips)
  const set = (part: Partial<Values>) => setValues({ ...values, ...part })
  return (
    <Dialog title={say('state.title')} onClose={onClose}>
      <form
        ref={form}
        noValidate
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (!isBusy) send(values)
        }}
      >
        <p className="text-second text-ink-2">{say('state.text')}</p>
        <Line name="holder" hint={say('state.holder_hint')} {...{ values, slips, set }} />
        <Line name="bank" hint={say('state.bank_hint')} {...{ values, slips, set }} />
        <Line name="number" isNumber {...{ values, slips, set }} />
        <ClearingField value={values.cnaps} error={slips.cnaps} onChange={(cnaps) => set({ cnaps })} />
        <Line name="reference" hint={say('state.reference_hint')} {...{ values, slips, set }} />
        {slips.form === undefined ? null : (
          <p role="alert" className="text-second text-block">
            {slips.form}
          </p>
        )}
        {mine.actions.state.can && mine.actions.state.needsFactor ? (
          <p className="text-second text-ink-2">{say('state.factor')}</p>
        ) : null}
        <Button type="submit" look="primary" size={36} isBusy={isBusy}>
          {say('state.send')}
        </Button>
      </form>
    </Dialog>
  )
}

type LineProps = {
  readonly name: (typeof needed)[number]
  readonly hint?: string
  readonly isNumber?: boolean
  readonly values: Values
  readonly slips: Slips<Name>
  readonly set: (part: Partial<Values>) => void
}

function Line({ name, hint, isNumber = false, values, slips, set }: LineProps) {
  const say = useTexts(webStaffAccountTexts)
  return (
    <Field label={say(`state.${name}`)} hint={hint} error={slips[name]}>
      {(tied) => (
        <Input
          {...tied}
          maxLength={isNumber ? 60 : 200}
          value={values[name]}
          onChange={(event) => set({ [name]: event.target.value })}
        />
      )}
    </Field>
  )
}

/** Sends the account, and says in the fields what was wrong. */
function useStating(onDone: () => void) {
  const say = useTexts(webStaffAccountTexts)
  const [slips, setSlips] = useState<Slips<Name>>({})
  const [isBusy, setBusy] = useState(false)
  // The same values are the same call, so that a lost answer is given again.
  const sent = useRef({ as: '', key: '' })
  const send = (values: Values) => {
    const missing = missingIn(values, say('state.fill'), say('state.cnaps_wrong'))
    setSlips(missing)
    if (Object.keys(missing).length > 0) return
    const { cnaps, ...rest } = values
    const body = { ...rest, ...(cnaps.trim() === '' ? {} : { cnaps: cnaps.trim() }) }
    const as = JSON.stringify(body)
    if (sent.current.as !== as) sent.current = { as, key: crypto.randomUUID() }
    setBusy(true)
    command('stateOwnAccount', { body }, { key: sent.current.key })
      .then(askAgain)
      .then(() => {
        tell({ tone: 'done', text: say('state.done') })
        onDone()
      })
      .catch((error: unknown) => setSlips(slipsIn(problemOf(error), fieldOf, say('state.failed'))))
      .finally(() => setBusy(false))
  }
  return { slips, isBusy, send }
}

function missingIn(values: Values, fill: string, wrong: string): Slips<Name> {
  const slips: Slips<Name> = {}
  for (const name of needed) if (values[name].trim() === '') slips[name] = fill
  if (!isClearingNumber(values.cnaps)) slips.cnaps = wrong
  return slips
}

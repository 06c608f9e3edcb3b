import { useRef, useState } from 'react'
import { webStaffAccountTexts } from '../../../src/texts/web-staff-accounts.ts'
import { Button } from '../../parts/button.tsx'
import { isClearingNumber } from '../../parts/clearing-field.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field, Input, Select } from '../../parts/field.tsx'
import {
  noRoute,
  RouteFields,
  routeFieldOf,
  typedRoute,
  type RouteValues,
} from '../../parts/route-fields.tsx'
import { problemOf, type Answer } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { tell } from '../../shell/messages.ts'
import { slipsIn, useFirstSlip, type Slips } from '../../shell/slips.ts'
import { useTexts } from '../../shell/text.ts'
import type { Mine } from './my-account.tsx'
import { askAgain } from './send-payment.ts'

const needed = ['holder', 'bank', 'number', 'reference'] as const

type Name = (typeof needed)[number] | keyof RouteValues | 'personId'
type Values = Readonly<Record<Exclude<Name, 'personId'>, string>>

const fieldOf: Readonly<Record<string, Name>> = {
  '/body/holder': 'holder',
  '/body/bank': 'bank',
  '/body/number': 'number',
  ...routeFieldOf,
  '/body/reference': 'reference',
  '/body/personId': 'personId',
}

/** Somebody who has left, and the name that their account stands in. */
export type Leaver = Answer<'staffAccounts'>['leavers'][number]

type Props = {
  /** The reader's own; else that of one of these, who have left. */
  readonly mine?: Mine
  readonly leavers?: readonly Leaver[]
  readonly takesPhone: boolean
  readonly onClose: () => void
}

/** 登记报销收款账户: one's own, or that of who has left; what is wrong with it stands in its field. */
export function StateAccount({ mine, leavers, takesPhone, onClose }: Props) {
  const say = useTexts(webStaffAccountTexts)
  const [personId, setPerson] = useState('')
  const [values, setValues] = useState<Values>({
    holder: mine?.holder ?? '',
    bank: '',
    number: '',
    ...noRoute,
    reference: '',
  })
  const { slips, isBusy, send } = useStating(onClose, leavers && personId)
  const form = useFirstSlip(slips)
  const set = (part: Partial<Values>) => setValues({ ...values, ...part })
  return (
    <Dialog title={say(mine ? 'state.title' : 'leaver.title')} onClose={onClose}>
      <form
        ref={form}
        noValidate
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (!isBusy) send(values)
        }}
      >
        <p className="text-second text-ink-2">{say(mine ? 'state.text' : 'leaver.text')}</p>
        {leavers === undefined ? null : (
          <WhoLeft
            leavers={leavers}
            value={personId}
            error={slips.personId}
            onChoose={(who) => {
              setPerson(who.id)
              set({ holder: who.holder })
            }}
          />
        )}
        <Line name="holder" {...(mine && { hint: say('state.holder_hint') })} {...{ values, slips, set }} />
        <Line name="bank" hint={say('state.bank_hint')} {...{ values, slips, set }} />
        <Line name="number" isNumber {...{ values, slips, set }} />
        <RouteFields {...{ values, slips, takesPhone, set }} />
        <Line name="reference" hint={say('state.reference_hint')} {...{ values, slips, set }} />
        {slips.form === undefined ? null : (
          <p role="alert" className="text-second text-block">
            {slips.form}
          </p>
        )}
        {mine?.actions.state.can && mine.actions.state.needsFactor ? (
          <p className="text-second text-ink-2">{say('state.factor')}</p>
        ) : null}
        <Button type="submit" look="primary" size={36} isBusy={isBusy}>
          {say('state.send')}
        </Button>
      </form>
    </Dialog>
  )
}

type WhoProps = {
  readonly leavers: readonly Leaver[]
  readonly value: string
  readonly error: string | undefined
  readonly onChoose: (who: Leaver) => void
}

function WhoLeft({ leavers, value, error, onChoose }: WhoProps) {
  const say = useTexts(webStaffAccountTexts)
  return (
    <Field label={say('leaver.person')} error={error}>
      {(tied) => (
        <Select
          {...tied}
          empty={say('leaver.choose')}
          value={value}
          options={leavers.map(({ id, name, leftOn }) => ({
            value: id,
            word: say('leaver.option', { name, on: leftOn }),
          }))}
          onChange={(id) => {
            const who = leavers.find((each) => each.id === id)
            if (who) onChoose(who)
          }}
        />
      )}
    </Field>
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

/** Sends the account, one's own or that of a leaver, and says in the fields what was wrong. */
function useStating(onDone: () => void, leaverId: string | undefined) {
  const say = useTexts(webStaffAccountTexts)
  const [slips, setSlips] = useState<Slips<Name>>({})
  const [isBusy, setBusy] = useState(false)
  // The same values are the same call, so that a lost answer is given again.
  const sent = useRef({ as: '', key: '' })
  const send = (values: Values) => {
    const missing = missingIn(values, say('state.fill'), say('state.cnaps_wrong'))
    if (leaverId === '') missing.personId = say('state.fill')
    setSlips(missing)
    if (Object.keys(missing).length > 0) return
    const { holder, bank, number, reference } = values
    const body = { holder, bank, number, reference, ...typedRoute(values) }
    const as = JSON.stringify([leaverId, body])
    if (sent.current.as !== as) sent.current = { as, key: crypto.randomUUID() }
    setBusy(true)
    const { key } = sent.current
    const done =
      leaverId === undefined
        ? command('stateOwnAccount', { body }, { key })
        : command('stateLeaverAccount', { body: { ...body, personId: leaverId } }, { key })
    done
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

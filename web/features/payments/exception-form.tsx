import { useState, type ReactNode } from 'react'
import { webExceptionTexts } from '../../../src/texts/web-exceptions.ts'
import { Button } from '../../parts/button.tsx'
import { Chips } from '../../parts/chips.tsx'
import { Field, Input, TextArea } from '../../parts/field.tsx'
import { problemOf, type Given } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { tell } from '../../shell/messages.ts'
import { useTexts } from '../../shell/text.ts'
import { RouteFields, typedRoute } from '../../parts/route-fields.tsx'
import { slipsIn, useFirstSlip, type Slips } from '../../shell/slips.ts'
import {
  fieldOf,
  firstValues,
  isWhole,
  taxesOf,
  withKind,
  withPayee,
  type Offer,
  type Values,
} from './exception-values.ts'
import { askAgain } from './send-payment.ts'

type Body = NonNullable<Given<'proposeException'>['body']>
type Props = { readonly offer: Offer; readonly onClose: () => void }

/** Who is paid as what, on which account, by which paper, why, and with which tax. */
export function ExceptionForm({ offer, onClose }: Props) {
  const say = useTexts(webExceptionTexts)
  const [values, setValues] = useState(() => firstValues(offer))
  const { slips, isBusy, send } = useProposal(offer, onClose)
  const form = useFirstSlip(slips)
  const part = { offer, values, slips, onValues: setValues }
  return (
    <form
      ref={form}
      noValidate
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (isWhole(values) && !isBusy) send(values)
      }}
    >
      <Whom {...part} />
      <Account {...part} />
      <Grounds {...part} />
      {slips.form === undefined ? null : (
        <p role="alert" className="text-second text-block">
          {slips.form}
        </p>
      )}
      <Button type="submit" look="primary" size={36} disabled={!isWhole(values)} isBusy={isBusy}>
        {say('propose.send')}
      </Button>
    </form>
  )
}

/** Sends the proposal; a refusal stays beside what it is about, with what was written. */
function useProposal(offer: Offer, onClose: () => void) {
  const say = useTexts(webExceptionTexts)
  const [slips, setSlips] = useState<Slips<keyof Values>>({})
  const [isBusy, setBusy] = useState(false)
  const send = (values: Values) => {
    setBusy(true)
    command('proposeException', { body: bodyOf(offer, values) })
      .then(() => {
        tell({ tone: 'done', text: say('propose.done') })
        onClose()
      })
      .catch((error: unknown) => setSlips(slipsIn(problemOf(error), fieldOf, say('propose.failed'))))
      .then(askAgain)
      .finally(() => setBusy(false))
  }
  return { slips, isBusy, send }
}

function bodyOf(offer: Offer, values: Values): Body {
  const { tax, kind, payeeId, holder, bank, number, reference, reason } = values
  return {
    payeeId,
    holder,
    bank,
    number,
    reference,
    reason,
    ...typedRoute(values),
    requestId: offer.requestId,
    kind: kind ?? 'consumer_refund',
    // One of those that the server offered for the kind.
    taxTreatment: tax as Body['taxTreatment'],
  }
}

type PartProps = {
  readonly offer: Offer
  readonly values: Values
  readonly slips: Slips<keyof Values>
  readonly onValues: (values: Values) => void
}

/** The payee, as what they are paid, and the tax that goes with it. */
function Whom({ offer, values, slips, onValues }: PartProps) {
  const say = useTexts(webExceptionTexts)
  const payee = offer.payees.find(({ id }) => id === values.payeeId)
  const wordOf = (kind: string) => offer.kinds.find(({ key }) => key === kind)?.word ?? kind
  const taxes = taxesOf(offer, values.kind)
  return (
    <>
      <Chosen slip={slips.payeeId}>
        <Chips
          label={say('propose.payee')}
          value={values.payeeId}
          options={offer.payees.map(({ id, name }) => ({ key: id, word: name }))}
          onChange={(id) => onValues(withPayee(offer, values, id))}
        />
      </Chosen>
      <Chosen slip={slips.kind}>
        <Chips
          label={say('propose.kind')}
          value={values.kind}
          options={(payee?.kinds ?? []).map(({ key, why }) => ({
            key,
            word: wordOf(key),
            ...(why === undefined ? {} : { why }),
          }))}
          onChange={(key) => {
            const kind = offer.kinds.find((each) => each.key === key)?.key
            onValues(withKind(offer, values, kind))
          }}
        />
      </Chosen>
      <Chosen slip={slips.tax}>
        <Chips
          label={say('propose.tax')}
          value={values.tax}
          options={taxes}
          onChange={(tax) => onValues({ ...values, tax })}
        />
      </Chosen>
    </>
  )
}

/** A choice with what the server says against it. */
function Chosen({ slip, children }: { readonly slip: string | undefined; readonly children: ReactNode }) {
  return (
    <div>
      {children}
      {slip === undefined ? null : (
        <p role="alert" className="mt-1 text-meta text-block">
          {slip}
        </p>
      )}
    </div>
  )
}

function Account({ offer, values, slips, onValues }: PartProps) {
  const say = useTexts(webExceptionTexts)
  return (
    <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
      {(['holder', 'bank', 'number'] as const).map((name) => (
        <Field
          key={name}
          label={say(`propose.${name}`)}
          hint={name === 'holder' ? say('propose.holder_hint') : undefined}
          error={slips[name]}
        >
          {(tied) => (
            <Input
              {...tied}
              maxLength={name === 'number' ? 60 : 200}
              value={values[name]}
              onChange={(event) => onValues({ ...values, [name]: event.target.value })}
            />
          )}
        </Field>
      ))}
      <RouteFields
        values={values}
        slips={slips}
        takesPhone={offer.takesPhone}
        set={(part) => onValues({ ...values, ...part })}
      />
    </div>
  )
}

function Grounds({ values, slips, onValues }: PartProps) {
  const say = useTexts(webExceptionTexts)
  return (
    <>
      <Field label={say(`propose.reference.${values.kind ?? 'consumer_refund'}`)} error={slips.reference}>
        {(tied) => (
          <Input
            {...tied}
            maxLength={500}
            value={values.reference}
            onChange={(event) => onValues({ ...values, reference: event.target.value })}
          />
        )}
      </Field>
      <Field label={say('propose.reason')} hint={say('propose.reason_hint')} error={slips.reason}>
        {(tied) => (
          <TextArea
            {...tied}
            rows={2}
            maxLength={500}
            value={values.reason}
            onChange={(event) => onValues({ ...values, reason: event.target.value })}
          />
        )}
      </Field>
    </>
  )
}

import { useState } from 'react'
import { shippedForms } from '../../../src/contract/states.ts'
import { webTemplateTexts } from '../../../src/texts/web-bank-templates.ts'
import { webBankTexts } from '../../../src/texts/web-bank.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field, Select, TextArea } from '../../parts/field.tsx'
import { command } from '../../shell/commands.ts'
import { useAnswer } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import type { Account, Bank } from './reconciliation.tsx'
import { settled } from './send-payment.ts'
import { saysWhy } from './why-field.tsx'

type Option = { readonly value: string; readonly word: string }

/** The forms that an account may take: those that are shipped, and the entity's templates in force. */
export function useForms(entityId: string): readonly Option[] {
  const say = useTexts(webBankTexts)
  const { data } = useAnswer('bankTemplates', { query: { entityId } })
  const shipped = shippedForms.map((value) => ({ value, word: say(`form.${value}`) }))
  const own = (data?.items ?? [])
    .filter(({ state }) => state === 'in_force')
    .map(({ templateId, name }) => ({ value: templateId, word: name }))
  return [...own, ...shipped]
}

type Props = { readonly bank: Bank; readonly account: Account; readonly entityId: string }

/** In which form an account sends its payments, and how that becomes another. */
export function AccountForm({ bank, account, entityId }: Props) {
  const say = useTexts(webTemplateTexts)
  const [isOpen, setOpen] = useState(false)
  const { formName, isFormInForce, formChange, state } = account
  return (
    <section className="mt-4 text-second">
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <span className="break-words">{say('form.now', { name: formName })}</span>
        {state === 'verified' && bank.can.changeForm && formChange === undefined ? (
          <Button size={28} onClick={() => setOpen(true)}>
            {say('form.change')}
          </Button>
        ) : null}
      </p>
      {isFormInForce ? null : <p className="mt-1 text-warn">{say('form.not_in_force')}</p>}
      {formChange === undefined ? null : <WaitingForm change={formChange} mayState={bank.can.changeForm} />}
      {isOpen ? <ChangeForm account={account} entityId={entityId} onClose={() => setOpen(false)} /> : null}
    </section>
  )
}

type WaitingProps = { readonly change: NonNullable<Account['formChange']>; readonly mayState: boolean }

function WaitingForm({ change, mayState }: WaitingProps) {
  const say = useTexts(webTemplateTexts)
  const [isBusy, setBusy] = useState(false)
  const { changeId, version, formName, reason, statedBy, confirm } = change
  const send = async (answer: 'confirm' | 'decline') => {
    setBusy(true)
    const done = say(answer === 'confirm' ? 'form.confirmed' : 'form.declined')
    const sent = command('answerForm', { params: { changeId }, body: { version, answer } })
    await settled(sent, { done, failed: say('form.failed') })
    setBusy(false)
  }
  return (
    <div className="mt-2 rounded-md border border-warn-line px-3 py-2">
      <p className="break-words">{say('form.waits', { name: formName, by: statedBy.name, reason })}</p>
      {confirm.can ? null : <p className="text-ink-2">{confirm.why}</p>}
      <p className="mt-2 flex flex-wrap gap-2">
        {confirm.can ? (
          <Button look="primary" isBusy={isBusy} onClick={() => void send('confirm')}>
            {say('form.confirm')}
          </Button>
        ) : null}
        {confirm.can || mayState ? (
          <Button isBusy={isBusy} onClick={() => void send('decline')}>
            {say('form.decline')}
          </Button>
        ) : null}
      </p>
    </div>
  )
}

type ChangeProps = {
  readonly account: Account
  readonly entityId: string
  readonly onClose: () => void
}

function ChangeForm({ account, entityId, onClose }: ChangeProps) {
  const say = useTexts(webTemplateTexts)
  const { accountId, version, tail, form: now } = account
  const options = useForms(entityId).filter(({ value }) => value !== now)
  const [chosen, setChosen] = useState('')
  const [reason, setReason] = useState('')
  const [isBusy, setBusy] = useState(false)
  const isReady = chosen !== '' && saysWhy(reason)
  const state = async () => {
    if (!isReady || isBusy) return
    setBusy(true)
    const body = { version, form: chosen, reason: reason.trim() }
    const said = { done: say('form.stated'), failed: say('form.failed') }
    const isDone = await settled(command('changeForm', { params: { accountId }, body }), said)
    setBusy(false)
    if (isDone) onClose()
  }
  return (
    <Dialog title={say('form.change_of', { tail })} onClose={onClose}>
      <form
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault()
          void state()
        }}
      >
        <p className="text-second text-ink-2">{say('form.change_text')}</p>
        <Field label={say('form.to')}>
          {(tied) => (
            <Select
              {...tied}
              value={chosen}
              empty={say('tpl.field.choose')}
              options={options}
              onChange={setChosen}
            />
          )}
        </Field>
        <Field label={say('tpl.reason')} hint={say('tpl.reason_hint')}>
          {(tied) => (
            <TextArea
              {...tied}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" look="primary" size={36} disabled={!isReady} isBusy={isBusy}>
          {say('form.state')}
        </Button>
      </form>
    </Dialog>
  )
}

import { useState } from 'react'
import { webBankTexts } from '../../../src/texts/web-bank.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field, Input, Select } from '../../parts/field.tsx'
import { command } from '../../shell/commands.ts'
import { useMe } from '../../shell/session.ts'
import { useTexts } from '../../shell/text.ts'
import { useForms } from './account-form.tsx'
import type { Account } from './reconciliation.tsx'
import { Fact } from './rests.tsx'
import { settled } from './send-payment.ts'

type StateProps = { readonly entityId: string; readonly onClose: () => void }

/** The first of the two people of an account of ours. */
export function StateAccount({ entityId, onClose }: StateProps) {
  const say = useTexts(webBankTexts)
  const entity = useMe()?.entities.find(({ id }) => id === entityId)
  const [values, setValues] = useState<Values>({
    holder: entity?.name ?? '',
    bank: '',
    number: '',
    cnaps: '',
    currency: entity?.currency ?? 'CNY',
  })
  const forms = useForms(entityId)
  const [form, setForm] = useState('pain001')
  const [isBusy, setBusy] = useState(false)
  const { cnaps, ...needed } = values
  const isReady = Object.values(needed).every((text) => text.trim() !== '')
  const save = async () => {
    setBusy(true)
    const body = { entityId, ...needed, form, ...(cnaps.trim() === '' ? {} : { cnaps: cnaps.trim() }) }
    const said = { done: say('acc.saved'), failed: say('acc.failed') }
    const isDone = await settled(command('stateBankAccount', { body }), said)
    setBusy(false)
    if (isDone) onClose()
  }
  return (
    <Dialog title={say('acc.state')} onClose={onClose}>
      <form
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (isReady && !isBusy) void save()
        }}
      >
        <p className="text-second text-ink-2">{say('acc.state_text')}</p>
        <Texts values={values} onValues={setValues} />
        <Field label={say('batch.form')}>
          {(tied) => <Select {...tied} value={form} options={forms} onChange={setForm} />}
        </Field>
        <Button type="submit" look="primary" size={36} disabled={!isReady} isBusy={isBusy}>
          {say('acc.save')}
        </Button>
      </form>
    </Dialog>
  )
}

type Values = Readonly<Record<'holder' | 'bank' | 'number' | 'cnaps' | 'currency', string>>
type TextsProps = { readonly values: Values; readonly onValues: (values: Values) => void }

function Texts({ values, onValues }: TextsProps) {
  const say = useTexts(webBankTexts)
  return (
    <>
      {(['holder', 'bank', 'number', 'cnaps', 'currency'] as const).map((name) => (
        <Field
          key={name}
          label={say(`acc.${name}`)}
          isOptional={name === 'cnaps' ? say('acc.optional') : undefined}
        >
          {(tied) => (
            <Input
              {...tied}
              value={values[name]}
              maxLength={140}
              onChange={(event) => onValues({ ...values, [name]: event.target.value })}
            />
          )}
        </Field>
      ))}
    </>
  )
}

type VerifyProps = { readonly account: Account; readonly onClose: () => void }

/** The second of the two people of an account of ours. */
export function VerifyAccount({ account, onClose }: VerifyProps) {
  const say = useTexts(webBankTexts)
  const [isBusy, setBusy] = useState(false)
  const { accountId, version, holder, bank, tail, formName } = account
  const verify = async () => {
    setBusy(true)
    const said = { done: say('acc.verified_now'), failed: say('acc.failed') }
    const sent = command('verifyBankAccount', { params: { accountId }, body: { version } })
    const isDone = await settled(sent, said)
    setBusy(false)
    if (isDone) onClose()
  }
  return (
    <Dialog title={say('acc.verify_of', { tail })} onClose={onClose}>
      <p className="mb-3 text-second text-ink-2">{say('acc.verify_text')}</p>
      <dl className="mb-4 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-second">
        <Fact name={say('acc.holder')}>{holder}</Fact>
        <Fact name={say('acc.bank')}>{bank}</Fact>
        <Fact name={say('acc.number')}>{`····${tail}`}</Fact>
        <Fact name={say('batch.form')}>{formName}</Fact>
      </dl>
      <Button look="primary" size={36} isBusy={isBusy} onClick={() => void verify()}>
        {say('acc.verify')}
      </Button>
    </Dialog>
  )
}

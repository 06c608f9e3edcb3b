import { useState } from 'react'
import { webStaffAccountTexts } from '../../../src/texts/web-staff-accounts.ts'
import { webTexts } from '../../../src/texts/web.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field, Select, TextArea } from '../../parts/field.tsx'
import type { Answer } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { useTexts } from '../../shell/text.ts'
import { Fact } from './rests.tsx'
import { settled } from './send-payment.ts'
import type { StaffAccount } from './staff-accounts.tsx'

type Way = Answer<'staffAccounts'>['ways'][number]

type Props = {
  readonly account: StaffAccount
  readonly ways: readonly Way[]
  readonly onClose: () => void
}

/** 核实员工账户: the second person's word, with how it was found and what. */
export function CheckAccount({ account, ways, onClose }: Props) {
  const say = useTexts(webStaffAccountTexts)
  const [how, setHow] = useState<Way['value']>()
  const [words, setWords] = useState('')
  const [isBusy, setBusy] = useState(false)
  const { accountId, owner, actions } = account
  const reference = words.trim()
  const isReady = how !== undefined && reference !== ''
  const send = async (answer: 'confirm' | 'refuse') => {
    if (how === undefined || reference === '' || isBusy) return
    setBusy(true)
    const done = say(answer === 'confirm' ? 'check.confirmed' : 'check.refused', { name: owner.name })
    const sent = command('checkStaffAccount', { params: { accountId }, body: { answer, how, reference } })
    const isDone = await settled(sent, { done, failed: say('check.failed') })
    setBusy(false)
    if (isDone) onClose()
  }
  return (
    <Dialog title={say('staff.check_of', { name: owner.name })} onClose={onClose}>
      <form
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault()
          void send('confirm')
        }}
      >
        <p className="text-second text-ink-2">{say('check.text')}</p>
        <Facts account={account} />
        <Found {...{ ways, how, words }} onHow={setHow} onWords={setWords} />
        {actions.check.can && actions.check.needsFactor ? (
          <p className="text-second text-ink-2">{say('state.factor')}</p>
        ) : null}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" size={36} disabled={!isReady} isBusy={isBusy}>
            {say('check.confirm')}
          </Button>
          <Button
            look="danger"
            size={36}
            disabled={!isReady}
            isBusy={isBusy}
            onClick={() => void send('refuse')}
          >
            {say('check.refuse')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

type FoundProps = Pick<Props, 'ways'> & {
  readonly how: Way['value'] | undefined
  readonly onHow: (how: Way['value'] | undefined) => void
  readonly words: string
  readonly onWords: (words: string) => void
}

/** Against what it was held, and what came out. */
function Found({ ways, how, onHow, words, onWords }: FoundProps) {
  const say = useTexts(webStaffAccountTexts)
  const web = useTexts(webTexts)
  return (
    <>
      <Field label={say('check.how')}>
        {(tied) => (
          <Select
            {...tied}
            value={how ?? ''}
            empty={web('web.choose')}
            options={ways}
            onChange={(chosen) => onHow(ways.find(({ value }) => value === chosen)?.value)}
          />
        )}
      </Field>
      <Field label={say('check.found')} hint={say('check.found_hint')}>
        {(tied) => (
          <TextArea
            {...tied}
            rows={2}
            maxLength={500}
            value={words}
            onChange={(event) => onWords(event.target.value)}
          />
        )}
      </Field>
    </>
  )
}

/** What is held against the paper; the whole number is set in fours, as on a card. */
function Facts({ account }: Pick<Props, 'account'>) {
  const say = useTexts(webStaffAccountTexts)
  const { owner, entity, holder, bank, number, toCompare, reference, replaces } = account
  const { cnaps = '', province = '', city = '', phone = '', phoneToCompare = phone } = account
  const facts = [
    [say('check.owner'), [owner.name, owner.title].filter(Boolean).join(' · ')],
    [say('check.entity'), entity],
    [say('state.holder'), holder],
    [say('state.bank'), bank],
    [say('state.number'), toCompare?.replaceAll(/(.{4})(?=.)/g, '$1 ') ?? number],
    [say('check.cnaps'), cnaps],
    [say('check.place'), [province, city].filter(Boolean).join(' · ')],
    [say('check.phone'), phoneToCompare],
    [say('check.taken'), reference],
    [say('check.replaces'), replaces ?? ''],
  ] as const
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-second">
      {facts.map(([name, text]) =>
        text === '' ? null : (
          <Fact key={name} name={name}>
            {name === say('state.number') ? <span className="font-medium tabular-nums">{text}</span> : text}
          </Fact>
        ),
      )}
    </dl>
  )
}

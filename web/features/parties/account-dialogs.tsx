import { useState } from 'react'
import { partiesTexts } from '../../../src/texts/web-parties.ts'
import { webTexts } from '../../../src/texts/web.ts'
import { Button } from '../../parts/button.tsx'
import { isClearingNumber } from '../../parts/clearing-field.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field, Select } from '../../parts/field.tsx'
import { noRoute, RouteFields, routeParts, typedRoute } from '../../parts/route-fields.tsx'
import type { Given } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { useTexts } from '../../shell/text.ts'
import { Line, prevented, useSend, type PartyRecord, type RecordProps } from './record-fields.tsx'

// What a form sends of a list is one of the choices that the record offered.
type Stated = NonNullable<Given<'stateAccount'>['body']>
type Checked = NonNullable<Given<'checkAccount'>['body']>

/** The name under which a bank knows it: the one on record, of which a page shows the short form. */
const fullName = ({ entries, party }: PartyRecord) =>
  entries.find(({ field }) => field.path === 'name')?.text ?? party.name

/** 登记账户: as it was given; somebody else verifies it. */
export function AccountDialog({ record, onClose }: RecordProps) {
  const say = useTexts(partiesTexts)
  const web = useTexts(webTexts)
  const { isBusy, send } = useSend(onClose)
  const [account, setAccount] = useState({ holder: fullName(record), bank: '', number: '', reference: '' })
  const [route, setRoute] = useState(noRoute)
  const [givenIn, setGivenIn] = useState('')
  const set = (part: Partial<typeof account>) => setAccount({ ...account, ...part })
  const isWhole = Object.values(account).every((text) => text.trim() !== '')
  const isReady = givenIn !== '' && isWhole && isClearingNumber(route.cnaps)
  const submit = () => {
    const body = { ...account, ...typedRoute(route), givenIn: givenIn as Stated['givenIn'] }
    send(() => command('stateAccount', { params: { partyId: record.party.id }, body }))
  }
  return (
    <Dialog title={say('account.new')} onClose={onClose}>
      <form onSubmit={prevented(submit)} className="space-y-3">
        <Line label={say('account.holder')} value={account.holder} onChange={(holder) => set({ holder })} />
        <Line label={say('account.bank')} value={account.bank} onChange={(bank) => set({ bank })} />
        <Line label={say('account.number')} value={account.number} onChange={(number) => set({ number })} />
        <RouteFields
          values={route}
          takesPhone={record.takesPhone}
          set={(part) => setRoute({ ...route, ...part })}
        />
        <Field label={say('account.given_in')}>
          {(tied) => (
            <Select
              {...tied}
              value={givenIn}
              empty={web('web.choose')}
              options={record.accountSources}
              onChange={setGivenIn}
            />
          )}
        </Field>
        <Line
          label={say('record.reference')}
          value={account.reference}
          onChange={(reference) => set({ reference })}
        />
        <p className="text-meta text-ink-2">{say('account.second')}</p>
        <Button type="submit" look="primary" size={36} disabled={!isReady} isBusy={isBusy}>
          {say('account.state')}
        </Button>
      </form>
    </Dialog>
  )
}

type CheckProps = {
  readonly account: PartyRecord['accounts'][number]
  readonly checks: PartyRecord['accountChecks']
  readonly onClose: () => void
}

/** 核验账户: through another channel than the one in which it came. */
export function CheckDialog({ account, checks, onClose }: CheckProps) {
  const say = useTexts(partiesTexts)
  const web = useTexts(webTexts)
  const { isBusy, send } = useSend(onClose)
  const [how, setHow] = useState('')
  const [reference, setReference] = useState('')
  const isReady = how !== '' && reference.trim() !== ''
  const answer = (word: 'confirm' | 'refuse') => {
    const body = { answer: word, how: how as Checked['how'], reference: reference.trim() }
    send(() => command('checkAccount', { params: { accountId: account.accountId }, body }))
  }
  return (
    <Dialog title={say('account.check_title')} onClose={onClose}>
      <form onSubmit={prevented(() => answer('confirm'))} className="space-y-3">
        <p className="text-second">
          {[
            account.holder,
            account.bank,
            ...routeParts({ ...account, phone: account.phoneToCompare ?? account.phone }),
          ]
            .filter(Boolean)
            .join(' · ')}
          <span className="block font-medium tabular-nums">
            {account.toCompare?.replaceAll(/(.{4})(?=.)/g, '$1 ') ?? account.number}
          </span>
          {account.toCompare === undefined ? null : (
            <span className="block text-meta text-ink-2">{say('account.compare')}</span>
          )}
          <span className="block text-meta text-ink-2">
            {say('account.came', { given: account.givenIn, reference: account.reference })}
          </span>
        </p>
        {account.isInOwnName ? null : <p className="text-second text-warn">{say('account.other_name')}</p>}
        <Field label={say('account.how')}>
          {(tied) => (
            <Select {...tied} value={how} empty={web('web.choose')} options={checks} onChange={setHow} />
          )}
        </Field>
        <Line label={say('account.found')} value={reference} onChange={setReference} />
        <div className="flex gap-2">
          <Button type="submit" look="primary" size={36} disabled={!isReady} isBusy={isBusy}>
            {say('account.confirm')}
          </Button>
          <Button
            look="danger"
            size={36}
            disabled={!isReady}
            isBusy={isBusy}
            onClick={() => answer('refuse')}
          >
            {say('account.refuse')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

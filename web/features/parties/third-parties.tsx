import { useState } from 'react'
import { dayIn } from '../../../src/kernel/time.ts'
import { webThirdPartyTexts } from '../../../src/texts/web-third-parties.ts'
import { Button } from '../../parts/button.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { Section } from '../../parts/section.tsx'
import type { Answer } from '../../shell/api.ts'
import { useAnswer } from '../../shell/queries.ts'
import { useMe } from '../../shell/session.ts'
import { useTexts } from '../../shell/text.ts'
import { EndThirdParty, RecordThirdParty, VerifyThirdParty } from './third-party-dialogs.tsx'
import { ThirdPartyLines } from './third-party-lines.tsx'

type Item = Answer<'thirdParties'>['items'][number]
type Open = 'record' | { readonly verify: Item } | { readonly end: Item }
type Props = { readonly party: { readonly id: string; readonly name: string } }

/** 中间人登记: what is on record of an organisation as a third party, and who may record, verify and end it. */
export function ThirdParties({ party }: Props) {
  const say = useTexts(webThirdPartyTexts)
  const me = useMe()
  const { data, error, refetch } = useAnswer('thirdParties', { params: { partyId: party.id } })
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  if (error && !data) return <ProblemView error={error} onRetry={() => void refetch()} />
  if (!data || (data.items.length === 0 && data.entities.length === 0)) return null
  return (
    <Section
      title={say('third.title')}
      aside={
        data.entities.length === 0 ? undefined : (
          <Button size={28} look="ghost" onClick={() => setOpen('record')}>
            {say('third.new')}
          </Button>
        )
      }
    >
      {data.items.length === 0 ? (
        <p className="border-t border-line py-1.5 text-second text-ink-2">{say('third.none')}</p>
      ) : null}
      <ul>
        {data.items.map((item) => (
          <ThirdParty key={item.thirdPartyId} item={item} onOpen={setOpen} />
        ))}
      </ul>
      {open === 'record' ? (
        <RecordThirdParty
          party={party}
          choices={data}
          today={me ? dayIn(me.zone, new Date().toISOString()) : ''}
          onClose={close}
        />
      ) : null}
      {typeof open === 'object' && 'verify' in open ? (
        <VerifyThirdParty item={open.verify} onClose={close} />
      ) : null}
      {typeof open === 'object' && 'end' in open ? <EndThirdParty item={open.end} onClose={close} /> : null}
    </Section>
  )
}

type ItemProps = { readonly item: Item; readonly onOpen: (open: Open) => void }

function ThirdParty({ item, onOpen }: ItemProps) {
  const say = useTexts(webThirdPartyTexts)
  const { state, verify, end, verifiedBy } = item
  return (
    <li className="border-t border-line py-1.5 text-second">
      <div className="flex items-baseline justify-between gap-3">
        <span className="min-w-0 break-words">
          {say('third.head', { role: item.roleWord, entity: item.entity })}
          <span className="block text-meta text-ink-2">
            {say('third.span', { from: item.fromOn, until: item.untilOn })}
          </span>
        </span>
        <span className={item.isInForce ? 'shrink-0 text-pass' : 'shrink-0 text-ink-2'}>
          {item.isInForce ? say('third.in_force') : item.word}
        </span>
      </div>
      <ThirdPartyLines item={item} />
      <p className="text-meta text-ink-2">
        {[
          say('third.recorded', { name: item.recordedBy.name, at: item.recorded.text }),
          verifiedBy &&
            say(state === 'declined' ? 'third.declined' : 'third.verified', { name: verifiedBy.name }),
          item.endReason,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {state === 'proposed' && !verify.can ? <p className="text-meta text-ink-2">{verify.why}</p> : null}
      {state === 'proposed' && verify.can ? (
        <p className="mt-1">
          <Button size={28} onClick={() => onOpen({ verify: item })}>
            {say('third.verify')}
          </Button>
        </p>
      ) : null}
      {state === 'verified' && end.can ? (
        <p className="mt-1">
          <Button size={28} look="ghost" onClick={() => onOpen({ end: item })}>
            {say('third.end')}
          </Button>
        </p>
      ) : null}
    </li>
  )
}

import { Check, CircleHelp } from 'lucide-react'
import { useState } from 'react'
import { requestsTexts } from '../../../src/texts/web-requests.ts'
import { Button } from '../../parts/button.tsx'
import { classes } from '../../parts/classes.ts'
import { Field, TextArea } from '../../parts/field.tsx'
import { problemOf, type Answer, type Given } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { tell, tellProblem } from '../../shell/messages.ts'
import { useTexts } from '../../shell/text.ts'

/** Known names that a new one resembles. */
export type Match = Answer<'preview'>['matches'][number]

/** "None of these", with the names that were looked at and the reason. */
export type RuledOut = { readonly partyIds: string[]; readonly reason: string }

/** What is known of the new party beside its name, for whoever is asked about it. */
export type Newcomer = Omit<
  Extract<NonNullable<Given<'askMatch'>['body']>, { kind: 'apart' }>['party'],
  'name'
>

type Props = {
  readonly match: Match
  readonly newcomer?: Newcomer | undefined
  readonly ruledOut: RuledOut | undefined
  readonly onChoose: (party: Match['candidates'][number]) => void
  readonly onRuleOut: (ruledOut: RuledOut | undefined) => void
}

/** "Is it one of these?": each known name is chosen, or all are told apart with a reason that others read. */
export function WhichOne({ match, newcomer, ruledOut, onChoose, onRuleOut }: Props) {
  const say = useTexts(requestsTexts)
  const { isOpen, typed, candidates } = match
  return (
    <fieldset
      className={classes(
        'rounded-lg border px-4 py-3',
        isOpen ? 'border-warn-line bg-warn-tint' : 'border-line bg-surface',
      )}
    >
      <legend className="sr-only">{say('which.title', { typed })}</legend>
      <p
        aria-hidden="true"
        className={classes('flex items-center gap-2 text-second font-medium', isOpen ? 'text-warn' : '')}
      >
        {isOpen ? <CircleHelp size={16} /> : <Check size={16} className="text-pass" />}
        {say(isOpen ? 'which.title' : 'which.told', { typed })}
      </p>
      <ul className="my-1.5">
        {candidates.map((party) => (
          <Candidate key={party.id} party={party} onChoose={() => onChoose(party)} />
        ))}
      </ul>
      {match.needsCompliance ? <p className="mb-2 text-meta text-ink-2">{say('which.certain')}</p> : null}
      <NoneOfThese match={match} newcomer={newcomer} ruledOut={ruledOut} onRuleOut={onRuleOut} />
    </fieldset>
  )
}

type CandidateProps = { readonly party: Match['candidates'][number]; readonly onChoose: () => void }

function Candidate({ party, onChoose }: CandidateProps) {
  const say = useTexts(requestsTexts)
  return (
    <li className="flex items-center justify-between gap-3 py-0.5">
      <span className="min-w-0 text-second">
        {party.name}{' '}
        <span className="text-ink-2">
          {[party.label, party.why, ...(party.isCertain ? [say('which.same')] : [])]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      <Button size={28} onClick={onChoose} aria-label={say('which.choose_one', { name: party.name })}>
        {say('panel.choose')}
      </Button>
    </li>
  )
}

function NoneOfThese({ match, newcomer, ruledOut, onRuleOut }: Omit<Props, 'onChoose'>) {
  const say = useTexts(requestsTexts)
  const [reason, setReason] = useState(ruledOut?.reason ?? '')
  const shown = match.candidates.map(({ id }) => id)
  const confirm = () =>
    onRuleOut({ partyIds: [...new Set([...(ruledOut?.partyIds ?? []), ...shown])], reason: reason.trim() })
  return (
    <div className="space-y-2">
      <Field label={say('which.reason')} hint={say('which.reason_hint')}>
        {(tied) => (
          <TextArea
            {...tied}
            rows={2}
            maxLength={2000}
            value={reason}
            onChange={(event) => {
              setReason(event.target.value)
              // Another reason is another word: it is given again by the button.
              if (ruledOut) onRuleOut(undefined)
            }}
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-2">
        {match.isOpen && !match.needsCompliance ? (
          <Button size={28} disabled={reason.trim() === ''} onClick={confirm}>
            {say('which.none')}
          </Button>
        ) : null}
        {match.needsCompliance ? (
          <AskCompliance match={match} newcomer={newcomer} partyIds={shown} reason={reason.trim()} />
        ) : null}
      </div>
    </div>
  )
}

type AskProps = Pick<Props, 'match' | 'newcomer'> & {
  readonly partyIds: string[]
  readonly reason: string
}

/** Lays a name that is all but the same before compliance; confirmed, it can be chosen like every other. */
function AskCompliance({ match, newcomer, partyIds, reason }: AskProps) {
  const say = useTexts(requestsTexts)
  const [isBusy, setBusy] = useState(false)
  const [isAsked, setAsked] = useState(false)
  const ask = async () => {
    setBusy(true)
    const schema = match.field === 'customer' ? ('organisation' as const) : ('person' as const)
    const party = { name: match.typed, ...newcomer }
    try {
      await command('askMatch', { body: { kind: 'apart', schema, party, partyIds, reason } })
      setAsked(true)
      tell({ tone: 'done', text: say('which.asked', { typed: match.typed }) })
    } catch (error) {
      tellProblem(problemOf(error), say('which.not_asked'))
    }
    setBusy(false)
  }
  return (
    <Button size={28} disabled={reason === '' || isAsked} isBusy={isBusy} onClick={() => void ask()}>
      {say(isAsked ? 'which.is_asked' : 'which.ask')}
    </Button>
  )
}

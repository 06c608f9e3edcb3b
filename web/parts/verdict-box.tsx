import { ChevronDown, ChevronUp } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { webTexts } from '../../src/texts/web.ts'
import { useTexts } from '../shell/text.ts'
import { CheckRow, type Verdict } from './check-row.tsx'
import { classes } from './classes.ts'
import { PeersBlock, type Peers } from './peer-strip.tsx'
import { PartyLink } from './text-link.tsx'
import { outcomeLooks } from './verdict.tsx'

/** How many checks are open; the rest are folded and counted. */
const openChecks = 3

type Props = {
  readonly verdict: Verdict
  /** What is filed has its parties on record, so that what is missing there is one tap away. */
  readonly isFiled?: boolean
  /** Where the customer stands among those alike. */
  readonly peers?: Peers
  readonly children?: ReactNode
}

/** The verdict first: icon, word, one sentence, policy and version; then the checks. */
export function VerdictBox({ verdict, isFiled = false, peers, children }: Props) {
  const look = outcomeLooks[verdict.outcome]
  const say = useTexts(webTexts)
  const Icon = look.icon
  return (
    <section className={classes('overflow-hidden rounded-lg border bg-surface', look.line)}>
      <div className={classes('flex gap-3 px-4 py-3', look.tint)}>
        <Icon aria-hidden="true" size={18} className={classes('mt-0.5 shrink-0', look.text)} />
        <div className="min-w-0">
          <h2 className={classes('text-body', look.text)}>
            <strong className="font-semibold">{verdict.word}</strong>
            {verdict.sentence === '' ? null : say('web.colon') + verdict.sentence}
          </h2>
          <p className="text-second text-ink-2">
            {say('web.policy', { policy: verdict.policy })}
            {verdict.footing === '' ? null : ` · ${verdict.footing}`}
          </p>
        </div>
      </div>
      <Notes title={say('web.way_out')} lines={verdict.wayOut} />
      <Missing missing={verdict.missing} isFiled={isFiled} />
      <Notes title={say('web.conditions')} lines={verdict.conditions} />
      {children}
      <Checks verdict={verdict} />
      {peers === undefined ? null : (
        <div className={classes('px-4 py-3', verdict.checks.length > 0 && 'border-t border-line')}>
          <PeersBlock peers={peers} />
        </div>
      )}
    </section>
  )
}

function Checks({ verdict }: { readonly verdict: Verdict }) {
  const [isOpen, setOpen] = useState(false)
  const say = useTexts(webTexts)
  const rest = verdict.checks.slice(openChecks)
  const shown = isOpen ? verdict.checks : verdict.checks.slice(0, openChecks)
  const key = rest.every((check) => check.state === 'pass') ? 'web.rest_passed' : 'web.rest'
  if (verdict.checks.length === 0) return null
  return (
    <>
      {isOpen ? <ByArea checks={shown} /> : <CheckList checks={shown} />}
      {rest.length === 0 ? null : (
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          className={classes(
            'flex h-9 w-full items-center justify-center gap-1.5 border-t border-line',
            'text-second text-ink-2 hover:bg-sunken focus-visible:-outline-offset-2',
            'pointer-coarse:h-10',
          )}
        >
          {isOpen ? say('web.fold') : say(key, { count: rest.length })}
          {isOpen ? <ChevronUp aria-hidden="true" size={15} /> : <ChevronDown aria-hidden="true" size={15} />}
        </button>
      )}
    </>
  )
}

const areas = ['material', 'policy', 'purpose', 'risk'] as const

/** All checks, in the four areas. */
function ByArea({ checks }: { readonly checks: Verdict['checks'] }) {
  const say = useTexts(webTexts)
  return areas.map((area) => {
    const mine = checks.filter((check) => check.area === area)
    if (mine.length === 0) return null
    return (
      <div key={area} className="border-t border-line first:border-t-0">
        <p className="px-4 pt-3 text-meta text-ink-3">{say(`web.area.${area}`)}</p>
        <CheckList checks={mine} />
      </div>
    )
  })
}

function CheckList({ checks }: { readonly checks: Verdict['checks'] }) {
  return (
    <ul className="px-4">
      {checks.map((check) => (
        <CheckRow key={`${check.area}${check.ruleId}${check.title}`} check={check} />
      ))}
    </ul>
  )
}

type MissingProps = { readonly missing: Verdict['missing']; readonly isFiled: boolean }

/** What is missing, who can supply it, and the record it belongs in. */
function Missing({ missing, isFiled }: MissingProps) {
  const say = useTexts(webTexts)
  if (missing.length === 0) return null
  return (
    <div className="border-b border-line px-4 py-2.5">
      <p className="text-meta text-ink-3">{say('web.missing')}</p>
      <ul className="list-disc pl-4 marker:text-ink-3">
        {missing.map(({ path, name, supplier, partyId }) => (
          <li key={path} className="text-second">
            {name + say('web.brackets', { text: say(`web.missing.${supplier}`) })}
            {isFiled && partyId !== undefined && supplier === 'compliance' ? (
              <>
                {' '}
                <PartyLink partyId={partyId}>{say('web.missing.record')}</PartyLink>
              </>
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Notes({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null
  return (
    <div className="border-b border-line px-4 py-2.5">
      <p className="text-meta text-ink-3">{title}</p>
      <ul className="list-disc pl-4 marker:text-ink-3">
        {lines.map((line) => (
          <li key={line} className="text-second">
            {line}
          </li>
        ))}
      </ul>
    </div>
  )
}

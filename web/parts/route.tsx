import { Check, ChevronRight, X } from 'lucide-react'
import { webTexts } from '../../src/texts/web.ts'
import type { Answer } from '../shell/api.ts'
import { useTexts } from '../shell/text.ts'
import { classes } from './classes.ts'

type Step = Answer<'preview'>['route'][number]

/** The way an item goes: found by policy, never picked by hand. */
export function Route({
  steps,
  usually,
}: {
  readonly steps: readonly Step[]
  readonly usually?: string | undefined
}) {
  if (steps.length === 0) return null
  return (
    <div>
      <ol className="flex flex-wrap items-center gap-x-1 gap-y-1.5">
        {steps.map((step, index) => (
          <li key={`${step.level}${step.role}${index}`} className="flex items-center gap-1">
            {index === 0 ? null : <ChevronRight aria-hidden="true" size={15} className="text-ink-3" />}
            <StepView step={step} />
          </li>
        ))}
      </ol>
      {usually === undefined ? null : <p className="mt-1 text-meta text-ink-3">{usually}</p>}
    </div>
  )
}

function StepView({ step }: { readonly step: Step }) {
  const say = useTexts(webTexts)
  const names = step.people.map((person) => person.name).join(say('web.comma'))
  const many = step.people.length > 1 ? say('web.brackets', { text: say(`web.route.${step.need}`) }) : ''
  return (
    <span
      className={classes('inline-flex items-center gap-1.5 rounded-md border px-2 py-0.5', looks[step.state])}
    >
      {step.state === 'approved' ? <Check aria-hidden="true" size={14} className="text-pass" /> : null}
      {step.state === 'rejected' ? <X aria-hidden="true" size={14} className="text-block" /> : null}
      <span className="text-second">
        {names === '' ? step.role : `${names}${many}`}
        <span className="ml-1.5 text-meta text-ink-2">{step.state === 'ahead' ? step.role : step.word}</span>
      </span>
    </span>
  )
}

const looks: Record<Step['state'], string> = {
  ahead: 'border-line-2 bg-surface',
  waiting: 'border-warn-line bg-warn-tint',
  approved: 'border-pass-line bg-pass-tint',
  rejected: 'border-block-line bg-block-tint',
  returned: 'border-warn-line bg-warn-tint',
  delegated: 'border-line-2 bg-sunken',
  lapsed: 'border-line-2 bg-sunken',
}

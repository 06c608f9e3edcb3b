import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { formatCount } from '../../../src/kernel/format.ts'
import { auditTexts } from '../../../src/texts/web-audit.ts'
import { Button } from '../../parts/button.tsx'
import { Section } from '../../parts/section.tsx'
import type { Answer } from '../../shell/api.ts'
import { useTexts } from '../../shell/text.ts'

type State = Answer<'logState'>

/** The signed checkpoint, who outside has seen which one, and what that leaves open. */
export function CheckpointView({ state }: { readonly state: State }) {
  const say = useTexts(auditTexts)
  const { checkpoint } = state
  return (
    <div className="min-w-0">
      <Section title={say('log.checkpoint')}>
        {checkpoint ? (
          <div className="rounded-lg border border-line px-4 py-3">
            <dl className="text-second">
              <div className="flex justify-between gap-3">
                <dt className="text-ink-2">{say('log.size')}</dt>
                <dd>{formatCount(checkpoint.size)}</dd>
              </div>
              <div className="flex justify-between gap-3">
                <dt className="text-ink-2">{say('log.signed')}</dt>
                <dd>
                  {checkpoint.when.text} · {checkpoint.when.ago}
                </dd>
              </div>
              <div className="mt-1">
                <dt className="text-ink-2">{say('log.root')}</dt>
                <dd className="break-all">{checkpoint.root}</dd>
              </div>
            </dl>
            <Note note={checkpoint.note} />
          </div>
        ) : (
          <p className="text-second text-ink-2">
            {say('log.no_checkpoint')} {say('log.no_checkpoint_text')}
          </p>
        )}
      </Section>
      <Section title={say('log.sinks')}>
        {state.sinks.length === 0 ? <p className="text-second text-ink-2">{say('log.no_sinks')}</p> : null}
        <ul>
          {state.sinks.map((sink) => (
            <li key={sink.name} className="border-t border-line py-1.5 text-second">
              <span className="flex justify-between gap-3">
                {sink.name}
                <span className="text-ink-2">{sink.when?.ago}</span>
              </span>
              <span className="block text-meta text-ink-2">{sink.text}</span>
            </li>
          ))}
        </ul>
        <p className="mt-2 text-second text-ink-2">{state.window}</p>
      </Section>
    </div>
  )
}

/** Text to copy as it stands, for a check by one's own program. */
export function Note({ note }: { readonly note: string }) {
  const say = useTexts(auditTexts)
  const [isCopied, setCopied] = useState(false)
  const copy = () => {
    navigator.clipboard.writeText(note).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  }
  return (
    <details className="mt-2">
      <summary className="w-fit text-meta text-ink-2 underline decoration-line-2 underline-offset-4">
        {say('log.note')}
      </summary>
      <pre
        tabIndex={0}
        className="mt-1 max-h-48 overflow-auto rounded-md bg-sunken px-3 py-2 text-meta whitespace-pre-wrap"
      >
        {note}
      </pre>
      <Button
        size={28}
        icon={isCopied ? <Check aria-hidden="true" size={14} /> : <Copy aria-hidden="true" size={14} />}
        onClick={copy}
      >
        {say(isCopied ? 'log.copied' : 'log.copy')}
      </Button>
    </details>
  )
}

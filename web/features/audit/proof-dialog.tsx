import { ShieldAlert, ShieldCheck } from 'lucide-react'
import { formatCount } from '../../../src/kernel/format.ts'
import { auditTexts } from '../../../src/texts/web-audit.ts'
import { classes } from '../../parts/classes.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import type { Answer } from '../../shell/api.ts'
import { useAnswer } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import { Note } from './checkpoint-view.tsx'
import { isProven } from './proof.ts'

type Proof = Answer<'entryProof'>

/** The proof that one entry stands in the tree; the browser checks it by itself. */
export function ProofDialog({ number, onClose }: { readonly number: number; readonly onClose: () => void }) {
  const say = useTexts(auditTexts)
  const { data, error } = useAnswer('entryProof', { params: { number } })
  return (
    <Dialog title={say('log.proof_of', { number: formatCount(number) })} shape="wide" onClose={onClose}>
      {error ? <ProblemView error={error} /> : data ? <ProofView proof={data} /> : <Waiting lines={4} />}
    </Dialog>
  )
}

function ProofView({ proof }: { readonly proof: Proof }) {
  const say = useTexts(auditTexts)
  const holds = isProven(proof)
  const Icon = holds ? ShieldCheck : ShieldAlert
  return (
    <div className="space-y-3 text-second">
      <p
        role="status"
        className={classes(
          'flex items-start gap-2 rounded-md px-3 py-2',
          holds ? 'bg-pass-tint text-pass' : 'bg-block-tint text-block',
        )}
      >
        <Icon aria-hidden="true" size={17} className="mt-0.5 shrink-0" />
        {say(holds ? 'log.proof_holds' : 'log.proof_fails')}
      </p>
      <p>
        <span className="font-medium">{proof.entry.actor}</span> {proof.entry.text}
        <span className="ml-2 text-ink-2">{proof.entry.when.text}</span>
      </p>
      <p className="text-ink-2">{say('log.proof_text')}</p>
      <Hash name={say('log.leaf')} lines={[proof.leafHash]} />
      <Hash name={say('log.path', { count: proof.path.length })} lines={proof.path} />
      <Hash
        name={`${say('log.root')} · ${say('log.size')} ${formatCount(proof.size)}`}
        lines={[proof.root]}
      />
      <div>
        <p className="text-meta text-ink-2">{say('log.bytes')}</p>
        <pre
          tabIndex={0}
          className={classes(
            'max-h-40 overflow-auto rounded-md bg-sunken px-3 py-2 text-meta break-all',
            'whitespace-pre-wrap',
          )}
        >
          {proof.bytes}
        </pre>
      </div>
      <Note note={proof.note} />
    </div>
  )
}

function Hash({ name, lines }: { readonly name: string; readonly lines: readonly string[] }) {
  return (
    <div>
      <p className="text-meta text-ink-2">{name}</p>
      {lines.map((line) => (
        <p key={line} className="break-all text-meta">
          {line}
        </p>
      ))}
    </div>
  )
}

import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { approvalFormTexts } from '../../../src/texts/web-approval-forms.ts'
import { buttonLook } from '../../parts/button.tsx'
import type { EvidenceFile } from '../../parts/evidence.tsx'
import { FactInput, type FactValue } from '../../parts/fact-input.tsx'
import { Field, Input, TextArea } from '../../parts/field.tsx'
import { FileDrop } from '../../parts/file-drop.tsx'
import { MoneyInput } from '../../parts/money-input.tsx'
import type { Answer, Given } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { useAnswer } from '../../shell/queries.ts'
import { useMe } from '../../shell/session.ts'
import { useTexts } from '../../shell/text.ts'
import type { Case } from './case-view.tsx'
import { keepForm } from '../requests/kept-form.ts'
import { useAct } from './send-verb.ts'
import { FormFrame, TextField } from './form-frame.tsx'
import type { VerbFormProps } from './verb-form.tsx'
import { without } from '../../shell/without.ts'

type Proposal = NonNullable<Given<'answerQuestion'>['body']>['proposal']

/** Answers a return inline on the flagged field; what is left out stays as it was filed. */
export function AnswerForm({ item, onClose }: VerbFormProps) {
  const say = useTexts(approvalFormTexts)
  const act = useAct()
  const params = { requestId: item.requestId ?? '' }
  const filed = useAnswer('draft', { params }, { enabled: item.requestId !== undefined }).data
  const [changed, setChanged] = useState<Proposal>({})
  const [files, setFiles] = useState<readonly EvidenceFile[]>([])
  const [text, setText] = useState('')
  const [isBlank, setBlank] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const personId = useMe()?.person.id
  const keep = () => {
    if (!personId || !filed || text.trim() === '') return
    const { requestId, version, savedAt } = filed
    keepForm({ personId, requestId }, { version, since: savedAt.at }, { note: text })
  }
  const submit = async () => {
    if (!filed) return
    setBusy(true)
    const body = { version: item.version, text: text.trim(), proposal: merged(filed, changed, files) }
    if (await act(item, () => command('answerQuestion', { params, body }))) onClose()
    setBusy(false)
  }
  return (
    <FormFrame
      title={say('verb.answer')}
      button={say('verb.answer')}
      isReady={filed !== undefined && !isBlank && text.trim() !== ''}
      isBusy={isBusy}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <FlaggedField item={item} proposal={changed} onChange={setChanged} onBlank={setBlank} />
      <MissingFacts item={item} proposal={changed} onChange={setChanged} />
      <FileDrop
        label={say('field.evidence')}
        wanted={item.verdict?.evidence}
        files={files}
        onChange={setFiles}
      />
      <TextField label={say('form.answer_text')} value={text} onChange={setText} />
      {item.requestId === undefined ? null : (
        <Link
          to="/new"
          search={{ answer: item.requestId }}
          className={buttonLook('outline', 28)}
          onClick={keep}
        >
          {say('form.in_form')}
        </Link>
      )}
    </FormFrame>
  )
}

/** The proposal as it was filed, with what the answer changes and the files that it adds. */
function merged(filed: Answer<'draft'>, changed: Proposal, added: readonly EvidenceFile[]): Proposal {
  const facts = { ...filed.proposal.facts, ...changed.facts }
  const fileIds = [...filed.files, ...added].map((file) => file.fileId)
  return {
    ...filed.proposal,
    ...changed,
    ...(Object.keys(facts).length > 0 && { facts }),
    ...(fileIds.length > 0 && { fileIds }),
  }
}

type PartProps = {
  readonly item: Case
  readonly proposal: Proposal
  readonly onChange: (proposal: Proposal) => void
}

/** A proposal holds what one guest or piece gets; the item shows all of it. */
function amountOfOne({ amount, each }: Pick<Case, 'amount' | 'each'>): Proposal['amount'] {
  return each?.amount ?? amount
}

type FlaggedProps = PartProps & {
  /** An amount that was taken out or cannot be read is not the one that was filed. */
  readonly onBlank: (isBlank: boolean) => void
}

function FlaggedField({ item, proposal, onChange, onBlank }: FlaggedProps) {
  const say = useTexts(approvalFormTexts)
  const field = item.question?.field
  if (field === 'amount') {
    const { each } = item
    return (
      <MoneyInput
        label={each ? say(`form.amount_each.${each.unit}`, { count: each.count }) : say('field.amount')}
        currency={item.amount?.currency ?? 'CNY'}
        value={proposal.amount ?? amountOfOne(item)}
        onChange={(amount) => {
          onBlank(amount === undefined)
          onChange(amount ? { ...proposal, amount } : without(proposal, 'amount'))
        }}
      />
    )
  }
  if (field === 'reason') {
    return (
      <Field label={say('field.reason')}>
        {(tied) => (
          <TextArea
            {...tied}
            value={proposal.reason ?? item.reason}
            onChange={(event) => onChange({ ...proposal, reason: event.target.value })}
          />
        )}
      </Field>
    )
  }
  if (field !== 'date') return null
  return (
    <Field label={say('field.date')}>
      {(tied) => (
        <Input
          {...tied}
          type="date"
          value={proposal.happensOn ?? item.happenedOn ?? ''}
          onChange={(event) => onChange({ ...proposal, happensOn: event.target.value })}
        />
      )}
    </Field>
  )
}

/** The facts that the decision waits for and that the applicant can supply. */
function MissingFacts({ item, proposal, onChange }: PartProps) {
  const missing = item.verdict?.missing ?? []
  return missing.map(({ path, supplier, field }) =>
    supplier !== 'applicant' || field === undefined ? null : (
      <FactInput
        key={path}
        field={field}
        currency={item.amount?.currency ?? 'CNY'}
        value={proposal.facts?.[path]}
        onChange={(value) => onChange(withFact(proposal, path, value))}
      />
    ),
  )
}

function withFact(proposal: Proposal, path: string, value: FactValue | undefined): Proposal {
  const rest = without(proposal.facts ?? {}, path)
  return { ...proposal, facts: value === undefined ? rest : { ...rest, [path]: value } }
}

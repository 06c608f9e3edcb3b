import { useState } from 'react'
import { dimensionTexts } from '../../../src/texts/dimensions.ts'
import { webDimensionTexts } from '../../../src/texts/web-dimensions.ts'
import { Button } from '../../parts/button.tsx'
import { Field, Input } from '../../parts/field.tsx'
import { Section } from '../../parts/section.tsx'
import { problemOf, type Answer } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { tellProblem } from '../../shell/messages.ts'
import { useAnswer } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import { AccountDimensions } from './account-dimensions.tsx'
import { ManyCodes } from './many-codes.tsx'
import { settledDimensions, type Why } from './settled-dimensions.ts'

type Props = { readonly entityId: string; readonly month: string }
type List = Answer<'dimensions'>

const lettersMin = 5

/** What the accounts of the finance system carry, by which codes it knows ours, and what a month lacks. */
export function Dimensions({ entityId, month }: Props) {
  const say = useTexts(webDimensionTexts)
  const { data } = useAnswer(
    'dimensions',
    { query: { entityId, period: month } },
    { keep: true, fresh: true },
  )
  const [isOpen, setOpen] = useState(false)
  if (data === undefined) return null
  return (
    <Section
      title={say('dimensions.title')}
      aside={
        data.can ? (
          <Button size={28} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {say(isOpen ? 'dimensions.close' : 'dimensions.change')}
          </Button>
        ) : undefined
      }
    >
      <p className="text-second">{sentenceOf(say, data)}</p>
      {isOpen ? <Form list={data} entityId={entityId} /> : <MissingWords list={data} />}
    </Section>
  )
}

function sentenceOf(say: ReturnType<typeof useTexts<typeof webDimensionTexts>>, list: List): string {
  if (list.accounts.every(({ dimensions }) => dimensions.length === 0)) return say('dimensions.none')
  const count = list.missing.length
  return count === 0 ? say('dimensions.whole') : say('dimensions.missing', { count })
}

function MissingWords({ list: { missing } }: { readonly list: List }) {
  const say = useTexts(webDimensionTexts)
  const word = useTexts(dimensionTexts)
  return (
    <ul className="mt-2 border-t border-line text-second empty:hidden">
      {missing.map(({ kind, subjectId, name, references }) => (
        <li key={`${kind} ${subjectId}`} className="border-b border-line py-1.5 break-words">
          {`${word(`dimension.${kind}`)} ${name}`}
          <span className="text-ink-2">
            {` · ${say('dimensions.needed_for', { references: references.join(', ') })}`}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Form({ list, entityId }: { readonly list: List; readonly entityId: string }) {
  const say = useTexts(webDimensionTexts)
  const [reason, setReason] = useState('')
  const why = { entityId, reason: reason.trim(), isReady: reason.trim().length >= lettersMin }
  return (
    <div className="mt-3 space-y-5">
      <Field label={say('dimensions.reason')} hint={say('dimensions.reason_hint')}>
        {(tied) => (
          <Input
            {...tied}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <ul className="border-t border-line empty:hidden">
        {list.missing.map((each) => (
          <MissingRow key={`${each.kind} ${each.subjectId}`} missing={each} why={why} />
        ))}
      </ul>
      <AccountDimensions accounts={list.accounts} why={why} />
      <ManyCodes why={why} />
      <Codes list={list} why={why} />
    </div>
  )
}

function MissingRow({ missing, why }: { readonly missing: List['missing'][number]; readonly why: Why }) {
  const say = useTexts(webDimensionTexts)
  const word = useTexts(dimensionTexts)
  const [code, setCode] = useState('')
  const { kind, subjectId, name, references } = missing
  const label = say('dimensions.code_of', { kind: word(`dimension.${kind}`), name })
  const save = () => setCodeOf(why, { kind, subjectId, code }, say('dimensions.not_saved'))
  return (
    <li className="flex flex-wrap items-end gap-x-3 gap-y-1 border-b border-line py-2">
      <span className="min-w-0 flex-1 basis-60">
        <Field label={label} hint={say('dimensions.needed_for', { references: references.join(', ') })}>
          {(tied) => (
            <Input {...tied} maxLength={30} value={code} onChange={(event) => setCode(event.target.value)} />
          )}
        </Field>
      </span>
      <span className="mb-5">
        <Button
          size={36}
          disabled={!why.isReady || code.trim() === ''}
          aria-label={say('dimensions.save_for', { name })}
          onClick={() => void save()}
        >
          {say('dimensions.save')}
        </Button>
      </span>
    </li>
  )
}

type Coded = {
  readonly kind: List['codes'][number]['kind']
  readonly subjectId: string
  readonly code: string
}

async function setCodeOf({ entityId, reason }: Why, coded: Coded, failed: string): Promise<void> {
  const { kind, subjectId, code } = coded
  try {
    await command('setDimensionCode', {
      body: { entityId, kind, subject: subjectId, code: code.trim(), reason },
    })
    await settledDimensions()
  } catch (error) {
    tellProblem(problemOf(error), failed)
  }
}

function Codes({ list, why }: { readonly list: List; readonly why: Why }) {
  const say = useTexts(webDimensionTexts)
  const word = useTexts(dimensionTexts)
  if (list.count === 0) return null
  return (
    <details>
      <summary className="cursor-pointer text-second font-medium">
        {say('dimensions.codes', { count: list.count })}
      </summary>
      <ul className="mt-1 border-t border-line">
        {list.codes.map(({ kind, subjectId, name, code }) => (
          <li
            key={`${kind} ${subjectId}`}
            className="flex items-center justify-between gap-3 border-b border-line py-1.5 text-second"
          >
            <span className="min-w-0 break-words">
              {`${word(`dimension.${kind}`)} ${name} · `}
              <span className="font-medium">{code}</span>
            </span>
            <Button
              size={28}
              disabled={!why.isReady}
              aria-label={say('dimensions.remove_for', { name })}
              onClick={() => void setCodeOf(why, { kind, subjectId, code: '' }, say('dimensions.not_saved'))}
            >
              {say('dimensions.remove')}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  )
}

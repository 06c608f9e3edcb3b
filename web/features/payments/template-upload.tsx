import { FileUp } from 'lucide-react'
import { useState } from 'react'
import { webTemplateTexts } from '../../../src/texts/web-bank-templates.ts'
import { Field, Input } from '../../parts/field.tsx'
import { PickButton } from '../../parts/pick-button.tsx'
import { problemOf, sendFiles, type Answer, type Problem } from '../../shell/api.ts'
import { useTexts } from '../../shell/text.ts'

type Props = {
  readonly entityId: string
  readonly onProposal: (proposal: Answer<'proposeTemplate'>) => void
}

/** Takes the empty or sample template of a bank, and proposes what its columns hold. */
export function TemplateUpload({ entityId, onProposal }: Props) {
  const say = useTexts(webTemplateTexts)
  const [reading, setReading] = useState<string>()
  const [problem, setProblem] = useState<Problem>()
  const [sheet, setSheet] = useState('')
  const take = async ([file]: readonly File[]) => {
    if (file === undefined) return
    setReading(file.name)
    setProblem(undefined)
    try {
      const body = { entityId, ...(sheet.trim() === '' ? {} : { sheet: sheet.trim() }) }
      onProposal(await sendFiles('proposeTemplate', { body }, [file]))
    } catch (error) {
      setProblem(problemOf(error))
    } finally {
      setReading(undefined)
    }
  }
  const asksSheet = problem?.code?.startsWith('imports.sheet_') === true || sheet !== ''
  return (
    <div className="mt-4 space-y-3" aria-live="polite">
      {problem === undefined ? null : <TemplateProblem problem={problem} />}
      {asksSheet ? (
        <div className="max-w-xs">
          <Field label={say('tpl.sheet')} hint={say('tpl.sheet_hint')}>
            {(tied) => (
              <Input
                {...tied}
                maxLength={60}
                value={sheet}
                onChange={(event) => setSheet(event.target.value)}
              />
            )}
          </Field>
        </div>
      ) : null}
      {reading === undefined ? (
        <PickButton
          text={say('tpl.upload')}
          icon={<FileUp aria-hidden="true" size={15} />}
          accept=".csv,.txt,.xlsx"
          onPick={(files) => void take(files)}
        />
      ) : (
        <p className="text-second">{say('tpl.reading', { name: reading })}</p>
      )}
    </div>
  )
}

/** What is wrong with a template, and what to do about it. */
export function TemplateProblem({ problem }: { readonly problem: Problem }) {
  const say = useTexts(webTemplateTexts)
  return (
    <div role="alert" className="rounded-md bg-block-tint px-3 py-2 text-second">
      <p className="font-medium text-block">{say('tpl.refused')}</p>
      <p className="break-words">{problem.title}</p>
      {problem.wayOut === undefined ? null : <p className="break-words text-ink-2">{problem.wayOut}</p>}
    </div>
  )
}

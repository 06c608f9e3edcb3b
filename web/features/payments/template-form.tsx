import { useState } from 'react'
import { webTemplateTexts } from '../../../src/texts/web-bank-templates.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { problemOf, type Answer, type Problem } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { tell } from '../../shell/messages.ts'
import { useTexts } from '../../shell/text.ts'
import { askAgain } from './send-payment.ts'
import { TemplateColumns } from './template-columns.tsx'
import { ResultFields } from './template-results.tsx'
import { ShapeFields } from './template-shape.tsx'
import { TemplateProblem } from './template-upload.tsx'
import { fromContent, fromProposal, textOf, unmapped, type TemplateValues } from './template-values.ts'

/** What is drafted: the proposal for an upload, or the next edition of a template. */
export type Drafting =
  | { readonly proposal: Answer<'proposeTemplate'> }
  | { readonly content: Answer<'bankTemplate'>['content']; readonly templateId: string }

type Props = { readonly entityId: string; readonly drafting: Drafting; readonly onClose: () => void }

/** The form in which a person corrects what each column of a template holds; the server judges it. */
export function TemplateForm({ entityId, drafting, onClose }: Props) {
  const say = useTexts(webTemplateTexts)
  const isNext = 'content' in drafting
  const [values, setValues] = useState<TemplateValues>(() =>
    isNext ? fromContent(drafting.content) : fromProposal(drafting.proposal),
  )
  const [problem, setProblem] = useState<Problem>()
  const [isBusy, setBusy] = useState(false)
  const set = (part: Partial<TemplateValues>) => setValues({ ...values, ...part })
  const open = unmapped(values)
  const isReady = open === 0 && values.nameZh.trim() !== '' && values.nameEn.trim() !== ''
  const save = async () => {
    if (!isReady || isBusy) return
    setBusy(true)
    setProblem(undefined)
    try {
      const of = isNext ? { templateId: drafting.templateId } : {}
      await command('draftTemplate', { body: { entityId, ...of, text: textOf(values) } })
      tell({ tone: 'done', text: say('tpl.saved') })
      onClose()
    } catch (error) {
      setProblem(problemOf(error))
    } finally {
      setBusy(false)
      await askAgain()
    }
  }
  const title = isNext ? say('tpl.form_next', { name: values.nameZh }) : say('tpl.form_new')
  return (
    <Dialog title={title} onClose={onClose} shape="wide">
      <form
        noValidate
        className="space-y-5"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <p className="text-second text-ink-2">{say('tpl.form_text')}</p>
        <ShapeFields values={values} set={set} />
        <TemplateColumns values={values} set={set} />
        <ResultFields values={values} set={set} />
        {open === 0 ? null : <p className="text-second text-warn">{say('tpl.unmapped', { count: open })}</p>}
        {problem === undefined ? null : <TemplateProblem problem={problem} />}
        <Button type="submit" look="primary" size={36} disabled={!isReady} isBusy={isBusy}>
          {say('tpl.save')}
        </Button>
      </form>
    </Dialog>
  )
}

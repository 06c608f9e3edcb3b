import { useState } from 'react'
import { shellTexts } from '../../src/texts/shell.ts'
import { overlayTexts } from '../../src/texts/shell-overlays.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Field } from '../parts/field.tsx'
import { CodeInput } from '../parts/code-input.tsx'
import { call, problemOf } from './api.ts'
import { useTexts } from './text.ts'

/** Asks for the second factor again before an act that needs a fresh one. */
export function FactorDialog({ onDone }: { readonly onDone: (isDone: boolean) => void }) {
  const say = useTexts(shellTexts)
  const sayOver = useTexts(overlayTexts)
  const [code, setCode] = useState('')
  const [error, setError] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const confirm = () => {
    setBusy(true)
    call('freshFactor', { body: { code } })
      .then(() => onDone(true))
      .catch((cause: unknown) => setError(problemOf(cause).title || say('problem.unreachable')))
      .finally(() => setBusy(false))
  }
  return (
    <Dialog title={sayOver('factor.title')} onClose={() => onDone(false)}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (code.length === 6) confirm()
        }}
      >
        <p className="text-ink-2">{sayOver('factor.why')}</p>
        <Field label={sayOver('factor.code')} error={error}>
          {(tied) => <CodeInput {...tied} value={code} onChange={setCode} />}
        </Field>
        <Button type="submit" look="primary" size={36} disabled={code.length !== 6} isBusy={isBusy}>
          {sayOver('factor.confirm')}
        </Button>
      </form>
    </Dialog>
  )
}

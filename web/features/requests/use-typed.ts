import { useEffect, useState } from 'react'
import type { Me } from '../../shell/session.ts'
import type { Form } from './form.ts'
import { forgetForm, keepForm, keptForm, typedOn, type Reading } from './kept-form.ts'
import type { Purpose } from './request-form.tsx'

/** The form and the note; for a filed request they are kept in this tab until they are sent. */
export function useTyped(me: Me, first: Form, purpose: Purpose) {
  const [filed] = useState(purpose.mode === 'new' ? undefined : purpose)
  const of = filed && { requestId: filed.requestId, personId: me.person.id }
  const [kept] = useState(() => of && keptForm(of))
  const [opened] = useState(first)
  const [form, setForm] = useState(() => (kept?.form ? typedOn(opened, kept.form) : opened))
  const [note, setNote] = useState(kept?.note ?? '')
  useEffect(() => {
    if (!of || !filed || (form === opened && note === '')) return
    keepForm(of, filed, { form: { now: form, first: opened }, note })
  }, [form, note])
  const forget = () => of && forgetForm(of)
  const began: Reading | undefined = kept && kept.began.version !== filed?.version ? kept.began : undefined
  return { form, setForm, note, setNote, forget, movedOn: filed && began && { ...filed, began } }
}

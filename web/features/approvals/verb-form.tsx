import { lazy } from 'react'
import type { Verb } from './bar.ts'
import type { Case } from './case-view.tsx'

// The forms come when they are opened: the first load of the inbox is held to a size, and shows none of them.
const AnswerForm = lazy(() => import('./answer-form.tsx').then((it) => ({ default: it.AnswerForm })))
const ApproveForm = lazy(() => import('./decision-forms.tsx').then((it) => ({ default: it.ApproveForm })))
const CompleteForm = lazy(() => import('./request-forms.tsx').then((it) => ({ default: it.CompleteForm })))
const GiveForm = lazy(() => import('../requests/give-form.tsx').then((it) => ({ default: it.GiveForm })))
const ReasonForm = lazy(() => import('./request-forms.tsx').then((it) => ({ default: it.ReasonForm })))
const RejectForm = lazy(() => import('./decision-forms.tsx').then((it) => ({ default: it.RejectForm })))
const ReturnForm = lazy(() => import('./decision-forms.tsx').then((it) => ({ default: it.ReturnForm })))
const SettleForm = lazy(() => import('./settle-form.tsx').then((it) => ({ default: it.SettleForm })))
const TransferForm = lazy(() => import('./people-forms.tsx').then((it) => ({ default: it.TransferForm })))
const SignerForm = lazy(() => import('./people-forms.tsx').then((it) => ({ default: it.SignerForm })))
const CopyForm = lazy(() => import('./people-forms.tsx').then((it) => ({ default: it.CopyForm })))

/** What every form of a verb gets. */
export type VerbFormProps = {
  readonly item: Case
  readonly onClose: () => void
  readonly onDecided: () => void
}

/** The form of one verb, in the place of the action bar. */
export function VerbForm({ verb, ...props }: VerbFormProps & { readonly verb: Verb }) {
  switch (verb) {
    case 'approve':
      return <ApproveForm {...props} />
    case 'reject':
      return <RejectForm {...props} />
    case 'return':
      return <ReturnForm {...props} />
    case 'transfer':
      return <TransferForm {...props} />
    case 'add_signer':
      return <SignerForm {...props} />
    case 'copy':
      return <CopyForm {...props} />
    case 'answer':
      return <AnswerForm {...props} />
    case 'give':
      return <GiveForm {...props} />
    case 'complete':
      return <CompleteForm {...props} />
    case 'settle':
      return <SettleForm {...props} />
    case 'withdraw':
    case 'decline':
    case 'cancel':
    case 'reverse':
      return <ReasonForm verb={verb} {...props} />
    case 'remind':
    case 'change':
      return null
  }
}

import { Clock } from 'lucide-react'
import { classes } from './classes.ts'

type Props = {
  readonly deadline: { readonly text: string; readonly state: 'overdue' | 'due_today' | 'later' }
  readonly hasIcon?: boolean
}

/** What is left until a deadline; coloured only when it is today or past. */
export function Deadline({ deadline, hasIcon = false }: Props) {
  return (
    <span className={classes('inline-flex items-center gap-1 whitespace-nowrap', inks[deadline.state])}>
      {hasIcon ? <Clock aria-hidden="true" size={14} /> : null}
      {deadline.text}
    </span>
  )
}

const inks = { overdue: 'font-medium text-block', due_today: 'font-medium text-warn', later: 'text-ink-2' }

import { useState } from 'react'
import { webInvoiceTexts } from '../../../src/texts/web-invoices.ts'
import { Button } from '../../parts/button.tsx'
import { ReasonDialog } from '../../parts/reason-dialog.tsx'
import { Section } from '../../parts/section.tsx'
import { command } from '../../shell/commands.ts'
import { useAnswer } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import { settled } from './settled.ts'

/** The alerts of an invoice that wait for compliance. */
export function Alerts({ invoiceId }: { readonly invoiceId: string }) {
  const say = useTexts(webInvoiceTexts)
  const { data } = useAnswer('invoiceAlerts', { query: { open: 'yes' } })
  const [alertId, setAlertId] = useState<string>()
  const mine = data?.items.filter((alert) => alert.invoiceId === invoiceId) ?? []
  if (mine.length === 0) return null
  return (
    <Section title={say('inv.alerts')}>
      <ul className="border-t border-line">
        {mine.map((alert) => (
          <li key={alert.alertId} className={rowLook}>
            <span className="min-w-0 break-words">
              {alert.word}
              <span className="text-ink-2"> · {say('inv.alert_by', { by: alert.raisedBy })}</span>
            </span>
            <Button size={28} onClick={() => setAlertId(alert.alertId)}>
              {say('inv.alert_answer')}
            </Button>
          </li>
        ))}
      </ul>
      {alertId === undefined ? null : (
        <ReasonDialog
          title={say('inv.alert_title')}
          text={say('inv.alert_text')}
          label={say('inv.reason')}
          verb={say('inv.alert_answer')}
          lettersMin={4}
          onSend={(text) =>
            settled(command('answerInvoiceAlert', { params: { alertId }, body: { text } }), {
              done: say('inv.done'),
              failed: say('inv.failed'),
            })
          }
          onClose={() => setAlertId(undefined)}
        />
      )}
    </Section>
  )
}

const rowLook = 'flex flex-wrap items-center justify-between gap-x-4 border-b border-line py-1.5 text-second'

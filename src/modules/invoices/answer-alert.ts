import { refuse } from '../../kernel/refusal.ts'
import type { Command } from '../../platform/act/command.ts'
import { rowAfter, updateRow } from '../../platform/act/rows.ts'
import { mayWith } from '../access/index.ts'
import { loadAlerts, loadInvoices } from './store.ts'
import type { StandingInvoice } from './objections.ts'
import { invoiceAlertTable, type InvoiceAlertRow } from './tables.ts'

/** What compliance found. */
export type AnswerAlertBody = { readonly alertId: string; readonly text: string }

type State = {
  readonly alerts: Map<string, InvoiceAlertRow>
  readonly invoices: ReadonlyMap<string, StandingInvoice>
}

/**
 * Answers alerts in words. Whoever brought the invoice, or raised the alert by bringing it again, is a
 * party to it and does not answer.
 */
export const answerAlert: Command<AnswerAlertBody, State, { readonly alertId: string }> = {
  operation: 'invoices.answer_alert',
  load: async (tx, calls) => {
    const alerts = await loadAlerts(
      tx,
      calls.map(({ body }) => body.alertId),
    )
    const ids = [...alerts.values()].map((alert) => alert.invoice_id)
    return { alerts, invoices: await loadInvoices(tx, ids) }
  },
  decide: ({ alerts, invoices }, { body, actor, at }) => {
    const alert = alerts.get(body.alertId)
    if (!alert)
      return { refusal: refuse('platform.not_found'), object: { type: 'invoice', id: body.alertId } }
    const object = { type: 'invoice', id: alert.invoice_id }
    const permission = mayWith(actor, 'invoices.answer_alert', { entityId: alert.entity_id })
    if (!permission.can) return { refusal: permission.refusal, object }
    if (alert.answer !== null) return { refusal: refuse('invoices.alert_answered'), object }
    const isOwn = invoices.get(alert.invoice_id)?.invoice.recorded_by === actor.personId
    const hasRaised = alert.raised_by === actor.personId && alert.reason !== 'check_negative'
    if (isOwn || hasRaised) return { refusal: refuse('invoices.own_alert'), object }
    const change = updateRow(invoiceAlertTable, alert, {
      answer: body.text,
      answered_by: actor.personId,
      answered_at: at,
    })
    alerts.set(alert.id, rowAfter(invoiceAlertTable, change))
    return {
      answer: { alertId: alert.id },
      object,
      entityId: alert.entity_id,
      reason: body.text,
      changes: [change],
    }
  },
}

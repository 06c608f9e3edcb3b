import type { z } from 'zod'
import type { dueEvidence } from '../../../contract/screens.ts'
import type { Decision } from '../../../contract/decision.ts'
import { factTexts } from '../../../texts/facts.ts'
import { fill, type Language, type Sentence } from '../../../texts/text.ts'

type Due = z.output<typeof dueEvidence>

/** What a kind of evidence is called, for example 业务议程 for `agenda`; a kind of its own keeps its name. */
export function evidenceWord(purpose: string, language: Language): string {
  const names: Readonly<Record<string, Sentence | undefined>> = {
    ...factTexts,
    'fact.docs.other': other,
    'fact.docs.returnReceipt': returnReceipt,
    ...ofGiving,
  }
  const name = names[`fact.docs.${purpose}`]
  return name ? fill(name, language) : purpose
}

const other = { zh: '其他材料', en: 'Other evidence' }

/** What proves how something was given; the ways of giving ask for it, and no decision does. */
const ofGiving = {
  'fact.docs.receipt': { zh: '收据', en: 'receipt' },
  'fact.docs.invoice': { zh: '发票', en: 'invoice' },
  'fact.docs.photo': { zh: '现场照片', en: 'photo of the occasion' },
  'fact.docs.deliveryNote': { zh: '签收单', en: 'delivery note' },
  'fact.docs.recipientConfirmation': { zh: '对方确认', en: 'confirmation by the recipient' },
  'fact.docs.proofOfService': { zh: '服务记录', en: 'record of the service' },
}

/** The paper of a reversal; no decision asks for it. */
const returnReceipt = { zh: '退还收据', en: 'Return receipt' }

/** The papers that a decision still waits for, each once, those that are due first in front. */
export function evidenceDueIn(decision: Pick<Decision, 'missing' | 'conditions'>, language: Language): Due[] {
  const now = decision.missing.flatMap((path) => dueOf('now', path))
  const later = (decision.conditions ?? []).flatMap((condition) => {
    const [, stage, path] = /^before_(giving|paying):(.+)$/.exec(condition) ?? []
    return path === undefined ? [] : dueOf(stage === 'giving' ? 'giving' : 'paying', path)
  })
  const stages = ['now', 'giving', 'paying']
  const seen = new Set<string>()
  return [...now, ...later]
    .toSorted((a, b) => stages.indexOf(a.due) - stages.indexOf(b.due))
    .filter(({ purpose }) => !seen.has(purpose) && seen.add(purpose))
    .map((each) => ({ ...each, name: evidenceWord(each.purpose, language) }))
}

function dueOf(due: Due['due'], path: string): Omit<Due, 'name'>[] {
  return path.startsWith('docs.') ? [{ purpose: path.slice('docs.'.length), due }] : []
}

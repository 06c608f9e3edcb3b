import { stringify } from 'yaml'
import type { z } from 'zod'
import { resultOutcomes } from '../../../contract/template-fields.ts'
import type { bankTemplate, bankTemplates } from '../../../contract/bank-templates.ts'
import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { readTable } from '../../../platform/tables/read-table.ts'
import { versionTexts } from '../../../texts/policy-versions.ts'
import { sayRefusal } from '../../../texts/refusals/say.ts'
import { fill } from '../../../texts/text.ts'
import { mayWith, staffRefOf } from '../../access/index.ts'
import type { BatchFile } from '../bank/batch-file.ts'
import type { BatchTemplate } from '../bank/batch-template.ts'
import { commonOutcome } from '../bank/result-file.ts'
import type { BankReader } from '../bank/sent-orders.ts'
import type { BankTemplateRow, OwnAccountRow } from '../bank/tables.ts'
import { confirmerObjection } from './confirm.ts'
import { asBatchTemplate, type TemplateContent } from './content.ts'
import { contentOfEdition } from './form-of.ts'
import { inventedFiles } from './invented.ts'
import { accountsUsing, editionsOfEntity } from './store.ts'

type List = z.output<typeof bankTemplates.answer>
type Item = List['items'][number]
type Detail = z.output<typeof bankTemplate.answer>

/** How many editions are shown. */
const most = 200

/** The templates of an entity with all their editions, the latest first. */
export async function templatesOf(tx: Transaction, reader: BankReader, entityId: string): Promise<List> {
  const rows = (await editionsOfEntity(tx, entityId)).toReversed().slice(0, most)
  const accounts = await accountsUsing(tx, [...new Set(rows.map((row) => row.template_id))].sort())
  return {
    items: rows.map((row) => editionItem(reader, row, accounts)),
    canDraft: mayWith(reader.actor, 'bank.draft_template', { entityId }).can,
  }
}

/** One edition with what it says, and the files that it makes of three invented payments. */
export async function templateDetail(
  tx: Transaction,
  reader: BankReader,
  row: BankTemplateRow,
): Promise<Detail> {
  const content = contentOfEdition(row)
  const template = asBatchTemplate(row.id, content)
  const invented = await inventedFiles(row.id, content)
  if (isRefusal(invented)) throw new Error(`an edition that was judged writes nothing: ${invented.code}`)
  const files = await Promise.all(
    invented.files.map(async (file) => ({
      name: file.name,
      rows: await rowsIn(file, template),
      digest: file.digest,
      text: template.format === 'text' ? textIn(file, template) : '',
    })),
  )
  return {
    ...editionItem(reader, row, await accountsUsing(tx, [row.template_id])),
    content,
    text: yamlOf(content),
    oddWords: oddWordsOf(content),
    preview: { digest: invented.digest, files },
  }
}

/** Words that mean something else at many banks: a person asks the bank before they count. */
function oddWordsOf({ results }: TemplateContent): Detail['oddWords'] {
  return resultOutcomes.flatMap((here) =>
    (results?.words[here] ?? []).flatMap((word) => {
      const commonly = commonOutcome(word)
      return commonly === undefined || commonly === here ? [] : [{ word, here, commonly }]
    }),
  )
}

/** The template as text that can be drafted again. */
export function yamlOf(content: TemplateContent): string {
  return stringify(content, { lineWidth: 110 })
}

/** What a bank reads in a file, cell by cell: read back from its bytes, not from what was meant. */
async function rowsIn({ bytes }: BatchFile, template: BatchTemplate): Promise<string[][]> {
  const rows: string[][] = []
  const options = { encodings: ['utf-8', 'gb18030'], delimiter: template.delimiter } as const
  for await (const read of readTable(asSource(bytes), options)) {
    if (read.kind === 'row') rows.push([...read.cells])
  }
  return rows
}

async function* asSource(bytes: Uint8Array) {
  yield bytes
}

function textIn({ bytes }: BatchFile, { encoding }: BatchTemplate): string {
  return new TextDecoder(encoding.startsWith('utf-8') ? 'utf-8' : 'gb18030').decode(bytes)
}

function editionItem(reader: BankReader, row: BankTemplateRow, accounts: readonly OwnAccountRow[]): Item {
  const { actor, organisation, today } = reader
  const { language, personId } = actor
  const staff = (id: string) => staffRefOf({ organisation, language, today, personId }, id)
  const byWhom = (id: string) =>
    id === 'system' ? { name: fill(versionTexts.command_line, language) } : staff(id)
  const { confirmed_by: confirmedBy, confirmed_at: confirmedAt } = row
  const { ended_by: endedBy, ended_at: endedAt, end_reason: endReason } = row
  const isUsed = row.state === 'in_force' || row.state === 'withdrawn'
  return {
    editionId: row.id,
    templateId: row.template_id,
    edition: row.edition,
    version: row.version,
    name: language === 'en' ? row.name_en : row.name_zh,
    // The database holds the list of states.
    state: row.state as Item['state'],
    draftedBy: byWhom(row.drafted_by),
    draftedAt: row.drafted_at,
    ...(row.first_by === null ? {} : { firstBy: staff(row.first_by) }),
    ...(confirmedBy === null || confirmedAt === null
      ? {}
      : { confirmedBy: staff(confirmedBy), confirmedAt: confirmedAt }),
    ...(endedBy === null || endedAt === null ? {} : { endedBy: byWhom(endedBy), endedAt }),
    ...(endReason === null || row.state !== 'withdrawn' ? {} : { endReason }),
    usedBy: accounts
      .filter((account) => isUsed && account.form === row.template_id)
      .map(({ id, bank, number }) => ({ accountId: id, bank, tail: number.slice(-4) })),
    confirm: permission(reader, 'bank.confirm_template', row),
    withdraw: permission(reader, 'bank.withdraw_template', row),
  }
}

function permission(
  { actor }: BankReader,
  operation: 'bank.confirm_template' | 'bank.withdraw_template',
  row: BankTemplateRow,
) {
  const may = mayWith(actor, operation, { entityId: row.entity_id })
  const refusal = may.can ? objectionTo(operation, row, actor) : may.refusal
  return refusal === undefined
    ? { can: true, needsFactor: !actor.hasFreshFactor }
    : { can: false, why: sayRefusal(refusal, actor.language).says, needsFactor: false }
}

function objectionTo(
  operation: string,
  row: BankTemplateRow,
  actor: BankReader['actor'],
): Refusal | undefined {
  const isConfirming = operation === 'bank.confirm_template'
  const isOpen = row.state === 'drafted' || (row.state === 'in_force' && !isConfirming)
  if (!isOpen) return refuse('platform.stale')
  return isConfirming ? confirmerObjection(row, actor) : undefined
}

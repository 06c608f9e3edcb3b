import { hash } from 'node:crypto'
import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Instant, LocalDate } from '../../../kernel/time.ts'
import type { Actor } from '../../../platform/act/actor.ts'
import { zipOf, type ArchiveFile } from '../../../platform/archive.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { Language } from '../../../texts/text.ts'
import { nameOf, type Organisation } from '../../access/index.ts'
import type { EntryPorts } from '../entries.ts'
import { firstDayOf, lastDayOf, type Month } from '../periods/months.ts'
import { loadClosings } from '../periods/store.ts'
import { closingSheet, entriesSheet, trialSheet } from './sheets.ts'
import { listMonthLines } from './store.ts'

/** A closed month of an entity that is taken away as one archive. */
export type Packed = {
  readonly entityId: string
  readonly from: LocalDate
  readonly until: LocalDate
  readonly month: Month
  readonly language: Language
  readonly actor: Actor
  readonly at: Instant
}

/** Papers of a month that other modules hold: vouchers, payments, certificates. Filled in `app`. */
export type PackParts = (
  tx: Transaction,
  of: Packed & { readonly organisation: Organisation },
) => Promise<readonly ArchiveFile[]>

/** What a filing pack is made with. */
export type PackDeps = EntryPorts & {
  readonly organisation: (tx: Transaction) => Promise<Organisation>
  readonly packParts: PackParts
}

/** The most lines of one pack: a spreadsheet still opens its sheet of entries. */
const linesMax = 100_000

/** What is asked for: a month of an entity, by whom and in which language. */
export type PackAsked = Omit<Packed, 'from' | 'until'>

/**
 * The filing pack (归档包) of a closed month: trial balance, every line with its document, who closed it, the
 * papers of other modules, and a manifest with the digest of each. Only a closed month is packed, since
 * nothing is booked into it any more.
 */
export async function filingPack(
  deps: PackDeps,
  tx: Transaction,
  asked: PackAsked,
  limit = linesMax,
): Promise<Buffer | Refusal> {
  const { entityId, month } = asked
  const of = { ...asked, from: firstDayOf(month), until: lastDayOf(month) }
  const closed = (await loadClosings(tx, [entityId])).get(entityId)?.closed_until
  if (closed == null || closed < of.until) return refuse('ledger.month_not_closed', { month }, '/query/month')
  const lines = await listMonthLines(tx, of, limit + 1)
  if (lines.length > limit) return refuse('ledger.pack_too_large', { month, limit })
  const organisation = await deps.organisation(tx)
  const files = [
    await trialSheet(tx, of),
    await entriesSheet(deps, tx, lines, of),
    await closingSheet(tx, of, organisation),
    ...(await deps.packParts(tx, { ...of, organisation })),
  ]
  return zipOf([...files, manifestOf(organisation, of, files)], of.at)
}

function manifestOf(organisation: Organisation, of: Packed, files: readonly ArchiveFile[]): ArchiveFile {
  const entity = organisation.entities.get(of.entityId)
  const manifest = {
    format: 'aboveboard.filing-pack',
    entity: { id: of.entityId, code: entity?.code ?? '', name: entity ? nameOf(entity, of.language) : '' },
    month: of.month,
    madeAt: of.at,
    files: files.map(({ name, bytes }) => ({ name, bytes: bytes.length, sha256: hash('sha256', bytes) })),
  }
  return { name: 'manifest.json', bytes: Buffer.from(`${JSON.stringify(manifest, undefined, 2)}\n`) }
}

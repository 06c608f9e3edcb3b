import { z } from 'zod'
import { formatMoney } from '../../kernel/format.ts'
import { money } from '../../kernel/money.ts'
import type { ArchiveFile } from '../../platform/archive.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { certificateTexts } from '../../texts/coverage-certificate.ts'
import { fill, type TextValue } from '../../texts/text.ts'
import { nameOf } from '../access/index.ts'
import type { Share } from './pool/domain.ts'
import { storedLeftOut } from './left-out.ts'
import { storedPool, storedStanding } from './pool/standing.ts'
import { personName, signedEntry, type CoverageReader } from './present.ts'
import { loadCertificate, loadSigned } from './store.ts'
import type { CertificateRow, RunRow } from './tables.ts'
import { storedUnbooked } from './unbooked/standing.ts'

const minor = z.string().transform((text) => BigInt(text))
const storedAccounts = z.array(
  z.object({
    code: z.string(),
    name: z.string(),
    total: minor,
    matched: minor,
    explained: minor,
    ordinary: minor.optional(),
    unexplained: minor,
  }),
)

type Say = (key: keyof typeof certificateTexts, params?: Readonly<Record<string, TextValue>>) => string

/**
 * A certificate as a text that can be handed on: the sums as they were signed, the digests of the files, and
 * where its entry stands in the log. Undefined where nothing is signed.
 */
export async function certificateText(
  tx: Transaction,
  run: RunRow,
  reader: CoverageReader,
): Promise<string | undefined> {
  const row = await loadCertificate(tx, run.id)
  if (!row) return undefined
  const say: Say = (key, params) => fill(certificateTexts[key], reader.language, params)
  const entity = reader.organisation.entities.get(run.entity_id)
  const entry = await signedEntry(tx, run.id, reader)
  const shown = (amount: bigint) => formatMoney(money(row.currency, amount))
  return [
    say('certificate.title'),
    '',
    say('certificate.entity', { name: entity ? nameOf(entity, reader.language) : run.entity_id }),
    say('certificate.days', { from: run.from_on, until: run.until_on }),
    say('certificate.file', { name: run.file_name, lines: run.lines, sha256: run.file_sha256 }),
    '',
    say('certificate.coverage', { coverage: row.coverage }),
    say('certificate.sums', {
      total: shown(row.spend_minor),
      matched: shown(row.matched_minor),
      explained: shown(row.explained_minor),
      unexplained: shown(row.unexplained_minor),
    }),
    ...(row.ordinary_minor === null ? [] : [say('certificate.ordinary', { sum: shown(row.ordinary_minor) })]),
    '',
    ...accountLines(row, say, shown),
    ...leftOutLine(run, say, shown),
    ...poolLines(run, row, say, shown),
    ...unbookedLines(row, say),
    '',
    say('certificate.statement', { text: row.statement }),
    say('certificate.signed', { name: personName(row.signed_by, reader), at: row.signed_at }),
    entry === undefined ? say('certificate.entry_waits') : say('certificate.entry', { number: entry }),
    say('certificate.id', { id: row.id }),
    '',
  ].join('\n')
}

/** The certificates of the signed comparisons that cover these days, as files. */
export async function signedTexts(
  tx: Transaction,
  of: Parameters<typeof loadSigned>[1],
  reader: CoverageReader,
): Promise<ArchiveFile[]> {
  const files: ArchiveFile[] = []
  for (const run of await loadSigned(tx, of)) {
    const text = await certificateText(tx, run, reader)
    if (text !== undefined) files.push({ name: `completeness-${run.id}.txt`, bytes: Buffer.from(text) })
  }
  return files
}

/** What the register and its numbers say and the journal does not show. */
function unbookedLines({ unbooked }: CertificateRow, say: Say): string[] {
  const standing = storedUnbooked(unbooked)
  if (!standing) return []
  const { benefits, numbers } = standing
  return [
    '',
    say('certificate.unbooked', { count: benefits }),
    numbers ? say('certificate.numbers', numbers) : say('certificate.no_numbers'),
  ]
}

type Shown = (amount: bigint) => string

/** How much stands in accounts of expense that nobody looked at. */
function leftOutLine(run: RunRow, say: Say, shown: (amount: bigint) => string): string[] {
  const leftOut = storedLeftOut(run.left_out)
  if (!leftOut) return []
  return [say('certificate.left_out', { count: leftOut.count, sum: shown(leftOut.debit) })]
}

function accountLines({ accounts }: CertificateRow, say: Say, shown: Shown): string[] {
  return storedAccounts.parse(JSON.parse(accounts)).map((account) =>
    say('certificate.account', {
      account: `${account.code} ${account.name}`.trim(),
      total: shown(account.total),
      matched: shown(account.matched),
      explained: shown(account.explained),
      unexplained: shown(account.unexplained),
    }),
  )
}

function poolLines(run: RunRow, row: CertificateRow, say: Say, shown: Shown): string[] {
  const pool = storedPool(run.pool)
  const standing = storedStanding(row.pool)
  if (!pool || !standing) return [say('certificate.no_pool')]
  const share = ({ count, minor: sum }: Share) => say('certificate.share', { count, sum: shown(sum) })
  const { total, other, covered, explained, open } = standing
  return [
    '',
    say('certificate.pool', { name: pool.name, from: pool.from, until: pool.to, sha256: pool.sha256 }),
    say('certificate.pool_sums', {
      total: share(total),
      other: share(other),
      covered: share(covered),
      explained: share(explained),
      open: share(open),
    }),
  ]
}

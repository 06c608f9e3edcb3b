import type { Pool } from 'pg'
import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Actor } from '../../platform/act/actor.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { homeCurrency } from '../../platform/rates.ts'
import type { ByteSource } from '../../platform/tables/read.ts'
import type { EntityRow, Organisation } from '../access/index.ts'
import type { Language } from '../../texts/text.ts'
import { shippedAccounts } from './accounts.ts'
import { assess, type Assessment } from './assess.ts'
import type { EvidenceRecord, Journal, OwnAccount } from './domain.ts'
import { benefitRecords } from './evidence.ts'
import { claimedKeys, loadBuyers } from '../invoices/index.ts'
import { lastDayOf, recordedNumbers, type RecordedNumber } from '../ledger/index.ts'
import { readJournal } from './journal/read-journal.ts'
import type { Pool as InvoicePool } from './pool/domain.ts'
import { matchPool, type PoolResult } from './pool/match-pool.ts'
import { readPool } from './pool/read-pool.ts'
import { reportOf, type CoverageReport } from './report.ts'
import { shippedWords } from './signs/words.ts'
import { checkNumbers, unbookedBenefits, type Unbooked } from './unbooked/check.ts'
import { ownAccounts } from './watched/present.ts'

/** A journal to compare, and for whom. */
export type CompareCall = {
  readonly source: ByteSource
  /** The legal entity by id or code; the whole group where it is left out. */
  readonly entity?: string | undefined
  readonly sheet?: string | undefined
  /** A list of the e-invoices that the company received in these days, where there is one. */
  readonly pool?: FindPool | undefined
  readonly actor: Actor
  readonly language: Language
  readonly today: LocalDate
  readonly onLine?: (lines: number) => Promise<boolean>
}

/** The days of a journal, from its first voucher to its last. */
type Days = { readonly from: LocalDate; readonly to: LocalDate }

/** Finds the list of e-invoices that belongs to a journal of these days. */
export type FindPool = (days: Days) => Promise<ByteSource | undefined>

/** What comparisons are made with. */
export type CompareDeps = { readonly pool: Pool; readonly organisation: () => Promise<Organisation> }

/** A comparison with all that it rests on. */
export type Compared = {
  readonly journal: Journal
  readonly records: readonly EvidenceRecord[]
  readonly assessment: Assessment
  readonly currency: string
  readonly report: CoverageReport
  /** What is on record and not in the journal: numbers first, then benefits. */
  readonly unbooked: readonly Unbooked[]
  /** How many recorded numbers were looked up; absent where the journal has none, or is that of a group. */
  readonly numbers?: number
  /** The list of e-invoices and what became of it, where one was handed in. */
  readonly pool?: ComparedPool
}

/** A list of e-invoices with what became of each. */
export type ComparedPool = { readonly read: InvoicePool; readonly result: PoolResult }

/** Reads a journal and compares it with the register of the database. Stores nothing. */
export async function compareJournal(
  deps: CompareDeps,
  call: CompareCall,
): Promise<Compared | Refusal | 'stopped'> {
  const organisation = await deps.organisation()
  const entity = entityNamed(organisation, call.entity)
  if (isRefusal(entity)) return entity
  const currency = entity?.currency ?? homeCurrency
  const { sheet, onLine, language } = call
  const reading = <Found>(query: (tx: Transaction) => Promise<Found>) =>
    readOnly(deps.pool, [call.actor], query)
  return compareWith(call.source, {
    currency,
    language,
    sheet,
    ...(onLine && { onLine }),
    ...(entity && { own: await reading((tx) => ownAccounts(tx, entity.id)) }),
    ownPeople: new Set([...organisation.people.values()].flatMap(({ name_zh: zh, name_en: en }) => [zh, en])),
    records: (days) =>
      reading((tx) => benefitRecords(tx, { ...days, entityId: entity?.id, currency, organisation })),
    ...(entity && {
      numbers: (days) =>
        reading((tx) =>
          recordedNumbers(tx, { ...numberedWithin(days, call.today), entityId: entity.id, currency }),
        ),
    }),
    ...(call.pool && {
      pool: {
        find: call.pool,
        taxNumber: await reading(
          async (tx) => entity && (await loadBuyers(tx, [entity.id])).get(entity.id)?.tax_number,
        ),
        claimed: (keys) => reading((tx) => claimedKeys(tx, entity?.id, keys)),
      },
    }),
  })
}

/**
 * Numbers belong to months: those of the first month, and of the last one up to the last voucher, or to its
 * end where the month is over and a voucher of its last days is missing from a journal that ends before.
 */
function numberedWithin({ from, to }: Days, today: LocalDate) {
  const [first, last] = [from.slice(0, 7), to.slice(0, 7)]
  return { from: `${first}-01`, until: today.slice(0, 7) > last ? lastDayOf(last) : to }
}

/** What a journal is compared with, wherever it comes from. */
export type CompareWith = {
  readonly currency: string
  readonly language: Language
  /** What the entity wants looked at beside what names tell. */
  readonly own?: readonly OwnAccount[]
  readonly sheet?: string | undefined
  readonly onLine?: (lines: number) => Promise<boolean>
  /** Names of the company's own people; those whom the journal itself calls staff are added. */
  readonly ownPeople: ReadonlySet<string>
  /** The records of the days of the journal and around them. */
  readonly records: (days: Days) => Promise<readonly EvidenceRecord[]>
  /** The statutory numbers on record of the months of the journal. */
  readonly numbers?: (days: Days) => Promise<readonly RecordedNumber[]>
  readonly pool?: GivenPool
}

/** A list of e-invoices, our tax number, and which of its invoices a claim uses. */
type GivenPool = {
  readonly find: FindPool
  readonly taxNumber?: string | undefined
  readonly claimed: (keys: readonly string[]) => Promise<ReadonlySet<string>>
}

/** Reads a journal and compares it with records. */
export async function compareWith(
  source: ByteSource,
  given: CompareWith,
): Promise<Compared | Refusal | 'stopped'> {
  const { currency, language, sheet, onLine, own } = given
  const journal = await readJournal(source, {
    currency,
    accounts: { ...shippedAccounts, own },
    sheet,
    ...(onLine && { onLine }),
  })
  if (journal === 'stopped' || isRefusal(journal)) return journal
  const { from = '', to = '' } = journal
  const records = from === '' ? [] : await given.records({ from, to })
  const ownPeople = new Set(given.ownPeople)
  for (const { staff } of journal.watched) if (staff !== '') ownPeople.add(staff)
  const assessment = await assess({ journal, records, words: shippedWords, ownPeople })
  const pool = given.pool && (await comparePool(given.pool, { journal, assessment }, currency))
  if (isRefusal(pool)) return pool
  const numbers = from === '' ? undefined : await given.numbers?.({ from, to })
  const checked = numbers && checkNumbers(journal, numbers)
  const borneOut = checked?.borneOut
  const unbooked = [
    ...(checked?.unbooked ?? []),
    ...unbookedBenefits({ journal, records, assessment, borneOut }),
  ]
  const register = { unbooked, numbers: checked?.checked }
  const report = reportOf(journal, assessment, register, { currency, language, pool })
  return {
    journal,
    records,
    assessment,
    currency,
    report,
    unbooked,
    ...(checked && { numbers: checked.checked }),
    ...(pool && { pool }),
  }
}

async function comparePool(
  { find, taxNumber, claimed }: GivenPool,
  compared: Pick<Compared, 'journal' | 'assessment'>,
  currency: string,
): Promise<ComparedPool | Refusal | undefined> {
  const { from = '', to = '' } = compared.journal
  const source = await find({ from, to })
  if (!source) return undefined
  const read = await readPool(source, { currency, taxNumber })
  if (isRefusal(read)) return read
  const keys = read.invoices.map(({ key }) => key)
  return {
    read,
    result: matchPool({ ...compared, pool: read, words: shippedWords, claimed: await claimed(keys) }),
  }
}

function entityNamed(organisation: Organisation, asked: string | undefined): EntityRow | Refusal | undefined {
  if (asked === undefined) return undefined
  const all = [...organisation.entities.values()]
  const found = all.find(({ id, code }) => id === asked || code === asked)
  const entities = all.map(({ code }) => code).join('、')
  return found ?? refuse('coverage.entity_unknown', { entity: asked, entities })
}

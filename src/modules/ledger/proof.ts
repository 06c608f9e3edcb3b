import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { difference, netted, type Posting } from './domain.ts'
import { findAccrualsApart } from './accruals/store.ts'
import type { DocumentApart } from './documents-apart.ts'
import { findInputTaxApart } from './input-tax/store.ts'
import { countEntries, findBroken, loadHeld } from './store-proof.ts'

/** What one object stands for, and the day of its document. */
export type Standing = {
  readonly id: string
  readonly postings: readonly Posting[]
  readonly documentOn?: LocalDate | undefined
}

/** A register that stands behind the books: its objects, and what each of them stands for. */
export type Behind = {
  readonly objectType: string
  /** The next objects after an identifier, in the order of identifiers, at most `max` of them. */
  readonly after: (tx: Transaction, id: string, max: number) => Promise<readonly Standing[]>
  /** What else stands for the same objects, such as what was paid for them. */
  readonly beside: readonly ((tx: Transaction, ids: readonly string[]) => Promise<Postings>)[]
}

/** Postings by the object that they stand for. */
export type Postings = ReadonlyMap<string, readonly Posting[]>

/** An amount in which the books differ from the register behind them. */
export type Apart = Posting & {
  readonly objectType: string
  readonly objectId: string
  /** What the register says; `minor` is how much has to be booked. */
  readonly register: bigint
  readonly books: bigint
}

/** What a comparison of the books with the registers behind them found. */
export type Proof = {
  readonly objects: number
  readonly entries: number
  readonly apart: readonly Apart[]
  /** Entries that do not add up to zero, or have not the lines that they say. */
  readonly broken: readonly string[]
  /** False where more was found than is listed. */
  readonly isWhole: boolean
}

/** Objects that are compared at a time. */
const pageSize = 5_000

/** Findings that are listed: whoever has more does not need each of them to know that something is wrong. */
const findingsMax = 200

/**
 * Compares what the books hold with what the registers stand for, object by object, both on one snapshot. The
 * books of which entities are compared is what the transaction sees; the caller names them.
 */
export async function proveBooks(
  tx: Transaction,
  behind: readonly Behind[],
  sees: (entityId: string) => boolean,
): Promise<Proof> {
  const broken = await findBroken(tx, findingsMax + 1)
  const apart = await documentsApart(tx, sees)
  let objects = 0
  for (const register of behind) {
    for await (const page of pagesOf(tx, register)) {
      objects += page.standing.length
      if (apart.length <= findingsMax) apart.push(...apartIn(register.objectType, page, sees))
    }
  }
  return {
    objects,
    entries: await countEntries(tx),
    apart: apart.slice(0, findingsMax),
    broken: broken.slice(0, findingsMax),
    isWhole: apart.length <= findingsMax && broken.length <= findingsMax,
  }
}

/** Documents of which no comparison by benefits tells that something is apart, in the words of a finding. */
async function documentsApart(tx: Transaction, sees: (entityId: string) => boolean): Promise<Apart[]> {
  const accruals = await findAccrualsApart(tx, findingsMax + 1)
  const inputTax = await findInputTaxApart(tx, findingsMax + 1)
  const told = (found: readonly DocumentApart[], as: Pick<Apart, 'account' | 'objectType'>) =>
    found
      .filter(({ entityId }) => sees(entityId))
      .map(({ documentId, register, books, ...rest }) => ({
        ...rest,
        ...as,
        objectId: documentId,
        minor: register - books,
        register,
        books,
      }))
  return [
    ...told(accruals, { account: 'accrual', objectType: 'accrual' }),
    ...told(inputTax, { account: 'expense', objectType: 'input_tax' }),
  ]
}

/** How many entries of one entity do not hold by themselves, as far as they are counted. */
export async function countBroken(tx: Transaction, entityId: string): Promise<number> {
  return (await findBroken(tx, findingsMax, entityId)).length
}

type Page = {
  readonly standing: readonly Standing[]
  readonly beside: readonly Postings[]
  readonly held: Postings
}

/** All objects of a register with what the books hold of each, also of objects that the register lacks. */
async function* pagesOf(tx: Transaction, register: Behind): AsyncGenerator<Page> {
  for (let from: string | undefined = ''; from !== undefined;) {
    const standing: readonly Standing[] = await register.after(tx, from, pageSize)
    const until: string | undefined = standing.length < pageSize ? undefined : standing.at(-1)?.id
    const ids = standing.map(({ id }) => id)
    const beside: Postings[] = []
    for (const of of register.beside) beside.push(await of(tx, ids))
    yield { standing, beside, held: await loadHeld(tx, register.objectType, { from, until }) }
    from = until
  }
}

function apartIn(objectType: string, page: Page, sees: (entityId: string) => boolean): Apart[] {
  const stands = new Map(page.standing.map(({ id, postings }) => [id, postings]))
  const ids = [...new Set([...stands.keys(), ...page.held.keys()])]
  return ids.flatMap((objectId) => {
    const beside = page.beside.flatMap((postings) => postings.get(objectId) ?? [])
    const register = netted([...(stands.get(objectId) ?? []), ...beside])
    const books = page.held.get(objectId) ?? []
    return difference(books, register)
      .filter(({ entityId }) => sees(entityId))
      .map((posting) => ({
        ...posting,
        objectType,
        objectId,
        register: amountIn(register, posting),
        books: amountIn(books, posting),
      }))
  })
}

function amountIn(postings: readonly Posting[], wanted: Posting): bigint {
  const found = postings.find(
    ({ entityId, account, currency, form }) =>
      entityId === wanted.entityId &&
      account === wanted.account &&
      currency === wanted.currency &&
      form === wanted.form,
  )
  return found?.minor ?? 0n
}

import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { loadCustomers, loadPersonSituations } from './store.ts'
import type { CustomerRow } from './tables.ts'

/** A known party by the name under which a list shows it, which may be its short name. */
type Shown = { readonly id: string; readonly name: string }

/**
 * What tells those of a list apart that bear one name, by their id: the full name, else credit code and city
 * of a customer, employer and position of a person, and the identifier where all of that is the same.
 */
export async function marksOf(
  tx: Transaction,
  shown: readonly Shown[],
  day: LocalDate,
): Promise<ReadonlyMap<string, string>> {
  const groups = [...Map.groupBy(shown, ({ name }) => name).values()]
    .map((group) => [...new Set(group.map(({ id }) => id))])
    .filter((ids) => ids.length > 1)
  const ids = groups.flat()
  if (ids.length === 0) return new Map()
  const customers = await loadCustomers(tx, ids)
  const workOf = await worksOf(
    tx,
    ids.filter((id) => !customers.has(id)),
    day,
  )
  return new Map(
    groups.flatMap((group) => {
      const rows = group.flatMap((id) => customers.get(id) ?? [])
      const haveOneName = new Set(rows.map((row) => row.name)).size < 2
      const wordsOf = (id: string) => {
        const row = customers.get(id)
        return row ? customerWords(row, haveOneName) : workOf(id)
      }
      const said = group.map(wordsOf)
      const isAlone = (words: string) => words !== '' && said.filter((each) => each === words).length === 1
      return group.map((id, i): [string, string] => {
        const words = said[i] ?? ''
        return [id, isAlone(words) ? words : joined([words, id])]
      })
    }),
  )
}

function customerWords(row: CustomerRow, haveOneName: boolean): string {
  return haveOneName ? joined([row.credit_code, row.city]) : row.name
}

async function worksOf(tx: Transaction, ids: readonly string[], day: LocalDate) {
  const situations = await loadPersonSituations(tx, ids)
  const work = (id: string) => situations(id, day).employments[0]
  const employerIds = ids.flatMap((id) => work(id)?.customer_id ?? [])
  const employers = await loadCustomers(tx, [...new Set(employerIds)])
  return (id: string): string => {
    const found = work(id)
    return joined([found && employers.get(found.customer_id)?.name, found?.position])
  }
}

function joined(words: readonly (string | null | undefined)[]): string {
  return words.filter(Boolean).join(' · ')
}

/** The items of a list, of which those that bear one name say in their label what tells them apart. */
export async function withMarks<Each extends Shown & { readonly label?: string | undefined }>(
  tx: Transaction,
  items: readonly Each[],
  day: LocalDate,
): Promise<Each[]> {
  const marks = await marksOf(tx, items, day)
  return items.map((each) => {
    const label = labelWith(each.label, marks.get(each.id))
    return label === undefined ? each : { ...each, label }
  })
}

/** A name with what tells it apart, as a sentence lists it. */
export function nameWith({ name, mark }: { readonly name: string; readonly mark?: string }): string {
  return mark === undefined ? name : `${name}（${mark}）`
}

/** The label of a party in a list, with what tells it apart in front where the label does not say it. */
export function labelWith(label: string | undefined, mark: string | undefined): string | undefined {
  if (mark === undefined || label?.includes(mark) === true) return label
  return label === undefined || mark.includes(label) ? mark : joined([mark, label])
}

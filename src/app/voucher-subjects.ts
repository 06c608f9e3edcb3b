import { staffName, type Organisation } from '../modules/access/index.ts'
import { loadBehind } from '../modules/benefits/index.ts'
import { findProjects } from '../modules/deals/index.ts'
import type { VoucherRouteDeps } from '../modules/ledger/index.ts'
import { findCustomersCalled, loadCustomers } from '../modules/parties/index.ts'
import { vendorShares, vendorsOfDocuments } from '../modules/payments/index.ts'
import type { Transaction } from '../platform/db/transaction.ts'
import type { World } from './world.ts'

type Deps = Pick<VoucherRouteDeps, 'behindOf' | 'subjectNames' | 'subjectsCalled'>

/** Who and what is behind benefits, for the accounts of a finance system that carry it (辅助核算). */
export function subjectDeps({ requests }: World): Deps {
  return {
    behindOf,
    subjectNames: async (tx, subjects) => namesOf(await requests.organisation(tx), tx, subjects),
    subjectsCalled: async (tx, kind, texts) => {
      const organisation = await requests.organisation(tx)
      if (kind === 'customer' || kind === 'vendor') return grouped(await findCustomersCalled(tx, texts))
      if (kind === 'project')
        return grouped(
          (await findProjects(tx, texts)).flatMap(({ id, title }) => [
            { id, text: id },
            { id, text: title },
          ]),
        )
      return grouped(texts.flatMap((text) => ownCalled(organisation, kind, text)))
    },
  }
}

type Called = { readonly text: string; readonly id: string }

function grouped(found: readonly Called[]): ReadonlyMap<string, readonly string[]> {
  const byText = Map.groupBy(found, ({ text }) => text)
  return new Map([...byText].map(([text, those]) => [text, [...new Set(those.map(({ id }) => id))]]))
}

/** Units by identifier, code or name; people by identifier, staff number or name. */
function ownCalled({ units, people }: Organisation, kind: 'department' | 'employee', text: string): Called[] {
  const of =
    kind === 'department'
      ? [...units.values()].map(({ id, code, name_zh, name_en }) => ({
          id,
          names: [id, code, name_zh, name_en],
        }))
      : [...people.values()].map(({ id, staff_number, name_zh, name_en }) => ({
          id,
          names: [id, staff_number, name_zh, name_en],
        }))
  return of.flatMap(({ id, names }) => (names.includes(text) ? { text, id } : []))
}

const behindOf: Deps['behindOf'] = async (tx, ids) => {
  const [rows, shares, documents] = await Promise.all([
    loadBehind(tx, ids),
    vendorShares(tx, ids),
    vendorsOfDocuments(tx, ids),
  ])
  const organisations = [
    ...rows.map((row) => row.customer_id),
    ...[...shares, ...documents].map((row) => row.vendorId),
  ]
  const survivorOf = await survivors(tx, organisations)
  const sharesOf = Map.groupBy(shares, ({ benefitId }) => benefitId)
  const documentsOf = Map.groupBy(documents, ({ benefitId }) => benefitId)
  return new Map(
    rows.map((row) => [
      row.id,
      {
        department: row.unit_id ?? undefined,
        employee: row.requester_id ?? undefined,
        customer: row.customer_id === null ? undefined : survivorOf(row.customer_id),
        project: row.programme_id ?? row.event_id ?? row.deal_id ?? undefined,
        vendors: (sharesOf.get(row.id) ?? []).map(({ vendorId, minor }) => ({
          vendorId: survivorOf(vendorId),
          minor,
        })),
        payees: new Map(
          (documentsOf.get(row.id) ?? []).map(({ documentId, vendorId }) => [
            documentId,
            survivorOf(vendorId),
          ]),
        ),
      },
    ]),
  )
}

/** A record that was merged into another one stands for that one. */
async function survivors(tx: Transaction, ids: readonly (string | null)[]) {
  const rows = await loadCustomers(tx, [...new Set(ids.flatMap((id) => id ?? []))].sort())
  return (id: string) => {
    for (let row = rows.get(id); row; row = rows.get(row.merged_into ?? '')) {
      if (row.merged_into === null) return row.id
    }
    return id
  }
}

async function namesOf(
  organisation: Organisation,
  tx: Transaction,
  subjects: Parameters<Deps['subjectNames']>[1],
): Promise<ReadonlyMap<string, string>> {
  const idsOf = (...kinds: readonly string[]) =>
    [...new Set(subjects.flatMap(({ kind, id }) => (kinds.includes(kind) ? id : [])))].sort()
  const [customers, projects] = await Promise.all([
    loadCustomers(tx, idsOf('customer', 'vendor')),
    findProjects(tx, idsOf('project')),
  ])
  const titles = new Map(projects.map(({ id, title }) => [id, title]))
  const nameOf = ({ kind, id }: (typeof subjects)[number]) => {
    if (kind === 'department') return organisation.units.get(id)?.name_zh
    if (kind === 'employee') return staffName(organisation, id, 'zh-CN')
    return kind === 'project' ? titles.get(id) : customers.get(id)?.name
  }
  return new Map(
    subjects.flatMap((subject): [string, string][] => {
      const name = nameOf(subject)
      return name === undefined ? [] : [[`${subject.kind} ${subject.id}`, name]]
    }),
  )
}

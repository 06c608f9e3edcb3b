import { dayIn } from '../kernel/time.ts'
import { dayAt } from '../modules/access/index.ts'
import { findNumberedBenefits, loadForBooks } from '../modules/benefits/index.ts'
import type { VoucherRouteDeps } from '../modules/ledger/index.ts'
import { faultyInvoices } from '../modules/invoices/index.ts'
import { claimantsOf, findOrders } from '../modules/payments/index.ts'
import { countEvidence } from '../modules/requests/index.ts'
import { subjectDeps } from './voucher-subjects.ts'
import { homeZone, type World } from './world.ts'

/** What vouchers are made with: the register says what a benefit is, requests how many papers it has. */
export function voucherDeps(world: World): Omit<VoucherRouteDeps, 'door'> {
  const { newId, files, requests } = world
  return {
    ...subjectDeps(world),
    newId,
    files,
    organisation: requests.organisation,
    dayAt: (at) => dayIn(homeZone, at),
    dayOf: dayAt,
    invoiceFaults: faultyInvoices,
    claimantsOf,
    benefitsNumbered: findNumberedBenefits,
    documentNumbers: async (tx, ids) =>
      new Map((await findOrders(tx, ids)).map(({ id, number }) => [id, number])),
    benefitsOf: async (tx, ids) => {
      const [benefits, papers] = await Promise.all([loadForBooks(tx, ids), countEvidence(tx, ids)])
      return new Map([...benefits].map(([id, row]) => [id, { ...row, attachments: papers.get(id) ?? 0 }]))
    },
  }
}

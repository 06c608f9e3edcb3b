import { describe, expect, test } from 'vitest'
import * as accruals from './accruals.ts'
import * as attendance from './attendance.ts'
import * as bank from './bank.ts'
import * as bankTemplates from './bank-templates.ts'
import * as budgets from './budgets.ts'
import * as claims from './claims.ts'
import * as coverageAccounts from './coverage-accounts.ts'
import * as coverage from './coverage.ts'
import * as inbox from './inbox.ts'
import * as invoices from './invoices.ts'
import * as comments from './comments.ts'
import { operations } from './index.ts'
import * as ledger from './ledger.ts'
import * as log from './log.ts'
import type { Operation } from './operation.ts'
import * as parties from './parties.ts'
import * as matching from './parties-match.ts'
import * as records from './parties-record.ts'
import { paths } from './paths.ts'
import * as payees from './payees.ts'
import * as payments from './payments.ts'
import * as sets from './payment-sets.ts'
import * as reconciliation from './reconciliation.ts'
import * as register from './register.ts'
import * as refunds from './refunds.ts'
import * as releases from './releases.ts'
import * as requests from './requests.ts'
import * as session from './session.ts'
import * as tax from './tax.ts'
import * as thirdParties from './third-parties.ts'
import * as dimensions from './dimensions.ts'
import * as vouchers from './vouchers.ts'

const contracts = Object.entries({
  ...session,
  ...inbox,
  ...requests,
  ...comments,
  ...register,
  ...parties,
  ...matching,
  ...records,
  ...thirdParties,
  ...log,
  ...budgets,
}).flatMap(([name, value]) => (isOperation(value) ? [{ name, value }] : []))

/** Contracts of which the screens use a part; the rest is for scripts and the command line. */
const partly = {
  ...accruals,
  ...attendance,
  ...bank,
  ...bankTemplates,
  ...claims,
  ...coverage,
  ...coverageAccounts,
  ...invoices,
  ...ledger,
  ...payees,
  ...payments,
  ...reconciliation,
  ...refunds,
  ...releases,
  ...sets,
  ...tax,
  ...vouchers,
  ...dimensions,
}

function isOperation(value: unknown): value is Operation {
  return typeof value === 'object' && value !== null && 'path' in value && 'method' in value
}

describe('the table of paths that the web carries', () => {
  test('names each operation of the screens with its method and path, and nothing else', () => {
    const used = Object.entries(partly).flatMap(([name, value]) =>
      name in paths && isOperation(value) ? [{ name, value }] : [],
    )
    const expected = Object.fromEntries(
      [...contracts, ...used].map(({ name, value }) => [name, [value.method, value.path]]),
    )
    expect(paths).toEqual(expected)
  })

  test('names what a path takes after a colon, which is all that the server knows', () => {
    expect(operations.filter(({ path }) => /[{}]/.test(path)).map(({ id }) => id)).toEqual([])
  })

  test('has no two operations with one identifier, or with one method and path', () => {
    const ids = operations.map((it) => it.id)
    const places = operations.map((it) => `${it.method} ${it.path}`)
    expect(new Set(ids).size).toBe(ids.length)
    expect(new Set(places).size).toBe(places.length)
  })

  test('puts every operation of the screens into the list that the server binds', () => {
    expect(operations).toEqual(expect.arrayContaining(contracts.map((it) => it.value)))
  })
})

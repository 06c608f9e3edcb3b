import {
  claimStates,
  ledgerAccounts,
  orderStates,
  payableWays,
  staffAccountStates,
} from '../../src/contract/states.ts'

// What each page keeps in its address. Unknown or broken values fall away, so that an old link still opens.

type Raw = Readonly<Record<string, unknown>>

/** Where to go after signing in; only a path of our own. */
export function signIn(raw: Raw): { next?: string } {
  const next = textOf(raw['next'])
  return next !== undefined && /^\/(?!\/)/.test(next) ? { next } : {}
}

const buckets = ['all', 'judge', 'ready', 'due_today', 'deputy', 'supply', 'asked'] as const
const groupings = ['deadline', 'customer', 'recipient'] as const

type InboxSearch = {
  bucket?: (typeof buckets)[number]
  group?: (typeof groupings)[number]
  item?: string
}

/** Saved view, grouping and the open item of the inbox. */
export function inbox(raw: Raw): InboxSearch {
  const bucket = oneOf(buckets, raw['bucket'])
  const group = oneOf(groupings, raw['group'])
  const item = textOf(raw['item'])
  return { ...(bucket && { bucket }), ...(group && { group }), ...(item && { item }) }
}

/** The draft that is continued, the request that is answered or changed, or the customer already chosen. */
export function newRequest(raw: Raw): {
  draft?: string
  customer?: string
  answer?: string
  change?: string
} {
  return Object.fromEntries(
    ['draft', 'customer', 'answer', 'change'].flatMap((key) => {
      const value = textOf(raw[key])
      return value === undefined ? [] : [[key, value]]
    }),
  )
}

const chips = ['all', 'draft', 'waiting', 'question', 'to_give', 'done', 'closed'] as const

/** The chosen chip. */
export function myRequests(raw: Raw): { chip?: (typeof chips)[number] } {
  const chip = oneOf(chips, raw['chip'])
  return chip ? { chip } : {}
}

const textFilters = [
  'q',
  'book',
  'from',
  'to',
  'state',
  'outcome',
  'form',
  'entityId',
  'customerId',
  'recipientId',
  'requesterId',
  'minMinor',
  'maxMinor',
] as const
const directions = ['given', 'received', 'offered'] as const
const alerts = ['earlier_entry', 'before_approval', 'forbidden'] as const

type RegisterSearch = { [Key in (typeof textFilters)[number]]?: string } & {
  direction?: (typeof directions)[number]
  late?: 'yes'
  alert?: (typeof alerts)[number]
  sort?: 'largest'
}

/** The filters of the register, as the operation takes them. */
export function register(raw: Raw): RegisterSearch {
  const direction = oneOf(directions, raw['direction'])
  const alert = oneOf(alerts, raw['alert'])
  const texts = textFilters.flatMap((key) => {
    const value = textOf(raw[key])
    return value === undefined ? [] : [[key, value]]
  })
  return {
    ...Object.fromEntries(texts),
    ...(direction && { direction }),
    ...(raw['late'] === 'yes' && { late: 'yes' as const }),
    ...(alert && { alert }),
    ...(raw['sort'] === 'largest' && { sort: 'largest' as const }),
  }
}

/** Year, kind and entity of the lines shown. */
export function party(raw: Raw): { year?: string; kind?: string; entityId?: string } {
  const year = textOf(raw['year'])
  const kind = textOf(raw['kind'])
  const entityId = textOf(raw['entityId'])
  return { ...(year && { year }), ...(kind && { kind }), ...(entityId && { entityId }) }
}

type BooksSearch = {
  entityId?: string
  month?: string
  account?: (typeof ledgerAccounts)[number]
  currency?: string
  figure?: (typeof balanceFigures)[number]
}

/** The figures of an account in a trial balance; each opens into the entries that it is the sum of. */
export const balanceFigures = ['opening', 'debit', 'credit', 'closing'] as const

/** Entity and month of the trial balance, and the account and figure whose entries are shown. */
export function books(raw: Raw): BooksSearch {
  const [entityId, month, currency] = [textOf(raw['entityId']), textOf(raw['month']), textOf(raw['currency'])]
  const account = oneOf(ledgerAccounts, raw['account'])
  const figure = oneOf(balanceFigures, raw['figure'])
  return {
    ...(entityId && { entityId }),
    ...(month && /^20\d\d-(0[1-9]|1[0-2])$/.test(month) && { month }),
    ...(account && { account }),
    ...(currency && { currency }),
    ...(figure && { figure }),
  }
}

const budgetFigures = ['held', 'committed', 'spent', 'accrued'] as const

type BudgetsSearch = {
  entityId?: string
  year?: string
  budgetId?: string
  figure?: (typeof budgetFigures)[number]
}

/** Entity and year of the budgets, and the figure whose benefits are shown. */
export function budgets(raw: Raw): BudgetsSearch {
  const [entityId, year, budgetId] = [textOf(raw['entityId']), textOf(raw['year']), textOf(raw['budgetId'])]
  const figure = oneOf(budgetFigures, raw['figure'])
  return {
    ...(entityId && { entityId }),
    ...(year && /^20\d\d$/.test(year) && { year }),
    ...(budgetId && { budgetId }),
    ...(figure && { figure }),
  }
}

/** The entity whose months are shown; the month whose vouchers are, or its accruals alone, all or one. */
export function periods(raw: Raw): { entityId?: string; month?: string; accrual?: string } {
  const { entityId, month } = books(raw)
  const accrual = textOf(raw['accrual'])
  return { ...(entityId && { entityId }), ...(month && { month }), ...(accrual && { accrual }) }
}

const paymentParts = ['payable', 'batches'] as const

type PaymentsSearch = {
  part?: (typeof paymentParts)[number]
  state?: 'all' | (typeof orderStates)[number]
  way?: (typeof payableWays)[number]
  entityId?: string
  order?: string
  batch?: string
}

/**
 * The part of the page; state, way and entity of the orders, without a state those that wait. An order or a
 * batch that is named is shown alone.
 */
export function payments(raw: Raw): PaymentsSearch {
  const part = oneOf(paymentParts, raw['part'])
  const state = oneOf(['all', ...orderStates], raw['state'])
  const way = oneOf(payableWays, raw['way'])
  const [entityId, order, batch] = [textOf(raw['entityId']), textOf(raw['order']), textOf(raw['batch'])]
  return {
    ...(part && { part }),
    ...(state && { state }),
    ...(way && { way }),
    ...(entityId && { entityId }),
    ...(order && { order }),
    ...(batch && { batch }),
  }
}

/** The entity and the account of the reconciliation, and the line of a statement that is shown alone. */
export function reconciliation(raw: Raw): { entityId?: string; accountId?: string; line?: string } {
  const [entityId, accountId, line] = [textOf(raw['entityId']), textOf(raw['accountId']), textOf(raw['line'])]
  return { ...(entityId && { entityId }), ...(accountId && { accountId }), ...(line && { line }) }
}

/** The entity whose templates of banks are shown. */
export function bankTemplates(raw: Raw): { entityId?: string } {
  const entityId = textOf(raw['entityId'])
  return entityId ? { entityId } : {}
}

/** The approval for which a claim is being filed. */
export function myClaims(raw: Raw): { claim?: string } {
  const claim = textOf(raw['claim'])
  return claim ? { claim } : {}
}

/** The state of the claims shown, without one those that nobody has taken up; a claim alone where named. */
export function claims(raw: Raw): { state?: 'all' | (typeof claimStates)[number]; claim?: string } {
  const state = oneOf(['all', ...claimStates], raw['state'])
  return { ...(state && { state }), ...myClaims(raw) }
}

const releaseStates = ['released', 'withdrawn'] as const

/** The releases shown, without a state what is not claimed yet; their entity; one alone where named. */
export function releases(raw: Raw): {
  state?: (typeof releaseStates)[number]
  entityId?: string
  release?: string
} {
  const [state, entityId] = [oneOf(releaseStates, raw['state']), textOf(raw['entityId'])]
  const release = textOf(raw['release'])
  return { ...(state && { state }), ...(entityId && { entityId }), ...(release && { release }) }
}

/** The state of the accounts of colleagues shown; without one those that wait. */
export function staffAccounts(raw: Raw): { state?: 'all' | (typeof staffAccountStates)[number] } {
  const state = oneOf(['all', ...staffAccountStates], raw['state'])
  return state ? { state } : {}
}

const invoiceChecks = ['all', 'unchecked', 'good', 'bad'] as const

/** The words looked for in invoices, and the result of their official check. */
export function invoices(raw: Raw): {
  q?: string | undefined
  check?: (typeof invoiceChecks)[number]
} {
  const q = textOf(raw['q'])
  const check = oneOf(invoiceChecks, raw['check'])
  return { ...(q && { q }), ...(check && { check }) }
}

const lineStates = ['all', 'open', 'waiting', 'declared', 'explained', 'matched'] as const

/** The entity, the comparison of its books and the state of the lines shown; without one what is open. */
export function coverage(raw: Raw): {
  entityId?: string
  run?: string
  state?: (typeof lineStates)[number]
} {
  const entityId = textOf(raw['entityId'])
  const run = textOf(raw['run'])
  const state = oneOf(lineStates, raw['state'])
  return { ...(entityId && { entityId }), ...(run && { run }), ...(state && { state }) }
}

/** Year and entity of the tax schedule, and the tax in the books that is shown beside it. */
export function tax(raw: Raw): { year?: string; entityId?: string; charge?: string } {
  const year = textOf(raw['year'])
  const [entityId, charge] = [textOf(raw['entityId']), textOf(raw['charge'])]
  return {
    ...(year && /^20\d\d$/.test(year) && { year }),
    ...(entityId && { entityId }),
    ...(charge && { charge }),
  }
}

/** The entry whose proof is shown, and whether only refusals are listed. */
export function verification(raw: Raw): { entry?: string; refused?: 'yes' } {
  const entry = textOf(raw['entry'])
  const isRefused = raw['refused'] === 'yes'
  return {
    ...(entry && /^\d{1,15}$/.test(entry) && { entry }),
    ...(isRefused && { refused: 'yes' as const }),
  }
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

function oneOf<Value extends string>(values: readonly Value[], value: unknown): Value | undefined {
  return values.find((it) => it === value)
}

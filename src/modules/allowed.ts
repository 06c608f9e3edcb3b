/**
 * Which modules a module may import, each only through its `index.ts`. Everybody may use `access`, and nobody
 * `speakup`. The house rules in `test/tidy` read the folders and this list, and fail on any other edge.
 */
export const allowed: Readonly<Record<string, readonly string[]>> = {
  access: [],
  approvals: ['policy'],
  audit: [],
  benefits: ['parties', 'deals'],
  budgets: ['ledger', 'benefits'],
  coverage: ['parties', 'benefits', 'requests', 'payments', 'invoices', 'ledger', 'policy'],
  deals: ['parties'],
  facts: ['parties', 'deals', 'benefits', 'policy'],
  imports: ['parties', 'deals', 'policy', 'facts', 'benefits', 'requests'],
  invoices: ['parties'],
  ledger: [],
  parties: [],
  payments: ['parties', 'deals', 'policy', 'ledger', 'benefits', 'requests', 'approvals', 'invoices'],
  policy: [],
  requests: ['parties', 'deals', 'policy', 'approvals', 'ledger', 'benefits', 'budgets', 'facts', 'invoices'],
}

/** What the pages are called in the window's title, by how their addresses begin. */
const titles = [
  ['/inbox', 'shell.nav.inbox'],
  ['/new', 'shell.new_request'],
  ['/my-requests', 'shell.nav.my_requests'],
  ['/requests/', 'shell.request'],
  ['/register', 'shell.nav.register'],
  ['/parties/', 'shell.party'],
  ['/verification', 'shell.nav.verification'],
  ['/administration', 'shell.nav.administration'],
  ['/books', 'shell.nav.books'],
  ['/payments', 'shell.nav.payments'],
  ['/claims', 'shell.nav.claims'],
  ['/reconciliation', 'shell.nav.reconciliation'],
  ['/bank-templates', 'shell.bank_templates'],
  ['/payment-exceptions', 'shell.nav.exceptions'],
  ['/periods', 'shell.nav.periods'],
  ['/budgets', 'shell.nav.budgets'],
  ['/tax', 'shell.nav.tax'],
  ['/my-claims', 'shell.nav.my_claims'],
  ['/staff-accounts', 'shell.nav.staff_accounts'],
  ['/payee-accounts', 'shell.nav.payee_accounts'],
  ['/coverage', 'shell.nav.coverage'],
  ['/releases', 'shell.releases'],
  ['/invoices', 'shell.invoices'],
] as const

/** The key of the title of a page; undefined for one that the product's name is enough for. */
export function titleOf(path: string): (typeof titles)[number][1] | undefined {
  return titles.find(([start]) => path.startsWith(start))?.[1]
}

import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { call, isServerThere, problemOf, unreachable } from './api.ts'
import { BrokenPage, BrokenPart, MissingPage } from './error-pages.tsx'
import { Layout } from './layout.tsx'
import { keyOf, queryClient } from './queries.ts'
import * as search from './search.ts'
import { startOf } from './session.ts'

const root = createRootRoute({
  component: Outlet,
  notFoundComponent: MissingPage,
  errorComponent: BrokenPage,
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: search.signIn,
  component: lazyRouteComponent(
    codeOf(() => import('../features/access/sign-in.tsx')),
    'SignIn',
  ),
})

/** Everything behind the sign-in: without a session it leads there and comes back. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Layout,
  beforeLoad: signedInOnly,
})

async function signedInOnly({ location }: { readonly location: { readonly href: string } }): Promise<void> {
  try {
    await whoIsThere()
  } catch (error) {
    if (problemOf(error).status === 401) throw redirect({ to: '/sign-in', search: { next: location.href } })
    throw error
  }
}

/** The screen beside the door fills the window: nothing of the application stands around a code. */
const door = createRoute({
  getParentRoute: () => root,
  path: '/requests/$requestId/sign-in',
  beforeLoad: signedInOnly,
  component: lazyRouteComponent(
    codeOf(() => import('../features/requests/door.tsx')),
    'Door',
  ),
})

const start = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: async () => {
    throw redirect({ to: startOf(await whoIsThere()) })
  },
})

const inbox = createRoute({
  getParentRoute: () => inside,
  path: '/inbox',
  validateSearch: search.inbox,
  component: lazyRouteComponent(
    codeOf(() => import('../features/approvals/inbox.tsx')),
    'Inbox',
  ),
})

const newRequest = createRoute({
  getParentRoute: () => inside,
  path: '/new',
  validateSearch: search.newRequest,
  component: lazyRouteComponent(
    codeOf(() => import('../features/requests/new-request.tsx')),
    'NewRequest',
  ),
})

const myRequests = createRoute({
  getParentRoute: () => inside,
  path: '/my-requests',
  validateSearch: search.myRequests,
  component: lazyRouteComponent(
    codeOf(() => import('../features/requests/my-requests.tsx')),
    'MyRequests',
  ),
})

const requestDetail = createRoute({
  getParentRoute: () => inside,
  path: '/requests/$requestId',
  component: lazyRouteComponent(
    codeOf(() => import('../features/requests/request-detail.tsx')),
    'RequestDetail',
  ),
})

const register = createRoute({
  getParentRoute: () => inside,
  path: '/register',
  validateSearch: search.register,
  component: lazyRouteComponent(
    codeOf(() => import('../features/benefits/register.tsx')),
    'Register',
  ),
})

const party = createRoute({
  getParentRoute: () => inside,
  path: '/parties/$partyId',
  validateSearch: search.party,
  component: lazyRouteComponent(
    codeOf(() => import('../features/parties/party-page.tsx')),
    'PartyPage',
  ),
})

const verification = createRoute({
  getParentRoute: () => inside,
  path: '/verification',
  validateSearch: search.verification,
  component: lazyRouteComponent(
    codeOf(() => import('../features/audit/verification.tsx')),
    'Verification',
  ),
})

const books = createRoute({
  getParentRoute: () => inside,
  path: '/books',
  validateSearch: search.books,
  component: lazyRouteComponent(
    codeOf(() => import('../features/ledger/books.tsx')),
    'Books',
  ),
})

const periods = createRoute({
  getParentRoute: () => inside,
  path: '/periods',
  validateSearch: search.periods,
  component: lazyRouteComponent(
    codeOf(() => import('../features/ledger/periods.tsx')),
    'Periods',
  ),
})

const budgets = createRoute({
  getParentRoute: () => inside,
  path: '/budgets',
  validateSearch: search.budgets,
  component: lazyRouteComponent(
    codeOf(() => import('../features/budgets/budgets.tsx')),
    'Budgets',
  ),
})

const tax = createRoute({
  getParentRoute: () => inside,
  path: '/tax',
  validateSearch: search.tax,
  component: lazyRouteComponent(
    codeOf(() => import('../features/payments/tax.tsx')),
    'Tax',
  ),
})

const payments = createRoute({
  getParentRoute: () => inside,
  path: '/payments',
  validateSearch: search.payments,
  component: lazyRouteComponent(
    codeOf(() => import('../features/payments/payments.tsx')),
    'Payments',
  ),
})

const reconciliation = createRoute({
  getParentRoute: () => inside,
  path: '/reconciliation',
  validateSearch: search.reconciliation,
  component: lazyRouteComponent(
    codeOf(() => import('../features/payments/reconciliation.tsx')),
    'Reconciliation',
  ),
})

const bankTemplates = createRoute({
  getParentRoute: () => inside,
  path: '/bank-templates',
  validateSearch: search.bankTemplates,
  component: lazyRouteComponent(
    codeOf(() => import('../features/payments/bank-templates.tsx')),
    'BankTemplates',
  ),
})

const myClaims = createRoute({
  getParentRoute: () => inside,
  path: '/my-claims',
  validateSearch: search.myClaims,
  component: lazyRouteComponent(
    codeOf(() => import('../features/payments/my-claims.tsx')),
    'MyClaims',
  ),
})

const claims = createRoute({
  getParentRoute: () => inside,
  path: '/claims',
  validateSearch: search.claims,
  component: lazyRouteComponent(
    codeOf(() => import('../features/payments/claims-queue.tsx')),
    'ClaimsQueue',
  ),
})

const staffAccounts = createRoute({
  getParentRoute: () => inside,
  path: '/staff-accounts',
  validateSearch: search.staffAccounts,
  component: lazyRouteComponent(
    codeOf(() => import('../features/payments/staff-accounts.tsx')),
    'StaffAccounts',
  ),
})

const payeeAccounts = createRoute({
  getParentRoute: () => inside,
  path: '/payee-accounts',
  component: lazyRouteComponent(
    codeOf(() => import('../features/parties/payee-accounts.tsx')),
    'PayeeAccounts',
  ),
})

const paymentExceptions = createRoute({
  getParentRoute: () => inside,
  path: '/payment-exceptions',
  component: lazyRouteComponent(
    codeOf(() => import('../features/payments/exceptions.tsx')),
    'Exceptions',
  ),
})

const releases = createRoute({
  getParentRoute: () => inside,
  path: '/releases',
  validateSearch: search.releases,
  component: lazyRouteComponent(
    codeOf(() => import('../features/payments/releases.tsx')),
    'Releases',
  ),
})

const coverage = createRoute({
  getParentRoute: () => inside,
  path: '/coverage',
  validateSearch: search.coverage,
  component: lazyRouteComponent(
    codeOf(() => import('../features/coverage/coverage.tsx')),
    'Coverage',
  ),
})

const invoices = createRoute({
  getParentRoute: () => inside,
  path: '/invoices',
  validateSearch: search.invoices,
  component: lazyRouteComponent(
    codeOf(() => import('../features/invoices/invoices.tsx')),
    'Invoices',
  ),
})

const invoice = createRoute({
  getParentRoute: () => inside,
  path: '/invoices/$invoiceId',
  component: lazyRouteComponent(
    codeOf(() => import('../features/invoices/invoice.tsx')),
    'InvoicePage',
  ),
})

const administration = createRoute({
  getParentRoute: () => inside,
  path: '/administration',
  component: lazyRouteComponent(
    codeOf(() => import('../features/audit/administration.tsx')),
    'Administration',
  ),
})

const tree = root.addChildren([
  signIn,
  door,
  inside.addChildren([
    start,
    inbox,
    newRequest,
    myRequests,
    requestDetail,
    register,
    party,
    verification,
    administration,
    payments,
    myClaims,
    claims,
    reconciliation,
    bankTemplates,
    paymentExceptions,
    releases,
    staffAccounts,
    payeeAccounts,
    tax,
    books,
    periods,
    budgets,
    coverage,
    invoices,
    invoice,
  ]),
])

/** The pages of the application; each loads its own code when it is opened. */
export const router = createRouter({
  routeTree: tree,
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  scrollRestoration: false,
  // What breaks on a page leaves the frame around it.
  defaultErrorComponent: BrokenPart,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

/**
 * The code of a page. Without it the router reloads once, for a newer build has other files; where no server
 * is there the page says that instead of ending on the browser's own.
 */
function codeOf<Code>(load: () => Promise<Code>): () => Promise<Code> {
  return async () => {
    try {
      return await load()
    } catch (cause) {
      throw (await isServerThere()) ? cause : unreachable()
    }
  }
}

function whoIsThere() {
  return queryClient.fetchQuery({
    queryKey: keyOf('me'),
    queryFn: () => call('me'),
    staleTime: 60_000,
    retry: false,
  })
}

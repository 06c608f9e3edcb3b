import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { problemOf } from './api.ts'
import { call } from './api.ts'
import { BrokenPage, MissingPage } from './error-pages.tsx'
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
  component: lazyRouteComponent(() => import('../features/access/sign-in.tsx'), 'SignIn'),
})

/** Everything behind the sign-in: without a session it leads there and comes back. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Layout,
  beforeLoad: async ({ location }) => {
    try {
      await whoIsThere()
    } catch (error) {
      if (problemOf(error).status === 401) throw redirect({ to: '/sign-in', search: { next: location.href } })
      throw error
    }
  },
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
  component: lazyRouteComponent(() => import('../features/approvals/inbox.tsx'), 'Inbox'),
})

const newRequest = createRoute({
  getParentRoute: () => inside,
  path: '/new',
  validateSearch: search.newRequest,
  component: lazyRouteComponent(() => import('../features/requests/new-request.tsx'), 'NewRequest'),
})

const myRequests = createRoute({
  getParentRoute: () => inside,
  path: '/my-requests',
  validateSearch: search.myRequests,
  component: lazyRouteComponent(() => import('../features/requests/my-requests.tsx'), 'MyRequests'),
})

const requestDetail = createRoute({
  getParentRoute: () => inside,
  path: '/requests/$requestId',
  component: lazyRouteComponent(() => import('../features/requests/request-detail.tsx'), 'RequestDetail'),
})

const register = createRoute({
  getParentRoute: () => inside,
  path: '/register',
  validateSearch: search.register,
  component: lazyRouteComponent(() => import('../features/benefits/register.tsx'), 'Register'),
})

const party = createRoute({
  getParentRoute: () => inside,
  path: '/parties/$partyId',
  validateSearch: search.party,
  component: lazyRouteComponent(() => import('../features/parties/party-page.tsx'), 'PartyPage'),
})

const verification = createRoute({
  getParentRoute: () => inside,
  path: '/verification',
  validateSearch: search.verification,
  component: lazyRouteComponent(() => import('../features/audit/verification.tsx'), 'Verification'),
})

const tree = root.addChildren([
  signIn,
  inside.addChildren([start, inbox, newRequest, myRequests, requestDetail, register, party, verification]),
])

/** The pages of the application; each loads its own code when it is opened. */
export const router = createRouter({
  routeTree: tree,
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  scrollRestoration: false,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
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

import { QueryClient, useInfiniteQuery, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { call, problemOf, type Answer, type Given, type OperationName } from './api.ts'

/** Answers stay fresh for 15 s, so that going back and forth between screens asks nothing twice. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: true,
      retry: (count, error) => count < 2 && [0, 503].includes(problemOf(error).status),
    },
  },
})

type Options = {
  readonly enabled?: boolean
  /** Keeps the last answer on screen while the next one comes. */
  readonly keep?: boolean
  readonly everyMs?: number | false
  /** Asks whenever a screen opens, for what must not be shown as it was some seconds ago. */
  readonly fresh?: boolean
}

/** Reads an operation and keeps its answer. */
export function useAnswer<Name extends OperationName>(
  name: Name,
  given: Given<Name> = {},
  options: Options = {},
): UseQueryResult<Answer<Name>> {
  return useQuery<Answer<Name>>({
    queryKey: keyOf(name, given),
    queryFn: ({ signal }) => call(name, given, { signal }),
    enabled: options.enabled ?? true,
    ...(options.keep ? { placeholderData: keepLast } : {}),
    ...(options.everyMs === undefined ? {} : { refetchInterval: options.everyMs }),
    ...(options.fresh ? { staleTime: 0 } : {}),
  })
}

function keepLast<Value>(last: Value | undefined): Value | undefined {
  return last
}

/** The operations that answer page by page. */
type Paged =
  | 'inbox'
  | 'myRequests'
  | 'register'
  | 'partyLines'
  | 'logEntries'
  | 'administration'
  | 'ledgerEntries'
  | 'budgetBenefits'
  | 'orderQueue'
  | 'payables'
  | 'payableClaims'
  | 'bankLines'
  | 'claims'
  | 'myClaims'
  | 'releases'
  | 'releasable'
  | 'staffAccounts'
  | 'waitingAccounts'

/** Reads a list page by page, each page from where the last one ended. */
export function usePages<Name extends Paged>(
  name: Name,
  given: Given<Name>,
  { everyMs = false }: Pick<Options, 'everyMs'> = {},
) {
  return useInfiniteQuery({
    queryKey: keyOf(name, given),
    queryFn: ({ signal, pageParam }) => call(name, withCursor(given, pageParam), { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Answer<Name>) => last.next,
    placeholderData: (last) => last,
    refetchInterval: everyMs,
  })
}

function withCursor<Name extends Paged>(given: Given<Name>, cursor: string | undefined): Given<Name> {
  // Each paged operation takes a cursor beside its own filters.
  return cursor === undefined ? given : ({ ...given, query: { ...given.query, cursor } } as Given<Name>)
}

/** The key under which an answer is kept. */
export function keyOf<Name extends OperationName>(name: Name, given: Given<Name> = {}): readonly unknown[] {
  return [name, given]
}

/** Asks again for everything that a decision can have changed. */
export async function refreshAfterDecision(): Promise<void> {
  const names: readonly OperationName[] = [
    'inbox',
    'me',
    'requestDetail',
    'guestLink',
    'approvalDetail',
    'myRequests',
    'register',
    'registerTotals',
    'partyPage',
    'partyRecord',
    'thirdParties',
    'waitingAccounts',
    'partyLines',
    'delegations',
  ]
  await Promise.all(names.map((name) => queryClient.invalidateQueries({ queryKey: [name] })))
}

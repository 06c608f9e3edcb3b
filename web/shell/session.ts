import type { Answer } from './api.ts'
import { useAnswer } from './queries.ts'

/** The signed-in person, as the server describes them. */
export type Me = Answer<'me'>

/** The signed-in person; the counts in the navigation are asked for once a minute. */
export function useMe(): Me | undefined {
  return useAnswer('me', {}, { everyMs: 60_000 }).data
}

/** The page that a person starts with: what waits for them, else what they filed. */
export function startOf(me: Me): '/inbox' | '/my-requests' | '/register' | '/verification' {
  const first = me.navigation[0]?.key
  if (first === 'inbox') return '/inbox'
  if (first === 'register') return '/register'
  return first === 'verification' ? '/verification' : '/my-requests'
}

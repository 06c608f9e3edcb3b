import type { FastifyInstance } from 'fastify'
import type { QueryResultRow } from 'pg'
import { guestPage } from '../../src/app/guest-page.ts'
import { attendanceDeps } from '../../src/app/routes.ts'
import { attendanceRoutes } from '../../src/modules/requests/index.ts'
import { systemActor } from '../../src/platform/act/actor.ts'
import { readOnly } from '../../src/platform/db/in-transaction.ts'
import { httpServer } from '../../src/platform/http/server.ts'
import { lunch } from './approval-round.ts'
import type { Company } from './company.ts'
import { requestCalls } from './request-calls.ts'

// The door of an event: whoever gives it opens the sign-in, and guests reach it over HTTP as a phone does.

/** The day on which the test company stands. */
export const today = '2026-11-25'

/** Lunch today for two guests at ¥90.00 each. */
export const lunchToday = { ...lunch, happensOn: today, place: '宏图酒楼' }

/** A guest as they sign in. */
export const guest = { name: '赵敏', employer: '华东精工', position: '采购经理', isOfficial: 'no' } as const

/** Somebody who signed in, as the request tells it. */
export type SignedIn = { readonly signInId: string; readonly name: string }

/** The company behind the real HTTP server with the page of guests. */
export async function guestDoor(company: Company) {
  const deps = attendanceDeps({ world: company.world, origin: () => 'http://door.test' })
  const calls = requestCalls(company, attendanceRoutes(deps))
  const faults: unknown[] = []
  const server = await served(company, deps, faults)
  const detailOf = (requestId: string, who = 'sales') =>
    calls.good(who, 'requests.detail', { params: { requestId } })
  return {
    calls,
    server,
    faults,
    detailOf,
    /** A request that was approved. */
    approved: async (proposal: object = lunchToday) => {
      const filed = await calls.good('sales', 'requests.submit', { body: { proposal } })
      const requestId = String(filed['requestId'])
      await calls.approve(requestId)
      return requestId
    },
    /** Opens the sign-in and gives its secret. */
    opened: async (requestId: string) =>
      secretIn(await calls.good('sales', 'requests.open_guest_link', { params: { requestId }, body: {} })),
    /** Signs in as a program does. */
    signIn: async (secret: string, said: object = guest, key: string = crypto.randomUUID()) => {
      const headers = { 'idempotency-key': key }
      const url = `/v1/invitations/${secret}`
      const answer = await server.inject({ method: 'POST', url, headers, payload: said })
      return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() }
    },
    /** Sends the form of the page. */
    post: (secret: string, fields: Record<string, string>) =>
      server.inject({
        method: 'POST',
        url: `/s/${secret}`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams(fields).toString(),
      }),
    show: (secret: string, headers: Record<string, string> = {}) =>
      server.inject({ url: `/s/${secret}`, headers }),
    guestsOf: async (requestId: string) => {
      const { attendance } = (await detailOf(requestId)) as { attendance: { guests: SignedIn[] } }
      return attendance.guests
    },
    sql: <Row extends QueryResultRow>(text: string, values: unknown[] = []) =>
      readOnly(company.world.pool, [systemActor], (tx) => tx.sql<Row>(text, values)),
    close: async () => {
      await server.close()
      calls.close()
    },
  }
}

/** The secret in the code that whoever opened the sign-in is shown. */
export function secretIn(view: Readonly<Record<string, unknown>>): string {
  const { code } = view['link'] as { readonly code?: { readonly url: string } }
  return code?.url.split('/s/')[1] ?? ''
}

async function served(
  company: Company,
  deps: ReturnType<typeof attendanceDeps>,
  faults: unknown[],
): Promise<FastifyInstance> {
  let keys = 0
  const { now, door } = company.world
  const onFault = (fault: unknown) => void faults.push(fault)
  const onAnswer = () => undefined
  const made = await httpServer(attendanceRoutes(deps), {
    actorOf: async () => undefined,
    authorise: door.authorise,
    now,
    requestNumber: () => 'R1',
    onFault,
    onAnswer,
    origins: () => ['http://door.test'],
    isSecure: false,
    requestsPerMinute: 1000,
  })
  const newKey = () => `form-key-of-a-test-${keys++}`
  await guestPage(made, { attendance: deps, now, newKey, onFault, onAnswer })
  return made
}

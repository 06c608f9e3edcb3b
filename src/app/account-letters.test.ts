import { afterAll, beforeAll, expect, test } from 'vitest'
import { testCompany, type Company } from '../../test/setup/company.ts'
import { refuse } from '../kernel/refusal.ts'
import { setOwnPassword } from '../modules/access/commands.ts'
import { followFromNow, logSigner, sequenceNow } from '../modules/audit/index.ts'
import { actAlone } from '../platform/act/act.ts'
import type { Actor } from '../platform/act/actor.ts'
import type { Letter } from '../platform/mail.ts'
import { followAsked } from './asked.ts'
import { noticeJson, sendNotice } from './letters.ts'

let company: Company
const jobs: unknown[] = []

beforeAll(async () => {
  company = await testCompany()
  Object.assign(company.world.door, {
    enqueue: async (_: unknown, drafts: readonly { readonly data: unknown }[]) =>
      void jobs.push(...drafts.map(({ data }) => data)),
  })
})

afterAll(async () => company.close())

test.each(['web', 'cli'] as const)('whoever set their password by %s gets one letter', async (via) => {
  const { world, founded, database } = company
  const worker = database.pool('worker', 2)
  const number = () => sequenceNow({ pool: worker, signer: logSigner(world.ring), now: world.now })
  await number()
  await followFromNow(worker, 'approvals.letters')
  const [personId, accountId] = [founded.people['sales'] ?? '', founded.accounts['sales'] ?? '']
  const actor: Actor = {
    personId,
    accountId,
    roles: [],
    entityIds: [],
    language: 'zh-CN',
    hasFreshFactor: true,
    hasSecondFactor: true,
    via,
  }
  const at = world.now()
  const call = (key: string) => ({ key: `${via}-${key}`, actor, at, body: { accountId, seal: 'of two' } })
  // The command line starts no work of its own, so the act leaves its letter to whoever follows the log.
  const door = {
    ...world.door,
    enqueue: async (_: unknown, { length }: readonly unknown[]) => void left(length),
  }
  const done = setOwnPassword(async () => undefined)
  expect(await actAlone(door, done, call('password'))).toMatchObject({ kind: 'done' })
  await actAlone(door, done, call('password'))
  await actAlone(
    door,
    setOwnPassword(async () => refuse('access.wrong_password')),
    call('wrong'),
  )
  await number()
  jobs.length = 0
  while ((await followAsked(world, worker)) > 0);
  expect(jobs).toEqual([{ kind: 'account', personId, accountId, what: 'password', at }])
  const sent: Letter[] = []
  const mailer = { send: async (letter: Letter) => (sent.push(letter), 'sent' as const) }
  await sendNotice(world, mailer, noticeJson.parse(jobs[0]), 'http://localhost')
  expect(sent.map(({ text }) => text)).toEqual([expect.stringContaining('密码')])
})

function left(count: number): void {
  expect(count).toBe(0)
}

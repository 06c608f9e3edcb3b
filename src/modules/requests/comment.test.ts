import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lunch } from '../../../test/setup/approval-round.ts'
import { testCompany, type Company } from '../../../test/setup/company.ts'
import { requestCalls, type RequestCalls, type Who } from '../../../test/setup/request-calls.ts'
import { sendNotice } from '../../app/letters.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import type { Letter } from '../../platform/mail.ts'

let company: Company
let calls: RequestCalls
const jobs: { readonly kind: string; readonly personId: string }[] = []

beforeAll(async () => {
  company = await testCompany()
  Object.assign(company.world.door, {
    enqueue: async (_: unknown, drafts: readonly { readonly data: (typeof jobs)[number] }[]) =>
      void jobs.push(...drafts.map(({ data }) => data)),
  })
  calls = requestCalls(company)
})

afterAll(async () => {
  calls.close()
  await company.close()
})

type Comment = {
  readonly commentId: string
  readonly author: { readonly name: string }
  readonly text: string
  readonly mentions: readonly { readonly name: string }[]
  readonly replyTo?: string
}
type Talk = {
  readonly permission: { readonly can: boolean; readonly why?: string }
  readonly comments: readonly Comment[]
  readonly mentionable: readonly { readonly id: string; readonly name: string }[]
}

async function filed(): Promise<string> {
  const { requestId } = await calls.good('sales', 'requests.submit', { body: { proposal: lunch } })
  return String(requestId)
}

const look = (who: Who, requestId: string) => calls.good(who, 'requests.detail', { params: { requestId } })

async function talk(who: Who, requestId: string): Promise<Talk> {
  return (await look(who, requestId))['talk'] as Talk
}

type Said = { readonly text: string; readonly mentions?: readonly string[]; readonly replyTo?: string }

function given(requestId: string, { mentions = [], ...rest }: Said) {
  const ids = mentions.map((key) => company.founded.people[key] ?? key)
  return { params: { requestId }, body: { ...rest, mentions: ids } }
}

async function say(who: Who, requestId: string, said: Said): Promise<string> {
  jobs.length = 0
  const { commentId } = await calls.good(who, 'requests.comment', given(requestId, said))
  return String(commentId)
}

const codeOf = (who: Who, requestId: string, said: Said) =>
  calls.codeOf(who, 'requests.comment', given(requestId, said))

const told = () => jobs.map(({ kind, personId }) => [kind, personId])

describe('what is said about a request', () => {
  test('stands in threads of one level, oldest first, and changes nothing of the request', async () => {
    const requestId = await filed()
    const before = await look('head', requestId)
    const first = await say('head', requestId, { text: '为什么是三个人？' })
    const answer = await say('sales', requestId, { text: '客户带了一位工程师', replyTo: first })
    await say('head', requestId, { text: '明白', replyTo: answer })
    const after = await look('head', requestId)
    expect((after['talk'] as Talk).comments).toMatchObject([
      { commentId: first, author: { name: '刘建国' }, text: '为什么是三个人？', mentions: [] },
      { author: { name: '王磊' }, replyTo: first },
      { author: { name: '刘建国' }, text: '明白', replyTo: first },
    ])
    expect([after['version'], after['state']]).toEqual([before['version'], before['state']])
    expect((after['timeline'] as unknown[]).at(-1)).toMatchObject({ actor: '刘建国', verb: '发表评论' })
  })

  test('tells whoever is mentioned or answered, once each and nobody else', async () => {
    const requestId = await filed()
    const { people } = company.founded
    const first = await say('head', requestId, { text: '请合规看一下', mentions: ['compliance', 'head'] })
    expect(told()).toEqual([['mention', people['compliance']]])
    await say('compliance', requestId, { text: '没有问题', replyTo: first, mentions: ['sales', 'head'] })
    expect(told()).toEqual([
      ['mention', people['sales']],
      ['mention', people['head']],
    ])
    await say('head', requestId, { text: '谢谢', replyTo: first })
    expect(told()).toEqual([])
  })

  test('writes a letter with the number and nothing of what was said', async () => {
    const requestId = await filed()
    await say('head', requestId, { text: '张伟的级别是什么', mentions: ['sales'] })
    const letters: Letter[] = []
    const mailer = { send: async (letter: Letter) => (letters.push(letter), 'sent' as const) }
    const [notice] = jobs
    await sendNotice(company.world, mailer, notice as never, 'https://x.example')
    expect(letters).toMatchObject([
      { to: 'sales@mingtai.example', subject: expect.stringMatching(/^评论提到您：BR-/) },
    ])
    expect(letters[0]?.text).not.toContain('级别')
  })

  test('offers exactly those to be mentioned who can see it already', async () => {
    const requestId = await filed()
    const { mentionable, permission } = await talk('sales', requestId)
    expect(permission).toMatchObject({ can: true })
    expect(new Set(mentionable.map(({ name }) => name))).toEqual(new Set(['刘建国', '林晓', '周婷', '陈静']))
    for (const { id } of mentionable) {
      const key = Object.entries(company.founded.people).find(([, personId]) => personId === id)?.[0] ?? ''
      expect(await calls.codeOf(key, 'requests.detail', { params: { requestId } })).toBe('done')
    }
    const said = { text: '你看呢', mentions: ['sales2'] }
    expect(await codeOf('sales', requestId, said)).toBe('requests.mention_not_part')
  })

  test('is for those who may see the request, also when its round has ended', async () => {
    const requestId = await filed()
    expect(
      (await calls.call('sales2', 'requests.comment', given(requestId, { text: '你好' }))).kind,
    ).not.toBe('answer')
    const { approvalId, version } = await look('head', requestId)
    const body = { version, personIds: [company.founded.people['sales2']] }
    await calls.good('head', 'approvals.copy', { params: { approvalId }, body })
    await say('sales2', requestId, { text: '我也在场' })
    await calls.approve(requestId)
    expect((await look('sales2', requestId))['state']).toMatchObject({ state: 'approved' })
    await say('sales2', requestId, { text: '已通知客户', mentions: ['sales'] })
    expect((await talk('sales', requestId)).comments).toHaveLength(2)
  })

  test('names a thread of the same request, and no draft has one', async () => {
    const [here, there] = [await filed(), await filed()]
    const replyTo = await say('head', there, { text: '另一份' })
    expect(await codeOf('head', here, { text: '回复', replyTo })).toBe('requests.no_such_comment')
    const draft = await calls.good('sales', 'requests.create_draft', { body: { proposal: lunch } })
    const requestId = String(draft['requestId'])
    expect(await codeOf('sales', requestId, { text: '草稿' })).toBe('requests.no_comment_on_draft')
    expect((await talk('sales', requestId)).permission).toEqual({
      can: false,
      why: '草稿只有申请人自己可见，不能评论。',
    })
  })

  test('stays as it was written, and the log holds a commitment to it instead of its words', async () => {
    const requestId = await filed()
    const commentId = await say('head', requestId, { text: '只有这里能看到的话' })
    const rows = await readOnly(company.world.pool, [company.actor('compliance')], (tx) =>
      tx.sql<{ entry: string }>('select entry::text as entry from audit.entry where entry::text like $1', [
        `%${commentId}%`,
      ]),
    )
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toContain('只有这里')
    const change = company.world.pool.query('update requests.comment set text = $1', ['改了'])
    await expect(change).rejects.toThrow('permission denied')
  })
})

import type { AddressInfo } from 'node:net'
import { silentServer } from '../../test/setup/silent-server.ts'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { mailer } from './mail.ts'

let server: SMTPServer
let url: string
const received: { to: string[]; text: string }[] = []

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        received.push({
          to: session.envelope.rcptTo.map((recipient) => recipient.address),
          text: Buffer.concat(chunks).toString('utf8'),
        })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  url = `smtp://127.0.0.1:${port}`
})

afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())))

const letter = {
  to: 'lin@chengyue.example',
  subject: '待您审批：BR-2026-1184',
  text: '申请等待您审批',
  messageId: 'reminder-task_1',
}

test('a letter reaches a real SMTP server, with an identifier that a retry repeats', async () => {
  expect(await mailer(url, 'aboveboard@chengyue.example').send(letter)).toBe('sent')
  expect(received).toHaveLength(1)
  expect(received[0]?.to).toEqual(['lin@chengyue.example'])
  expect(received[0]?.text).toContain('<reminder-task_1@aboveboard>')
})

test('without a server configured a letter is not sent, and says so', async () => {
  expect(await mailer(undefined, 'aboveboard@localhost').send(letter)).toBe('no_server')
})

test('a server that is away is a fault, so that the queue tries again', async () => {
  await expect(mailer('smtp://127.0.0.1:1', 'aboveboard@localhost').send(letter)).rejects.toThrow()
})

test.each([
  ['nothing at all', ''],
  ['a greeting and nothing after it', '220 mail.chengyue.example ESMTP\r\n'],
])('a server that accepts and says %s is given up in time', async (_, greeting) => {
  const silent = await silentServer(greeting)
  const soon = { connectionMs: 5_000, greetingMs: 60, answerMs: 60 }
  const since = performance.now()
  const sent = mailer(silent.url, 'aboveboard@chengyue.example', soon).send(letter)
  await expect(sent).rejects.toMatchObject({ code: 'ETIMEDOUT' })
  expect(performance.now() - since).toBeLessThan(4_000)
  await silent.close()
})

test('without other orders a silent server has a quarter of a minute', async () => {
  const silent = await silentServer('')
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const answers: unknown[] = []
    void mailer(silent.url, 'aboveboard@localhost')
      .send(letter)
      .catch((fault: unknown) => answers.push(fault))
    await silent.connected
    // The server hears of the connection a moment before the mailer does.
    while (vi.getTimerCount() === 0) await new Promise((resolve) => setImmediate(resolve))
    vi.advanceTimersByTime(14_000)
    await new Promise((resolve) => setImmediate(resolve))
    expect(answers).toEqual([])
    // The time to greet begins with the connection, which the mailer may see only now.
    vi.advanceTimersByTime(15_500)
    for (let i = 0; i < 1_000 && answers.length === 0; i++) {
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(answers).toMatchObject([{ code: 'ETIMEDOUT' }])
  } finally {
    vi.useRealTimers()
    await silent.close()
  }
})

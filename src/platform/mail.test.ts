import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
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

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { httpServer, type Network } from './server.ts'

const folder = mkdtempSync(join(tmpdir(), 'aboveboard-tls-'))
const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
const subject = ['-subj', '/CN=localhost', '-days', '2', '-nodes']
const hasOpenssl = spawnSync('openssl', ['version']).status === 0

beforeAll(() => {
  if (!hasOpenssl) return
  spawnSync('openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-keyout',
    keyFile,
    '-out',
    certFile,
    ...subject,
  ])
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A server that answers with the address that it takes the sender to have. */
async function serverWith(network: Network) {
  const server = await httpServer([], {
    actorOf: async () => undefined,
    authorise: () => undefined,
    now: () => '2026-01-01T00:00:00.000Z',
    requestNumber: () => 'R1',
    onFault: () => undefined,
    onAnswer: () => undefined,
    origins: () => [],
    isSecure: network.tls !== undefined,
    requestsPerMinute: 100,
    network,
  })
  server.get('/who', (request) => ({ address: request.ip }))
  const address = await server.listen({ host: '127.0.0.1', port: 0 })
  return { server, address }
}

function ask(address: string, headers: Record<string, string>): Promise<{ body: string; secure: string }> {
  const request = address.startsWith('https:') ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const sent = request(`${address}/who`, { headers, rejectUnauthorized: false }, (reply) => {
      let body = ''
      reply.setEncoding('utf8').on('data', (text: string) => (body += text))
      reply.on('end', () =>
        resolve({ body, secure: String(reply.headers['strict-transport-security'] ?? '') }),
      )
    })
    sent.on('error', reject)
    sent.end()
  })
}

describe('who sent a request', () => {
  const forwarded = { 'x-forwarded-for': '203.0.113.7' }
  const cases = [
    ['nobody may claim another address', [], '127.0.0.1'],
    ['a proxy that was named is believed', ['127.0.0.1'], '203.0.113.7'],
    ['another proxy is not', ['10.0.0.1'], '127.0.0.1'],
  ] as const

  it.each(cases)('%s', async (_, trustedProxies, seen) => {
    const { server, address } = await serverWith({ tls: undefined, trustedProxies })
    const { body } = await ask(address, forwarded)
    await server.close()
    expect(JSON.parse(body)).toEqual({ address: seen })
  })
})

describe('our own HTTPS', () => {
  it.skipIf(!hasOpenssl)(
    'is served with the certificate that is given, and says so to browsers',
    async () => {
      const tls = { cert: readFileSync(certFile), key: readFileSync(keyFile) }
      const { server, address } = await serverWith({ tls, trustedProxies: [] })
      const { body, secure } = await ask(address, {})
      await server.close()
      expect(address).toMatch(/^https:/)
      expect(JSON.parse(body)).toEqual({ address: '127.0.0.1' })
      expect(secure).toContain('max-age=')
    },
  )
})

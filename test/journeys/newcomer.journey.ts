import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { existingHome } from '../../src/platform/postgres/place.ts'
import { plainEnvironment } from './application.ts'

// The life of an installation as a newcomer and an operator meet it: a company of one's own, the one command,
// the second start, Ctrl-C, kill -9, and no connection to anywhere else.

const program = join(import.meta.dirname, '../../bin/aboveboard')
const folder = mkdtempSync(join(tmpdir(), 'aboveboard-newcomer-'))
const data = join(folder, 'data')
const running = new Set<ChildProcess>()

type Serving = { readonly child: ChildProcess; readonly address: string; readonly said: () => string }

beforeAll(() => {
  chmodSync(folder, 0o711)
  const person = ['--name-zh', '张三', '--name-en', 'Zhang San', '--email', 'san@example.com']
  expect(run('init', '--entity', 'BJ,北京公司,Beijing Ltd', ...person, '--json').code).toBe(0)
})

afterAll(async () => {
  for (const child of running) child.kill('SIGTERM')
  await Promise.all([...running].map((child) => once(child, 'exit')))
  rmSync(folder, { recursive: true, force: true })
})

function run(...args: readonly string[]) {
  const options = { encoding: 'utf8', env: plainEnvironment(), cwd: folder } as const
  const done = spawnSync(process.execPath, [program, ...args, '--data', data], options)
  return { code: done.status, out: done.stdout, err: done.stderr }
}

/** What `npm start` runs, until it has printed its address. */
async function serve(): Promise<Serving> {
  const args = [program, 'serve', '--demo', '--data', data, '--port', '0']
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: plainEnvironment(),
    cwd: folder,
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  for await (const address of createInterface(child.stdout)) return { child, address, said: () => said }
  throw new Error(`it ended before it served: ${said}`)
}

async function ended(serving: Serving, signal: NodeJS.Signals): Promise<number | null> {
  serving.child.kill(signal)
  if (serving.child.exitCode === null && serving.child.signalCode === null) await once(serving.child, 'exit')
  return serving.child.exitCode
}

const isServerThere = () => existsSync(join(existingHome(data) ?? '', 'cluster', 'postmaster.pid'))
const welcome = async ({ address }: Serving) => (await fetch(`${address}/v1/welcome`)).json()

describe('an installation', () => {
  it('of a company of one’s own is served by the one command, as it is and without the sample', async () => {
    const serving = await serve()
    expect(serving.said()).toContain('按原样提供服务')
    expect(await welcome(serving)).toMatchObject({ isDemo: false, sampleLogIns: [] })
    expect(await ended(serving, 'SIGINT')).toBe(0)
    expect(isServerThere()).toBe(false)
    expect(run('seed', 'demo')).toMatchObject({ code: 3, out: '' })
  })

  it('answers within three seconds of its second start', async () => {
    const began = performance.now()
    const serving = await serve()
    expect((await fetch(`${serving.address}/healthz`)).status).toBe(200)
    expect(performance.now() - began).toBeLessThan(3_000)
    await ended(serving, 'SIGINT')
  })

  it(
    'that was killed leaves its database server behind; the next start adopts it and the record ' + 'holds',
    async () => {
      const killed = await serve()
      await ended(killed, 'SIGKILL')
      expect(isServerThere()).toBe(true)
      const again = await serve()
      expect((await fetch(`${again.address}/readyz`)).status).toBe(200)
      // The log is read while the application serves.
      expect(run('verify', '--json')).toMatchObject({ code: 0 })
      expect(await ended(again, 'SIGTERM')).toBe(0)
    },
  )

  it('says who has the port, and ends with 3', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const place = other.address()
    const port = typeof place === 'object' && place ? String(place.port) : ''
    const done = spawnSync(process.execPath, [program, 'serve', '--data', data, '--port', port], {
      encoding: 'utf8',
      env: plainEnvironment(),
    })
    other.close()
    expect([done.status, done.stderr.includes(port)]).toEqual([3, true])
    expect(isServerThere()).toBe(false)
  })

  it.runIf(existsSync('/proc/net/tcp'))('speaks to nobody but itself', () => {
    const { address } = inject('application')
    const port = Number(new URL(address).port)
    const pid = listenerOf(port)
    expect(pid).toBeDefined()
    const others = pid === undefined ? [] : farEndsOf(pid)
    expect(others.filter((end) => !isOwn(end))).toEqual([])
  })

  it('prints its address first, then the sample log-ins of the demo', () => {
    const { said } = inject('application')
    const text = readFileSync(said, 'utf8')
    expect(text).toContain('演示账号')
    expect(text).toMatch(/\S+ {2}aboveboard-2026 {2}\S+/)
  })
})

/**
 * Sockets by inode as the kernel lists them: the local port and the far end, addresses in its hexadecimal.
 */
function sockets(): Map<string, { local: string; far: string; isListening: boolean }> {
  const found = new Map<string, { local: string; far: string; isListening: boolean }>()
  for (const name of ['tcp', 'tcp6', 'udp', 'udp6']) {
    const file = `/proc/net/${name}`
    if (!existsSync(file)) continue
    for (const line of readFileSync(file, 'utf8').split('\n').slice(1)) {
      const [, local = '', far = '', state = '', , , , , , inode = ''] = line.trim().split(/\s+/)
      found.set(inode, { local, far, isListening: name.startsWith('tcp') && state === '0A' })
    }
  }
  return found
}

function inodesOf(pid: string): string[] {
  try {
    const links = readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`))
    return links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? [])
  } catch {
    // The process or the descriptor is gone, or not ours to read.
    return []
  }
}

function listenerOf(port: number): string | undefined {
  const hex = port.toString(16).toUpperCase().padStart(4, '0')
  const wanted = [...sockets()].find(
    ([, socket]) => socket.isListening && socket.local.endsWith(`:${hex}`),
  )?.[0]
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.find((pid) => wanted !== undefined && inodesOf(pid).includes(wanted))
}

function farEndsOf(pid: string): string[] {
  const all = sockets()
  return inodesOf(pid).flatMap((inode) => all.get(inode)?.far ?? [])
}

/** Loopback in both families, or no far end at all. */
function isOwn(end: string): boolean {
  const [address = ''] = end.split(':')
  return /^(0100007F|0+|0{24}01000000|0{16}FFFF00000100007F)$/.test(address)
}

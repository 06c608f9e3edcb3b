import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pause, randomBytes } from '../clock.ts'
import { readConfig } from '../config.ts'
import { isServerOf, readPostmaster } from '../postgres/process.ts'
import { existingHome } from '../postgres/place.ts'
import { stopServerOf } from '../postgres/server.ts'
import type { Note } from '../setup-fault.ts'
import { openClient } from './connect.ts'
import { startDatabase, type StartedDatabase } from './start.ts'

let data: string
let notes: Note[]

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'aboveboard-start-'))
  chmodSync(data, 0o711)
  notes = []
})
afterEach(async () => {
  await stopServerOf(data)
  rmSync(data, { recursive: true, force: true })
})

const start = (flags: { demo?: boolean; data?: string } = {}): Promise<StartedDatabase> =>
  startDatabase(readConfig({ data, ...flags }, {}), randomBytes, (said) => void notes.push(said))

const cluster = () => join(existingHome(data) ?? '', 'cluster')

describe('a data folder', () => {
  it('is a demo only when it was created as one, and stays one without the flag', async () => {
    const first = await start({ demo: true })
    await first.stop()
    const second = await start()
    await second.stop()
    expect([first.isDemo, second.isDemo]).toEqual([true, true])
  })

  it('of a company is served as it is and never marked for the sample', async () => {
    await (await start()).stop()
    const again = await start({ demo: true })
    await again.stop()
    expect(again.isDemo).toBe(false)
    expect(notes.map((said) => said.code)).toContain('setup.company_served')
    expect(existsSync(join(data, 'demo.json'))).toBe(false)
  })

  it('is no demo for another database than the one it was created with', async () => {
    await (await start({ demo: true })).stop()
    const mark = readFileSync(join(data, 'demo.json'), 'utf8')
    rmSync(join(data, 'postgres'), { recursive: true })
    rmSync(join(data, 'keys'), { recursive: true })
    const other = await start()
    await other.stop()
    expect(other.isDemo).toBe(false)
    expect(readFileSync(join(data, 'demo.json'), 'utf8')).toBe(mark)
  })

  it('serves one application: a second one is refused and does not disturb the first', async () => {
    const first = await start()
    await expect(start()).rejects.toThrow('setup.data_in_use')
    const app = await openClient(first.database.app, 'test')
    expect((await app.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    await app.end()
    await first.stop()
    await (await start()).stop()
  })
})

describe('a server that dies under a running application', () => {
  it('is started again within seconds, and a person is told', async () => {
    const started = await start()
    const pid = readPostmaster(cluster())?.pid ?? 0
    process.kill(pid, 'SIGKILL')
    while (!notes.some((said) => said.code === 'setup.server_revived')) await pause(20)
    const app = await openClient(started.database.app, 'test')
    expect((await app.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    await app.end()
    await started.stop()
    expect(isServerOf(pid, cluster())).toBe(false)
  })
})

import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { randomBytes } from './clock.ts'
import { readConfig } from './config.ts'
import { loadMasterKey } from './key-file.ts'

let data: string
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'aboveboard-keys-'))
})
afterEach(() => rmSync(data, { recursive: true, force: true }))

describe('the master key', () => {
  it('is made once, kept for its owner only, and the same ever after', () => {
    const config = readConfig({ data }, {})
    const made = loadMasterKey(config, randomBytes, true)
    expect(made.length).toBe(32)
    expect(statSync(join(data, 'keys', 'master.key')).mode & 0o077).toBe(0)
    expect(loadMasterKey(config, randomBytes, false)).toEqual(made)
  })

  it('is not made anew for a database that has encrypted content', () => {
    expect(() => loadMasterKey(readConfig({ data }, {}), randomBytes, false)).toThrow(
      'setup.master_key_missing',
    )
  })

  it('is refused when its file is damaged', () => {
    loadMasterKey(readConfig({ data }, {}), randomBytes, true)
    writeFileSync(join(data, 'keys', 'master.key'), 'half')
    expect(() => loadMasterKey(readConfig({ data }, {}), randomBytes, true)).toThrow('setup.file_damaged')
  })

  it('comes from the environment when it is given there, and nothing is written', () => {
    const key = Buffer.alloc(32, 9)
    const config = readConfig({ data }, { ABOVEBOARD_MASTER_KEY: key.toString('hex') })
    expect(loadMasterKey(config, randomBytes, false)).toEqual(key)
    expect(() => statSync(join(data, 'keys'))).toThrow()
  })
})

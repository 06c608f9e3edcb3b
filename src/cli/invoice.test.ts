import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, describe, expect, test } from 'vitest'
import { commandEnvironment } from '../../test/setup/command-environment.ts'
import { dinner, eInvoice, jpegOf, picture, qrText } from '../../test/setup/invoice-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'aboveboard-invoice-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function invoice(...args: string[]) {
  const command = [join(import.meta.dirname, 'main.ts'), 'invoice', ...args]
  const done = spawnSync(process.execPath, command, { encoding: 'utf8', env: commandEnvironment() })
  return { code: done.status, out: done.stdout, err: done.stderr }
}

function kept(name: string, bytes: Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

describe('invoice read', () => {
  test('gives one JSON document with every fact and its source, without a database', () => {
    const { code, out } = invoice('read', kept('a.xml', eInvoice()), '--json')
    const view = JSON.parse(out) as {
      readAs: string
      facts: { name: string; text: string; source: string }[]
    }
    expect([code, view.readAs]).toEqual([0, 'xml'])
    const facts = Object.fromEntries(view.facts.map(({ name, text, source }) => [name, [text, source]]))
    expect(facts).toMatchObject({ number: [dinner.number, 'xml'], total: ['1060.00', 'xml'] })
  })

  test('reads a photo by its content, whatever the file is called', async () => {
    const { code, out } = invoice('read', kept('b.txt', jpegOf(await picture([qrText()]))))
    expect(code).toBe(0)
    expect(out).toMatch(/1060\.00/)
  })

  test('says what is wrong with a file and how to go on, with code 1', () => {
    const { code, out } = invoice('read', kept('c.xml', eInvoice().subarray(0, 501)), '--json')
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({ refused: 'invoices.xml_damaged' })
  })

  const wrong = [[], ['write', 'x'], ['read', join(folder, 'none.xml')]]
  test.each(wrong.map((args) => [args.slice(0, 1).join(), args] as const))(
    'without a file that can be read is wrong use: %s',
    (_, args) => {
      expect(invoice(...args).code).toBe(2)
    },
  )
})

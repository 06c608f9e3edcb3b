import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lunch } from '../../test/setup/approval-round.ts'
import { testCompany, type Company } from '../../test/setup/company.ts'
import { requestCalls, type RequestCalls } from '../../test/setup/request-calls.ts'
import { filesFound } from '../cli/doctor-checks.ts'
import { fill } from '../texts/index.ts'
import { lostFiles, startFileWatch, type LostFiles } from './lost-files.ts'

let company: Company
let calls: RequestCalls

beforeAll(async () => {
  company = await testCompany()
  calls = requestCalls(company)
})

afterAll(async () => {
  calls.close()
  await company.close()
})

/** The company with the folder of its files. */
const world = () => ({ ...company.world, files: { ...company.world.files, folder: calls.folder } })

/** Where the sealed files lie. */
function sealed(): string[] {
  const { folder } = calls
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return names.filter((name) => /[0-9a-f]{64}$/.test(name)).map((name) => join(folder, name))
}

test('evidence that a restored disk lacks is told with its requests, until it is brought again', async () => {
  const fileId = await calls.upload('sales', 'agenda', '议程.txt')
  const body = { proposal: { ...lunch, fileIds: [fileId] } }
  const filed = await calls.good('sales', 'requests.submit', { body })
  const [file = ''] = sealed()
  expect(await lostFiles(world())).toEqual({ missing: 0, damaged: 0, requests: [] })

  rmSync(file)
  const number = String(filed['number'])
  const lost = { missing: 1, damaged: 0, requests: [number] }
  expect(await lostFiles(world())).toEqual(lost)
  const said = filesFound(lost)
  expect([said.ok, fill(said.sentence, 'en', said.params)]).toEqual([false, expect.stringContaining(number)])
  await expect(calls.call('sales', 'requests.download', { params: { fileId } })).rejects.toThrow('missing')

  writeFileSync(file, 'something else')
  expect(await lostFiles(world())).toEqual({ missing: 0, damaged: 1, requests: [number] })

  await calls.upload('sales', 'agenda', '议程.txt')
  expect(await lostFiles(world())).toEqual({ missing: 0, damaged: 0, requests: [] })
  expect(await calls.call('sales', 'requests.download', { params: { fileId } })).toMatchObject({
    kind: 'bytes',
  })
})

test('who stops the application in the middle of a look waits for one file and no more', async () => {
  await calls.upload('sales', 'agenda', '甲.txt')
  await calls.upload('sales', 'agenda', '乙.txt')
  const { files } = world()
  const faults: unknown[] = []
  let opened = 0
  const whenOpened = Promise.withResolvers<void>()
  // The disk is slow: it is still at the first file when the application is told to stop.
  const slow = {
    ...files,
    get folder() {
      opened += 1
      whenOpened.resolve()
      return files.folder
    },
  }
  const watch = startFileWatch(
    { ...world(), files: slow },
    () => undefined,
    (fault) => faults.push(fault),
  )
  await whenOpened.promise
  await watch.stop()
  expect([opened, watch.last(), faults]).toEqual([1, undefined, []])
})

test('a running application looks by itself, and remembers what it found', async () => {
  await calls.upload('sales', 'agenda', '另一份.txt')
  for (const file of sealed()) rmSync(file)
  const told = await new Promise<LostFiles>((resolve, reject) => {
    const watch = startFileWatch(world(), (lost) => resolve({ ...lost, ...watch.last() }), reject)
  })
  expect(told.missing).toBeGreaterThan(0)
})

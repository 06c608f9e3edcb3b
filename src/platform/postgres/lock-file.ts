import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { monotonicMs, pause } from '../clock.ts'
import { setupFault } from '../setup-fault.ts'
import { processIdentity } from './process.ts'

/** Starting a cluster for the first time takes seconds; a minute and a half covers a slow disk. */
const waitMsMax = 90_000

/**
 * Runs `work` while no other process runs work under the same lock file. A lock whose process is gone is
 * taken over, so a killed start never blocks the next one.
 */
export async function withLockFile<T>(file: string, work: () => Promise<T>): Promise<T> {
  await takeLock(file)
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

async function takeLock(file: string): Promise<void> {
  const since = monotonicMs()
  while (!tryLock(file)) {
    if (monotonicMs() - since > waitMsMax) {
      throw setupFault('setup.lock_is_held', { file })
    }
    await pause(25)
  }
}

function tryLock(file: string): boolean {
  const me = processIdentity(process.pid) ?? String(process.pid)
  try {
    writeFileSync(file, me, { flag: 'wx', mode: 0o600 })
    return true
  } catch (fault) {
    if (!(fault instanceof Error && 'code' in fault && fault.code === 'EEXIST')) throw fault
  }
  const holder = readHolder(file)
  const isGone = holder !== '' && processIdentity(Number(holder.split(':')[0])) !== holder
  // Removed only while it still names the dead process, so that a fresh lock of a third process stays.
  if (isGone && readHolder(file) === holder) rmSync(file, { force: true })
  return false
}

function readHolder(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

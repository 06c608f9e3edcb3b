import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { setupFault } from '../../setup-fault.ts'
import { writeWhole } from './evidence.ts'

const mark = z.object({
  /** `restoring` until the restore has ended: a folder that was cut short is never served. */
  state: z.enum(['restoring', 'restored', 'released']),
  backup: z.string(),
  /** The moment that was asked for, or as far as the log of changes led. */
  to: z.iso.datetime(),
  restoredAt: z.iso.datetime(),
  /** The transparency log had at least so many entries when the backup was taken. */
  logSize: z.number(),
  /** Entries that outsiders have seen and that lie behind `to`; accepted by whoever released. */
  lost: z.number().optional(),
})

/** What a restored data folder says of itself until its first start. */
export type RestoreMark = z.infer<typeof mark>

const markFile = 'restored.json'

/** The mark of a restored data folder; undefined for any other. */
export function readMark(data: string): RestoreMark | undefined {
  const file = join(data, markFile)
  if (!existsSync(file)) return undefined
  const read = mark.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!read.success) throw setupFault('setup.file_damaged', { file })
  return read.data
}

/** Marks a restored data folder. */
export async function keepMark(data: string, to: RestoreMark): Promise<void> {
  await writeWhole(data, markFile, `${JSON.stringify(to)}\n`)
}

/** Takes the mark off once the log tells of the restore. */
export function removeMark(data: string): void {
  rmSync(join(data, markFile), { force: true })
}

/** Refuses work in a restored data folder whose verification has not passed yet. */
export function refuseQuarantine(data: string): void {
  const found = readMark(data)
  if (found === undefined || found.state === 'released') return
  if (found.state === 'restoring') throw setupFault('setup.restore_unfinished', { data })
  throw setupFault('setup.in_quarantine', { data, backup: found.backup, to: found.to })
}

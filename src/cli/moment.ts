import type { Instant } from '../kernel/time.ts'
import { systemClock } from '../platform/clock.ts'
import { cliBackupTexts } from '../texts/cli-backup.ts'
import { WrongUse } from './args.ts'

const shape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/

/** A moment with its zone: without one, eight hours of a company's work could be lost to a misreading. */
export function momentOf(text: string | undefined): Instant | undefined {
  if (text === undefined) return undefined
  const at = shape.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(at) || at > Date.parse(systemClock()()))
    throw new WrongUse(cliBackupTexts['cli.restore.when'])
  return new Date(at).toISOString()
}

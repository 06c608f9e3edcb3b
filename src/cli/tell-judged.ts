import type { Judged } from '../app/restored.ts'
import { cliBackupTexts } from '../texts/cli-backup.ts'
import type { CliCall } from './args.ts'

/** Tells whether a restored folder may serve, or what it waits for. */
export function tellJudged(call: CliCall, { outcome, lost }: Judged): void {
  call.io.tell(cliBackupTexts[`cli.restore.${outcome}`], { lost })
}

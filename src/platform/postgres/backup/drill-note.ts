import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { writeWhole } from './evidence.ts'

const note = z.object({
  at: z.iso.datetime(),
  ok: z.boolean(),
  backup: z.string(),
  to: z.iso.datetime(),
  entries: z.number(),
  rows: z.number(),
  findings: z.number(),
  /** Entries that outsiders have seen since the moment of the drill. */
  later: z.number(),
  lostFiles: z.number(),
  seconds: z.number(),
})

/** What the last restore drill came to; it stands in the folder of backups, where `doctor` reads it. */
export type DrillNote = z.infer<typeof note>

const file = 'drill.json'

/** Keeps the result of a drill beside the backups that it tried. */
export async function keepDrill(folder: string, result: DrillNote): Promise<void> {
  await writeWhole(folder, file, `${JSON.stringify(result)}\n`)
}

/** The result of the last drill; undefined where none was kept. */
export function readDrill(folder: string): DrillNote | undefined {
  if (!existsSync(join(folder, file))) return undefined
  try {
    const read = note.safeParse(JSON.parse(readFileSync(join(folder, file), 'utf8')))
    return read.success ? read.data : undefined
  } catch {
    return undefined
  }
}

import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { plainEnvironment } from './application.ts'
import { application } from './visitor.ts'

const program = join(import.meta.dirname, '../../bin/aboveboard')

/** How a command of `aboveboard` ended. */
export type Ended = { readonly code: number; readonly out: string; readonly told: string }

/** Runs `aboveboard` as somebody in a terminal would, in another folder than the project's. */
export function aboveboard(args: readonly string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const options = {
      cwd: application.folder,
      env: plainEnvironment(),
      maxBuffer: 32 << 20,
    }
    const child = execFile(process.execPath, [program, ...args], options, (_fault, out, told) => {
      if (child.exitCode === null) reject(new Error(`aboveboard ${args.join(' ')} did not end: ${told}`))
      else resolve({ code: child.exitCode, out, told })
    })
  })
}

/** The data folder of the running application, as an option. */
export const ofThisData: readonly string[] = ['--data', application.data]

import { kill, pid, stderr, stdin } from 'node:process'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'

/** True where a person sits at both ends: types here, and reads what is asked. */
export function isTerminal(): boolean {
  return stdin.isTTY && stderr.isTTY
}

/**
 * The next secret: typed blind at a terminal, else the next line of standard input. Undefined where there is
 * none. Nothing is cut off at its ends, since a blank may belong to a password.
 */
export async function nextSecret(question: string): Promise<string | undefined> {
  if (isTerminal()) return typed(question)
  if (stdin.isTTY) return undefined
  lines ??= linesOf(await text(stdin))
  return lines.shift()
}

let lines: string[] | undefined

function linesOf(given: string): string[] {
  return given.replace(/\r?\n$/, '').split(/\r?\n/)
}

/** Asks without an echo. What ends the typing (Ctrl-D) gives nothing; Ctrl-C interrupts the program. */
function typed(question: string): Promise<string | undefined> {
  const nowhere = new Writable({ write: (_, __, done) => done() })
  const reader = createInterface({ input: stdin, output: nowhere, terminal: true })
  stderr.write(question)
  return new Promise((resolve) => {
    reader.once('line', (line) => {
      resolve(line)
      reader.close()
    })
    reader.once('SIGINT', () => {
      reader.close()
      kill(pid, 'SIGINT')
    })
    reader.once('close', () => {
      stderr.write('\n')
      resolve(undefined)
    })
  })
}

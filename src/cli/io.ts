import { stderr, stdin, stdout } from 'node:process'
import { createInterface } from 'node:readline/promises'
import { SetupFault, type Note, type Say } from '../platform/setup-fault.ts'
import { setupTexts } from '../texts/setup.ts'
import { fill, type Language, type Sentence, type TextValue } from '../texts/index.ts'
import { isTerminal, nextSecret } from './secrets.ts'

/** Exit codes of every command. */
export const exit = { done: 0, found: 1, wrongUse: 2, cannotRun: 3, interrupted: 130 } as const

/** How a command speaks: answers on stdout, everything else on stderr. */
export type Io = {
  readonly language: Language
  /** True when the answer is one JSON document and nothing else. */
  readonly json: boolean
  /** Gives the answer: `value` as JSON, or the lines of `words` for a person. */
  readonly answer: (value: unknown, words: () => readonly string[]) => void
  /** Gives one line of an answer that has many: a JSON document a line, whatever the language. */
  readonly line: (value: unknown) => void
  /** Tells a sentence on stderr. */
  readonly tell: (sentence: Sentence, params?: Readonly<Record<string, TextValue>>) => void
  /** Tells a note of the platform on stderr. */
  readonly say: Say
  /** Shows how far long work is; on a terminal only, one line that is overwritten. */
  readonly progress: (sentence: Sentence, params: Readonly<Record<string, TextValue>>) => void
  /** Asks a person; undefined without a terminal, where nobody could answer. */
  readonly ask: (sentence: Sentence) => Promise<string | undefined>
  /** True where a person sits at a terminal, who can be asked. */
  readonly isTerminal: boolean
  /** A password or a code: asked for without an echo, or the next line of standard input; see secrets.ts. */
  readonly secret: (sentence: Sentence) => Promise<string | undefined>
}

/** The terminal as a command's way to speak. */
export function terminalIo(language: Language, json: boolean): Io {
  const write = (text: string) => stdout.write(`${text}\n`)
  const tell = (sentence: Sentence, params: Readonly<Record<string, TextValue>> = {}) =>
    void stderr.write(`${fill(sentence, language, params)}\n`)
  return {
    language,
    json,
    answer: (value, words) => (json ? void write(jsonText(value)) : words().forEach(write)),
    line: (value) => void write(jsonText(value)),
    tell,
    say: (said) => tell(sentenceOf(said), said.params),
    progress: (sentence, params) => {
      if (stderr.isTTY) stderr.write(`\r\u001b[K${fill(sentence, language, params)}`)
    },
    ask: (sentence) => ask(fill(sentence, language)),
    isTerminal: isTerminal(),
    secret: (sentence) => nextSecret(fill(sentence, language)),
  }
}

/** Tells why the program cannot run: every problem a line, or the words of an unexpected fault. */
export function tellFault(io: Io, fault: unknown): void {
  if (fault instanceof SetupFault) {
    fault.problems.forEach(io.say)
    return
  }
  if (isOfAPath(fault)) {
    io.tell(setupTexts['setup.path_unusable'], { path: fault.path, why: fault.code })
    return
  }
  const words = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)
  stderr.write(`${words}\n`)
}

/** A file or folder that was named and cannot be used; a socket that nobody answers is none. */
function isOfAPath(fault: unknown): fault is { path: string; code: string } {
  if (!(fault instanceof Error) || !('path' in fault) || !('code' in fault) || !('syscall' in fault))
    return false
  const isUsed = ['EACCES', 'EPERM', 'EISDIR', 'ENOTDIR', 'ENOENT', 'EROFS'].includes(String(fault.code))
  return isUsed && typeof fault.path === 'string' && fault.syscall !== 'connect' && fault.syscall !== 'listen'
}

/** JSON with bigint as a string of digits, because JSON's own numbers would round it. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => (typeof item === 'bigint' ? item.toString() : item))
}

/** The sentence of a note of the platform. */
export function sentenceOf(said: Note): Sentence {
  const texts: Readonly<Record<string, Sentence>> = setupTexts
  return texts[said.code] ?? { zh: said.code, en: said.code }
}

async function ask(question: string): Promise<string | undefined> {
  if (!isTerminal()) return undefined
  const reader = createInterface({ input: stdin, output: stderr })
  try {
    return (await reader.question(question)).trim()
  } finally {
    reader.close()
  }
}

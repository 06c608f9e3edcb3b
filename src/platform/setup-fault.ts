/**
 * Something that the person who runs the program should read: progress, or what to repair.
 * Its sentence stands under `code` in src/texts/setup.ts, in both languages.
 */
export type Note = {
  readonly code: `setup.${string}`
  readonly params: Readonly<Record<string, string | number>>
}

/** Tells a note, on stderr. */
export type Say = (note: Note) => void

/** Builds a note. */
export function note(code: Note['code'], params: Note['params'] = {}): Note {
  return { code, params }
}

/**
 * Why the program cannot run: everything that is wrong at once, so that nobody repairs one thing at a time.
 */
export class SetupFault extends Error {
  readonly problems: readonly Note[]

  constructor(problems: readonly Note[], options?: ErrorOptions) {
    super(problems.map((problem) => `${problem.code} ${JSON.stringify(problem.params)}`).join('; '), options)
    this.name = 'SetupFault'
    this.problems = problems
  }
}

/** A fault with one problem. */
export function setupFault(code: Note['code'], params: Note['params'] = {}, cause?: unknown): SetupFault {
  return new SetupFault([note(code, params)], cause === undefined ? undefined : { cause })
}

/** The words of whatever was thrown. */
export function wordsOf(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault)
}

import { statSync } from 'node:fs'
import { parseArgs, type ParseArgsConfig } from 'node:util'
import type { Sentence } from '../texts/index.ts'
import { cliLogTexts } from '../texts/cli-log.ts'
import { slipOf } from './forms.ts'
import type { Io } from './io.ts'

/** The options of a command, as `node:util` names them. Every command also has `--json` and `--help`. */
export type OptionList = NonNullable<ParseArgsConfig['options']>

/** One command of the command line. */
export type CliCommand = {
  readonly summary: Sentence
  /** What follows the command's name, for example `--facts FILE [--explain]`. */
  readonly usage: string
  readonly options: OptionList
  /** True where a person at a terminal is asked for what was not given. */
  readonly asks?: true
  /** Does the work and gives the exit code (see `exit` in io.ts). */
  readonly run: (call: CliCall) => Promise<number>
}

/** How a command was called. */
export type CliCall = {
  readonly io: Io
  readonly positionals: readonly string[]
  /** The text of an option, or undefined when it was not given. */
  readonly text: (option: string) => string | undefined
  /** The texts of an option that may be repeated. */
  readonly texts: (option: string) => readonly string[]
  /** True when a switch was given. */
  readonly has: (option: string) => boolean
}

/** A command was called wrongly: exit code 2, with the usage. */
export class WrongUse extends Error {
  readonly sentence: Sentence
  readonly params: Readonly<Record<string, string | number>>

  constructor(sentence: Sentence, params: Readonly<Record<string, string | number>> = {}) {
    super(typeof sentence.en === 'string' ? sentence.en : sentence.en.other)
    this.name = 'WrongUse'
    this.sentence = sentence
    this.params = params
  }
}

/** The option that every command with a database has. */
export const dataOption: OptionList = { data: { type: 'string' } }

/** Reads `args` by the command's options; throws `WrongUse` for what is not one of them. */
export function readCall(command: CliCommand, args: readonly string[], io: Io): CliCall {
  const options: OptionList = {
    ...command.options,
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  }
  const { values, positionals } = parsed(args, options)
  const slip = slipOf(command, positionals, Object.keys(values))
  if (slip) throw new WrongUse(slip.sentence, slip.params)
  const found = new Map<string, unknown>(Object.entries(values))
  return {
    io,
    positionals,
    text: (option) => asText(found.get(option)),
    texts: (option) => asTexts(found.get(option)),
    has: (option) => found.get(option) === true,
  }
}

/** The text of an option that a command cannot do without. */
export function needText(call: CliCall, option: string): string {
  const text = call.text(option)
  if (text !== undefined && text !== '') return text
  throw new WrongUse({ zh: '缺少 --{option}。', en: '--{option} is missing.' }, { option })
}

/** Refuses a path that is no file which could be read. */
export function needFile(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== false) {
    throw new WrongUse(cliLogTexts['cli.no_file'], { file: path })
  }
}

function parsed(args: readonly string[], options: OptionList) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (fault) {
    const words = fault instanceof Error ? fault.message : String(fault)
    throw new WrongUse({ zh: '参数不可用：{words}', en: '{words}' }, { words })
  }
}

function asText(value: unknown): string | undefined {
  if (Array.isArray(value)) return asText(value.at(-1))
  return typeof value === 'string' ? value : undefined
}

function asTexts(value: unknown): readonly string[] {
  const all: unknown[] = Array.isArray(value) ? value : [value]
  return all.filter((item): item is string => typeof item === 'string')
}

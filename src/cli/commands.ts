import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { CliCommand } from './args.ts'

/** Every command that the command line may have, in the order in which help lists them. */
const names =
  'serve doctor init seed db import coverage vouchers bank decide policy rates ask verify bundle ' +
  'receipt witness backup restore drill match invoice books tax budget screen schemes accrue effect bench ' +
  'gate gates user role entity token export openapi mcp'

/** The commands of this build. Each is the export `<name>Command` of `<name>.ts`, loaded when it is called. */
export function commandNames(): readonly string[] {
  return names.split(' ').filter((name) => existsSync(fileOf(name)))
}

/** Loads one command. */
export async function loadCommand(name: string): Promise<CliCommand> {
  const loaded: unknown = await import(fileOf(name))
  const command: unknown = isRecord(loaded) ? loaded[`${name}Command`] : undefined
  if (!isCommand(command)) throw new Error(`${name}.ts does not export ${name}Command`)
  return command
}

/** The command that was probably meant by `word`: at most two letters away, or undefined. */
export function nearestCommand(word: string): string | undefined {
  const near = commandNames()
    .map((name) => ({ name, distance: distanceOf(word, name) }))
    .toSorted((a, b) => a.distance - b.distance)[0]
  return near !== undefined && near.distance <= 2 ? near.name : undefined
}

function fileOf(name: string): string {
  return join(import.meta.dirname, `${name}.ts`)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function isCommand(value: unknown): value is CliCommand {
  return isRecord(value) && typeof value['run'] === 'function' && typeof value['usage'] === 'string'
}

/** Letters to change, add or leave out to make `b` of `a`. */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries()) {
      const change = (row[j] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}

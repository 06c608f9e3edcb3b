import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Role } from '../../src/modules/access/roles.ts'
import type { AccessRow, FactorNeed, Relation, Rule } from '../../src/modules/access/rule.ts'

/**
 * The access table as people have read and committed it. What the gate expects comes from here, so that a
 * line turned to allow in the code alone shows.
 */
export function accessPage(): ReadonlyMap<string, AccessRow> {
  const text = readFileSync(join(import.meta.dirname, '../../docs/reference/access.md'), 'utf8')
  const lines = text.split('\n').filter((line) => line.startsWith('| `'))
  const byOperation = Map.groupBy(lines.map(cellsOf), ([operation = '']) => operation)
  return new Map([...byOperation].map(([operation, rules]) => [operation, rowOf(rules)]))
}

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll('`', ''))
}

function rowOf(rules: readonly string[][]): AccessRow {
  const [first] = rules
  return {
    isPublic: first?.[1] === 'nobody needs to be signed in',
    factor: (first?.[4] ?? 'none') as FactorNeed,
    rules: rules.map(ruleOf),
  }
}

function ruleOf([, roles = '', relations = '', states = 'all']: readonly string[]): Rule {
  const rule = {
    roles: roles === 'everyone signed in' ? ('everyone' as const) : (listOf(roles) as Role[]),
    relations: listOf(relations) as Relation[],
  }
  return states === 'all' ? rule : { ...rule, states: listOf(states) }
}

function listOf(text: string): string[] {
  return text.split(',').map((each) => each.trim())
}

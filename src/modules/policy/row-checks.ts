import { isScalars } from './cells.ts'
import type { Cell, Row } from './domain.ts'
import { derivedCatalogue, factCatalogue, type FactEntry } from './fact-catalogue.ts'
import type { Place, Say } from './problem.ts'

/** Checks rows of cells: every fact exists, and each cell can be asked of it. */
export function checkRows(rows: readonly Row[], path: Place, derived: ReadonlySet<string>, say: Say): void {
  for (const [at, row] of rows.entries()) {
    for (const [fact, cell] of Object.entries(row)) checkOne(fact, cell, derived, [...path, at, fact], say)
  }
}

function checkOne(fact: string, cell: Cell, derived: ReadonlySet<string>, path: Place, say: Say): void {
  if (fact.startsWith('derived.') && derived.has(fact.slice('derived.'.length))) {
    if (typeof cell !== 'boolean') say(path, 'problem.true_false', { fact })
    return
  }
  const entry = factCatalogue.get(fact) ?? derivedCatalogue.get(fact)
  if (!entry) say(path, 'problem.no_fact', { fact })
  else checkCell(fact, cell, entry, path, say)
}

function checkCell(fact: string, cell: Cell, entry: FactEntry, path: Place, say: Say): void {
  if (typeof cell === 'object' && !isScalars(cell)) {
    if ('exists' in cell) return
    if ('positive' in cell) {
      if (entry.kind !== 'money') say(path, 'problem.no_money', { fact })
      return
    }
    if ('not' in cell) {
      checkCell(fact, isScalars(cell.not) ? cell.not : [cell.not], entry, path, say)
      return
    }
    if (entry.kind !== 'int' && entry.kind !== 'percent' && entry.kind !== 'date')
      say(path, 'problem.no_order', { fact })
    return
  }
  for (const value of isScalars(cell) ? cell : [cell]) {
    if (value !== 'unknown' && !fits(value, entry)) say(path, 'problem.no_value', { fact, value })
  }
}

function fits(value: string | boolean | number, entry: FactEntry): boolean {
  if (entry.kind === 'bool') return typeof value === 'boolean'
  if (entry.kind === 'enum') return entry.values?.includes(String(value)) ?? false
  if (entry.kind === 'int') return typeof value === 'number' && Number.isInteger(value)
  return entry.kind === 'text' ? typeof value === 'string' : false
}

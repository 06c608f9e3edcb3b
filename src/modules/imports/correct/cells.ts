import { hash } from 'node:crypto'
import { canonical } from '../../../kernel/canonical.ts'

/** Cells as they are kept: PostgreSQL holds no zero byte. */
export function plainCells(cells: readonly string[]): string[] {
  return cells.map((cell) => cell.replaceAll('\0', ''))
}

/** Tells by its cells whether a row of a file is one that was put right before. */
export function cellsDigest(cells: readonly string[]): string {
  return hash('sha256', canonical(plainCells(cells)))
}

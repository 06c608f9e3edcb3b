import type { NilReason } from '../domain.ts'
import type { Mapper } from './compile.ts'
import type { Cells } from './conditions.ts'
import { plainText } from './reading.ts'

/** Why a line holds no benefit, or undefined when it does hold one. */
export function nilReason(mapper: Mapper, raw: readonly string[], cells: Cells): NilReason | undefined {
  const first = raw.find((cell) => cell.trim() !== '')
  if (first === undefined) return 'empty_line'
  if (isHeading(mapper, raw, first)) return 'repeated_header'
  if (mapper.isTotal.test(plainText(first)) && isWithoutDay(cells('date'), mapper)) return 'total_line'
  return withoutContent(mapper, cells)
}

function isHeading(mapper: Mapper, raw: readonly string[], first: string): boolean {
  const heading = mapper.columns.cells
  if (!heading.includes(plainText(first))) return false
  return heading.every((text, i) => plainText(raw[i] ?? '') === text)
}

function isWithoutDay(cell: string, mapper: Mapper): boolean {
  return cell === '' || mapper.isTotal.test(plainText(cell))
}

function isZero(cell: string): boolean {
  return /^[¥￥£]? ?0([.,]0+)?元?$/u.test(plainText(cell))
}

/**
 * A nil return says so in at least one cell and says nothing else; its date may be that of the return, and
 * its amount zero. A line in which nothing but the reporter is filled is an empty form.
 */
function withoutContent(mapper: Mapper, cells: Cells): NilReason | undefined {
  let saysNil = false
  for (const field of mapper.contentFields) {
    const cell = cells(field)
    if (cell === '') continue
    if (mapper.isNil(cell)) saysNil = true
    else if (field !== 'date' && !(field === 'value' && isZero(cell))) return undefined
  }
  if (saysNil) return 'nil_return'
  return cells('date') === '' ? 'empty_line' : undefined
}

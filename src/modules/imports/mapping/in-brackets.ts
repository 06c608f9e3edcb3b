import { isStrictClass } from '../../parties/index.ts'
import type { Direction } from '../domain.ts'
import type { Mapper } from './compile.ts'
import type { Cells } from './conditions.ts'
import { classOf } from './parties.ts'
import { plainText } from './reading.ts'

/**
 * The cells with what stands in brackets behind the name of one person heard as the column of the class would
 * be: 李建国（公务员）. It counts where it names a strict class and the column none, so it can only tighten.
 */
export function withBrackets(mapper: Mapper, cells: Cells, direction: Direction): Cells {
  const found = /^([^、,;/|&+()]+)\(([^()]+)\)$/u.exec(plainText(cells('recipientName')))
  const [, name = '', told = ''] = found ?? []
  if (told === '' || name.trim() === '') return cells
  const named: Cells = (field) => (field === 'recipientName' ? name.trim() : cells(field))
  const heard: Cells = (field) => (field === 'recipientClass' ? told : named(field))
  const isStrict = (each: Cells) => isStrictClass(classOf(mapper.classRules, direction, each)?.class ?? '')
  if (!isStrict(heard)) return cells
  return isStrict(named) ? named : heard
}

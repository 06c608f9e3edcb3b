import { describe, expect, it } from 'vitest'
import { mended } from './mended.ts'

const cases = [
  ['Â£150', '£150'],
  ['Â£45 â€“ Â£60', '£45 – £60'],
  ['Ã‚Â£150', '£150'],
  ['CondÃ© Nast', 'Condé Nast'],
  ['Lloydâ€™s of London', 'Lloyd’s of London'],
  ['â‚¬80', '€80'],
  ['Condé Nast', 'Condé Nast'],
  ['SÃO PAULO', 'SÃO PAULO'],
  ['Â', 'Â'],
  ['£150', '£150'],
  ['“Café”', '“Café”'],
  ['张三', '张三'],
] as const

describe('a cell of a file that was once saved in the wrong encoding', () => {
  it.each(cases)('%s is %s', (cell, expected) => {
    expect(mended(cell)).toBe(expected)
  })
})

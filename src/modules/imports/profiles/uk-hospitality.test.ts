import { describe, expect, it } from 'vitest'
import { mapLines } from '../../../../test/setup/import-files.ts'
import type { MappedRow } from '../domain.ts'

const heading = 'type,department,minister,date,provider,hospitality_type,accompanied,value,source'
const source = 'Register of Ministers’ Gifts and Hospitality: September 2025'

function line(date: string, provider: string, kind: string, value: string, accompanied = 'No'): string {
  const quoted = [date, provider, kind, accompanied, value].map((cell) => `"${cell}"`).join(',')
  return `hospitality,HM Treasury,Jane Example,${quoted},${source}`
}

function told(row: MappedRow): string {
  if (row.kind === 'ready') {
    const { form, day, value, direction } = row.row
    const amount = value.known === 'between' ? 'between' : `${value.known} ${value.money.minor}`
    return `${direction} ${form} ${day.from} ${amount}`
  }
  if (row.kind === 'nil') return `nil ${row.why}`
  if (row.kind === 'duplicate') return `duplicate ${row.firstLine}`
  const remarks = row.kind === 'held' ? row.missing : row.problems
  return `${row.kind} ${remarks.map((r) => `${r.field} ${r.code}`).join('; ')}`
}

const cases = [
  [line('15 September 2025', 'Nissan', 'Lunch', '£140'), 'received meal 2025-09-15 exact 14000'],
  [line('15/09/25', 'Nissan', 'Dinner and drinks', '140.00'), 'received meal 2025-09-15 exact 14000'],
  [line('2025-09', 'Nissan', 'Reception', 'Estimated £75'), 'received meal 2025-09-01 exact 7500'],
  [
    line('12-13 September 2025', 'The Club', 'Accommodation and meals', '£1,200.50'),
    'received travel 2025-09-12 exact 120050',
  ],
  [
    line('Sept 2025', 'Wimbledon', 'Two tickets and lunch', '£50 each', 'Yes - spouse'),
    'received entertainment 2025-09-01 exact 5000',
  ],
  [
    line('15 September', 'Glyndebourne', 'Opera', 'Above limit'),
    'received entertainment 2025-09-15 at_least 14000',
  ],
  [line('20 Sept 2025', 'Bank', 'Breakfast', 'under £100'), 'received meal 2025-09-20 at_most 10000'],
  [line('20 Sept 2025', 'Bank', 'Something nice', '£90'), 'received entertainment 2025-09-20 exact 9000'],
  [line('21 Sept 2025', 'Bank', 'Dinner', 'N/A'), 'held value value.not_said'],
  [line('21 Sept 2025', 'Bank', 'Dinner', 'Nil'), 'held value value.not_said'],
  [line('21 Sept 2025', 'Bank', 'Dinner', '£nil'), 'held value value.not_said'],
  [line('21 Sept 2025', 'Bank', 'Dinner', 'Value unknown'), 'held value value.not_said'],
  [line('21 Sept 2025', 'Bank', 'Dinner', 'Unspecified'), 'held value value.not_said'],
  [line('21 Sept 2025', 'Bank', 'Dinner', 'Unknown / nominal'), 'held value value.not_said'],
  [line('21 Sept 2025', 'Bank', 'Dinner', 'Free of charge'), 'held value value.not_said'],
  [line('21 Sept 2025', 'Bank', 'Dinner', 'Complimentary'), 'held value value.not_said'],
  [line('21 Sept 2025', 'Bank', '', '£90'), 'held hospitality_type cell.empty'],
  [line('21 Sept 2025', '', 'Dinner', '£90'), 'held provider party.giver_missing'],
  [line('Autumn', 'Bank', 'Dinner', '£90'), 'rejected date date.unreadable'],
  [line('21 Sept 2025', 'Bank', 'Dinner', 'two hundred'), 'rejected value value.unreadable'],
  [line('Nil return', 'Nil return', 'Nil return', 'Nil return', 'Nil return'), 'nil nil_return'],
  [line('Nil Return', 'Nil Return', '', ''), 'nil nil_return'],
  [line('', 'None', '', ''), 'nil nil_return'],
  [line('', 'no hospitality received this quarter', '', ''), 'nil nil_return'],
  [line('2025-09', 'N/A', 'N/A', 'N/A'), 'nil nil_return'],
  ['', 'nil empty_line'],
  [',,,,,,,,', 'nil empty_line'],
  [heading, 'nil repeated_header'],
] as const

describe('the hospitality register of ministers', () => {
  it.each(cases)('%s', async (text, expected) => {
    const rows = await mapLines('uk-ministers', `${heading}\n${text}\n`)
    expect(rows.map(told)).toEqual([expected])
  })

  it('keeps who gave to whom, and for which office', async () => {
    const [row] = await mapLines('uk-ministers', `${heading}\n${cases[0][0]}\n`)
    expect(row).toMatchObject({
      row: {
        giver: { name: 'Nissan' },
        recipient: { kind: 'person', name: 'Jane Example' },
        org: { kind: 'entity', name: 'HM Treasury' },
        recipientClass: 'public_official',
        source,
      },
    })
  })

  it('says so when the kind of hospitality was assumed', async () => {
    const [row] = await mapLines(
      'uk-ministers',
      `${heading}\n${line('20 Sept 2025', 'Bank', 'Something nice', '£90')}\n`,
    )
    expect(row?.kind === 'ready' && row.row.assumptions).toContain('hospitality_kind')
  })

  it('counts a repeated line once, also when it comes in the register of another month', async () => {
    const later = cases[0][0].replace(': September', ': October')
    const rows = await mapLines('uk-ministers', `${heading}\n${cases[0][0]}\n${later}\n`)
    expect(rows.map(told)).toEqual([cases[0][1], 'duplicate 2'])
  })
})

import { describe, expect, it } from 'vitest'
import { mapLines, shipped } from '../../../../test/setup/import-files.ts'
import type { MappedRow } from '../domain.ts'
import { newTally } from '../summary.ts'

const heading = 'type,department,minister,date,provider,hospitality_type,accompanied,value,source'
const source = 'Register of Ministers’ Gifts and Hospitality: September 2025'

/** Dates with no year of their own are of this quarter. */
const quarter = 'Ministers’ hospitality: January to March 2014'

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
  [line('Nil Return', '-', '-', '£0.00'), 'nil nil_return'],
  [line('No external hospitality received', '', '', ''), 'nil nil_return'],
  [line('', 'Did not receive any hospitality', '', ''), 'nil nil_return'],
  [line('*Nil return*', '', '', ''), 'nil nil_return'],
  [line('Q4 2013', 'Nil', 'Nil', 'Nil'), 'nil nil_return'],
  [line('', '', '', '', ''), 'nil empty_line'],
  [
    line('Mar-14', 'BBC', '2 tickets to Wimbledon', '£1,200'),
    'received entertainment 2014-03-01 exact 120000',
  ],
  [line('3/4/2015', 'BBC', 'Dinner', 'c £75', 'Wife'), 'received meal 2015-04-03 exact 7500'],
  [
    line('17/18 June 2013', 'Hay Festival', 'Overnight accomodation', 'Under £140'),
    'received travel 2013-06-17 at_most 14000',
  ],
  [line('w/c 10 March 2014', 'BBC', 'Drinks', '£45–£60'), 'received meal 2014-03-10 between'],
  [line('41710', 'BBC', 'Flights', '£50 x 2'), 'received travel 2014-03-12 exact 10000'],
  [
    line('12 Mar 14\u00a0', 'BBC', 'Private jet', '\u00a0£\u00a01,200.00'),
    'received travel 2014-03-12 exact 120000',
  ],
  [line('12-Mar-14', 'CondÃ© Nast', 'Cocktails', 'Â£45 â€“ Â£60'), 'received meal 2014-03-12 between'],
  [line('12-Mar-14', 'BBC', 'Lunch', 'Over £140 limit'), 'received meal 2014-03-12 at_least 14000'],
  [line('12-Mar-14', 'BBC', 'Lunch', 'N/K'), 'held value value.not_said'],
  [line('12-Mar-14', 'BBC', 'Lunch', 'Not known (official event)'), 'held value value.not_said'],
  [line('12-Mar-14', 'BBC', 'Lunch', '-'), 'held value value.not_said'],
  [line('12-Mar-14', 'BBC', 'Lunch', 'See above'), 'rejected value value.unreadable'],
  [line('12-Mar-14', 'Various', 'Lunch', '£60'), 'held provider party.giver_missing'],
  [line('12-Mar-14', 'Not known', 'Lunch', '£60'), 'held provider party.giver_missing'],
  [line('12-Mar-14', 'Unknown hosts', 'Lunch', '£60'), 'held provider party.giver_missing'],
  [line('12-Mar-14', 'Unknown Pleasures Ltd', 'Lunch', '£60'), 'received meal 2014-03-12 exact 6000'],
  [line('', 'BBC', 'Lunch', '£60'), 'held date date.missing'],
  [line('Q1', 'BBC', 'Lunch', '£60'), 'rejected date date.too_coarse'],
  [line('12 March', 'BBC', 'Lunch', '£60'), 'rejected date date.no_year'],
  [line('12 March', 'BBC', 'Lunch', '£60').replace(source, quarter), 'received meal 2014-03-12 exact 6000'],
  [line('March', 'BBC', 'Lunch', '£60').replace(source, quarter), 'received meal 2014-03-01 exact 6000'],
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

  it('says which cell it read as if it had been saved rightly', async () => {
    const [row] = await mapLines(
      'uk-ministers',
      `${heading}\n${line('12-Mar-14', 'CondÃ© Nast', 'Lunch', 'Â£60')}\n`,
    )
    expect(row).toMatchObject({ row: { giver: { name: 'Condé Nast' } } })
    expect(row?.kind === 'ready' && row.row.notes.slice(0, 2)).toMatchObject([
      { field: 'provider', code: 'cell.mended', params: { text: 'Condé Nast' } },
      { field: 'value', code: 'cell.mended', params: { text: '£60' } },
    ])
  })

  it('takes two lines without a day for one only in the same register', async () => {
    const undated = line('', 'BBC', 'Lunch', '£60')
    const rows = await mapLines(
      'uk-ministers',
      `${heading}\n${undated}\n${undated}\n${undated.replace(source, quarter)}\n`,
    )
    expect(rows.map(told)).toEqual(['held date date.missing', 'duplicate 2', 'held date date.missing'])
  })

  it('makes of each line exactly one thing', async () => {
    const texts = cases.map(([text]) => text)
    const rows = await mapLines('uk-ministers', `${heading}\n${texts.join('\n')}\n`)
    const tally = newTally()
    for (const row of rows) tally.add(row)
    const undecided = { prohibit: 0, hold: 0, escalate: 0, allow_with_conditions: 0, allow: 0 }
    const { accepted, held, rejected, duplicates, nil, ...said } = tally.summary(
      shipped('uk-ministers'),
      'en',
      undecided,
    )
    expect(said.rows).toBe(texts.length)
    expect(accepted + held + rejected + duplicates + nil).toBe(texts.length)
    expect(rows.map(({ line: at }) => at)).toEqual(texts.map((_, i) => i + 2))
  })

  it('counts a repeated line once, also when it comes in the register of another month', async () => {
    const later = cases[0][0].replace(': September', ': October')
    const rows = await mapLines('uk-ministers', `${heading}\n${cases[0][0]}\n${later}\n`)
    expect(rows.map(told)).toEqual([cases[0][1], 'duplicate 2'])
  })
})

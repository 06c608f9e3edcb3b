import { describe, expect, test } from 'vitest'
import { isRefusal } from '../../kernel/refusal.ts'
import {
  classInForce,
  classRules,
  decideClass,
  isRecipientClass,
  rowInForce,
  type ClassChange,
} from './classes.ts'
import type { ClassificationRow } from './tables.ts'

function row(given: Partial<ClassificationRow>): ClassificationRow {
  return {
    id: 'cls_1',
    version: 1,
    person_id: 'party_1',
    class: 'private_staff',
    is_verified: true,
    source: 'record',
    evidence: 'employment_record:file_1',
    left_office_on: null,
    was_leader: null,
    from_on: '2025-01-01',
    until_on: null,
    ...given,
  }
}

const toOfficial: ClassChange = {
  id: 'cls_2',
  personId: 'party_1',
  class: 'public_official',
  source: 'document',
  evidence: { kind: 'appointment_document', reference: 'file_2' },
  leftOfficeOn: null,
  wasLeader: null,
  fromOn: '2026-03-01',
}
const staff = { kind: 'employment_record', reference: 'file_3' } as const
const official = row({ class: 'public_official' })
const saidOfficial = row({ class: 'public_official', is_verified: false, source: 'self', evidence: null })

const changes: [string, readonly ClassificationRow[], Partial<ClassChange>, string][] = [
  ['an appointment document makes an official', [row({})], {}, 'changed'],
  ['one’s own word makes an official', [row({})], { source: 'self', evidence: null }, 'changed'],
  [
    'one’s own word makes private staff of nobody known',
    [],
    { class: 'private_staff', source: 'self', evidence: null },
    'changed',
  ],
  [
    'one’s own word frees no official',
    [official],
    { class: 'private_staff', source: 'self', evidence: null },
    'parties.class_not_by_word',
  ],
  [
    'nor one who declared it',
    [saidOfficial],
    { class: 'private_staff', source: 'self', evidence: null },
    'parties.class_not_by_word',
  ],
  [
    'nor does not knowing',
    [official],
    { class: 'unknown', source: 'self', evidence: null },
    'parties.class_not_by_word',
  ],
  [
    'an employment record frees an official',
    [official],
    { class: 'private_staff', evidence: staff },
    'changed',
  ],
  [
    'a record without evidence',
    [],
    { class: 'private_staff', source: 'record', evidence: null },
    'parties.class_needs_evidence',
  ],
  [
    'evidence of another kind',
    [],
    { class: 'hcp', evidence: { kind: 'purchase_record', reference: 'x' } },
    'parties.class_needs_evidence',
  ],
  [
    'evidence without its reference',
    [],
    { evidence: { kind: 'appointment_document', reference: ' ' } },
    'parties.class_needs_evidence',
  ],
  ['a class of organisations', [], { class: 'state_unit' }, 'parties.class_not_of_person'],
  ['an ex-official without the last day', [], { class: 'ex_official' }, 'parties.left_office_missing'],
  [
    'an ex-official who leaves that day',
    [],
    { class: 'ex_official', leftOfficeOn: '2026-03-01' },
    'parties.left_office_late',
  ],
  [
    'an ex-official who left the day before',
    [],
    { class: 'ex_official', leftOfficeOn: '2026-02-28' },
    'changed',
  ],
  [
    'the same again',
    [row({ class: 'public_official', source: 'document', evidence: 'appointment_document:file_2' })],
    {},
    'parties.nothing_changes',
  ],
  ['a day before what is verified', [row({ from_on: '2026-03-02' })], {}, 'parties.class_later_known'],
  ['the day of what is verified', [row({ from_on: '2026-03-01' })], {}, 'parties.class_later_known'],
  ['the day after what is verified', [row({ from_on: '2026-02-28' })], {}, 'changed'],
]

describe('a class is changed on evidence', () => {
  test.each(changes)('%s', (_, rows, given, code) => {
    const answer = decideClass(rows, { ...toOfficial, ...given })
    expect(isRefusal(answer) ? answer.code : 'changed').toBe(code)
  })

  test('what is proved ends what was said and proved before, on the eve', () => {
    const answer = decideClass([row({}), saidOfficial], toOfficial)
    if (isRefusal(answer)) throw new Error(answer.code)
    expect(answer.ended.map((one) => one.until_on)).toEqual(['2026-02-28', '2026-02-28'])
    expect(answer.added).toMatchObject({
      is_verified: true,
      evidence: 'appointment_document:file_2',
      from_on: '2026-03-01',
    })
  })

  test('what is only said ends nothing that was proved', () => {
    const answer = decideClass([row({})], { ...toOfficial, source: 'self', evidence: null })
    expect(answer).toMatchObject({ ended: [], added: { is_verified: false } })
  })
})

test('what is only said never ends the strict word of another', () => {
  const patient = { ...toOfficial, class: 'patient', source: 'self', evidence: null } as const
  expect(decideClass([saidOfficial], patient)).toMatchObject({ ended: [], added: { class: 'patient' } })
  const said = row({ class: 'private_staff', is_verified: false, source: 'self', evidence: null })
  expect(decideClass([said], patient)).toMatchObject({ ended: [{ until_on: '2026-02-28' }] })
})

test('every strict class has its place among them', () => {
  const said = (name: string) => row({ class: name, is_verified: false, source: 'self', evidence: null })
  const consumer = said('consumer')
  for (const [name, rule] of Object.entries(classRules)) {
    if (name === 'unknown' || rule.of !== 'person' || rule.isRelaxing) continue
    expect(rowInForce([consumer, said(name)], '2026-03-01')?.class).toBe(name)
  }
})

describe('the class that counts on a day', () => {
  const said = (name: string, from_on = '2025-06-01') =>
    row({ class: name, is_verified: false, source: 'self', evidence: null, from_on })
  const cases: [string, readonly ClassificationRow[], string][] = [
    ['nothing is known', [], 'unknown'],
    ['proved private staff', [row({})], 'private_staff'],
    ['private staff by word only', [said('private_staff')], 'unknown'],
    ['a consumer by word only', [said('consumer')], 'unknown'],
    ['an official by word only', [said('public_official')], 'public_official'],
    [
      'an official by word beside proved private staff',
      [row({}), said('public_official')],
      'public_official',
    ],
    ['private staff by word beside a proved official', [official, said('private_staff')], 'public_official'],
    ['proved staff, later said not to be known', [row({}), said('unknown')], 'private_staff'],
    ['a class that ended the day before', [row({ until_on: '2026-02-28' })], 'unknown'],
    ['a class that ends that day', [row({ until_on: '2026-03-01' })], 'private_staff'],
    ['a class that begins the next day', [row({ from_on: '2026-03-02' })], 'unknown'],
    [
      'a patient and, before, an official by word',
      [said('public_official'), said('patient', '2025-07-01')],
      'public_official',
    ],
    [
      'an official and, before, a patient by word',
      [said('patient'), said('public_official', '2025-07-01')],
      'public_official',
    ],
    [
      'a physician by word, and an official by word',
      [said('hcp', '2025-08-01'), said('soe_manager')],
      'soe_manager',
    ],
    [
      'an official by word beside a proved patient',
      [row({ class: 'patient' }), said('public_official')],
      'public_official',
    ],
    ['a patient by word beside a proved official', [official, said('patient')], 'public_official'],
    ['two proved classes, the later', [official, row({ class: 'hcp', from_on: '2026-01-01' })], 'hcp'],
  ]
  test.each(cases)('%s', (_, rows, counted) => {
    expect(classInForce(rows, '2026-03-01')).toBe(counted)
    expect(classInForce(rows.toReversed(), '2026-03-01')).toBe(counted)
  })

  test('the row in force is one of the given', () => {
    expect(rowInForce([official], '2026-03-01')).toBe(official)
    expect(rowInForce([official], '2024-12-31')).toBeUndefined()
  })

  test('no relaxing class counts on one’s own word, and every strict one does', () => {
    for (const [name, rule] of Object.entries(classRules)) {
      if (name === 'unknown' || rule.of !== 'person') continue
      expect([name, classInForce([said(name)], '2026-03-01')]).toEqual([
        name,
        rule.isRelaxing ? 'unknown' : name,
      ])
    }
  })

  test('a word that is no class is none', () => {
    expect(['hcp', 'toString', 'vip'].map(isRecipientClass)).toEqual([true, false, false])
  })
})

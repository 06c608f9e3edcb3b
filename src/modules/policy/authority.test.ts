import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { route, type AuthorityMatrix, type RouteSubject } from './authority.ts'
import { loadAuthority, loadAuthorityFile } from './load-authority.ts'

const loaded = await loadAuthorityFile(
  join(import.meta.dirname, '..', '..', '..', 'policies', 'authority.yaml'),
)
const matrix: AuthorityMatrix | undefined = 'matrix' in loaded ? loaded.matrix : undefined
const shipped = () => {
  if (!matrix) throw new Error(JSON.stringify(loaded))
  return matrix
}

function stepsOf(
  outcome: 'allow' | 'allow_with_conditions' | 'escalate',
  subject: RouteSubject,
  level?: 'L2' | 'L3' | 'L4',
) {
  const found = route({ outcome, level }, subject, shipped())
  return found.registerOnly
    ? 'register only'
    : found.steps.map((step) => `${step.level} ${step.role}`).join(', ')
}

const cny = (minor: string) => ({ currency: 'CNY', minor })
const staff = { recipientClass: 'private_staff', kind: 'meal' }

describe('who approves', () => {
  const cases = [
    ['a meal at the first band', 'allow', { ...staff, amount: cny('200000') }, undefined, 'L1 line_manager'],
    [
      'a meal one fen over it',
      'allow',
      { ...staff, amount: cny('200001') },
      undefined,
      'L1 line_manager, L2 finance',
    ],
    [
      'the same meal with an official',
      'allow',
      { ...staff, recipientClass: 'public_official', amount: cny('200000') },
      undefined,
      'L1 line_manager, L2 finance, L3 compliance',
    ],
    [
      'somebody of unknown class',
      'allow',
      { ...staff, recipientClass: undefined, amount: cny('100') },
      undefined,
      'L1 line_manager, L2 finance, L3 compliance',
    ],
    [
      'a decision that asks for more',
      'escalate',
      { ...staff, amount: cny('100') },
      'L4',
      'L1 line_manager, L2 finance, L3 compliance, L4 general_manager',
    ],
    [
      'an amount in another currency',
      'allow',
      { ...staff, amount: { currency: 'USD', minor: '1' } },
      undefined,
      'L1 line_manager, L2 finance, L3 compliance, L4 general_manager',
    ],
    [
      'an unknown amount',
      'allow',
      { ...staff, amount: undefined },
      undefined,
      'L1 line_manager, L2 finance, L3 compliance, L4 general_manager',
    ],
    [
      'a small voucher for a walk-in visitor',
      'allow',
      { kind: 'discount_coupon', recipientClass: 'consumer', amount: cny('100000') },
      undefined,
      'register only',
    ],
    [
      'the same with conditions',
      'allow_with_conditions',
      { kind: 'discount_coupon', recipientClass: 'consumer', amount: cny('100000') },
      undefined,
      'L1 line_manager',
    ],
  ] as const

  test.each(cases)('%s', (_name, outcome, subject, level, expected) => {
    expect(stepsOf(outcome, subject, level)).toBe(expected)
  })

  test.each(['hold', 'prohibit'] as const)('nobody, while the verdict is %s', (outcome) => {
    expect(route({ outcome }, { ...staff, amount: cny('1') }, shipped())).toEqual({
      steps: [],
      registerOnly: false,
      closed: true,
    })
  })

  test('in a company of three, one person approves once, and never nobody', () => {
    const small = { ...shipped(), smallCompany: { ...shipped().smallCompany, enabled: true } }
    const { steps } = route({ outcome: 'escalate', level: 'L3' }, { ...staff, amount: cny('1') }, small)
    expect(steps).toEqual([{ level: 'L3', role: 'general_manager', need: 'any' }])
  })
})

describe('the matrix is checked before it is used', () => {
  test('a matrix whose last cell does not fit everything leaves benefits without approver', () => {
    const text = `authority: a
version: 1.0.0
cumulative: true
roles: {line_manager: {zh: 主, en: m}, department_head: {zh: 部, en: d}, finance: {zh: 财, en: f}, compliance: {zh: 合, en: c}, general_manager: {zh: 总, en: g}}
levels: {L1: [{role: line_manager, need: any}], L2: [{role: finance, need: any}], L3: [{role: compliance, need: any}], L4: [{role: general_manager, need: all}]}
smallCompany: {enabled: false, roles: {line_manager: general_manager, department_head: general_manager, finance: general_manager, compliance: general_manager, general_manager: general_manager}}
cells: [{upTo: CNY 10.00, level: L1}]
`
    const found = loadAuthority(text, 'a.yaml')
    expect('problems' in found && found.problems[0]?.message.en).toContain(
      'the last cell must fit everything',
    )
    expect('matrix' in loadAuthority(text.replace('upTo: CNY 10.00, ', ''), 'a.yaml')).toBe(true)
  })
})

import { expect, test } from 'vitest'
import * as gates from '../../test/gates/with-fault.ts'
import { gateNames } from './gate.ts'

test('a gate is a file that exports one: the command line and the faults know the same ones', () => {
  expect(gateNames()).toContain('interlock')
  expect(gateNames()).not.toContain('with-fault')
  expect(gateNames()).toEqual(gates.gateNames().sort())
})

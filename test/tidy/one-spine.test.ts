import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const modules = join(import.meta.dirname, '../../src/modules')

function sources(): { name: string; text: string }[] {
  return readdirSync(modules, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => ({ name, text: readFileSync(join(modules, name), 'utf8') }))
}

/** Files outside the register that put something into it. */
function writersOfTheRegister(files: readonly { name: string; text: string }[]): string[] {
  return files
    .filter(({ name }) => !name.startsWith('benefits/'))
    .filter(({ text }) => /\bregisterBenefit\(/.test(text))
    .map(({ name }) => name.split('/')[0] ?? '')
    .filter((name, i, all) => all.indexOf(name) === i)
    .sort()
}

test('K21: every object that gives value goes through the same approval engine', () => {
  const files = sources()
  // Imports record what happened elsewhere or long ago; everything new is a request with a round of approval.
  expect(writersOfTheRegister(files)).toEqual(['imports', 'requests'])
  const submit = files.find(({ name }) => name === 'requests/submit.ts')?.text ?? ''
  expect(submit).toMatch(/\bopenFlow\(/)
  const insertsOfBenefits = files.filter(
    ({ name, text }) => !name.startsWith('benefits/') && /insertRow\(\s*benefitTable/.test(text),
  )
  expect(insertsOfBenefits).toEqual([])
})

test('a module that writes to the register beside the spine is found', () => {
  const planted = [{ name: 'points/redeem.ts', text: 'export const redeem = () => registerBenefit(row, [], giver, [])' }]
  expect(writersOfTheRegister([...sources(), ...planted])).toContain('points')
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { factsJson, type Facts } from '../../src/contract/facts.ts'
import { compilePacks, decide, forbiddenAhead } from '../../src/modules/policy/index.ts'
import { factCatalogue } from '../../src/modules/policy/fact-catalogue.ts'
import { factsNear, withFact } from './policy-facts.ts'
import { publicScenarios, shippedPacks } from './policy-shared.ts'

// The form shows a kind as closed on what is known before the rest is said: nothing said later may open it.

const packs = await shippedPacks()
const policy = compilePacks(packs)
const known = publicScenarios().map((scenario) => scenario.facts)
const starts = [...packs.map((loaded) => factsJson.parse(loaded.pack.baseline)), ...known]
const seed = Number(process.env['ABOVEBOARD_SEED'] ?? 20261125)
const numRuns = Number(process.env['ABOVEBOARD_RUNS'] ?? 1000)
const inLists = ['recipient.relatedTo.', 'programme.peers.']
/** Whether we give or receive is known from the start: the two have packs of their own. */
const paths = [...factCatalogue.keys()].filter(
  (path) => path !== 'benefit.direction' && !inLists.some((list) => path.startsWith(list)),
)

/** The facts without some of them, as they are known before the form is filled in. */
function earlier(facts: Facts, gone: readonly number[]): Facts {
  const { history: _, ...rest } = gone
    .map((at) => paths[at] ?? 'docs.agenda')
    .reduce((left, path) => withFact(left, path, undefined), facts)
  return rest
}

test(
  'what is forbidden ahead is forbidden whatever is said later, and it is not rare',
  { timeout: 120_000 },
  () => {
    let count = 0
    const gone = fc.uniqueArray(fc.nat(paths.length - 1), { minLength: 1, maxLength: 120 })
    fc.assert(
      fc.property(factsNear(starts), gone, (facts, dropped) => {
        const ahead = forbiddenAhead(policy, earlier(facts, dropped))
        if (!ahead) return
        count += 1
        expect([ahead.rule, decide(policy, facts).outcome]).toEqual([ahead.rule, 'prohibit'])
      }),
      { seed, numRuns },
    )
    expect(count).toBeGreaterThan(numRuns / 50)
  },
)

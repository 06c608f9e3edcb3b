import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Facts } from '../../src/contract/facts.ts'
import {
  compilePacks,
  loadPackFolder,
  type CompiledPacks,
  type LoadedPack,
} from '../../src/modules/policy/index.ts'
import { sharedPart } from './shared-data.ts'

const root = join(import.meta.dirname, '..', '..')

/** What an acceptance scenario expects. */
export type Expected = {
  readonly outcome?: string
  readonly outcomeIn?: readonly string[]
  readonly level?: string
  readonly rulesInclude: readonly string[]
  readonly rulesExclude?: readonly string[]
  readonly effectsInclude: readonly Readonly<Record<string, unknown>>[]
  readonly missingInclude?: readonly string[]
}

/** One acceptance scenario. */
export type Scenario = {
  readonly id: string
  readonly title: { readonly en: string }
  readonly facts: Facts
  readonly expect: Expected
}

/** The public scenarios; empty when the shared material is not there. */
export function publicScenarios(): readonly Scenario[] {
  const file = sharedPart('law/scenarios.public.json')
  const found: unknown = file === undefined ? undefined : JSON.parse(readFileSync(file, 'utf8'))
  return Array.isArray(found) ? (found as Scenario[]) : []
}

/** The shipped packs. Throws when one does not pass its checks. */
export async function shippedPacks(): Promise<readonly LoadedPack[]> {
  const loaded = await loadPackFolder(join(root, 'policies'))
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems))
  return loaded.packs
}

/** The shipped packs, compiled. */
export async function shippedPolicy(): Promise<CompiledPacks> {
  return compilePacks(await shippedPacks())
}

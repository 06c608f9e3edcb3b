import type { LocalDate } from '../../kernel/time.ts'
import type { CompiledPacks } from '../policy/index.ts'

/** A rule that stopped a row, and the part of it that did. */
type Stop = {
  readonly ruleId: string
  /** Empty for the part of a rule that has no name; undefined where only the rule was written down. */
  readonly part: string | undefined
}

/**
 * A rule with its part as one text, as a row keeps it: `UK-BA-01/own-hospitality`, or `ORG-CASH/` for a part
 * without a name. Rows of earlier builds name the rule alone.
 */
export function stopName(rule: { readonly ruleId: string; readonly part?: string | undefined }): string {
  return `${rule.ruleId}/${rule.part ?? ''}`
}

/** The rule and the part behind such a text. */
export function readStop(name: string): Stop {
  const [ruleId = '', part] = name.split('/')
  return { ruleId, part }
}

type Part = NonNullable<ReturnType<CompiledPacks['byId']['get']>>[number]['rule']

/** The parts of a rule in force on a day of which one stopped a row: that one, where the row says which. */
export function partsOnDay(packs: CompiledPacks, { ruleId, part }: Stop, day: LocalDate): Part[] {
  const versions = packs.byId.get(ruleId) ?? []
  const inForce = versions.filter(({ from, to }) => from <= day && day <= to).map(({ rule }) => rule)
  return part === undefined ? inForce : inForce.filter((rule) => (rule.part ?? '') === part)
}

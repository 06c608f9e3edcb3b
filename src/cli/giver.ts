import { z } from 'zod'
import type { EntityFacts } from '../modules/access/index.ts'
import { cliAccessTexts } from '../texts/cli-access.ts'
import { WrongUse } from './args.ts'

/** What is stated of an entity, as the command line writes it, with the code of the entity in front. */
export type StatedEntity = { readonly code: string; readonly facts: EntityFacts }

const list = (values: readonly string[]) => z.array(z.enum(values as [string, ...string[]]))
const countries = z.array(z.string().regex(/^[A-Z]{2}$/))

/** How a company that gives is described: `CODE,sector=general,listed=US+HK,nexus=none,codes=RDPAC`. */
export const giverUsage =
  'CODE[,sector=S][,listed=CC+CC|none][,nexus=CC|none][,codes=CODE+CODE|none][,reporting=CAS+IFRS]'

/**
 * Reads what is stated of an entity. What is left out stays unknown; `none` says that there is none. Throws
 * `WrongUse` for a word that no rule knows.
 */
export function readGiver(given: string, words: GiverWords): StatedEntity {
  const [code = '', ...parts] = given.split(/[,，]/).map((part) => part.trim())
  const pairs = parts.map((part): [string, string] => {
    const at = part.indexOf('=')
    return [part.slice(0, at), part.slice(at + 1)]
  })
  const said = Object.fromEntries(
    pairs.map(([name, text]) => [name, name === 'sector' ? text : listOf(text)] as const),
  )
  const shape = z.strictObject({
    sector: z.enum(words.sectors as [string, ...string[]]).optional(),
    listed: countries.optional(),
    nexus: countries.optional(),
    codes: list(words.codes).optional(),
    reporting: list(words.reporting).optional(),
  })
  const read = shape.safeParse(said)
  if (code === '' || !read.success || pairs.length === 0) {
    throw new WrongUse(cliAccessTexts['cli.entity.giver'], { given, sectors: words.sectors.join(' ') })
  }
  const { listed, ...facts } = read.data
  // The words were just checked against the lists of the module.
  return { code, facts: { ...facts, ...(listed ? { listedIn: listed } : {}) } as EntityFacts }
}

/** The words that the rules know. */
export type GiverWords = {
  readonly sectors: readonly string[]
  readonly codes: readonly string[]
  readonly reporting: readonly string[]
}

function listOf(text: string): string[] {
  return text === 'none' ? [] : text.split('+').map((each) => each.trim())
}

import { expectedItems, itemWords, taxWords, vagueWords, type ItemKind, type TaxKind } from './item-words.ts'

/** How the items of an invoice stand to a form of benefit: the worst of them counts. */
export type Content =
  | { readonly kind: 'fits' }
  | { readonly kind: 'asked'; readonly item: string }
  | { readonly kind: 'other'; readonly item: string }
  | { readonly kind: 'nothing' }

/**
 * Compares what an invoice says was sold with the form of the benefit. Something of another kind is a
 * contradiction; a word that nobody knows, or one that says nothing, is a question and never a pass.
 */
export function contentOf(form: string, items: readonly string[]): Content {
  if (items.length === 0) return { kind: 'nothing' }
  const judged = items.map((item) => ({ item, standing: standingOf(form, item) }))
  const other = judged.find(({ standing }) => standing === 'other')
  if (other) return { kind: 'other', item: other.item }
  const asked = judged.find(({ standing }) => standing === 'asked')
  return asked ? { kind: 'asked', item: asked.item } : { kind: 'fits' }
}

function standingOf(form: string, item: string): 'fits' | 'asked' | 'other' {
  const kinds = kindsOf(item)
  const expected = expectedItems[form]
  if (!expected || kinds.length === 0) return 'asked'
  if (kinds.some((kind) => expected.fits.includes(kind))) return isVague(item) ? 'asked' : 'fits'
  return kinds.some((kind) => expected.asks.includes(kind)) ? 'asked' : 'other'
}

/** What the items of an invoice are, by their words: all kinds that any of them names. */
export function contentKinds(items: readonly string[]): ReadonlySet<ItemKind> {
  return new Set(items.flatMap(kindsOf))
}

/** What an item is where its tax is judged: beside its kinds, services of daily life and tobacco. */
export function taxKinds(item: string): ReadonlySet<ItemKind | TaxKind> {
  const { text, taxClass } = readItem(item)
  // As with all kinds, a class that says what was sold decides alone: beauty cream is goods, and no service.
  const named = taxClass !== undefined && kindsIn(taxClass).length > 0 ? taxClass : text
  const told = (Object.keys(taxWords) as TaxKind[]).filter((kind) =>
    taxWords[kind].some((word) => holds(named, word)),
  )
  return new Set([...kindsOf(item), ...told])
}

/** The kinds that an item's words name. Where the class of the tax catalogue names one, it decides alone. */
function kindsOf(item: string): ItemKind[] {
  const { text, taxClass } = readItem(item)
  const ofClass = taxClass === undefined ? [] : kindsIn(taxClass)
  return ofClass.length > 0 ? ofClass : kindsIn(text)
}

function readItem(item: string): { readonly text: string; readonly taxClass: string | undefined } {
  const text = item.normalize('NFKC').toLowerCase()
  const taxClass = /^\*([^*]{1,60})\*/.exec(text.trim())?.[1]
  return { text, taxClass: taxClass === '酒' ? '酒类' : taxClass }
}

function kindsIn(text: string): ItemKind[] {
  const kinds = Object.keys(itemWords) as ItemKind[]
  return kinds.filter((kind) => itemWords[kind].some((word) => holds(text, word)))
}

function isVague(item: string): boolean {
  const text = item.normalize('NFKC').toLowerCase()
  return vagueWords.some((word) => holds(text, word))
}

function holds(text: string, word: string): boolean {
  return isChinese(word) ? text.includes(word) : ` ${text.replace(/[^a-z0-9]+/g, ' ')} `.includes(` ${word} `)
}

function isChinese(word: string): boolean {
  return /[\u4e00-\u9fff]/.test(word)
}

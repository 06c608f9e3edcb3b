import type { EvidenceRecord, Reason, RecordName, WatchedLine } from '../domain.ts'
import { tradeWords } from './common-words.ts'

/** What of an organisation's name says what kind of firm it is, and is left out in everyday writing. */
const legalForms = new RegExp(
  [
    String.raw`股份|有限|责任|公司|集团|控股|\(.*?\)|（.*?）`,
    String.raw`\b(co|ltd|inc|llc|gmbh|corp|corporation|limited|company|group|plc)\b\.?`,
  ].join('|'),
  'gi',
)

const enough = { short: 2, shared: 4 }

/** The part of an organisation's name by which people call it. */
export function coreOf(name: string): string {
  const known = cores.get(name)
  if (known !== undefined) return known
  const core = makeCore(name)
  if (cores.size >= coresMax) cores.clear()
  cores.set(name, core)
  return core
}

/** So many names are kept; a server that compares many journals must not keep all of them. */
const coresMax = 20_000
const cores = new Map<string, string>()

function makeCore(name: string): string {
  const bare = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(legalForms, '')
    .replace(/[\s.,&·]/g, '')
  return bare.length >= enough.short ? bare : name.toLowerCase()
}

/** What a line and its voucher say in words, ready to be searched. */
export type Said = {
  /** The text of the line and who was paid, plain. */
  readonly text: string
  readonly staff: string
  /** The same as it stands, in letters of one width. */
  readonly words: string
}

/** Gathers what a line and its voucher say. */
export function saidBy(
  line: Pick<WatchedLine, 'text' | 'party' | 'staff'>,
  voucher: { readonly party: string; readonly staff: string },
): Said {
  return {
    text: plain(`${line.text} ${line.party} ${voucher.party}`),
    staff: plain(`${line.staff} ${voucher.staff}`),
    // A number ends with its column.
    words: [line.text, line.party, voucher.party].join(' | ').normalize('NFKC'),
  }
}

/** A text in small letters of one width, without spaces. */
export function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s/g, '')
}

/** A name of a record, ready to be looked for. */
export type SoughtName = RecordName & {
  readonly plain: string
  readonly core: string
  /** How a number of ours is written; absent for another name. */
  readonly written?: RegExp
}

/** Prepares the names of a record once, because it is compared with many lines. */
export function soughtNames({ names }: EvidenceRecord): SoughtName[] {
  return names.map((each) => ({
    ...each,
    plain: plain(each.name),
    core: coreOf(each.name),
    ...(each.role === 'number' && { written: writtenAs(each.name) }),
  }))
}

const points = { customer: 30, person: 22, staff: 20, vendor: 30, title: 8, number: 44 } as const

/** The names of a record that stand in a line, each with its weight. */
export function namesIn(names: readonly SoughtName[], said: Said): Reason[] {
  return names.flatMap((name) => nameIn(name, said) ?? [])
}

function nameIn({ role, name, plain: whole, core, written }: SoughtName, said: Said): Reason | undefined {
  const reason = (code: string, weight: number): Reason => ({ code, points: weight, params: { name } })
  if (whole.length < enough.short) return undefined
  if (role === 'number')
    return written?.test(said.words) === true ? reason('match.number', points.number) : undefined
  if (role === 'customer' || role === 'vendor') {
    const shared = said.text.includes(core) ? core : sharedRun(core, said.text)
    const isThere = shared === core || shared.length >= Math.max(enough.shared, core.length * 0.6)
    return isThere && (role === 'customer' || saysWho(shared))
      ? reason(`match.${role}`, points[role])
      : undefined
  }
  if (role === 'staff') {
    return said.staff.includes(whole) || said.text.includes(whole)
      ? reason('match.staff', points.staff)
      : undefined
  }
  if (said.text.includes(whole)) return reason('match.person', points.person)
  return isTitled(whole, said.text) ? reason('match.title', points.title) : undefined
}

/**
 * BR-2026-0001 is not named by BR-2026-00012, but by a list that has both. What somebody put blanks into is
 * taken as one number; a figure after a blank is another one.
 */
function writtenAs(number: string): RegExp {
  const signs = [...number].map((sign) => sign.replace(/[^a-z\d]/i, String.raw`\$&`))
  return new RegExp(String.raw`${signs.join(String.raw`\s*`)}(?!\d)`, 'i')
}

const titles = ['总', '经理', '主任', '处', '科', '工', '局', '院长']

/** 王总 for 王建国. */
function isTitled(name: string, text: string): boolean {
  if (!/^[\u4e00-\u9fff]{2,3}$/.test(name)) return false
  return titles.some((title) => text.includes(name.slice(0, 1) + title))
}

/** Whether a name of a vendor, or a part of it, says more than a trade. */
export function saysWho(core: string): boolean {
  return core.replace(tradeWords, '').length >= enough.short
}

/** The longest run of letters that both have. */
function sharedRun(core: string, text: string): string {
  let best = ''
  for (let from = 0; from < core.length - best.length; from++) {
    let to = from + best.length + 1
    while (to <= core.length && text.includes(core.slice(from, to))) best = core.slice(from, to++)
  }
  return best
}

/** What one benefit stands for in the sums, as it ought to be. */
export type Modelled = {
  readonly requestId: string
  readonly giver: string
  readonly deal: string | undefined
  readonly event: string | undefined
  /**
   * What each subject gets of it: the named recipient a share, their organisation and everybody else the
   * whole.
   */
  readonly person: string
  readonly household: string | undefined
  readonly share: bigint
  readonly whole: bigint
  day: string
  counts: boolean
  readonly filedOn: string
  /** Given before it was asked for: it is taken off by a reversal alone. */
  isLate: boolean
  /** The day of its reversal; until then it counts. */
  reversedOn: string | undefined
}

/** What a sum is kept for. */
export const subjects = ['person', 'household', 'organisation', 'deal', 'event', 'giver'] as const

/** A kind of subject. */
export type Subject = (typeof subjects)[number]

/** Sums as of a day, by kind of subject and its id: everything that counts then, and nothing else. */
export function sumsAsOf(
  benefits: readonly Modelled[],
  day: string,
  named: { readonly survivorOf: (person: string) => string; readonly organisation: string },
): Map<string, bigint> {
  const sums = new Map<string, bigint>()
  const add = (subject: Subject, id: string | undefined, minor: bigint) => {
    if (id === undefined || minor === 0n) return
    const key = `${subject} ${id}`
    sums.set(key, (sums.get(key) ?? 0n) + minor)
  }
  for (const each of benefits) {
    const stands = each.counts || (each.reversedOn !== undefined && day < each.reversedOn)
    if (!stands || each.day > day) continue
    add('person', named.survivorOf(each.person), each.share)
    add('household', each.household, each.share)
    add('organisation', named.organisation, each.whole)
    add('deal', each.deal, each.whole)
    add('event', each.event, each.whole)
    add('giver', each.giver, each.whole)
  }
  return sums
}

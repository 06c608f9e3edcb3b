import type { AccountRow, LineRow } from './tables.ts'
import { percent } from './report.ts'

/** The sums of one account, or of all, as they stand after what people said of lines. */
export type Standing = {
  readonly total: bigint
  readonly matched: bigint
  readonly explained: bigint
  readonly unexplained: bigint
  /**
   * The part of what is explained of which nothing looks like a benefit; absent where a comparison is older
   * than this figure.
   */
  readonly ordinary?: bigint
}

/** An account with its sums after the marks. */
export type AccountStanding = Standing & { readonly row: AccountRow }

/** From this amount on, in minor units, a second person confirms that a spend is no benefit. */
export const confirmedFrom = 500_000n

/**
 * The sums of the accounts after the marks: what is explained or matched by hand leaves what is
 * unexplained. What waits
 * for its confirmation is unexplained still.
 */
export function standingOf(accounts: readonly AccountRow[], lines: readonly LineRow[]): AccountStanding[] {
  const byAccount = Map.groupBy(lines, ({ account }) => account)
  return accounts.map((row) => {
    const own = byAccount.get(row.place) ?? []
    const sum = (state: string) =>
      own.reduce((all, line) => (line.state === state ? all + line.minor : all), 0n)
    const [matched, explained] = [sum('matched'), sum('explained')]
    return {
      row,
      total: row.total_minor,
      matched: row.matched_minor + matched,
      explained: row.explained_minor + explained,
      unexplained: row.unexplained_minor - matched - explained,
      ...(row.ordinary_minor !== null && { ordinary: row.ordinary_minor }),
    }
  })
}

/** The sums of all accounts, and the rate. */
export function wholeOf(accounts: readonly Standing[]): Standing & { readonly coverage: string } {
  const sum = (name: keyof Standing) => accounts.reduce((all, account) => all + (account[name] ?? 0n), 0n)
  const [total, unexplained] = [sum('total'), sum('unexplained')]
  return {
    total,
    matched: sum('matched'),
    explained: sum('explained'),
    unexplained,
    ...(accounts.every(({ ordinary }) => ordinary !== undefined) && { ordinary: sum('ordinary') }),
    coverage: percent(total - unexplained, total),
  }
}

/** Whether lines and accounts agree: what is listed of an account is at most what is unexplained of it. */
export function isTied(accounts: readonly AccountStanding[], lines: readonly LineRow[]): boolean {
  const byAccount = Map.groupBy(lines, ({ account }) => account)
  return accounts.every(({ row, total, matched, explained, unexplained }) => {
    const listed = (byAccount.get(row.place) ?? []).reduce((sum, { minor }) => sum + minor, 0n)
    return matched + explained + unexplained === total && listed <= row.unexplained_minor && unexplained >= 0n
  })
}

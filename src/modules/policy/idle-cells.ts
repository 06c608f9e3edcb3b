import { benefitForms, recipientClasses } from '../../contract/facts.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { AuthorityMatrix } from './authority.ts'
import { testOf, yes } from './cells.ts'
import { rankOfAsk, type Cell, type Pack, type Row, type Rule } from './domain.ts'

/** A cell that would record at once, and the kinds of it of which nothing ever is. */
export type IdleCell = { readonly cell: number; readonly kinds: readonly string[] }

/**
 * The register-only cells of a matrix that no decision reaches for some of their kinds: only what no rule
 * objects to is recorded at once, and of these the company's own rules ask conditions or an approval whatever
 * else is so.
 */
export function idleCells(matrix: AuthorityMatrix, packs: readonly Pack[], day: LocalDate): IdleCell[] {
  const own = packs.filter((pack) => pack.jurisdiction === 'ORG' && pack.direction !== 'received')
  const rules = own.flatMap((pack) => pack.rules)
  const asking = rules.filter((rule) => asksFor(rule) && isInForce(rule, day))
  return matrix.cells.flatMap((cell, at) => {
    if (!cell.registerOnly) return []
    const classes = cell.classes ?? recipientClasses
    const isAsked = (kind: string) =>
      classes.every((each) => asking.some((rule) => rule.when.some((row) => isMetBy(row, kind, each))))
    const kinds = (cell.kinds ?? benefitForms).filter(isAsked)
    // A cell for all kinds is there for those that are left.
    const isIdle = cell.kinds ? kinds.length > 0 : kinds.length === benefitForms.length
    return isIdle ? [{ cell: at, kinds }] : []
  })
}

function asksFor(rule: Rule): boolean {
  return rule.enabled && (rankOfAsk(rule.match) > 0 || rule.approvals.length > 0)
}

function isInForce({ effective: { from, to } }: Rule, day: LocalDate): boolean {
  return from <= day && (to === undefined || day <= to)
}

/** A row that speaks of nothing but the kind and the class, and of these. */
function isMetBy(row: Row, kind: string, recipientClass: string): boolean {
  const known: Readonly<Record<string, string>> = {
    'benefit.form': kind,
    'recipient.class': recipientClass,
  }
  return Object.entries(row).every(([path, cell]) => isMet(cell, known[path]))
}

function isMet(cell: Cell, value: string | undefined): boolean {
  return value !== undefined && testOf(cell, 'enum')(value) === yes
}

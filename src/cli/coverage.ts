import { createReadStream } from 'node:fs'
import { homeZone } from '../app/world.ts'
import { formatMoney } from '../kernel/format.ts'
import { add, fromMoneyJson, type MoneyJson } from '../kernel/money.ts'
import { isRefusal } from '../kernel/refusal.ts'
import { dayIn } from '../kernel/time.ts'
import { compareJournal, type CoverageReport } from '../modules/coverage/index.ts'
import { systemActor } from '../platform/act/actor.ts'
import { coverageTexts } from '../texts/coverage.ts'
import { fill, type TextValue } from '../texts/index.ts'
import { dataOption, needFile, needText, WrongUse, type CliCall, type CliCommand } from './args.ts'
import { exit } from './io.ts'
import { tellRefusal, withAccess } from './with-access.ts'

const text = { type: 'string' } as const

/** As many lines as a person reads on a terminal; `--json` lists all. */
const shownMax = 30

/** Compares a journal with the register. Finding something to look at is the purpose and no failure. */
export const coverageCommand: CliCommand = {
  summary: coverageTexts['coverage.command'],
  usage: '--journal FILE [--invoices FILE] [--entity ID] [--sheet NAME]',
  options: { ...dataOption, journal: text, invoices: text, entity: text, sheet: text },
  run: async (call) => {
    const path = needText(call, 'journal')
    if (call.positionals.length > 0)
      throw new WrongUse({ zh: '用法：{usage}', en: 'Usage: {usage}' }, { usage: '--journal FILE' })
    needFile(path)
    const invoices = call.text('invoices')
    if (invoices !== undefined) needFile(invoices)
    return withAccess(call, async ({ pool, organisation, at }) => {
      const done = await compareJournal(
        { pool, organisation },
        {
          source: createReadStream(path, { highWaterMark: 1 << 18 }),
          entity: call.text('entity'),
          sheet: call.text('sheet'),
          ...(invoices !== undefined && { pool: async () => createReadStream(invoices) }),
          actor: { ...systemActor, via: 'cli' },
          language: call.io.language,
          today: dayIn(homeZone, at),
          onLine: async (lines) => {
            call.io.progress(coverageTexts['coverage.progress'], { lines })
            return true
          },
        },
      )
      if (done === 'stopped') return exit.interrupted
      if (isRefusal(done)) return tellRefusal(call, done)
      call.io.answer(done.report, () => reportLines(call, done.report))
      return exit.done
    })
  },
}

function reportLines(call: CliCall, report: CoverageReport): string[] {
  const { language } = call.io
  const say = (key: keyof typeof coverageTexts, params: Readonly<Record<string, TextValue>>) =>
    fill(coverageTexts[key], language, params)
  const shown = (amount: MoneyJson) => formatMoney(fromMoneyJson(amount))
  const sums = (all: Pick<CoverageReport, 'matched' | 'explained' | 'unexplained'>) => ({
    matched: shown(all.matched),
    explained: shown(all.explained),
    unexplained: shown(all.unexplained),
  })
  const { lines, coverage, spend, unfiled, spoilt } = report
  const spoiltCount = spoilt.length + report.spoiltMore
  return [
    say('coverage.counts', { lines, coverage, spend: shown(spend), ...sums(report) }),
    ...report.accounts.map((account) =>
      say('coverage.account', {
        code: account.code,
        name: account.name,
        total: shown(account.total),
        ...sums(account),
      }),
    ),
    ...(unfiled.length === 0 ? [] : [say('coverage.list', { count: unfiled.length })]),
    ...unfiled
      .slice(0, shownMax)
      .map((each) => say('coverage.line', { ...each, amount: shown(each.amount) })),
    ...(unfiled.length > shownMax ? [say('coverage.more', { count: unfiled.length - shownMax })] : []),
    ...(report.unlisted > 0 ? [say('coverage.unlisted', { count: report.unlisted })] : []),
    ...(spoiltCount > 0 ? [say('coverage.spoilt', { count: spoiltCount })] : []),
    ...spoilt.slice(0, shownMax).map((each) => say('coverage.spoilt_line', each)),
    ...leftOutLines(report, say, shown),
    ...unbookedLines(report, say),
    ...(report.pool ? poolLines(report.pool, say, shown) : []),
  ]
}

type Say = (key: keyof typeof coverageTexts, params: Readonly<Record<string, TextValue>>) => string

function leftOutLines({ leftOut }: CoverageReport, say: Say, shown: (amount: MoneyJson) => string): string[] {
  if (leftOut.length === 0) return []
  const sum = leftOut.map(({ debit }) => fromMoneyJson(debit)).reduce(add)
  return [
    say('coverage.left_out', { count: leftOut.length, sum: formatMoney(sum) }),
    ...leftOut
      .slice(0, shownMax)
      .map((each) => say('coverage.left_out_line', { ...each, debit: shown(each.debit) })),
    ...(leftOut.length > shownMax ? [say('coverage.more', { count: leftOut.length - shownMax })] : []),
  ]
}

function unbookedLines({ numbers, unbooked }: CoverageReport, say: Say): string[] {
  const missing = unbooked.filter(({ kind }) => kind !== 'benefit').length
  return [
    ...(numbers === undefined ? [] : [say('coverage.numbers', { checked: numbers, missing })]),
    ...(unbooked.length > 0 ? [say('coverage.unbooked', { count: unbooked.length })] : []),
    ...unbooked
      .slice(0, shownMax)
      .map(({ day, number: what, why }) => say('coverage.unbooked_line', { day, what, why })),
    ...(unbooked.length > shownMax ? [say('coverage.more', { count: unbooked.length - shownMax })] : []),
  ]
}

function poolLines(
  pool: NonNullable<CoverageReport['pool']>,
  say: Say,
  shown: (amount: MoneyJson) => string,
) {
  const { total, other, covered, listed, unlisted } = pool.shares
  const share = ({ count, sum }: typeof total) => `${shown(sum)} (${count})`
  const open = [share(listed), ...(unlisted.count > 0 ? [share(unlisted)] : [])].join(' + ')
  const spoilt = pool.spoilt.length + pool.spoiltMore
  return [
    say('coverage.pool', {
      count: total.count,
      sum: shown(total.sum),
      other: share(other),
      covered: share(covered),
      open,
    }),
    ...pool.unfiled
      .slice(0, shownMax)
      .map((each) => say('coverage.pool_line', { ...each, amount: shown(each.amount) })),
    ...(spoilt > 0 ? [say('coverage.spoilt', { count: spoilt })] : []),
    ...pool.spoilt.slice(0, shownMax).map((each) => say('coverage.spoilt_line', each)),
  ]
}

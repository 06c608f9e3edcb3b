import { FileUp } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { webVoucherTexts } from '../../../src/texts/web-vouchers.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { classes } from '../../parts/classes.ts'
import { PickButton } from '../../parts/pick-button.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { Section } from '../../parts/section.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { problemOf, sendFiles, type Answer } from '../../shell/api.ts'
import { tellProblem } from '../../shell/messages.ts'
import { queryClient, useAnswer } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import { Dimensions } from './dimensions.tsx'
import { ExportVouchers } from './export-vouchers.tsx'
import { ImportReport } from './import-report.tsx'
import { InputTax } from './input-tax.tsx'
import { LeftBefore } from './left-before.tsx'
import { NumberDialog } from './number-dialog.tsx'
import { VoucherFiles } from './voucher-files.tsx'

type Props = { readonly entityId: string; readonly month: string }
type Voucher = Answer<'vouchers'>['items'][number]

/** The vouchers of a month: which wait for their number, the files that left, and numbers coming back. */
export function MonthVouchers({ entityId, month }: Props) {
  const say = useTexts(webVoucherTexts)
  const [isAll, setAll] = useState(false)
  const [isExporting, setExporting] = useState(false)
  const [numbering, setNumbering] = useState<Voucher>()
  const query = { entityId, period: month, selection: isAll ? ('all' as const) : ('unnumbered' as const) }
  const { data, error, refetch } = useAnswer('vouchers', { query }, { keep: true, fresh: true })
  // A month is chosen from a long list below: its vouchers come to where one looks.
  const place = useRef<HTMLDivElement>(null)
  const isThere = data !== undefined
  useEffect(() => {
    if (isThere) place.current?.scrollIntoView({ block: 'nearest' })
  }, [isThere])
  if (error && !data) return <ProblemView error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <Waiting lines={4} />
  return (
    <div ref={place}>
      <Section title={say('vouchers.title', { month })} aside={<Which isAll={isAll} onChange={setAll} />}>
        <p className="text-body font-medium">{sentenceOf(say, data.count, isAll)}</p>
        <LeftBefore left={data.left} />
        <p className="mt-2 flex flex-wrap gap-2">
          {data.count === 0 ? null : (
            <Button size={32} look="primary" onClick={() => setExporting(true)}>
              {say('vouchers.export')}
            </Button>
          )}
          <TakeNumbers entityId={entityId} />
        </p>
        <ul className="mt-3 border-t border-line empty:hidden">
          {data.items.map((voucher) => (
            <VoucherRow
              // A document in two currencies has a voucher in each, of one reference.
              key={`${voucher.reference} ${voucher.total.currency}`}
              voucher={voucher}
              onNumber={() => setNumbering(voucher)}
            />
          ))}
        </ul>
        {data.count > data.items.length ? (
          <p className="mt-2 text-second text-ink-2">{say('vouchers.more', { count: data.items.length })}</p>
        ) : null}
        <VoucherFiles entityId={entityId} month={month} />
        <Dimensions entityId={entityId} month={month} />
        <InputTax entityId={entityId} month={month} />
        {isExporting ? (
          <ExportVouchers query={query} left={data.left} onClose={() => setExporting(false)} />
        ) : null}
        {numbering ? (
          <NumberDialog entityId={entityId} voucher={numbering} onClose={() => setNumbering(undefined)} />
        ) : null}
      </Section>
    </div>
  )
}

type Say = ReturnType<typeof useTexts<typeof webVoucherTexts>>

function sentenceOf(say: Say, count: number, isAll: boolean): string {
  if (isAll) return say('vouchers.all_count', { count })
  return count === 0 ? say('vouchers.all_numbered') : say('vouchers.waiting', { count })
}

function Which({
  isAll,
  onChange,
}: {
  readonly isAll: boolean
  readonly onChange: (isAll: boolean) => void
}) {
  const say = useTexts(webVoucherTexts)
  return (
    <label className="inline-flex cursor-pointer items-center gap-2 pointer-coarse:min-h-10">
      <input type="checkbox" checked={isAll} onChange={(event) => onChange(event.target.checked)} />
      {say('vouchers.show_all')}
    </label>
  )
}

const rowLook = classes(
  'flex flex-wrap items-center justify-between gap-x-4 gap-y-1',
  'border-b border-line py-2 text-second',
)

function VoucherRow({ voucher, onNumber }: { readonly voucher: Voucher; readonly onNumber: () => void }) {
  const say = useTexts(webVoucherTexts)
  const { reference, on, form, occasion, total, numbers, isNumbered } = voucher
  return (
    <li className={rowLook}>
      <span className="min-w-0 break-words">
        <span className="font-medium tabular-nums">{reference}</span>
        <span className="text-ink-2">{` · ${on} · ${form} · ${occasion}`}</span>
        {numbers.length === 0 ? null : (
          <span className="block text-ink-2">
            {numbers.map(({ number, on: day }) => say('vouchers.number', { number, on: day })).join(' · ')}
          </span>
        )}
      </span>
      <span className="ml-auto flex items-center gap-3">
        <span className="tabular-nums">{amountText(total)}</span>
        {isNumbered ? null : (
          <Button size={32} onClick={onNumber} aria-label={say('vouchers.record_for', { reference })}>
            {say('vouchers.record')}
          </Button>
        )}
      </span>
    </li>
  )
}

/** Takes a file of statutory numbers and says what came of it, the refused rows with their reasons. */
function TakeNumbers({ entityId }: { readonly entityId: string }) {
  const say = useTexts(webVoucherTexts)
  const [report, setReport] = useState<Answer<'importVouchers'>>()
  const take = async (files: readonly File[]) => {
    setReport(undefined)
    try {
      setReport(await sendFiles('importVouchers', { body: { entityId } }, files.slice(0, 1)))
      await queryClient.invalidateQueries({ queryKey: ['vouchers'] })
      await queryClient.invalidateQueries({ queryKey: ['periods'] })
    } catch (error) {
      tellProblem(problemOf(error), say('vouchers.import_failed'))
    }
  }
  return (
    <>
      <PickButton
        text={say('vouchers.import')}
        icon={<FileUp aria-hidden="true" size={14} />}
        accept=".csv,.xlsx"
        onPick={(files) => void take(files)}
      />
      <span aria-live="polite" className="basis-full empty:hidden">
        {report ? <ImportReport report={report} /> : null}
      </span>
    </>
  )
}

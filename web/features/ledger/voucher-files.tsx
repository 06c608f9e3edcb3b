import { webVoucherTexts } from '../../../src/texts/web-vouchers.ts'
import { linkLook } from '../../parts/text-link.tsx'
import { problemOf } from '../../shell/api.ts'
import { tellProblem } from '../../shell/messages.ts'
import { useAnswer } from '../../shell/queries.ts'
import { takeFile } from '../../shell/take-file.ts'
import { useTexts } from '../../shell/text.ts'
import { When } from '../payments/when.tsx'

type Props = { readonly entityId: string; readonly month: string }

/** The files of vouchers that were made of a month; each can be taken again. */
export function VoucherFiles({ entityId, month }: Props) {
  const say = useTexts(webVoucherTexts)
  const { data } = useAnswer('voucherExports', { query: { entityId, period: month } }, { fresh: true })
  if (data === undefined || data.items.length === 0) return null
  const take = (exportId: string, fileName: string) =>
    takeFile('voucherFile', { params: { exportId } }, fileName).catch((error: unknown) =>
      tellProblem(problemOf(error), say('vouchers.export_failed')),
    )
  return (
    <>
      <h3 className="mt-4 text-second font-medium text-ink-2">{say('vouchers.files')}</h3>
      <ul className="mt-1 border-t border-line">
        {data.items.map(({ exportId, fileName, vouchers, by, at, reason }) => (
          <li key={exportId} className="border-b border-line py-1.5 text-second break-words">
            <button type="button" className={linkLook} onClick={() => void take(exportId, fileName)}>
              {fileName}
            </button>
            <span className="text-ink-2">
              {` · ${say('vouchers.of', { count: vouchers })} · ${by} · `}
              <When at={at} />
              {` · ${reason}`}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

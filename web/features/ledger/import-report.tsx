import { webVoucherTexts } from '../../../src/texts/web-vouchers.ts'
import type { Answer } from '../../shell/api.ts'
import { useTexts } from '../../shell/text.ts'

/** What came of a file: how many rows were taken, and the refused ones with their reasons. */
export function ImportReport({ report }: { readonly report: Answer<'importVouchers'> }) {
  const say = useTexts(webVoucherTexts)
  const { problems, ...counts } = report
  return (
    <span className="block rounded-md bg-sunken px-3 py-2 text-second">
      {say('vouchers.imported', counts)}
      {problems.map(({ line, reason, repair }) => (
        <span key={line} className="block break-words">
          {say('vouchers.line', { line, reason })} <span className="text-ink-2">{repair}</span>
        </span>
      ))}
    </span>
  )
}

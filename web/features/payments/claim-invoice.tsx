import { webPaymentTexts } from '../../../src/texts/web-payments.ts'
import { amountText } from '../../parts/amount.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { linkLook } from '../../parts/text-link.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { addressOf } from '../../shell/api.ts'
import { useAnswer } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'

/** The invoice of a line: what it is, what stands against it, and its files to open. */
export function ClaimInvoice({ invoiceId }: { readonly invoiceId: string }) {
  const say = useTexts(webPaymentTexts)
  const { data, error, refetch } = useAnswer('invoiceDetail', { params: { invoiceId } })
  if (error && !data) return <ProblemView error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <Waiting lines={2} />
  const { number, seller = '—', total } = data
  return (
    <div className="my-1 rounded-md bg-sunken px-3 py-2 text-second">
      <p className="break-words">
        {say('claim.invoice_of', { number, seller, total: amountText(total) })}
        {` · ${data.checkWord}`}
        {data.hasOpenAlert ? <span className="text-warn"> · {say('claim.alert')}</span> : null}
      </p>
      {data.objections.map(({ code, says, wayOut }) => (
        <p key={code} className="text-warn">
          {says} {wayOut}
        </p>
      ))}
      <ul className="flex flex-wrap gap-x-4">
        {data.files.map(({ fileId, name }) => (
          <li key={fileId} className="min-w-0">
            <a
              href={addressOf('invoiceFile', { params: { invoiceId, fileId } })}
              download={name}
              className={`${linkLook} inline-flex min-h-6 items-center break-all pointer-coarse:min-h-10`}
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}

import { Link, useSearch } from '@tanstack/react-router'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { webBankTexts } from '../../../src/texts/web-bank.ts'
import { webOneTexts } from '../../../src/texts/web-one.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { OneAlone } from '../../parts/one-alone.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { Section } from '../../parts/section.tsx'
import { linkLook } from '../../parts/text-link.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { problemOf, type Answer } from '../../shell/api.ts'
import { tellProblem } from '../../shell/messages.ts'
import { useAnswer, usePages } from '../../shell/queries.ts'
import { useMe } from '../../shell/session.ts'
import { takeFile } from '../../shell/take-file.ts'
import { useTexts } from '../../shell/text.ts'
import { EntityFilter } from './entity-filter.tsx'
import { ImportDialog } from './import-dialog.tsx'
import { MakeBatch } from './make-batch.tsx'
import { accountName, sumsText } from './waiting.ts'
import { When } from './when.tsx'

type Bank = Answer<'reconciliation'>
type Batch = Bank['batches'][number]

/** What may go to the bank, what has gone there with its files, and what the bank answered. */
export function Batches() {
  const search = useSearch({ from: '/inside/payments' })
  const entities = useMe()?.entities ?? []
  const entityId = search.entityId ?? entities[0]?.id
  const query = { entityId: entityId ?? '' }
  const asked = { query: { ...query, ...(search.batch && { batchId: search.batch }) } }
  const bank = useAnswer('reconciliation', asked, { enabled: entityId !== undefined, fresh: true })
  const checked = usePages('orderQueue', { query: { ...query, state: 'checked' } })
  const orders = checked.data?.pages.flatMap((page) => page.items)
  if (bank.error && !bank.data) {
    return <ProblemView error={bank.error} onRetry={() => void bank.refetch()} />
  }
  if (bank.data === undefined || orders === undefined || entityId === undefined) return <Waiting lines={8} />
  return search.batch === undefined ? (
    <Body key={entityId} bank={bank.data} orders={orders} entityId={entityId} />
  ) : (
    <OneBatch bank={bank.data} entityId={entityId} />
  )
}

/** One batch alone, however old, as an entry of the books names it. */
function OneBatch({ bank, entityId }: { readonly bank: Bank; readonly entityId: string }) {
  const say = useTexts(webOneTexts)
  return (
    <>
      <OneAlone what="batch" isFound={bank.batches.length > 0}>
        <Link to="/payments" search={{ part: 'batches', entityId }} className={linkLook}>
          {say('one.all')}
        </Link>
      </OneAlone>
      <BatchList bank={bank} />
    </>
  )
}

function BatchList({ bank }: { readonly bank: Bank }) {
  return (
    <ul className="mt-2 border-t border-line">
      {bank.batches.map((batch) => (
        <BatchRow
          key={batch.batchId}
          batch={batch}
          account={bank.accounts.find(({ accountId }) => accountId === batch.accountId)}
          canTake={bank.can.makeBatch}
        />
      ))}
    </ul>
  )
}

type BodyProps = {
  readonly bank: Bank
  readonly orders: Answer<'orderQueue'>['items']
  readonly entityId: string
}

function Body({ bank, orders, entityId }: BodyProps) {
  const say = useTexts(webBankTexts)
  const [open, setOpen] = useState<'batch' | 'results'>()
  const amount = sumsText(orders.map((order) => order.amount))
  const verified = bank.accounts.filter(({ state }) => state === 'verified')
  return (
    <>
      <p className="mt-4 text-section font-medium">
        {orders.length === 0
          ? say('batch.headline_none')
          : say('batch.headline', { count: orders.length, amount })}
      </p>
      <EntityFilter part="batches" chosen={entityId} />
      {verified.length === 0 ? <p className="mt-3 text-second text-warn">{say('batch.no_account')}</p> : null}
      <p className="mt-3 flex flex-wrap gap-2">
        {bank.can.makeBatch && orders.length > 0 && verified.length > 0 ? (
          <Button look="primary" size={36} onClick={() => setOpen('batch')}>
            {say('batch.make')}
          </Button>
        ) : null}
        {bank.can.importResults ? (
          <Button size={36} onClick={() => setOpen('results')}>
            {say('file.results')}
          </Button>
        ) : null}
      </p>
      <Section title={say('batch.list')}>
        {bank.batches.length === 0 ? (
          <p className="text-second text-ink-2">{say('batch.none')}</p>
        ) : (
          <BatchList bank={bank} />
        )}
      </Section>
      {open === 'batch' ? (
        <MakeBatch accounts={verified} orders={orders} onClose={() => setOpen(undefined)} />
      ) : null}
      {open === 'results' ? (
        <ImportDialog
          what="results"
          entityId={entityId}
          accounts={bank.accounts}
          onClose={() => setOpen(undefined)}
        />
      ) : null}
    </>
  )
}

type RowProps = {
  readonly batch: Batch
  readonly account: Bank['accounts'][number] | undefined
  readonly canTake: boolean
}

function BatchRow({ batch, account, canTake }: RowProps) {
  const say = useTexts(webBankTexts)
  return (
    <li className="border-b border-line py-3">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-medium">{say('batch.line', { count: batch.orders, on: batch.executeOn })}</span>
        <span className="font-medium tabular-nums">{amountText(batch.total)}</span>
      </p>
      <p className="mt-0.5 flex flex-wrap gap-x-2 text-meta text-ink-2">
        {account === undefined ? null : (
          <span className="break-words">{`${accountName(account)} · ${batch.formName}`}</span>
        )}
        <When at={batch.madeAt} />
      </p>
      {canTake ? <FileButtons files={batch.files} /> : null}
    </li>
  )
}

/** The files of a batch; each time one is taken stands in the log. */
export function FileButtons({ files }: { readonly files: readonly { fileId: string; name: string }[] }) {
  const say = useTexts(webBankTexts)
  const take = ({ fileId, name }: { readonly fileId: string; readonly name: string }) =>
    takeFile('batchFile', { params: { fileId } }, name).catch((error: unknown) =>
      tellProblem(problemOf(error), say('batch.download_failed')),
    )
  return (
    <p className="mt-2 flex flex-wrap gap-2">
      {files.map((file) => (
        <Button
          key={file.fileId}
          icon={<Download aria-hidden="true" size={15} />}
          aria-label={say('batch.download_of', { name: file.name })}
          onClick={() => void take(file)}
        >
          {files.length === 1 ? say('batch.download') : file.name}
        </Button>
      ))}
    </p>
  )
}

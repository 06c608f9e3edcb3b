import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Landmark } from 'lucide-react'
import { useState } from 'react'
import { webBankTexts } from '../../../src/texts/web-bank.ts'
import { Button } from '../../parts/button.tsx'
import { Empty } from '../../parts/empty.tsx'
import { EntityChoice } from '../../parts/entity-choice.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { linkLook } from '../../parts/text-link.tsx'
import { viewLinkLook } from '../../parts/view-link.ts'
import { Waiting } from '../../parts/waiting.tsx'
import type { Answer } from '../../shell/api.ts'
import { useAnswer } from '../../shell/queries.ts'
import { useMe } from '../../shell/session.ts'
import { useTexts } from '../../shell/text.ts'
import { AccountForm } from './account-form.tsx'
import { AnsweredLines, OneLine } from './answered-lines.tsx'
import { ImportDialog } from './import-dialog.tsx'
import { OpenLines } from './open-lines.tsx'
import { StateAccount, VerifyAccount } from './own-account.tsx'
import { BalanceSides } from './sides.tsx'
import { UnderWay } from './under-way.tsx'
import { accountName } from './waiting.ts'

/** What an entity has at its banks, as the server tells it. */
export type Bank = Answer<'reconciliation'>
export type Account = Bank['accounts'][number]

/** The bank against our records: what is unexplained, first; then why, and what to do about it. */
export function Reconciliation() {
  const search = useSearch({ from: '/inside/reconciliation' })
  const entities = useMe()?.entities ?? []
  const entityId = search.entityId ?? entities[0]?.id
  const { data, error, refetch } = useAnswer(
    'reconciliation',
    { query: { entityId: entityId ?? '' } },
    { enabled: entityId !== undefined, fresh: true },
  )
  return (
    <div className="relative min-h-0 flex-1 overflow-y-auto bg-surface">
      <div className="mx-auto max-w-[900px] px-4 pt-4 pb-10 sm:px-8 lg:pt-6">
        <Head entityId={entityId} />
        {error && !data ? (
          <ProblemView error={error} onRetry={() => void refetch()} />
        ) : data === undefined || entityId === undefined ? (
          <Waiting lines={8} />
        ) : data.accounts.length === 0 ? (
          <NoAccount bank={data} entityId={entityId} />
        ) : (
          <Body bank={data} entityId={entityId} />
        )}
      </div>
    </div>
  )
}

function Head({ entityId }: { readonly entityId: string | undefined }) {
  const say = useTexts(webBankTexts)
  const navigate = useNavigate({ from: '/reconciliation' })
  const wayLook = `${linkLook} inline-flex min-h-6 items-center pointer-coarse:min-h-10`
  return (
    <header className="flex flex-wrap items-end justify-between gap-3">
      <div>
        <h1 className="text-title font-semibold">{say('rec.title')}</h1>
        <p className="mt-1 flex flex-wrap gap-x-4 text-second">
          <Link to="/payments" search={entityId ? { entityId } : {}} className={wayLook}>
            {say('rec.to_payments')}
          </Link>
          <Link to="/periods" search={entityId ? { entityId } : {}} className={wayLook}>
            {say('rec.to_months')}
          </Link>
          <Link to="/coverage" search={entityId ? { entityId } : {}} className={wayLook}>
            {say('rec.to_coverage')}
          </Link>
          <Link to="/bank-templates" search={entityId ? { entityId } : {}} className={wayLook}>
            {say('rec.to_templates')}
          </Link>
        </p>
      </div>
      <EntityChoice
        label={say('rec.entity')}
        entityId={entityId}
        onChange={(id) => void navigate({ search: { entityId: id } })}
      />
    </header>
  )
}

type Open = 'statement' | 'account' | 'verify'

function NoAccount({ bank, entityId }: { readonly bank: Bank; readonly entityId: string }) {
  const say = useTexts(webBankTexts)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Empty
        icon={<Landmark aria-hidden="true" size={20} />}
        title={say('batch.no_account')}
        text={say('acc.state_text')}
        action={
          bank.can.stateAccount ? (
            <Button onClick={() => setOpen(true)}>{say('acc.state')}</Button>
          ) : undefined
        }
      />
      {isOpen ? <StateAccount entityId={entityId} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

/** The account on which something waits, or else one with a statement. */
function firstToSee({ accounts }: Bank): Account | undefined {
  const waits = accounts.find(({ unexplained, gaps }) => unexplained.lines > 0 || gaps.length > 0)
  return waits ?? accounts.find(({ statements }) => statements > 0) ?? accounts[0]
}

function Body({ bank, entityId }: { readonly bank: Bank; readonly entityId: string }) {
  const say = useTexts(webBankTexts)
  const search = useSearch({ from: '/inside/reconciliation' })
  const [open, setOpen] = useState<Open>()
  const account = bank.accounts.find(({ accountId }) => accountId === search.accountId) ?? firstToSee(bank)
  if (account === undefined) return null
  const { accountId } = account
  return (
    <>
      <Accounts bank={bank} now={accountId} />
      {search.line === undefined ? null : <OneLine accountId={accountId} lineId={search.line} />}
      <BalanceSides account={account} />
      <AccountForm key={`form-${accountId}`} bank={bank} account={account} entityId={entityId} />
      <p className="mt-4 flex flex-wrap gap-2">
        {account.state === 'stated' && bank.can.verifyAccount ? (
          <Button look="primary" size={36} onClick={() => setOpen('verify')}>
            {say('acc.verify')}
          </Button>
        ) : null}
        {account.state === 'verified' && bank.can.importStatement ? (
          <Button look="primary" size={36} onClick={() => setOpen('statement')}>
            {say('file.statement')}
          </Button>
        ) : null}
        {bank.can.stateAccount ? (
          <Button size={36} onClick={() => setOpen('account')}>
            {say('acc.state')}
          </Button>
        ) : null}
      </p>
      <Held bank={bank} />
      <OpenLines bank={bank} account={account} />
      <UnderWay bank={bank} account={account} />
      <AnsweredLines key={accountId} accountId={accountId} />
      {open === 'statement' ? (
        <ImportDialog
          what="statement"
          entityId={entityId}
          accounts={bank.accounts}
          onClose={() => setOpen(undefined)}
        />
      ) : null}
      {open === 'account' ? <StateAccount entityId={entityId} onClose={() => setOpen(undefined)} /> : null}
      {open === 'verify' ? <VerifyAccount account={account} onClose={() => setOpen(undefined)} /> : null}
    </>
  )
}

function Accounts({ bank, now }: { readonly bank: Bank; readonly now: string }) {
  const say = useTexts(webBankTexts)
  return (
    <nav
      aria-label={say('rec.accounts')}
      className="-mx-2 mt-4 flex flex-wrap gap-1 border-b border-line pb-2"
    >
      {bank.accounts.map((account) => (
        <Link
          key={account.accountId}
          from="/reconciliation"
          to="/reconciliation"
          search={({ entityId }) => ({ ...(entityId && { entityId }), accountId: account.accountId })}
          activeOptions={{ exact: true }}
          aria-current={account.accountId === now ? 'page' : undefined}
          className={viewLinkLook}
        >
          {accountName(account)}
          {account.unexplained.lines === 0 ? null : (
            <span className="font-normal text-warn">{account.unexplained.lines}</span>
          )}
        </Link>
      ))}
    </nav>
  )
}

function Held({ bank }: { readonly bank: Bank }) {
  const say = useTexts(webBankTexts)
  if (bank.held.length === 0) return null
  return (
    <section className="mt-6 rounded-md border border-warn-line px-3 py-2 text-second">
      <h2 className="font-medium text-warn">{say('rec.held')}</h2>
      <ul>
        {bank.held.map(({ statementId, number, reason, repair }) => (
          <li key={statementId} className="mt-1 break-words">
            {number === '' ? null : `${number} · `}
            {reason} <span className="text-ink-2">{repair}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

import { Link } from '@tanstack/react-router'
import { Landmark } from 'lucide-react'
import { useState } from 'react'
import { partiesTexts } from '../../../src/texts/web-parties.ts'
import { Button } from '../../parts/button.tsx'
import { Empty } from '../../parts/empty.tsx'
import { MoreButton } from '../../parts/more-button.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { routeParts } from '../../parts/route-fields.tsx'
import { linkLook } from '../../parts/text-link.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import type { Answer } from '../../shell/api.ts'
import { usePages } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import { QueuePage } from '../payments/queue-page.tsx'
import { CheckDialog } from './account-dialogs.tsx'

type Item = Answer<'waitingAccounts'>['items'][number]

/** 客商账户: the accounts of customers and vendors that wait for a second person, the oldest first. */
export function PayeeAccounts() {
  const say = useTexts(partiesTexts)
  const pages = usePages('waitingAccounts', {})
  const [checked, setChecked] = useState<Item>()
  const [first] = pages.data?.pages ?? []
  const items = pages.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <QueuePage title={say('waiting.title')} here="payee_accounts">
      {pages.error && !pages.data ? (
        <ProblemView error={pages.error} onRetry={() => void pages.refetch()} />
      ) : first === undefined ? (
        <Waiting lines={6} />
      ) : items.length === 0 ? (
        <Empty
          icon={<Landmark aria-hidden="true" size={20} />}
          title={say('waiting.none')}
          text={say('waiting.none_text')}
        />
      ) : (
        <>
          <p className="mt-4 text-section font-medium">{say('waiting.count', { count: first.count })}</p>
          <ul aria-label={say('waiting.title')} className="mt-3 border-t border-line">
            {items.map((item) => (
              <AccountRow key={item.account.accountId} item={item} onCheck={() => setChecked(item)} />
            ))}
          </ul>
          <MoreButton pages={pages} />
        </>
      )}
      {checked === undefined || first === undefined ? null : (
        <CheckDialog
          account={checked.account}
          checks={first.accountChecks}
          onClose={() => setChecked(undefined)}
        />
      )}
    </QueuePage>
  )
}

/** One account: whose, which it is by its last four signs, how it came, and who may verify it. */
function AccountRow({ item, onCheck }: { readonly item: Item; readonly onCheck: () => void }) {
  const say = useTexts(partiesTexts)
  const { party, account, replaces } = item
  const { holder, bank, number, givenIn, reference, statedBy, stated, isInOwnName, check } = account
  return (
    <li className="border-b border-line py-3">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <Link
          to="/parties/$partyId"
          params={{ partyId: party.id }}
          className={`${linkLook} min-w-0 font-medium break-words`}
        >
          {party.name}
        </Link>
        <span className="text-second text-warn">{account.word}</span>
      </p>
      <p className="mt-0.5 text-second break-words text-ink-2">
        {[holder, bank, ...routeParts(account)].filter((part) => part !== party.name).join(' · ')} ·{' '}
        <span className="whitespace-nowrap tabular-nums">{number}</span>
      </p>
      <p className="mt-0.5 text-meta break-words text-ink-2">
        {say('account.came', { given: givenIn, reference })} ·{' '}
        {say('account.stated', { name: statedBy.name, at: stated.text })}
      </p>
      {isInOwnName ? null : <p className="mt-0.5 text-meta text-warn">{say('account.other_name')}</p>}
      {replaces === undefined ? null : (
        <p className="mt-0.5 text-meta text-warn">{say('waiting.replaces', { number: replaces })}</p>
      )}
      {check.can ? (
        <p className="mt-2">
          <Button aria-label={say('waiting.check_of', { name: party.name })} onClick={onCheck}>
            {say('account.check')}
          </Button>
        </p>
      ) : (
        <p className="mt-1 text-meta text-ink-2">{check.why}</p>
      )}
    </li>
  )
}

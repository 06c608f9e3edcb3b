import { useSearch } from '@tanstack/react-router'
import { Banknote } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { webBankTexts } from '../../../src/texts/web-bank.ts'
import { webPaymentTexts } from '../../../src/texts/web-payments.ts'
import { Empty } from '../../parts/empty.tsx'
import { MoreButton } from '../../parts/more-button.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { usePages } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import { EntityFilter } from './entity-filter.tsx'
import { PayableRow } from './payable-row.tsx'
import { choosablePayable, orderFor, payableKey, payableNumber, type Payable } from './payable.ts'
import { PrepareDialog } from './prepare-dialog.tsx'
import { PrepareSet } from './prepare-set.tsx'
import { ProposeException } from './propose-exception.tsx'
import { useSeveral } from './several.tsx'
import { sumsText } from './waiting.ts'

/**
 * What may be ordered: benefits for customers' company accounts, and accepted claims, each with what it rests
 * on or what holds it back. Both are chosen together.
 */
export function Payables() {
  const sayPay = useTexts(webPaymentTexts)
  const { entityId } = useSearch({ from: '/inside/payments' })
  const given = { query: { ...(entityId && { entityId }) } }
  const benefits = usePages('payables', given)
  const claims = usePages('payableClaims', given)
  const [chosen, setChosen] = useState<Payable>()
  const [person, setPerson] = useState<Payable>()
  const ofBenefits = benefits.data?.pages.flatMap((page) => page.items) ?? []
  const ofClaims = claims.data?.pages.flatMap((page) => page.items) ?? []
  const set = useSet({ benefits, claims }, [...ofBenefits, ...ofClaims])
  const failed = [benefits, claims].find((pages) => pages.error && !pages.data)
  if (failed) return <ProblemView error={failed.error} onRetry={() => void failed.refetch()} />
  if (benefits.data === undefined || claims.data === undefined) return <Waiting lines={8} />
  const rowOf = (item: Payable) => (
    <PayableRow
      key={payableKey(item)}
      item={item}
      tick={set.tickOf(item)}
      onPrepare={() => setChosen(item)}
      onPropose={() => setPerson(item)}
    />
  )
  return (
    <>
      <Headline items={[...ofBenefits, ...ofClaims]} />
      <EntityFilter part="payable" />
      {set.choice}
      <Nothing isAll={![benefits, claims].some((pages) => pages.hasNextPage)} of={[ofBenefits, ofClaims]} />
      <Part of="benefits" rows={ofBenefits.map(rowOf)}>
        <MoreButton pages={benefits} />
      </Part>
      <Part of="claims" rows={ofClaims.map(rowOf)}>
        <MoreButton pages={claims} />
      </Part>
      {set.bar}
      {chosen === undefined ? null : (
        <PrepareDialog what={orderFor(chosen, sayPay('pay.request'))} onClose={() => setChosen(undefined)} />
      )}
      {person === undefined ? null : (
        <ProposeException of={person.requestId} onClose={() => setPerson(undefined)} />
      )}
    </>
  )
}

type Lists = {
  readonly benefits: ReturnType<typeof usePages<'payables'>>
  readonly claims: ReturnType<typeof usePages<'payableClaims'>>
}

/** Preparing several at once, of both lists. */
function useSet({ benefits, claims }: Lists, items: readonly Payable[]) {
  const say = useTexts(webPaymentTexts)
  return useSeveral<Payable>({
    items,
    nameOf: (item) => payableNumber(item, say('pay.request')),
    choosableOf: choosablePayable,
    may: ({ canPrepare }) => canPrepare,
    isHeld: ({ hold }) => hold !== undefined,
    lists: [benefits, claims],
    verb: 'set.prepare',
    sheetOf: (chosen, onClose) => <PrepareSet items={chosen} onClose={onClose} />,
  })
}

function Headline({ items }: { readonly items: readonly Payable[] }) {
  const say = useTexts(webBankTexts)
  const ready = items.filter(({ canPrepare }) => canPrepare)
  const held = items.length - ready.length
  const amount = sumsText(ready.map(({ left }) => left))
  return (
    <p className="mt-4 text-section font-medium">
      {ready.length === 0 ? say('owed.headline_none') : say('owed.headline', { count: ready.length, amount })}
      {held === 0 ? null : ` ${say('owed.held', { count: held })}`}
    </p>
  )
}

type PartProps = {
  readonly of: 'benefits' | 'claims'
  readonly rows: readonly ReactNode[]
  /** The way to more of them. */
  readonly children: ReactNode
}

/** One of the two lists under its heading; nothing of it where it is empty. */
function Part({ of, rows, children }: PartProps) {
  const say = useTexts(webBankTexts)
  return (
    <>
      {rows.length === 0 ? null : (
        <section className="mt-5">
          <h2 className="font-medium">{say(`owed.of_${of}`)}</h2>
          <ul
            aria-label={say(of === 'benefits' ? 'owed.list' : 'owed.claims')}
            className="mt-1 border-t border-line"
          >
            {rows}
          </ul>
        </section>
      )}
      {children}
    </>
  )
}

type NothingProps = { readonly isAll: boolean; readonly of: readonly (readonly Payable[])[] }

function Nothing({ isAll, of }: NothingProps) {
  const say = useTexts(webBankTexts)
  if (!isAll || of.some((items) => items.length > 0)) return null
  return (
    <Empty
      icon={<Banknote aria-hidden="true" size={20} />}
      title={say('owed.empty')}
      text={say('owed.empty_text')}
    />
  )
}

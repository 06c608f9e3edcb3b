import { fromMoneyJson, type MoneyJson } from '../../src/kernel/money.ts'

type Props = { readonly used: MoneyJson; readonly own?: MoneyJson; readonly limit: MoneyJson }

/** A bar of what is used and what this one adds. The sentence beside it has the figures; readers skip it. */
export function Meter({ used, own, limit }: Props) {
  const whole = fromMoneyJson(limit).minor
  const before = share(fromMoneyJson(used).minor, whole, 1000)
  const added = own === undefined ? 0 : share(fromMoneyJson(own).minor, whole, 1000 - before)
  return (
    <div aria-hidden="true" className="mt-1.5 flex h-1.5 overflow-hidden rounded-full bg-sunken">
      <div className="bg-brand-soft" style={{ width: `${before / 10}%` }} />
      <div className="bg-brand" style={{ width: `${added / 10}%` }} />
    </div>
  )
}

/** A bar that is filled to so many thousandths. The sentence beside it has the figures; readers skip it. */
export function Bar({ share: filled, isOver }: { readonly share: number; readonly isOver: boolean }) {
  return (
    <div aria-hidden="true" className="mt-1.5 flex h-1.5 overflow-hidden rounded-full bg-sunken">
      <div className={isOver ? 'bg-block' : 'bg-brand-soft'} style={{ width: `${filled / 10}%` }} />
    </div>
  )
}

/** Thousandths of the bar, for drawing only. */
function share(part: bigint, whole: bigint, most: number): number {
  if (whole <= 0n || part <= 0n) return 0
  return Math.min(most, Number((part * 1000n) / whole))
}

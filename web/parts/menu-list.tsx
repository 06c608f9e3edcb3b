import { Check } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { classes } from './classes.ts'
import type { MenuItem } from './menu.tsx'

type Props = {
  readonly items: readonly MenuItem[]
  readonly side: 'top' | 'bottom'
  readonly align: 'start' | 'end'
  readonly onClose: () => void
  readonly onReturnFocus: () => void
}

/** The open list of a menu. An entry that is not open now says why. */
export function MenuList({ items, side, align, onClose, onReturnFocus }: Props) {
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(isOpen) => isOpen || onClose()}>
      <DropdownMenu.Trigger asChild>
        {/* The real button stands underneath; this only tells the list where to open. */}
        <span aria-hidden="true" tabIndex={-1} className="pointer-events-none absolute inset-0" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            // What was chosen may have opened something that holds the focus now.
            if (document.activeElement === document.body) onReturnFocus()
          }}
          onEscapeKeyDown={(event) => event.stopPropagation()}
          className="z-50 max-w-80 min-w-44 rounded-lg border border-line-2 bg-surface p-1 shadow-overlay"
        >
          {items.map((item) => (
            <Entry key={item.key} item={item} />
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

function Entry({ item }: { readonly item: MenuItem }) {
  return (
    <DropdownMenu.Item
      disabled={item.why !== undefined}
      onSelect={item.onChoose}
      className={classes(
        'flex min-h-8 items-start gap-2 rounded-md px-2.5 py-1.5 text-body outline-none select-none',
        'data-highlighted:bg-sunken pointer-coarse:min-h-10',
        item.why === undefined ? 'cursor-pointer' : 'text-ink-2',
      )}
    >
      {item.icon === undefined ? null : <span className="mt-0.5 text-ink-2">{item.icon}</span>}
      <span className="flex-1">
        {item.text}
        {item.why === undefined ? null : <span className="block text-meta text-ink-2">{item.why}</span>}
      </span>
      {item.isNow ? <Check aria-hidden="true" size={15} className="mt-1 text-brand" /> : null}
    </DropdownMenu.Item>
  )
}

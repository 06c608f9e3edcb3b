import { Check } from 'lucide-react'
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react'
import { classes } from './classes.ts'
import { controlLook, Field } from './field.tsx'

/** One line of the list under a type-ahead field. */
export type ComboboxItem = {
  readonly key: string
  readonly name: string
  readonly label?: string | undefined
  /** Warnings that show at once, such as 公职人员. */
  readonly flags?: readonly string[]
  /** Why it cannot be chosen. */
  readonly why?: string
  readonly choose: () => void
}

type Props = {
  readonly label: string
  readonly placeholder?: string
  readonly hint?: string | undefined
  readonly error?: string | undefined
  readonly isOptional?: string | undefined
  readonly text: string
  readonly isChosen: boolean
  readonly items: readonly ComboboxItem[]
  readonly none: string
  /** A line over the list: "Is it one of these?" */
  readonly heading?: string | undefined
  readonly footer?: ReactNode
  readonly autoFocus?: boolean
  readonly onType: (text: string) => void
}

/** A field that finds as one types (ARIA combobox with a list box). */
export function Combobox(props: Props) {
  const [isOpen, setOpen] = useState(false)
  const [at, setAt] = useState(0)
  const listId = useId()
  const { items } = props
  const active = items[Math.min(at, items.length - 1)]
  const choose = (item: ComboboxItem | undefined) => {
    if (!item || item.why !== undefined) return
    item.choose()
    setOpen(false)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (isOpen) setAt(step(at, event.key === 'ArrowDown' ? 1 : -1, items.length))
      setOpen(true)
    } else if (event.key === 'Enter' && isOpen && active) {
      event.preventDefault()
      choose(active)
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault()
      event.stopPropagation()
      setOpen(false)
    }
  }
  return (
    <Field label={props.label} hint={props.hint} error={props.error} isOptional={props.isOptional}>
      {(tied) => (
        <div className="relative" onBlur={(event) => leave(event, () => setOpen(false))}>
          <input
            {...tied}
            role="combobox"
            aria-expanded={isOpen}
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={isOpen && active ? `${listId}-${active.key}` : undefined}
            autoComplete="off"
            autoFocus={props.autoFocus}
            placeholder={props.placeholder}
            value={props.text}
            onFocus={() => setOpen(!props.isChosen)}
            onClick={() => setOpen(!props.isChosen)}
            onKeyDown={onKeyDown}
            onChange={(event) => {
              setAt(0)
              setOpen(true)
              props.onType(event.target.value)
            }}
            className={classes(controlLook, 'h-9 pr-8 pointer-coarse:h-10')}
          />
          {props.isChosen ? (
            <Check aria-hidden="true" size={16} className="absolute top-0 right-3 h-full text-pass" />
          ) : null}
          <List {...props} listId={listId} isOpen={isOpen} activeKey={active?.key} onChoose={choose} />
        </div>
      )}
    </Field>
  )
}

type ListProps = Props & {
  readonly listId: string
  readonly isOpen: boolean
  readonly activeKey: string | undefined
  readonly onChoose: (item: ComboboxItem) => void
}

function List({ listId, isOpen, items, none, heading, footer, label, activeKey, onChoose }: ListProps) {
  return (
    <div
      hidden={!isOpen}
      className={classes(
        'absolute inset-x-0 top-full z-30 mt-1 max-h-80 rounded-lg border border-line-2',
        'bg-surface p-1 shadow-overlay not-[[hidden]]:flex flex-col',
      )}
    >
      {heading === undefined ? null : <p className="px-2.5 py-1 text-meta text-ink-2">{heading}</p>}
      {items.length === 0 ? <p className="px-2.5 py-2 text-second text-ink-2">{none}</p> : null}
      <ul id={listId} role="listbox" aria-label={label} className="min-h-0 overflow-y-auto">
        {items.map((item) => (
          <Option
            key={item.key}
            item={item}
            id={`${listId}-${item.key}`}
            isActive={item.key === activeKey}
            onChoose={onChoose}
          />
        ))}
      </ul>
      {footer}
    </div>
  )
}

/** Under a list that does not name everybody: it must not be taken for the whole. */
export function MoreNote({ text }: { readonly text: string }) {
  return (
    <p role="status" className="border-t border-line px-2.5 py-1.5 text-meta text-ink-2">
      {text}
    </p>
  )
}

type OptionProps = {
  readonly item: ComboboxItem
  readonly id: string
  readonly isActive: boolean
  readonly onChoose: (item: ComboboxItem) => void
}

function Option({ item, id, isActive, onChoose }: OptionProps) {
  return (
    <li
      id={id}
      role="option"
      aria-selected={isActive}
      aria-disabled={item.why === undefined ? undefined : true}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onChoose(item)}
      className={classes(
        'rounded-md px-2.5 py-1.5 pointer-coarse:py-2.5',
        item.why === undefined ? 'cursor-pointer' : 'cursor-not-allowed text-ink-2',
        isActive ? 'bg-sunken' : 'hover:bg-sunken',
      )}
    >
      <span className="text-body">{item.name}</span>
      {item.label === undefined || item.label === '' ? null : (
        <span className="ml-2 text-meta text-ink-2">{item.label}</span>
      )}
      {item.flags?.map((flag) => (
        <span key={flag} className="ml-2 rounded-sm bg-warn-tint px-1 text-hint text-warn">
          {flag}
        </span>
      ))}
      {item.why === undefined ? null : <span className="block text-meta text-ink-2">{item.why}</span>}
    </li>
  )
}

function step(at: number, by: number, count: number): number {
  return count === 0 ? 0 : (at + by + count) % count
}

/** Closes when the focus leaves the whole field with its list. */
function leave(event: React.FocusEvent<HTMLElement>, close: () => void): void {
  if (!event.currentTarget.contains(event.relatedTarget)) close()
}

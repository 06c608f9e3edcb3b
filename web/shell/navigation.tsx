import { Link, useRouterState } from '@tanstack/react-router'
import {
  ArrowLeftRight,
  Banknote,
  BookOpen,
  FileText,
  IdCard,
  Inbox,
  KeySquare,
  Landmark,
  Percent,
  Plus,
  Receipt,
  ReceiptText,
  Scale,
  Search,
  ShieldCheck,
  Wallet,
} from 'lucide-react'
import { shellTexts } from '../../src/texts/shell.ts'
import { classes } from '../parts/classes.ts'
import { Key } from '../parts/key.tsx'
import { AccountMenu } from './account-menu.tsx'
import type { Overlay } from './layout.tsx'
import type { Me } from './session.ts'
import { useTexts } from './text.ts'

type Item = Me['navigation'][number]
type Props = { readonly me: Me; readonly onOpen: (overlay: Overlay) => void }

/** The 212-px navigation of wide screens. */
export function SideNavigation({ me, onOpen }: Props) {
  const say = useTexts(shellTexts)
  const groups = (['work', 'finance', 'compliance', 'oversight'] as const).filter((group) =>
    me.navigation.some((item) => item.group === group),
  )
  return (
    <header className="hidden min-h-0 flex-col border-r border-line bg-canvas px-3 pt-4 pb-3 lg:flex">
      <div className="mb-4 flex flex-wrap items-center justify-between gap-x-2 gap-y-1.5 px-1">
        <Brand />
        <span
          className={classes(
            'max-w-full rounded-sm border border-line-2 px-1.5 text-meta break-words text-ink-2',
          )}
        >
          {me.unit}
        </span>
      </div>
      <SearchButton onOpen={onOpen} />
      {me.canRequest.can ? <NewButton /> : null}
      <nav aria-label={say('shell.main_navigation')} className="relative mt-1 min-h-0 flex-1 overflow-y-auto">
        {groups.map((group) => (
          <div key={group} className="mt-4">
            <p className="mb-1 px-2.5 text-meta text-ink-3">{say(`shell.group.${group}`)}</p>
            {me.navigation
              .filter((item) => item.group === group)
              .map((item) => (
                <SideLink key={item.key} item={item} />
              ))}
          </div>
        ))}
      </nav>
      <AccountMenu me={me} onOpen={onOpen} />
    </header>
  )
}

function Brand() {
  const say = useTexts(shellTexts)
  return (
    <Link to="/" className="flex shrink-0 items-center gap-2.5">
      <span
        aria-hidden="true"
        lang="zh-CN"
        className={classes(
          'flex size-6 items-center justify-center rounded-md bg-brand text-second',
          'font-semibold text-white',
        )}
      >
        明
      </span>
      <span className="text-section font-semibold whitespace-nowrap">{say('shell.product')}</span>
    </Link>
  )
}

function SearchButton({ onOpen }: { readonly onOpen: (overlay: Overlay) => void }) {
  const say = useTexts(shellTexts)
  return (
    <button
      type="button"
      onClick={() => onOpen('palette')}
      className={classes(
        'mb-2 flex h-8 items-center gap-2 rounded-md border border-control bg-surface',
        'px-2.5 text-second text-ink-2 hover:bg-sunken',
      )}
    >
      <Search aria-hidden="true" size={15} />
      <span className="flex-1 truncate text-left">{say('shell.search')}</span>
      <Key>⌘K</Key>
    </button>
  )
}

function NewButton() {
  const say = useTexts(shellTexts)
  return (
    <Link
      to="/new"
      className={classes(
        'flex h-8 items-center justify-center gap-2 rounded-md bg-brand font-medium',
        'text-white hover:bg-brand-hover',
      )}
    >
      <Plus aria-hidden="true" size={16} />
      {say('shell.new_request')}
      <Key on>N</Key>
    </Link>
  )
}

const places = {
  inbox: { to: '/inbox', icon: Inbox },
  my_requests: { to: '/my-requests', icon: FileText },
  my_claims: { to: '/my-claims', icon: ReceiptText },
  register: { to: '/register', icon: BookOpen },
  verification: { to: '/verification', icon: ShieldCheck },
  administration: { to: '/administration', icon: KeySquare },
  tax: { to: '/tax', icon: Percent },
  books: { to: '/books', icon: Scale },
  budgets: { to: '/budgets', icon: Wallet },
  payments: { to: '/payments', icon: Banknote },
  claims: { to: '/claims', icon: Receipt },
  staff_accounts: { to: '/staff-accounts', icon: IdCard },
  payee_accounts: { to: '/payee-accounts', icon: Landmark },
  coverage: { to: '/coverage', icon: Search },
  reconciliation: { to: '/reconciliation', icon: ArrowLeftRight },
} as const

function SideLink({ item }: { readonly item: Item }) {
  const say = useTexts(shellTexts)
  const { to, icon: Icon } = places[item.key]
  return (
    <Link
      to={to}
      className={classes(
        'mb-0.5 flex h-8 items-center gap-2.5 rounded-md border border-transparent',
        'px-2.5 text-ink-2 hover:bg-sunken focus-visible:-outline-offset-2',
      )}
      activeProps={{ className: 'border-line bg-surface! text-ink! font-medium' }}
    >
      <Icon aria-hidden="true" size={16} />
      <span className="flex-1 truncate">{say(`shell.nav.${item.key}`)}</span>
      <Count count={item.count} />
    </Link>
  )
}

function Count({ count }: { readonly count: number | undefined }) {
  const say = useTexts(shellTexts)
  if (count === undefined || count === 0) return null
  return (
    <span className="text-meta text-ink-3">
      <span aria-hidden="true">{count}</span>
      <span className="sr-only">{say('shell.count', { count })}</span>
    </span>
  )
}

/** The top bar of narrow screens; a detail brings its own instead. */
export function TopBar({ me, onOpen }: Props) {
  const say = useTexts(shellTexts)
  const isDetail = useIsDetail()
  return (
    <header
      className={classes(
        'flex h-13 shrink-0 items-center justify-between border-b border-line bg-canvas px-4 lg:hidden',
        isDetail && 'hidden',
      )}
    >
      <Brand />
      <div className="flex items-center gap-1">
        <button
          type="button"
          aria-label={say('shell.search')}
          onClick={() => onOpen('palette')}
          className="flex size-10 items-center justify-center rounded-md text-ink-2"
        >
          <Search aria-hidden="true" size={18} />
        </button>
        <AccountMenu me={me} onOpen={onOpen} isSmall />
      </div>
    </header>
  )
}

/** The bottom bar of narrow screens, under the thumb; hidden where an action bar takes its place. */
export function BottomBar({ me }: { readonly me: Me }) {
  const say = useTexts(shellTexts)
  const isDetail = useIsDetail()
  if (isDetail) return null
  // Four places fit: what finance has beside them is reached by the search.
  const items = me.navigation.filter(({ group }) => group !== 'finance')
  return (
    <nav
      aria-label={say('shell.main_navigation')}
      className="flex shrink-0 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      {items.slice(0, 2).map((item) => (
        <BottomLink key={item.key} item={item} />
      ))}
      {me.canRequest.can ? (
        <Link
          to="/new"
          className="flex min-h-14 flex-1 flex-col items-center justify-center gap-0.5 text-hint text-ink-2"
        >
          <span className="flex size-6 items-center justify-center rounded-full bg-brand text-white">
            <Plus aria-hidden="true" size={16} />
          </span>
          {say('shell.new_request')}
        </Link>
      ) : null}
      {items.slice(2, 4).map((item) => (
        <BottomLink key={item.key} item={item} />
      ))}
    </nav>
  )
}

function BottomLink({ item }: { readonly item: Item }) {
  const say = useTexts(shellTexts)
  const { to, icon: Icon } = places[item.key]
  return (
    <Link
      to={to}
      className="flex min-h-14 flex-1 flex-col items-center justify-center gap-0.5 text-hint text-ink-2"
      activeProps={{ className: 'text-brand! font-medium' }}
    >
      <span className="relative flex h-6 items-center">
        <Icon aria-hidden="true" size={20} />
        {item.count ? (
          <span
            className={classes(
              'absolute -top-1 left-3.5 min-w-4 rounded-full bg-brand px-1 text-center',
              'text-hint leading-4 whitespace-nowrap text-white',
            )}
          >
            {item.count}
          </span>
        ) : null}
      </span>
      {say(`shell.nav.${item.key}`)}
    </Link>
  )
}

/** True where the page on a phone is one item, the form or a single request. */
function useIsDetail(): boolean {
  return useRouterState({
    select: ({ location }) =>
      location.pathname.startsWith('/requests/') ||
      location.pathname === '/new' ||
      (location.pathname === '/inbox' && 'item' in location.search && location.search.item !== undefined),
  })
}

import { Link } from '@tanstack/react-router'
import { Compass } from 'lucide-react'
import { shellTexts } from '../../src/texts/shell.ts'
import { Button, buttonLook } from '../parts/button.tsx'
import { Empty } from '../parts/empty.tsx'
import { ProblemView } from '../parts/problem.tsx'
import { isServerThere, problemOf } from './api.ts'
import { useTexts } from './text.ts'

/** There is no such page. */
export function MissingPage() {
  const say = useTexts(shellTexts)
  return (
    <main>
      <h1 className="sr-only">{say('problem.no_page')}</h1>
      <Empty
        icon={<Compass aria-hidden="true" size={20} />}
        title={say('problem.no_page')}
        text={say('problem.no_page_more')}
        action={
          <Link to="/" className={buttonLook('primary', 36)}>
            {say('problem.home')}
          </Link>
        }
      />
    </main>
  )
}

/** A page that broke, or whose server did not answer, where nothing else stands. */
export function BrokenPage({ error }: { readonly error: unknown }) {
  return (
    <main>
      <BrokenPart error={error} />
    </main>
  )
}

/** The same within the frame, which stays. */
export function BrokenPart({ error }: { readonly error: unknown }) {
  const say = useTexts(shellTexts)
  if (problemOf(error).type !== 'about:blank') {
    return <ProblemView error={error} onRetry={() => void reloadIfThere()} as="h1" />
  }
  return (
    <div role="alert" className="mx-auto max-w-md px-6 py-14">
      <h1 className="text-section font-semibold">{say('problem.page')}</h1>
      <p className="mt-1 mb-4 text-ink-2">{say('problem.page_more')}</p>
      <Button onClick={reload}>{say('problem.reload')}</Button>
    </div>
  )
}

/** A reload while no server is there would end on the browser's own page. */
async function reloadIfThere(): Promise<void> {
  if (await isServerThere()) reload()
}

function reload(): void {
  location.reload()
}

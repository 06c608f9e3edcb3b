import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { FileSpreadsheet } from 'lucide-react'
import { useState } from 'react'
import { webTemplateTexts } from '../../../src/texts/web-bank-templates.ts'
import { Button } from '../../parts/button.tsx'
import { Empty } from '../../parts/empty.tsx'
import { EntityChoice } from '../../parts/entity-choice.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { linkLook } from '../../parts/text-link.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import type { Answer } from '../../shell/api.ts'
import { useAnswer } from '../../shell/queries.ts'
import { useMe } from '../../shell/session.ts'
import { useTexts } from '../../shell/text.ts'
import { TemplateDialog } from './template-dialog.tsx'
import { TemplateForm, type Drafting } from './template-form.tsx'
import { TemplateUpload } from './template-upload.tsx'
import { accountName } from './waiting.ts'

type List = Answer<'bankTemplates'>
type Edition = List['items'][number]

/** What stands over the page: an edition, the form of a draft. */
type Open = { readonly look: Edition } | { readonly draft: Drafting }

/** The templates of an entity's banks with their editions, and the way to the next one. */
export function BankTemplates() {
  const say = useTexts(webTemplateTexts)
  const search = useSearch({ from: '/inside/bank-templates' })
  const entityId = search.entityId ?? useMe()?.entities[0]?.id
  const [open, setOpen] = useState<Open>()
  const { data, error, refetch } = useAnswer(
    'bankTemplates',
    { query: { entityId: entityId ?? '' } },
    { enabled: entityId !== undefined, fresh: true },
  )
  return (
    <div className="relative min-h-0 flex-1 overflow-y-auto bg-surface">
      <div className="mx-auto max-w-[900px] px-4 pt-4 pb-10 sm:px-8 lg:pt-6">
        <Head entityId={entityId} />
        <p className="mt-3 text-second text-ink-2">{say('tpl.text')}</p>
        {error && !data ? (
          <ProblemView error={error} onRetry={() => void refetch()} />
        ) : data === undefined || entityId === undefined ? (
          <Waiting lines={6} />
        ) : (
          <>
            {data.canDraft ? (
              <TemplateUpload
                entityId={entityId}
                onProposal={(proposal) => setOpen({ draft: { proposal } })}
              />
            ) : null}
            <Editions list={data} onLook={(look) => setOpen({ look })} />
          </>
        )}
        {open !== undefined && 'look' in open ? (
          <TemplateDialog
            editionId={open.look.editionId}
            canDraft={data?.canDraft === true}
            onNext={(content) => setOpen({ draft: { content, templateId: open.look.templateId } })}
            onClose={() => setOpen(undefined)}
          />
        ) : null}
        {open !== undefined && 'draft' in open && entityId !== undefined ? (
          <TemplateForm entityId={entityId} drafting={open.draft} onClose={() => setOpen(undefined)} />
        ) : null}
      </div>
    </div>
  )
}

function Head({ entityId }: { readonly entityId: string | undefined }) {
  const say = useTexts(webTemplateTexts)
  const navigate = useNavigate({ from: '/bank-templates' })
  return (
    <header className="flex flex-wrap items-end justify-between gap-3">
      <div>
        <h1 className="text-title font-semibold">{say('tpl.title')}</h1>
        <p className="mt-1 text-second">
          <Link
            to="/reconciliation"
            search={entityId ? { entityId } : {}}
            className={`${linkLook} inline-flex min-h-6 items-center pointer-coarse:min-h-10`}
          >
            {say('tpl.to_reconciliation')}
          </Link>
        </p>
      </div>
      <EntityChoice
        label={say('tpl.entity')}
        entityId={entityId}
        onChange={(id) => void navigate({ search: { entityId: id } })}
      />
    </header>
  )
}

type EditionsProps = { readonly list: List; readonly onLook: (edition: Edition) => void }

function Editions({ list, onLook }: EditionsProps) {
  const say = useTexts(webTemplateTexts)
  if (list.items.length === 0) {
    return (
      <Empty
        icon={<FileSpreadsheet aria-hidden="true" size={20} />}
        title={say('tpl.none')}
        text={say('tpl.none_text')}
      />
    )
  }
  return (
    <ul className="mt-4 border-t border-line">
      {list.items.map((edition) => (
        <EditionRow key={edition.editionId} edition={edition} onLook={onLook} />
      ))}
    </ul>
  )
}

type RowProps = { readonly edition: Edition; readonly onLook: (edition: Edition) => void }

const inks: Readonly<Record<Edition['state'], string>> = {
  drafted: 'text-warn',
  in_force: 'text-pass',
  replaced: 'text-ink-3',
  withdrawn: 'text-ink-3',
}

function EditionRow({ edition, onLook }: RowProps) {
  const say = useTexts(webTemplateTexts)
  const { name, edition: number, state, draftedBy, firstBy, confirmedBy, usedBy, endReason } = edition
  const accounts = usedBy.map(accountName).join(', ')
  const isStranded = state === 'withdrawn' && accounts !== ''
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-b border-line py-3">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-3">
          <span className="font-medium break-words">{name}</span>
          <span className="text-second text-ink-2">{say('tpl.edition', { edition: number })}</span>
          <span className={`text-second ${inks[state]}`}>{say(`tpl.state.${state}`)}</span>
        </p>
        <p className="mt-0.5 text-meta break-words text-ink-2">
          {[
            say('tpl.drafted_by', { name: draftedBy.name }),
            firstBy === undefined && state === 'drafted' && say('tpl.first_needed'),
            firstBy && firstBy.id !== draftedBy.id && say('tpl.first_by', { name: firstBy.name }),
            confirmedBy && say('tpl.confirmed_by', { name: confirmedBy.name }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {endReason === undefined ? null : (
          <p className="text-meta break-words text-ink-2">{say('tpl.ended', { reason: endReason })}</p>
        )}
        {state !== 'in_force' && accounts === '' ? null : (
          <p className={`text-meta break-words ${isStranded ? 'text-warn' : 'text-ink-2'}`}>
            {accounts === '' ? say('tpl.unused') : say('tpl.used_by', { accounts })}
          </p>
        )}
      </div>
      <Button aria-label={say('tpl.look_at', { name, edition: number })} onClick={() => onLook(edition)}>
        {say('tpl.look')}
      </Button>
    </li>
  )
}

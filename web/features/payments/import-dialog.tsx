import { FileUp } from 'lucide-react'
import { useId, useState } from 'react'
import { webBankTexts } from '../../../src/texts/web-bank.ts'
import { Button } from '../../parts/button.tsx'
import { classes } from '../../parts/classes.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { Field, Select } from '../../parts/field.tsx'
import { problemOf, sendFiles, type Answer, type Problem } from '../../shell/api.ts'
import { useTexts } from '../../shell/text.ts'
import { askAgain } from './send-payment.ts'
import { accountName } from './waiting.ts'

type What = 'results' | 'statement'
type Said = { readonly results?: Answer<'importResults'>; readonly statement?: Answer<'importStatement'> }

type Props = {
  readonly what: What
  readonly entityId: string
  readonly accounts: Answer<'reconciliation'>['accounts']
  readonly onClose: () => void
}

/** Takes one file of the bank, and says in words what came of it. */
export function ImportDialog({ what, entityId, accounts, onClose }: Props) {
  const say = useTexts(webBankTexts)
  const [accountId, setAccountId] = useState('')
  const [name, setName] = useState<string>()
  const [said, setSaid] = useState<Said>()
  const [problem, setProblem] = useState<Problem>()
  const take = async (file: File) => {
    setName(file.name)
    setSaid(undefined)
    setProblem(undefined)
    const given = { body: { entityId, ...(accountId && { accountId }) } }
    try {
      setSaid(
        what === 'results'
          ? { results: await sendFiles('importResults', given, [file]) }
          : { statement: await sendFiles('importStatement', given, [file]) },
      )
    } catch (error) {
      setProblem(problemOf(error))
    } finally {
      setName(undefined)
      await askAgain()
    }
  }
  const isOver = said !== undefined || problem !== undefined
  return (
    <Dialog title={say(`file.${what}`)} onClose={onClose} shape="wide">
      <p className="mb-3 text-second text-ink-2">{say(`file.${what}_text`)}</p>
      <OfAccount accounts={accounts} chosen={accountId} onChoose={setAccountId} />
      <div aria-live="polite" className="space-y-3">
        {name === undefined ? null : <p className="text-second">{say('file.sending', { name })}</p>}
        {problem === undefined ? null : <Refused problem={problem} />}
        {said?.results === undefined ? null : <ResultsReport report={said.results} />}
        {said?.statement === undefined ? null : <StatementReport report={said.statement} />}
      </div>
      <p className="mt-4 flex flex-wrap gap-2">
        {name === undefined ? (
          <PickFile text={say(isOver ? 'file.again' : 'file.take')} isMain={!isOver} onPick={take} />
        ) : null}
        {isOver ? (
          <Button size={36} look="primary" onClick={onClose}>
            {say('file.close')}
          </Button>
        ) : null}
      </p>
    </Dialog>
  )
}

type OfProps = {
  readonly accounts: Props['accounts']
  readonly chosen: string
  readonly onChoose: (accountId: string) => void
}

/** Of which account a file is that does not say so itself. */
function OfAccount({ accounts, chosen, onChoose }: OfProps) {
  const say = useTexts(webBankTexts)
  const verified = accounts.filter(({ state }) => state === 'verified')
  if (verified.length < 2) return null
  return (
    <div className="mb-3 max-w-sm">
      <Field label={say('file.account')} hint={say('file.account_hint')}>
        {(tied) => (
          <Select
            {...tied}
            empty={say('file.account_any')}
            value={chosen}
            options={verified.map((one) => ({ value: one.accountId, word: accountName(one) }))}
            onChange={onChoose}
          />
        )}
      </Field>
    </div>
  )
}

function Refused({ problem }: { readonly problem: Problem }) {
  const say = useTexts(webBankTexts)
  return (
    <div role="alert" className="rounded-md bg-block-tint px-3 py-2 text-second">
      <p className="font-medium text-block">{say('file.refused')}</p>
      <p>{problem.title}</p>
      {problem.wayOut === undefined ? null : <p className="text-ink-2">{problem.wayOut}</p>}
    </div>
  )
}

const boxLook = 'rounded-md bg-sunken px-3 py-2 text-second'

function ResultsReport({ report }: { readonly report: Answer<'importResults'> }) {
  const say = useTexts(webBankTexts)
  const { changed, nothingNew, refused, told } = report
  return (
    <div className={boxLook}>
      <p className="font-medium">{say('file.changed', { count: changed.length })}</p>
      <ul>
        {changed.map(({ orderId, number, state }) => (
          <li key={orderId}>{`${number} · ${say(`result.${state}`)}`}</li>
        ))}
      </ul>
      {nothingNew === 0 ? null : <p>{say('file.nothing_new', { count: nothingNew })}</p>}
      <Problems problems={told} />
      {refused.length === 0 ? null : (
        <>
          <p className="mt-1 font-medium text-warn">{say('file.rows_refused', { count: refused.length })}</p>
          <Problems problems={refused} />
        </>
      )}
    </div>
  )
}

function Problems({ problems }: { readonly problems: Answer<'importResults'>['told'] }) {
  return problems.length === 0 ? null : (
    <ul>
      {problems.map(({ reason, repair }, at) => (
        <li key={at} className="break-words">
          {reason} <span className="text-ink-2">{repair}</span>
        </li>
      ))}
    </ul>
  )
}

function StatementReport({ report }: { readonly report: Answer<'importStatement'> }) {
  const say = useTexts(webBankTexts)
  return report.statements.map(({ number, account: tail, held, lines, known, matched, toAsk }, at) => (
    <div key={at} className={boxLook}>
      {held === undefined ? (
        <p className="font-medium break-words">
          {say('file.counted', { number, tail, lines, matched, ask: toAsk })}
        </p>
      ) : (
        <>
          <p className="font-medium break-words text-warn">{say('file.held', { number, tail })}</p>
          <p className="break-words">
            {held.reason} <span className="text-ink-2">{held.repair}</span>
          </p>
        </>
      )}
      {known === 0 ? null : <p>{say('file.known', { count: known })}</p>}
    </div>
  ))
}

type PickProps = {
  readonly text: string
  readonly isMain: boolean
  readonly onPick: (file: File) => void
}

function PickFile({ text, isMain, onPick }: PickProps) {
  const id = useId()
  return (
    <span>
      <input
        id={id}
        type="file"
        accept=".xml,.csv,.txt,.xlsx"
        onChange={(event) => {
          const [file] = event.target.files ?? []
          if (file) onPick(file)
          event.target.value = ''
        }}
        className="peer sr-only"
      />
      <label
        htmlFor={id}
        className={classes(
          'inline-flex h-9 cursor-pointer items-center gap-2 rounded-md border px-4 font-medium',
          'peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-brand',
          'pointer-coarse:min-h-10',
          isMain
            ? 'border-brand bg-brand text-white hover:bg-brand-hover'
            : 'border-control bg-surface hover:bg-sunken',
        )}
      >
        <FileUp aria-hidden="true" size={15} />
        {text}
      </label>
    </span>
  )
}

import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { webInvoiceTexts } from '../../../src/texts/web-invoices.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field, Input } from '../../parts/field.tsx'
import { problemOf, sendFiles, type Answer } from '../../shell/api.ts'
import { useMe } from '../../shell/session.ts'
import { useTexts } from '../../shell/text.ts'
import { settled } from './settled.ts'
import { typedOf } from './typed.ts'

type Read = Answer<'readInvoiceFile'>

/** Brings the file of an invoice: what was read of it stands at once, and what it leaves out is typed. */
export function RecordDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useTexts(webInvoiceTexts)
  const [file, setFile] = useState<File>()
  const [read, setRead] = useState<Read>()
  const [problem, setProblem] = useState<string>()
  const pick = (picked: File | undefined) => {
    setFile(picked)
    setRead(undefined)
    setProblem(undefined)
    if (!picked) return
    sendFiles('readInvoiceFile', {}, [picked])
      .then(setRead)
      .catch((error: unknown) => {
        const { title, wayOut } = problemOf(error)
        setProblem([title || say('inv.failed'), wayOut].filter(Boolean).join(' '))
      })
  }
  return (
    <Dialog title={say('inv.add')} onClose={onClose}>
      <div className="space-y-4">
        <Field label={say('inv.file')} hint={say('inv.file_hint')} error={problem}>
          {(tied) => (
            <input
              {...tied}
              type="file"
              accept=".xml,.ofd,.pdf,.jpg,.jpeg,.png"
              onChange={(event) => pick(event.target.files?.[0])}
              className="block w-full text-second"
            />
          )}
        </Field>
        {file && !read && problem === undefined ? (
          <p role="status" className="text-second text-ink-2">
            {say('inv.reading')}
          </p>
        ) : null}
        {file && read ? <Facts key={file.name} file={file} read={read} onClose={onClose} /> : null}
      </div>
    </Dialog>
  )
}

type FactsProps = { readonly file: File; readonly read: Read; readonly onClose: () => void }

const asking = {
  number: 'inv.number',
  sellerName: 'inv.seller',
  total: 'inv.total',
  issuedOn: 'inv.issued',
} as const
type Asked = keyof typeof asking

function Facts({ file, read, onClose }: FactsProps) {
  const say = useTexts(webInvoiceTexts)
  const navigate = useNavigate()
  const entityId = useMe()?.entities[0]?.id ?? ''
  const [words, setWords] = useState<Readonly<Partial<Record<Asked, string>>>>({})
  const [isBusy, setBusy] = useState(false)
  const missing = read.missing.map(({ name }) => name)
  const asked = (Object.keys(asking) as Asked[]).filter((name) => missing.includes(name))
  const isReady = asked.every((name) => (words[name] ?? '').trim() !== '')
  const send = async () => {
    setBusy(true)
    const body = {
      entityId,
      ...typedOf(words, 'CNY'),
      ...(missing.includes('currency') && { currency: 'CNY' }),
    }
    const sent = sendFiles('recordInvoice', { body }, [file])
    const isDone = await settled(sent, { done: say('inv.done'), failed: say('inv.failed') })
    setBusy(false)
    if (!isDone) return
    onClose()
    const { invoiceId } = await sent
    await navigate({ to: '/invoices/$invoiceId', params: { invoiceId } })
  }
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady && !isBusy) void send()
      }}
    >
      <p className="text-second font-medium">{say('inv.read_as', { word: read.readWord })}</p>
      {read.unread === undefined ? null : <p className="text-second text-ink-2">{read.unread}</p>}
      <ReadFacts facts={read.facts} />
      {asked.length === 0 ? null : <p className="text-meta text-ink-2">{say('inv.missing')}</p>}
      {asked.map((name) => (
        <Field key={name} label={say(asking[name])}>
          {(tied) => (
            <Input
              {...tied}
              type={name === 'issuedOn' ? 'date' : 'text'}
              inputMode={name === 'total' ? 'decimal' : undefined}
              value={words[name] ?? ''}
              onChange={(event) => setWords({ ...words, [name]: event.target.value })}
            />
          )}
        </Field>
      ))}
      <Button type="submit" look="primary" size={36} disabled={!isReady} isBusy={isBusy}>
        {say('inv.save')}
      </Button>
    </form>
  )
}

function ReadFacts({ facts }: Pick<Read, 'facts'>) {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5 text-second">
      {facts.map(({ name, word, text }) => (
        <div key={name} className="contents">
          <dt className="text-ink-2">{word}</dt>
          <dd className="min-w-0 break-words">{text}</dd>
        </div>
      ))}
    </dl>
  )
}

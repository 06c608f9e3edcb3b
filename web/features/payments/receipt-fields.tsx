import { Camera, LoaderCircle, Paperclip, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { webMyClaimTexts } from '../../../src/texts/web-my-claims.ts'
import { webTexts } from '../../../src/texts/web.ts'
import { amountText } from '../../parts/amount.tsx'
import { PickButton } from '../../parts/pick-button.tsx'
import { addressOf, problemOf, sendFiles, uploadFiles } from '../../shell/api.ts'
import { useTexts } from '../../shell/text.ts'
import { shownBy, type Receipt } from './receipts.ts'

type Props = {
  readonly receipts: readonly Receipt[]
  readonly onChange: (receipts: readonly Receipt[]) => void
  readonly onBusy: (isBusy: boolean) => void
}

const accepted = '.xml,.ofd,.pdf,.png,.jpg,.jpeg'

/** The receipts of a claim: each goes up at once, and what an invoice says is read off it. */
export function ReceiptFields({ receipts, onChange, onBusy }: Props) {
  const say = useTexts(webMyClaimTexts)
  const { waiting, error, take } = useReceipts(receipts, onChange, onBusy)
  return (
    <fieldset>
      <legend className="mb-1 text-second font-medium">{say('form.receipts')}</legend>
      <div className="rounded-md border border-dashed border-control bg-surface px-3 py-2">
        <ul>
          {receipts.map((receipt) => (
            <ReceiptLine
              key={receipt.fileId}
              receipt={receipt}
              onRemove={() => onChange(receipts.filter(({ fileId }) => fileId !== receipt.fileId))}
            />
          ))}
        </ul>
        {waiting.map((name) => (
          <p key={name} role="status" className="flex items-center gap-2 py-1 text-second text-ink-2">
            <LoaderCircle aria-hidden="true" size={15} className="animate-spin motion-reduce:animate-none" />
            {say('form.uploading', { name })}
          </p>
        ))}
        <div className="flex flex-wrap items-center gap-2">
          <PickButton
            text={say('form.add')}
            icon={<Paperclip aria-hidden="true" size={15} />}
            accept={accepted}
            onPick={take}
          />
          <PickButton
            isCamera
            text={say('form.photo')}
            icon={<Camera aria-hidden="true" size={15} />}
            onPick={take}
          />
        </div>
      </div>
      <p className="mt-1 text-meta text-ink-3">{say('form.hint')}</p>
      {error === undefined ? null : (
        <p role="alert" className="mt-1 text-meta text-block">
          {error}
        </p>
      )}
    </fieldset>
  )
}

type LineProps = { readonly receipt: Receipt; readonly onRemove: () => void }

function ReceiptLine({ receipt, onRemove }: LineProps) {
  const say = useTexts(webMyClaimTexts)
  const { name, file, reading } = receipt
  const shown = shownBy(receipt)
  const about =
    file === undefined
      ? say('form.stored')
      : shown === undefined
        ? say('form.unread')
        : reading?.known
          ? say('form.known', { left: amountText(shown) })
          : say('form.read', { total: amountText(shown) })
  return (
    <li className="flex items-center gap-2 py-0.5 text-second">
      <span className="min-w-0 flex-1 break-words">
        {name}
        <span className="block text-meta text-ink-2">{about}</span>
      </span>
      <button
        type="button"
        aria-label={say('form.remove', { name })}
        onClick={onRemove}
        className="reach inline-flex items-center justify-center rounded-md text-ink-2 hover:bg-sunken"
      >
        <X aria-hidden="true" size={15} />
      </button>
    </li>
  )
}

function useReceipts(receipts: readonly Receipt[], onChange: Props['onChange'], onBusy: Props['onBusy']) {
  const say = useTexts(webTexts)
  const [waiting, setWaiting] = useState<readonly string[]>([])
  const [error, setError] = useState<string>()
  const latest = useRef(receipts)
  latest.current = receipts
  // What was kept when it was given is read as well: an invoice among it is used as one.
  useEffect(() => {
    for (const kept of receipts.filter(({ file }) => file === undefined)) {
      onBusy(true)
      void readKept(kept).then((read) => {
        latest.current = latest.current.map((each) => (each.fileId === read.fileId ? read : each))
        onChange(latest.current)
        onBusy(false)
      })
    }
  }, [])
  const take = (files: readonly File[]) => {
    setError(undefined)
    for (const file of files) {
      setWaiting((now) => [...now, file.name])
      onBusy(true)
      taken(file)
        .then((receipt) => {
          latest.current = [...latest.current.filter(({ fileId }) => fileId !== receipt.fileId), receipt]
          onChange(latest.current)
        })
        .catch((cause: unknown) => {
          const { title, wayOut } = problemOf(cause)
          setError([title || say('web.files.failed'), wayOut].filter(Boolean).join(' '))
        })
        .finally(() => {
          setWaiting((now) => now.filter((name) => name !== file.name))
          onBusy(false)
        })
    }
  }
  return { waiting, error, take }
}

/** A kept receipt with what is read off its file; one that cannot be fetched or read stays evidence. */
async function readKept(kept: Receipt): Promise<Receipt> {
  try {
    const response = await fetch(addressOf('download', { params: { fileId: kept.fileId } }))
    if (!response.ok) return kept
    const file = new File([await response.blob()], kept.name)
    return { ...kept, file, reading: await sendFiles('readInvoiceFile', {}, [file]).catch(() => undefined) }
  } catch {
    return kept
  }
}

/** The receipt as evidence, with what is read off it; a photo that cannot be read is evidence too. */
async function taken(file: File): Promise<Receipt> {
  const [stored, reading] = await Promise.all([
    uploadFiles([file], 'receipt'),
    sendFiles('readInvoiceFile', {}, [file]).catch(() => undefined),
  ])
  const [one] = stored.files
  if (!one) throw new Error('an uploaded file has its row')
  return { fileId: one.fileId, name: one.name, file, reading }
}

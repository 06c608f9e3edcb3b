import { Camera, LoaderCircle, Paperclip, X } from 'lucide-react'
import { useEffect, useRef, useState, type DragEvent } from 'react'
import { webTexts } from '../../src/texts/web.ts'
import { problemOf, uploadFiles } from '../shell/api.ts'
import { useTexts } from '../shell/text.ts'
import { classes } from './classes.ts'
import { FileIcon, type DueEvidence, type EvidenceFile } from './evidence.tsx'
import { Field, Select } from './field.tsx'
import { PickButton } from './pick-button.tsx'

/** A paper that may be added; one that no decision waits for is due at no time. */
type Wanted = Omit<DueEvidence, 'due'> & { readonly due?: DueEvidence['due'] }

type Props = {
  readonly label: string
  /** The papers that are still to come; whoever adds a file says which of them it is. */
  readonly wanted?: readonly Wanted[] | undefined
  readonly files: readonly EvidenceFile[]
  readonly onChange: (files: readonly EvidenceFile[]) => void
}

/** Files by picker, camera, paste or drop; each goes up at once and is known by its digest. */
export function FileDrop({ label, wanted = [], files, onChange }: Props) {
  const say = useTexts(webTexts)
  const [isOver, setOver] = useState(false)
  const [chosen, setChosen] = useState<string>()
  const { uploading, error, upload } = useUpload(files, onChange)
  // A paper that was added, or is on its way, is not wanted any more; then the next one is proposed.
  const isThere = (due: Wanted) => [...files, ...uploading].some((it) => it.purpose === due.purpose)
  const purpose = chosen ?? wanted.find((due) => !isThere(due))?.purpose
  const add = (picked: readonly File[]) => {
    upload(picked, purpose)
    setChosen(undefined)
  }
  usePaste(add)
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    add([...event.dataTransfer.files])
  }
  return (
    <fieldset>
      <legend className="mb-1 text-second font-medium">{label}</legend>
      <div
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
        className={classes(
          'rounded-md border border-dashed px-3 py-2',
          isOver ? 'border-brand bg-brand-tint' : 'border-control bg-surface',
        )}
      >
        <FileNames files={files} onChange={onChange} />
        <OnTheirWay uploading={uploading} />
        <PurposeField wanted={wanted} purpose={purpose} onChoose={setChosen} />
        <div className="flex flex-wrap items-center gap-2">
          <PickButton
            text={say('web.files.add')}
            icon={<Paperclip aria-hidden="true" size={15} />}
            onPick={add}
          />
          <PickButton
            isCamera
            text={say('web.files.camera')}
            icon={<Camera aria-hidden="true" size={15} />}
            onPick={add}
          />
          <span className="text-meta text-ink-3">{say('web.files.hint')}</span>
        </div>
      </div>
      {error === undefined ? null : (
        <p role="alert" className="mt-1 text-meta text-block">
          {error}
        </p>
      )}
    </fieldset>
  )
}

function OnTheirWay({ uploading }: { readonly uploading: readonly Uploading[] }) {
  const say = useTexts(webTexts)
  return uploading.map(({ name }) => (
    <p key={name} role="status" className="flex items-center gap-2 py-1 text-second text-ink-2">
      <LoaderCircle aria-hidden="true" size={15} className="animate-spin motion-reduce:animate-none" />
      {say('web.files.uploading', { name })}
    </p>
  ))
}

type PurposeProps = {
  readonly wanted: readonly Wanted[]
  readonly purpose: string | undefined
  readonly onChoose: (purpose: string) => void
}

/** Which paper the next file is; without one that is wanted there is nothing to say. */
function PurposeField({ wanted, purpose, onChoose }: PurposeProps) {
  const say = useTexts(webTexts)
  if (wanted.length === 0) return null
  return (
    <div className="mb-2 max-w-xs">
      <Field label={say('web.files.purpose')}>
        {(tied) => (
          <Select
            {...tied}
            value={purpose ?? otherPurpose}
            options={[
              ...wanted.map(({ purpose: value, name, due }) => ({
                value,
                word: due === undefined ? name : say(`web.files.due.${due}`, { name }),
              })),
              { value: otherPurpose, word: say('web.files.other') },
            ]}
            onChange={onChoose}
          />
        )}
      </Field>
    </div>
  )
}

const otherPurpose = 'other'

function FileNames({ files, onChange }: Pick<Props, 'files' | 'onChange'>) {
  const say = useTexts(webTexts)
  return (
    <ul>
      {files.map((file) => (
        <li key={file.fileId} className="flex items-center gap-2 py-0.5 text-second">
          <FileIcon mediaType={file.mediaType} />
          <span className="min-w-0 flex-1 break-words">
            {file.name}
            <span className="ml-2 text-ink-2">{file.purposeWord}</span>
          </span>
          <button
            type="button"
            aria-label={say('web.files.remove', { name: file.name })}
            onClick={() => onChange(files.filter((it) => it.fileId !== file.fileId))}
            className="reach inline-flex items-center justify-center rounded-md text-ink-2 hover:bg-sunken"
          >
            <X aria-hidden="true" size={15} />
          </button>
        </li>
      ))}
    </ul>
  )
}

/** A file on its way, and which paper it is. */
type Uploading = { readonly name: string; readonly purpose: string | undefined }

function useUpload(files: readonly EvidenceFile[], onChange: Props['onChange']) {
  const say = useTexts(webTexts)
  const [uploading, setUploading] = useState<readonly Uploading[]>([])
  const [error, setError] = useState<string>()
  const latest = useRef(files)
  latest.current = files
  const upload = (picked: readonly File[], purpose: string | undefined) => {
    if (picked.length === 0) return
    const mine = picked.map(({ name }): Uploading => ({ name, purpose }))
    setError(undefined)
    setUploading((now) => [...now, ...mine])
    uploadFiles(picked, purpose)
      .then((answer) => {
        const known = new Set(latest.current.map((file) => file.fileId))
        onChange([...latest.current, ...answer.files.filter((file) => !known.has(file.fileId))])
      })
      .catch((cause: unknown) => {
        const problem = problemOf(cause)
        setError([problem.title || say('web.files.failed'), problem.wayOut].filter(Boolean).join(' '))
      })
      .finally(() => setUploading((now) => now.filter((it) => !mine.includes(it))))
  }
  return { uploading, error, upload }
}

/** Files on the clipboard, wherever the focus is; pasted text stays text. */
function usePaste(add: (files: readonly File[]) => void): void {
  const latest = useRef(add)
  latest.current = add
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])]
      if (files.length === 0) return
      event.preventDefault()
      latest.current(files)
    }
    document.addEventListener('paste', onPaste)
    return () => document.removeEventListener('paste', onPaste)
  }, [])
}

import { Files, FileImage, FileSpreadsheet, FileText, Paperclip } from 'lucide-react'
import { webTexts } from '../../src/texts/web.ts'
import { addressOf, type Answer } from '../shell/api.ts'
import { useTexts } from '../shell/text.ts'
import { classes } from './classes.ts'

type Case = Answer<'requestDetail'>

/** One file of evidence. */
export type EvidenceFile = Case['evidence'][number]

/** A paper that the decision still waits for. */
export type DueEvidence = NonNullable<Case['verdict']>['evidence'][number]

/** The files of evidence, each with where it came from; a sign only where something was found. */
export function EvidenceList({ files }: { readonly files: readonly EvidenceFile[] }) {
  const say = useTexts(webTexts)
  if (files.length === 0) return <p className="text-second text-ink-3">{say('web.evidence.none')}</p>
  return (
    <ul className="grid gap-2 sm:grid-cols-2">
      {files.map((file) => (
        <li key={file.fileId} className="min-w-0">
          <a
            data-evidence
            href={addressOf('download', { params: { fileId: file.fileId } })}
            download={file.name}
            className={classes(
              'flex h-full items-center gap-3 rounded-md border border-line-2 bg-surface',
              'px-3 py-2 hover:bg-sunken',
            )}
          >
            <FileIcon mediaType={file.mediaType} />
            <span className="min-w-0 flex-1">
              <span className="sr-only">{say('web.evidence.open')}</span>
              <span className="block text-body break-words">{file.name}</span>
              <span
                className={classes(
                  'block text-meta text-pretty',
                  file.check === 'reused' ? 'text-warn' : 'text-ink-2',
                )}
              >
                {`${file.purposeWord} · ${file.checkText}`}
              </span>
            </span>
            <CheckIcon check={file.check} />
          </a>
        </li>
      ))}
    </ul>
  )
}

/** A picture for the kind of file. */
export function FileIcon({ mediaType }: { readonly mediaType: string }) {
  const Icon = mediaType.startsWith('image/')
    ? FileImage
    : /sheet|csv|excel/.test(mediaType)
      ? FileSpreadsheet
      : /pdf|text|word|ofd/.test(mediaType)
        ? FileText
        : Paperclip
  return <Icon aria-hidden="true" size={17} className="shrink-0 text-ink-2" />
}

function CheckIcon({ check }: { readonly check: EvidenceFile['check'] }) {
  if (check === 'unchecked') return null
  return <Files aria-hidden="true" size={16} className="shrink-0 text-warn" />
}

import { useId } from 'react'
import { classes } from './classes.ts'

const papers = '.pdf,.png,.jpg,.jpeg,.txt,.csv,.docx,.xlsx,.pptx,.ofd'

type PickProps = {
  readonly text: string
  readonly icon: React.ReactNode
  readonly isCamera?: boolean
  /** What may be picked beside photos; without it, what evidence can be. */
  readonly accept?: string
  readonly onPick: (files: readonly File[]) => void
}

/** A button that takes files from the picker, or a photo from the camera of a phone. */
export function PickButton({ text, icon, isCamera = false, accept = papers, onPick }: PickProps) {
  const id = useId()
  return (
    <span className={isCamera ? 'order-first pointer-fine:hidden' : undefined}>
      <input
        id={id}
        type="file"
        multiple={!isCamera}
        accept={isCamera ? 'image/*' : accept}
        capture={isCamera ? 'environment' : undefined}
        onChange={(event) => {
          onPick([...(event.target.files ?? [])])
          event.target.value = ''
        }}
        className="peer sr-only"
      />
      <label
        htmlFor={id}
        className={classes(
          'inline-flex h-7 cursor-pointer items-center gap-1.5 rounded-md border',
          'border-control bg-surface px-2.5 text-second peer-focus-visible:outline-2',
          'peer-focus-visible:outline-offset-2 peer-focus-visible:outline-brand',
          'hover:bg-sunken pointer-coarse:h-10',
        )}
      >
        {icon}
        {text}
      </label>
    </span>
  )
}

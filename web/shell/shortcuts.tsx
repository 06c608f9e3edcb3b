import { overlayTexts } from '../../src/texts/shell-overlays.ts'
import { Chips } from '../parts/chips.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { KeyCap } from '../parts/key.tsx'
import { setPreferences, usePreferences } from './preferences.ts'
import { useTexts } from './text.ts'

/** All keys, and the two choices about them. */
export function Shortcuts({ onClose }: { readonly onClose: () => void }) {
  const say = useTexts(overlayTexts)
  return (
    <Dialog title={say('keys.title')} onClose={onClose} shape="wide">
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
        {groups.map((group) => (
          <section key={group.title}>
            <h3 className="mb-1 text-meta text-ink-3">{say(group.title)}</h3>
            <dl>
              {group.keys.map(([keys, text]) => (
                <div key={text} className="flex items-center justify-between gap-3 border-t border-line py-1">
                  <dt className="text-second">{say(text)}</dt>
                  <dd className="flex gap-1">
                    {keys.map((key) => (
                      <KeyCap key={key}>{key === 'space' ? say('keys.space') : key}</KeyCap>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <Choices />
      </div>
    </Dialog>
  )
}

function Choices() {
  const say = useTexts(overlayTexts)
  const { singleKeys, undoSeconds } = usePreferences()
  return (
    <section className="space-y-4">
      <label className="flex items-start gap-2">
        <input
          type="checkbox"
          checked={singleKeys}
          onChange={(event) => setPreferences({ singleKeys: event.target.checked })}
          className="m-1 size-4 accent-brand"
        />
        <span>
          {say('keys.single')}
          <span className="block text-meta text-ink-3">{say('keys.single_hint')}</span>
        </span>
      </label>
      <div>
        <Chips
          label={say('keys.undo')}
          value={String(undoSeconds)}
          options={waits.map((count) => ({ key: String(count), word: say('keys.seconds', { count }) }))}
          onChange={(key) => setPreferences({ undoSeconds: waits.find((it) => String(it) === key) ?? 10 })}
        />
        <p className="mt-1 text-meta text-ink-3">{say('keys.undo_hint')}</p>
      </div>
    </section>
  )
}

const waits = [10, 30, 60] as const

type Line = readonly [readonly string[], keyof typeof overlayTexts]

const groups: readonly { readonly title: keyof typeof overlayTexts; readonly keys: readonly Line[] }[] = [
  {
    title: 'keys.group.go',
    keys: [
      [['⌘ K'], 'keys.palette'],
      [['/'], 'keys.search'],
      [['N'], 'keys.new'],
      [['G', 'I'], 'keys.inbox'],
      [['G', 'R'], 'keys.mine'],
      [['G', 'L'], 'keys.register'],
      [['?'], 'keys.help'],
    ],
  },
  {
    title: 'keys.group.list',
    keys: [
      [['J', 'K'], 'keys.next'],
      [['Enter'], 'keys.open'],
      [['space'], 'keys.select'],
      [['Esc'], 'keys.escape'],
    ],
  },
  {
    title: 'keys.group.decide',
    keys: [
      [['A'], 'keys.approve'],
      [['R'], 'keys.return'],
      [['X'], 'keys.reject'],
      [['T'], 'keys.transfer'],
      [['E'], 'keys.evidence'],
      [['C'], 'keys.comment'],
      [['Z'], 'keys.undo_last'],
    ],
  },
]

import { useEffect, useRef } from 'react'
import { preferences } from './preferences.ts'

/** What a key does: `j`, `space`, `enter`, `escape`, `?`, or two in a row as `g i`. */
type Bindings = Readonly<Record<string, () => void>>

const layers: { current: Bindings }[] = []
/** When `g` was pressed last; a second key counts as its partner for 1.5 s. */
let prefixAt = Number.NEGATIVE_INFINITY

/** Binds keys while a component is on screen. The layer mounted last wins. */
export function useKeys(bindings: Bindings): void {
  const layer = useRef(bindings)
  layer.current = bindings
  useEffect(() => {
    layers.push(layer)
    if (layers.length === 1) window.addEventListener('keydown', onKey)
    return () => {
      layers.splice(layers.indexOf(layer), 1)
      if (layers.length === 0) window.removeEventListener('keydown', onKey)
    }
  }, [])
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return
  const key = nameOf(event)
  if (key === undefined) return
  const inSequence = event.timeStamp - prefixAt < 1500
  prefixAt = Number.NEGATIVE_INFINITY
  const action = inSequence ? find(`g ${key}`) : find(key)
  if (action) {
    event.preventDefault()
    action()
  } else if (key === 'g') prefixAt = event.timeStamp
}

function find(key: string): (() => void) | undefined {
  for (let i = layers.length - 1; i >= 0; i -= 1) {
    const action = layers[i]?.current[key]
    if (action) return action
  }
  return undefined
}

/** The name of a key that may be bound here; undefined where it belongs to a field, a dialog or a control. */
function nameOf(event: KeyboardEvent): string | undefined {
  const key = event.key === ' ' ? 'space' : event.key.toLowerCase()
  if ((event.metaKey || event.ctrlKey) && !event.altKey) return key === 'k' ? 'mod k' : undefined
  if (event.altKey) return undefined
  if (document.querySelector('dialog[open]')) return undefined
  const target = event.target instanceof Element ? event.target : document.body
  if (key === 'escape') return key
  if (!preferences().singleKeys) return undefined
  if (target.closest('input:not([type=checkbox]), textarea, select, [contenteditable], [role=menu]'))
    return undefined
  const isNative = key === 'enter' || key === 'space'
  if (isNative && target.closest('a, button, input, summary') && !target.closest('[data-row]'))
    return undefined
  return key
}

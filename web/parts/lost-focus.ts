import { useEffect, useRef } from 'react'

/**
 * What was pressed to open a dialog may be gone from its list once the dialog did its work, at once or when
 * the list is drawn anew, and with it the place of whoever works with the keyboard: they go on from the
 * heading above it. `noteFrom` is called where something is pressed.
 */
export function useLostFocus(isOpen: boolean) {
  const heading = useRef<HTMLHeadingElement>(null)
  const pressed = useRef<Element>(null)
  // After each drawing: the list may be drawn anew some time after the dialog is closed.
  useEffect(() => {
    if (isOpen || pressed.current === null || pressed.current.isConnected) return
    pressed.current = null
    if (document.activeElement === document.body) heading.current?.focus()
  })
  const noteFrom = () => {
    pressed.current = document.activeElement
  }
  return { heading, noteFrom }
}

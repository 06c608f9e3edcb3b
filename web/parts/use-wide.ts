import { useSyncExternalStore } from 'react'

const wide = typeof window === 'undefined' ? undefined : window.matchMedia('(min-width: 1024px)')

/** True from 1024 px on, where list and detail stand side by side. */
export function useIsWide(): boolean {
  return useSyncExternalStore(listen, () => wide?.matches ?? true)
}

function listen(listener: () => void): () => void {
  wide?.addEventListener('change', listener)
  return () => wide?.removeEventListener('change', listener)
}

/** The width of the screen below 1024 px, for what must stand in one line there. */
export function useNarrowWidth(): number | undefined {
  return useSyncExternalStore(listenToSize, () => (wide?.matches === false ? window.innerWidth : undefined))
}

function listenToSize(listener: () => void): () => void {
  window.addEventListener('resize', listener)
  return () => window.removeEventListener('resize', listener)
}

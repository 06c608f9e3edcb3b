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

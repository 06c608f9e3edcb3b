type Carrying<Kind> = { readonly code: string; readonly dimensions: readonly Kind[] }

/** What an account carries as it is shown: what was ticked shows at once. */
export function shownOf<Kind>(account: Carrying<Kind>, sent: Carrying<Kind> | undefined): readonly Kind[] {
  return sent?.code === account.code ? sent.dimensions : account.dimensions
}

/**
 * What an account carries after a tick. The whole list is sent, so a tick while another one is on its way
 * would undo that: it counts for nothing.
 */
export function carriedAfter<Kind>(
  account: Carrying<Kind>,
  sent: Carrying<Kind> | undefined,
  { kind, isOn }: { readonly kind: Kind; readonly isOn: boolean },
): Kind[] | undefined {
  if (sent !== undefined) return undefined
  const kept = shownOf(account, sent).filter((each) => each !== kind)
  return isOn ? [...kept, kind] : kept
}

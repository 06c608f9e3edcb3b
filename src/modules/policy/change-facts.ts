/** Facts with changes laid over them: dotted paths, and null takes a fact away. */
export function changedFacts(
  base: Readonly<Record<string, unknown>>,
  changes: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const facts: Record<string, unknown> = structuredClone(base)
  for (const [path, value] of Object.entries(changes)) put(facts, path.split('.'), value)
  return facts
}

function put(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [name = '', ...rest] = path
  if (rest.length === 0) {
    if (value === null) delete target[name]
    else target[name] = value
    return
  }
  const inner = Object.hasOwn(target, name) ? target[name] : undefined
  const next = typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>) : {}
  target[name] = next
  put(next, rest, value)
}

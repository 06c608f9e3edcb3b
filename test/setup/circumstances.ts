import { findKind } from '../../src/modules/requests/kinds.ts'
import { noneOfThese } from '../../src/modules/requests/view/kinds.ts'

/** What the form sends when its list of circumstances is answered with "none of these". */
export function ordinary(kindId: string, currency = 'CNY'): ReturnType<typeof noneOfThese> {
  const kind = findKind(kindId)
  if (!kind) throw new Error(`no kind of benefit is called ${kindId}`)
  return noneOfThese(kind, currency)
}

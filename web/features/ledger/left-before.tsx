import { webVoucherTexts } from '../../../src/texts/web-vouchers.ts'
import type { Answer } from '../../shell/api.ts'
import { useTexts } from '../../shell/text.ts'
import { When } from '../payments/when.tsx'

/** Which vouchers left in a file before: they are not to stand in the books twice. */
export function LeftBefore({ left }: { readonly left: Answer<'vouchers'>['left'] }) {
  const say = useTexts(webVoucherTexts)
  return left.map(({ exportId, fileName, at, vouchers }) => (
    <p key={exportId} className="mt-1 text-second break-words text-warn">
      {say('vouchers.left', { count: vouchers, file: fileName })} <When at={at} />
    </p>
  ))
}

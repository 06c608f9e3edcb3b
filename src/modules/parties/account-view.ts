import type { z } from 'zod'
import type { partyRecord } from '../../contract/parties-record.ts'
import { formatMoment } from '../../kernel/format.ts'
import { timeAgo } from '../../kernel/relative-time.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { sayRefusal } from '../../texts/refusals/say.ts'
import { staffRefOf } from '../access/index.ts'
import type { Route } from './account-place.ts'
import { accountObjection, accountStanding } from './accounts.ts'
import { recordPermission, type RecordReader } from './record-reader.ts'
import { partyWord } from './refs.ts'
import type { AccountRow, CustomerRow } from './tables.ts'

type AccountJson = z.output<typeof partyRecord.answer>['accounts'][number]

/** An account as readers of the record see it; who asks for benefits of its owner never verifies it. */
export function accountShown(
  reader: RecordReader,
  row: CustomerRow,
  account: AccountRow,
  askerIds: readonly string[],
): AccountJson {
  const staff = (id: string) => staffRefOf({ ...reader, personId: '' }, id)
  const { language, now, zone } = reader
  const check = checkPermission(reader, account, askerIds)
  const { nameMatches } = accountStanding(row, [{ ...account, state: 'stated' }]) ?? { nameMatches: false }
  return {
    accountId: account.id,
    holder: account.holder,
    bank: account.bank,
    number: maskedNumber(account),
    // Four signs prove nothing: whoever verifies it holds the whole number against what its holder says.
    ...(check.can ? { toCompare: account.number } : {}),
    ...routeOf(account, check.can),
    // The database holds the list of states.
    state: account.state as AccountJson['state'],
    word: partyWord(reader, 'account', account.state),
    isInOwnName: nameMatches,
    givenIn: partyWord(reader, 'given', account.given_in),
    reference: account.reference,
    statedBy: staff(account.stated_by),
    stated: {
      at: account.stated_at,
      text: formatMoment(account.stated_at, zone, now),
      ago: timeAgo(account.stated_at, { now, zone, language }),
    },
    ...(account.checked_by === null ? {} : { checkedBy: staff(account.checked_by) }),
    ...(account.checked_how === null ? {} : { checkedHow: partyWord(reader, 'check', account.checked_how) }),
    check,
  }
}

/** Whether the reader may check this account. */
function checkPermission(
  reader: RecordReader,
  account: AccountRow,
  askerIds: readonly string[],
): AccountJson['check'] {
  const allowed = recordPermission(reader, 'parties.check_account')
  if (!allowed.can) return allowed
  const how = account.given_in === 'call_back' ? 'visit' : 'call_back'
  const objection = accountObjection(account, { by: reader.actor.personId, how, askerIds })
  if (isRefusal(objection)) return { can: false, why: sayRefusal(objection, reader.language).says }
  return { can: true, needsReason: true, needsFactor: !reader.actor.hasFreshFactor }
}

/** What of the way to its bank is shown: of a phone four figures, and the rest to whoever compares it. */
export function routeOf({ cnaps, province, city, phone }: Route, compares: boolean) {
  return {
    ...(cnaps === null ? {} : { cnaps }),
    ...(province === null ? {} : { province }),
    ...(city === null ? {} : { city }),
    ...(phone === null ? {} : { phone: maskedNumber({ number: phone }) }),
    ...(phone === null || !compares ? {} : { phoneToCompare: phone }),
  }
}

/** The last four signs of a number. */
export function maskedNumber({ number }: Pick<AccountRow, 'number'>): string {
  return `•••• ${number.slice(-4)}`
}

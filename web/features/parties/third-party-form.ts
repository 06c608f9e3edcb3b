import type { Given } from '../../shell/api.ts'

type Body = NonNullable<Given<'recordThirdParty'>['body']>

/** An answer of the form: nobody has looked, where it is neither. */
export type Answered = 'yes' | 'no' | 'unknown'

/** What the form holds. */
export type ThirdPartyForm = {
  readonly entityId: string
  readonly role: string
  readonly licensed: Answered
  readonly licence: string
  readonly independent: Answered
  readonly declaration: string
  readonly ownerKnown: Answered
  readonly owners: string
  readonly staff: Answered
  readonly official: Answered
  readonly clean: Answered
  readonly dueDiligence: string
  readonly fromOn: string
  readonly untilOn: string
}

/** A form in which nobody has answered anything. */
export function emptyForm(entityId: string, today: string): ThirdPartyForm {
  const nothing = { licence: '', declaration: '', owners: '', dueDiligence: '' }
  const unknown = 'unknown' as const
  return {
    ...nothing,
    entityId,
    role: '',
    licensed: unknown,
    independent: unknown,
    ownerKnown: unknown,
    staff: unknown,
    official: unknown,
    clean: unknown,
    fromOn: today,
    untilOn: '',
  }
}

/** True once each claim has its paper, and what the law asks of every middleman is answered. */
export function isReady(form: ThirdPartyForm): boolean {
  const { entityId, role, fromOn, untilOn, licensed, independent, ownerKnown } = form
  const { staff, official, clean } = form
  const papers = [
    [licensed === 'yes', form.licence],
    [independent === 'yes', form.declaration],
    [ownerKnown === 'yes', form.owners],
    [[staff, official, clean].some((answer) => answer !== 'unknown'), form.dueDiligence],
  ] as const
  const isProved = papers.every(([isClaimed, paper]) => !isClaimed || paper.trim().length >= 2)
  const isAnswered = [licensed, independent, ownerKnown].every((answer) => answer !== 'unknown')
  return isProved && isAnswered && [entityId, role, fromOn, untilOn].every((text) => text !== '')
}

/** What is sent of it; what nobody looked at is left out. */
export function bodyOf(partyId: string, form: ThirdPartyForm): Body {
  const { entityId, fromOn, untilOn, licensed, independent, ownerKnown } = form
  return {
    entityId,
    partyId,
    // The list of the form is that of the answer.
    role: form.role as Body['role'],
    isLicensed: licensed === 'yes',
    isIndependent: independent === 'yes',
    isOwnerKnown: ownerKnown === 'yes',
    ...paper('licence', form.licence),
    ...paper('declaration', form.declaration),
    ...paper('owners', form.owners),
    ...paper('dueDiligence', form.dueDiligence),
    ...answer('isTiedToStaff', form.staff),
    ...answer('isTiedToOfficial', form.official),
    ...answer('isClean', form.clean),
    fromOn,
    untilOn,
  }
}

function paper(name: 'licence' | 'declaration' | 'owners' | 'dueDiligence', text: string): Partial<Body> {
  return text.trim() === '' ? {} : { [name]: text.trim() }
}

function answer(name: 'isTiedToStaff' | 'isTiedToOfficial' | 'isClean', said: Answered): Partial<Body> {
  return said === 'unknown' ? {} : { [name]: said === 'yes' }
}

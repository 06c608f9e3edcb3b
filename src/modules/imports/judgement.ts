/**
 * Whose name in a row of our own history a person can judge: the organisation, the recipient, our own staff.
 */
export const judgedRoles = ['customer', 'person', 'staff'] as const
export type JudgedRole = (typeof judgedRoles)[number]

/** What a person says of a name that the import could not tell for sure. */
export type Judgement =
  | { readonly is: 'party'; readonly partyId: string }
  /** None of those that it resembles: somebody new, or of our staff nobody on record. */
  | { readonly is: 'new'; readonly ruledOut: readonly string[] }

/** What a person said of the names of one row, with the one reason for all of it. */
export type Judgements = {
  readonly roles: Partial<Readonly<Record<JudgedRole, Judgement>>>
  readonly reason: string
}

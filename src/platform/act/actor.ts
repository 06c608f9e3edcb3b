import type { Language } from '../../texts/text.ts'

/** The way a command came in. */
export type Via = 'web' | 'api' | 'cli' | 'import' | 'system'

/** Who acts. Deputies act as themselves; `forPersonId` names the person whose task they take. */
export type Actor = {
  readonly personId: string
  readonly accountId: string
  readonly roles: readonly string[]
  /** The legal entities whose detail this person may see and change. */
  readonly entityIds: readonly string[]
  /** The entities in which each role is held. Absent: each is held in all of `entityIds`. */
  readonly roleEntities?: Readonly<Record<string, readonly string[]>>
  readonly language: Language
  /** True when the second factor was shown within the last ten minutes. */
  readonly hasFreshFactor: boolean
  /** True when this session was opened with the second factor, however long ago. Absent means no. */
  readonly hasSecondFactor?: boolean
  /**
   * True when somebody else set the password of the account and nobody has given its second factor yet: who
   * sits behind it is not certain, so it reads and does nothing but say who it is.
   */
  readonly waitsForFactor?: boolean
  readonly via: Via
  readonly forPersonId?: string
  /** The only operations that a script's token may use; absent means no such limit. */
  readonly operations?: readonly string[]
}

/** The product itself, for jobs that nobody started by hand; it serves every entity. */
export const systemActor: Actor = {
  personId: 'system',
  accountId: 'system',
  roles: ['system'],
  entityIds: ['*'],
  language: 'zh-CN',
  hasFreshFactor: true,
  hasSecondFactor: true,
  via: 'system',
}

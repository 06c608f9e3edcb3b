import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import { cmsOpenPayments } from './cms-open-payments.ts'
import { profileSchema, type Profile } from './profile.ts'
import { taizhang } from './taizhang.ts'
import { ukMinisters } from './uk-ministers.ts'

/** The profiles that come with the product. A shipped profile that breaks the schema is a fault. */
export const shippedProfiles: readonly Profile[] = [cmsOpenPayments, ukMinisters, taizhang].map((data) =>
  profileSchema.parse(data),
)

/** The shipped profile of this name, or a refusal that lists the names. */
export function findProfile(id: string): Profile | Refusal {
  const found = shippedProfiles.find((profile) => profile.id === id)
  return (
    found ??
    refuse('imports.profile_unknown', { profile: id, profiles: shippedProfiles.map((p) => p.id).join(', ') })
  )
}

/** Reads a company's own profile; the refusal names the first place that is wrong. */
export function readProfile(data: unknown): Profile | Refusal {
  const parsed = profileSchema.safeParse(data)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  return refuse('imports.profile_invalid', { at: issue?.path.join('.') ?? '', why: issue?.message ?? '' })
}

import { organisationName, type OrganisationName } from './organisation-name.ts'
import { personName, type PersonName } from './person-name.ts'

/** The two kinds of name; each is taken apart in its own way. */
export type NameSchema = 'person' | 'organisation'

/** A name taken apart for search and comparison. Made once for an entry, once for a query. */
export type NameProfile = PersonName | OrganisationName

/** Takes a name apart. An empty name gives an empty profile, which matches nothing. */
export function profileOf(name: string, schema: NameSchema): NameProfile {
  return schema === 'person' ? personName(name) : organisationName(name)
}

import { z } from 'zod'
import { amountJson } from '../../../contract/common.ts'
import { benefitForms, factsJson, recipientClasses } from '../../../contract/facts.ts'
import { misfitOf } from './fitting-facts.ts'

/** The fields that a column of a file can fill. */
const profileFields = [
  'key',
  'type',
  'direction',
  'date',
  'item',
  'hospitality',
  'accompanied',
  'nature',
  'rail',
  /** The whole of what the row is about. */
  'value',
  /** A value of which the heading does not say whether it is for one piece or for all. */
  'worth',
  'unitPrice',
  /** How many pieces there were. */
  'quantity',
  /** How many people shared it. */
  'count',
  'giver',
  'giverId',
  'giverPlace',
  'otherParty',
  'reporter',
  'unit',
  'recipientId',
  'recipientName',
  'title',
  'recipientClass',
  'orgName',
  'orgCode',
  'orgType',
  'handler',
  'mobile',
  'phone',
  /** The number of the organisation, as opposed to that of somebody there. */
  'orgPhone',
  'thirdParty',
  'product',
  'note',
  'outcome',
  'source',
  'number',
  'reason',
] as const
export type ProfileField = (typeof profileFields)[number]

const field = z.enum(profileFields)
const pattern = z.string().min(1).refine(isPattern, 'is no regular expression')
const sentence = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) })
const form = z.enum(benefitForms)
const benefitShape = factsJson.shape.benefit.unwrap().shape
/** Every named field must match its pattern, without regard to case. */
const when = z.partialRecord(field, pattern)
const directions = z.enum(['given', 'received', 'offered', 'declined'])

const fact = z.strictObject({
  path: z.string().regex(/^[a-z][A-Za-z]*(\.[a-z][A-Za-z]*)+$/),
  value: z.union([z.string(), z.boolean(), z.array(z.string()), amountJson]),
  source: z.enum(['record', 'document', 'self']),
  when: when.optional(),
  unless: when.optional(),
  direction: z.enum(['outward', 'inward']).optional(),
  /** The stated assumption on which the fact rests; absent when the file itself says it. */
  assumption: z.string().optional(),
})

const party = z.strictObject({
  kind: z.enum(['person', 'entity', 'unknown']),
  name: field.optional(),
  ids: z.array(z.strictObject({ scheme: z.string().regex(/^[a-z][a-z-]*$/), field })).default([]),
  title: field.optional(),
  /** Where its telephone numbers stand; all that are filled count. */
  phones: z.array(field).optional(),
})

/** Who is who; of several the first that the row fills is taken. */
const roles = z.strictObject({
  giver: z.array(party).min(1).or(z.literal('ourselves')),
  recipient: z.array(party).min(1),
  org: z.array(party).default([]),
})

/**
 * How the columns of one kind of file become our fields. A profile is data: a company can write its own, and
 * every fact that it assumes beyond what the file says is listed with its reason and shown with each import.
 */
export const profileSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/),
    version: z.int().min(1),
    title: sentence,
    book: z.enum(['observed', 'own']),
    encodings: z.array(z.enum(['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'windows-1252'])).min(1),
    /** Our field to the headings that files use for it, compared without case, blanks and brackets. */
    columns: z.partialRecord(field, z.array(z.string().min(1)).min(1)),
    /** A line is the heading when it has one field of each group. */
    required: z.array(z.array(field).min(1)).min(1),
    constants: z.partialRecord(field, z.string()).default({}),
    nil: z.strictObject({
      patterns: z.array(pattern).min(1),
      /** Fields that only say who reports and where; they are filled in a nil return too. */
      frame: z.array(field),
      totals: z.array(pattern).default([]),
    }),
    /** What makes a row the same row again: its number, or its content. */
    identity: z.strictObject({
      by: z.enum(['number', 'content']),
      fields: z.array(field).min(1),
      /** Rows of equal content are different rows when this differs within a file. */
      apart: field.optional(),
      /**
       * Fields that tell rows apart too, where the file fills them, from a version of the profile on. Rows
       * that entered by an earlier one are known by the key without them.
       */
      also: z.strictObject({ since: z.int().min(2), fields: z.array(field).min(1) }).optional(),
    }),
    direction: z.strictObject({
      otherwise: directions,
      rules: z
        .array(z.strictObject({ pattern, is: directions, isForRelative: z.boolean().default(false) }))
        .default([]),
    }),
    parties: z.strictObject({
      outward: roles,
      inward: roles,
      /** Words in place of a name ("various"); a person says who it was. */
      unnamed: z.array(pattern).default([]),
    }),
    /** Groups of fields of which a row must fill one; else a person must look at it. */
    wanted: z.array(z.array(field).min(1)).default([]),
    dates: z.strictObject({
      order: z.enum(['dmy', 'mdy', 'ymd']),
      /** Bare numbers are day numbers of a spreadsheet. */
      serials: z.boolean().default(false),
      /** Where the file says which period it covers, in words ("… : July to October 2024"). */
      period: field.optional(),
      earliest: z.iso.date(),
    }),
    money: z.strictObject({
      currency: z.string().regex(/^[A-Z]{3}$/),
      /** Words in place of an amount. `amount` is a plain decimal in the profile's currency. */
      words: z
        .array(
          z.strictObject({
            pattern,
            known: z.enum(['at_least', 'at_most', 'not_said']),
            amount: z.string().optional(),
            assumption: z.string().optional(),
          }),
        )
        .default([]),
    }),
    forms: z.strictObject({
      rules: z.array(
        z.strictObject({
          when,
          form,
          purpose: benefitShape.purpose,
          context: benefitShape.context,
          assumption: z.string().optional(),
        }),
      ),
      otherwise: z.strictObject({ when, form, assumption: z.string() }).optional(),
      /** Words that hide what was given; a person must say what it was. */
      disguises: z.array(pattern).default([]),
      /** Fields beside the kind in which such a word counts too. */
      disguisedIn: z.array(field).default([]),
      /** Words beside a plain kind that say what it really was: the strictest form first. */
      stricter: z.array(z.strictObject({ fields: z.array(field).min(1), pattern, form })).default([]),
    }),
    classes: z.strictObject({
      rules: z.array(
        z.strictObject({
          when,
          direction: z.enum(['outward', 'inward']).optional(),
          class: z.enum(recipientClasses),
          assumption: z.string().optional(),
        }),
      ),
    }),
    facts: z.array(fact).default([]),
    /** Rows that read well and still look wrong. */
    doubts: z.array(z.strictObject({ when, unless: when, field, code: z.string() })).default([]),
    assumptions: z.array(
      z.strictObject({
        id: z.string(),
        facts: z.array(z.string()).min(1),
        /** `self`: only the company says so, so it may only tighten. `document`: the file bears it out. */
        source: z.enum(['document', 'self']).default('self'),
        says: sentence,
        why: sentence,
      }),
    ),
  })
  .refine(hasNoUnstatedAssumption, 'rests on an assumption that it does not state')
  .superRefine(({ book, facts }, context) => {
    for (const [i, fact] of facts.entries()) {
      const message = misfitOf(fact, book)
      if (message !== undefined) context.addIssue({ code: 'custom', path: ['facts', i], message })
    }
  })

export type Profile = z.infer<typeof profileSchema>
/** A profile as it is written down, with what has a default left out. */
export type ProfileData = z.input<typeof profileSchema>
export type When = z.infer<typeof when>

type Stated = { readonly assumptions: readonly { readonly id: string }[] }

function hasNoUnstatedAssumption(profile: Stated & Record<string, unknown>): boolean {
  const stated = new Set(profile.assumptions.map((a) => a.id))
  return assumptionsIn(profile).every((id) => stated.has(id))
}

function assumptionsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(assumptionsIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'assumption' && typeof inner === 'string' ? [inner] : assumptionsIn(inner),
  )
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'iu').source !== ''
  } catch {
    return false
  }
}

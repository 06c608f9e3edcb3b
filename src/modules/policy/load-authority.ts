import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { level } from '../../contract/common.ts'
import { benefitForms, recipientClasses } from '../../contract/facts.ts'
import { followings, type AuthorityMatrix } from './authority.ts'
import { figure } from './compile.ts'
import type { PackProblem } from './problem.ts'
import { readYaml, shapeProblems, type YamlText } from './yaml-text.ts'

/** The matrix, or everything that is wrong with it at once. */
export type LoadedMatrix =
  { readonly matrix: AuthorityMatrix } | { readonly problems: readonly PackProblem[] }

const role = z.enum(['line_manager', 'department_head', 'finance', 'compliance', 'general_manager'])
const both = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) })
const steps = z.array(z.strictObject({ role, need: z.enum(['any', 'all']) })).min(1)

const cell = z.strictObject({
  kinds: z.array(z.enum(benefitForms)).min(1).optional(),
  classes: z.array(z.enum(recipientClasses)).min(1).optional(),
  units: z.array(z.string()).min(1).optional(),
  upTo: z
    .string()
    .regex(/^CNY \d[\d,]*(\.\d{1,2})?$/)
    .transform(figure)
    .optional(),
  level,
  registerOnly: z.boolean().default(false),
})

const days = z.int().min(1).max(3660)

/**
 * Matrices that were adopted before validity was a part of them keep requests open for as long as ours does.
 */
const validity = z
  .strictObject({ approvedDays: days, unansweredDays: days })
  .default({ approvedDays: 90, unansweredDays: 30 })

/** Matrices that were adopted before splitting was a part of them read as many days together as ours does. */
const splitting = z.strictObject({ days: z.int().min(1).max(366) }).default({ days: 30 })

/** Matrices that were adopted before reviews were a part of them have as many reviewed as ours does. */
const review = z
  .strictObject({ perMille: z.int().min(1).max(1000), level })
  .default({ perMille: 50, level: 'L3' })

const following = z.enum(followings)

/**
 * By form, and for all others. Matrices that were adopted before place and vendor were compared have
 * another one recorded with its reason.
 */
const otherThan = z
  .strictObject({
    otherwise: following,
    ...Object.fromEntries(benefitForms.map((form) => [form, following.optional()])),
  })
  .default({ otherwise: 'reason' })

/**
 * Matrices that were adopted before givings were compared with approvals allow as much difference as ours
 * does.
 */
const giving = z
  .strictObject({
    amountPercent: z.int().min(0).max(100),
    amountMinor: z.int().min(0).max(1_000_000_000),
    guests: z.int().min(0).max(1000),
    days: z.int().min(0).max(3660),
    place: otherThan,
    vendor: otherThan,
  })
  .default({
    amountPercent: 5,
    amountMinor: 10_000,
    guests: 1,
    days: 31,
    place: { otherwise: 'reason' },
    vendor: { otherwise: 'reason' },
  })

/** Matrices that were adopted before payments were a part of them wait as long as ours does. */
const payments = z
  .strictObject({
    coolingDays: z.int().min(0).max(60),
    lateClaimDays: z.int().min(1).max(3660),
    ratePercent: z.int().min(0).max(100).default(3),
  })
  .default({ coolingDays: 3, lateClaimDays: 30, ratePercent: 3 })

const schema: z.ZodType<AuthorityMatrix> = z
  .strictObject({
    authority: z.string(),
    version: z.string().regex(/^\d+\.\d+\.\d+$/),
    cumulative: z.boolean(),
    roles: z.record(role, both),
    levels: z.strictObject({ L1: steps, L2: steps, L3: steps, L4: steps }),
    smallCompany: z.strictObject({ enabled: z.boolean(), roles: z.record(role, role) }),
    validity,
    splitting,
    review,
    giving,
    payments,
    batch: z.array(z.enum(benefitForms)).default([]),
    cells: z.array(cell).min(1),
  })
  .refine((matrix) => isCatchAll(matrix.cells.at(-1)), {
    path: ['cells'],
    // A key of the problems: its words stand there in both languages.
    message: 'problem.last_cell',
  })

function isCatchAll(last: z.infer<typeof cell> | undefined): boolean {
  return last !== undefined && !last.kinds && !last.classes && !last.units && last.upTo === undefined
}

/** Reads the authority matrix from its text; `file` only names it in problems. */
export function loadAuthority(text: string, file: string): LoadedMatrix {
  const yaml = readYaml(text, file)
  return 'problems' in yaml ? yaml : matrixFrom(yaml.read, file)
}

/** The authority matrix of a YAML text that was read. */
export function matrixFrom(read: YamlText, file: string): LoadedMatrix {
  const parsed = schema.safeParse(read.content)
  return parsed.success ? { matrix: parsed.data } : { problems: shapeProblems(schema, read, file) }
}

/** Reads the authority matrix from a file. Throws when the file cannot be read. */
export async function loadAuthorityFile(path: string): Promise<LoadedMatrix> {
  return loadAuthority(await readFile(path, 'utf8'), path)
}

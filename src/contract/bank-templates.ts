import { z } from 'zod'
import { templateContent } from './bank-template-content.ts'
import { id, instant } from './common.ts'
import { operation } from './operation.ts'
import { resultOutcomes, templateFields } from './template-fields.ts'

const version = z.int().min(1)
const why = z.string().trim().min(5).max(500)
const staff = z.strictObject({ id, name: z.string(), title: z.string().optional() })
/** The command line is nobody, and has no identifier. */
const staffOrNobody = staff.extend({ id: id.optional() })
const can = z.strictObject({ can: z.boolean(), why: z.string().optional(), needsFactor: z.boolean() })
const digest = z.string().regex(/^[0-9a-f]{64}$/)
const usingAccount = z.strictObject({ accountId: id, bank: z.string(), tail: z.string() })

/** Where an edition of a template stands. */
export const templateState = z.enum(['drafted', 'in_force', 'replaced', 'withdrawn'])

const edition = z.strictObject({
  editionId: id,
  templateId: id,
  edition: z.int().min(1),
  version,
  name: z.string(),
  state: templateState,
  draftedBy: staffOrNobody,
  draftedAt: instant,
  /** Who stands behind the draft; absent where the command line drafted it and nobody does yet. */
  firstBy: staff.optional(),
  confirmedBy: staff.optional(),
  confirmedAt: instant.optional(),
  endedBy: staffOrNobody.optional(),
  endedAt: instant.optional(),
  endReason: z.string().optional(),
  /** Accounts of ours that send their payments by this template. */
  usedBy: z.array(usingAccount),
  confirm: can,
  withdraw: can,
})

/** What became of a template. */
const changedTemplate = z.strictObject({
  editionId: id,
  templateId: id,
  edition: z.int(),
  state: templateState,
  version,
})

/** The templates of an entity, the latest first. */
export const bankTemplates = operation({
  id: 'bank.templates',
  kind: 'query',
  method: 'GET',
  path: '/v1/bank-templates',
  summary: 'Templates of our banks',
  query: z.strictObject({ entityId: id }),
  answer: z.strictObject({ items: z.array(edition), canDraft: z.boolean() }),
})

/** One edition, with the file that it makes of three invented payments. */
export const bankTemplate = operation({
  id: 'bank.template',
  kind: 'query',
  method: 'GET',
  path: '/v1/bank-templates/:editionId',
  summary: 'A template of a bank, with a file of invented payments',
  params: z.strictObject({ editionId: id }),
  answer: edition.extend({
    content: templateContent,
    /** The same as text, to be kept beside the company's papers. */
    text: z.string(),
    /** Words of its result file that mean something else at many banks. */
    oddWords: z.array(
      z.strictObject({ word: z.string(), here: z.enum(resultOutcomes), commonly: z.enum(resultOutcomes) }),
    ),
    preview: z.strictObject({
      /** Of its files and of how results are read; who confirms names it, so they confirm what they saw. */
      digest,
      files: z.array(
        z.strictObject({ name: z.string(), rows: z.array(z.array(z.string())), digest, text: z.string() }),
      ),
    }),
  }),
})

/** The bytes of a file of invented payments, to be tried at the bank. */
export const templateFile = operation({
  id: 'bank.template_file',
  kind: 'query',
  method: 'GET',
  path: '/v1/bank-templates/:editionId/preview-file',
  summary: 'Download a file of invented payments',
  params: z.strictObject({ editionId: id }),
  query: z.strictObject({ file: z.coerce.number().int().min(1).max(10).default(1) }),
  answer: z.unknown(),
})

/** Why a file of a bank is no template. */
const uploadRefusals = [
  'bank.no_file',
  'bank.template_no_headings',
  'bank.template_heading_empty',
  'bank.template_headings_alike',
  'bank.template_too_many_columns',
  'bank.template_encoding_unknown',
  'bank.too_many_rows',
  'bank.row_broken',
  'imports.file_empty',
  'imports.file_too_large',
  'imports.archive_damaged',
  'imports.unpacks_too_large',
  'imports.old_workbook',
  'imports.not_a_table',
  'imports.sheet_needed',
  'imports.sheet_missing',
  'access.other_entity',
] as const

/** Reads the bank's own template and proposes what each column holds; nothing is kept. */
export const proposeTemplate = operation({
  id: 'bank.propose_template',
  kind: 'preview',
  method: 'POST',
  path: '/v1/bank-templates/proposals',
  summary: 'Read the template of a bank and propose what its columns hold',
  takesFiles: true,
  body: z.strictObject({ entityId: id, sheet: z.string().trim().min(1).max(60).optional() }),
  answer: z.strictObject({
    file: z.enum(['text', 'xlsx']),
    encoding: z.enum(['utf-8', 'utf-8-mark', 'gbk', 'gb18030']),
    separator: z.enum(['comma', 'bar', 'semicolon', 'tab']),
    lineEnd: z.enum(['crlf', 'lf']),
    above: z.array(z.array(z.string())),
    columns: z.array(
      z.strictObject({
        title: z.string(),
        /** Absent where no known heading fits: a person says what the column holds. */
        field: z.enum(templateFields).optional(),
        /** What the sample of the bank has there, where it has one. */
        sample: z.string().optional(),
        needed: z.boolean(),
      }),
    ),
    /** Fields that a template needs and that no column seems to hold. */
    missing: z.array(z.enum(templateFields)),
  }),
  refusals: [...uploadRefusals],
})

/** Why a template cannot be drafted. */
const contentRefusals = [
  'bank.template_text_broken',
  'bank.template_shape',
  'bank.template_field_unknown',
  'bank.template_too_many_columns',
  'bank.template_needs',
  'bank.template_field_twice',
  'bank.template_headings_alike',
  'bank.template_text_breaks',
  'bank.template_letters',
  'bank.template_fixed_text',
  'bank.template_purpose_words',
  'bank.template_number_cell',
  'bank.template_workbook_heading',
  'bank.template_result_columns',
  'bank.template_result_words',
  'bank.template_result_twice',
  'bank.template_leaves_out',
] as const

/** The first of the two people of a template. */
export const draftTemplate = operation({
  id: 'bank.draft_template',
  kind: 'command',
  method: 'POST',
  path: '/v1/bank-templates',
  summary: 'Draft a template of a bank, or its next edition',
  body: z.strictObject({
    entityId: id,
    /** The template of which this is the next edition. */
    templateId: id.optional(),
    /** The template as YAML or JSON. */
    text: z.string().min(1).max(60_000),
  }),
  answer: changedTemplate,
  status: 201,
  refusals: [
    'platform.not_found',
    ...contentRefusals,
    'bank.template_changed_meanwhile',
    'access.other_entity',
  ],
  security: 'factor',
})

/** The second of the two people of a template; of what the command line drafted, both of them. */
export const confirmTemplate = operation({
  id: 'bank.confirm_template',
  kind: 'command',
  method: 'POST',
  path: '/v1/bank-templates/:editionId/confirm',
  summary: 'Put a template in force that somebody else drafted',
  params: z.strictObject({ editionId: id }),
  body: z.strictObject({
    version,
    /** The digest of the invented payments that were looked at. */
    preview: digest,
  }),
  answer: changedTemplate,
  refusals: [
    'platform.not_found',
    'platform.stale',
    'bank.template_second_person',
    'bank.template_preview_differs',
    'bank.template_changed_meanwhile',
    'access.other_entity',
  ],
  security: 'factor',
})

/** Ends a template: no file leaves by it any more. */
export const withdrawTemplate = operation({
  id: 'bank.withdraw_template',
  kind: 'command',
  method: 'POST',
  path: '/v1/bank-templates/:editionId/withdraw',
  summary: 'Withdraw a template, so that no new file is made by it',
  params: z.strictObject({ editionId: id }),
  body: z.strictObject({ version, reason: why }),
  answer: changedTemplate.extend({ /** Who has to change its form. */ usedBy: z.array(usingAccount) }),
  refusals: ['platform.not_found', 'platform.stale', 'access.other_entity'],
  security: 'factor',
})

const changedForm = z.strictObject({
  changeId: id,
  accountId: id,
  state: z.enum(['stated', 'confirmed', 'declined']),
  version,
})

/** The first of the two people of another form. */
export const changeForm = operation({
  id: 'bank.change_form',
  kind: 'command',
  method: 'POST',
  path: '/v1/bank-accounts/:accountId/form',
  summary: 'State another form for the payments of an account of ours',
  params: z.strictObject({ accountId: id }),
  body: z.strictObject({ version, form: z.string().regex(/^[a-z0-9_]{4,60}$/), reason: why }),
  answer: changedForm,
  status: 201,
  refusals: [
    'platform.not_found',
    'platform.stale',
    'bank.own_account_not_verified',
    'bank.form_unknown',
    'bank.form_same',
    'bank.form_waits',
    'access.other_entity',
  ],
  security: 'factor',
})

/** The second of the two people of another form. */
export const answerForm = operation({
  id: 'bank.answer_form',
  kind: 'command',
  method: 'POST',
  path: '/v1/bank-form-changes/:changeId/answer',
  summary: 'Confirm or decline another form for the payments of an account of ours',
  params: z.strictObject({ changeId: id }),
  body: z.strictObject({ version, answer: z.enum(['confirm', 'decline']), reason: why.optional() }),
  answer: changedForm,
  refusals: [
    'platform.not_found',
    'platform.stale',
    'bank.form_second_person',
    'bank.form_unknown',
    'access.other_entity',
  ],
  security: 'factor',
})

/** The operations on templates of banks. */
export const bankTemplateOperations = [
  bankTemplates,
  bankTemplate,
  templateFile,
  proposeTemplate,
  draftTemplate,
  confirmTemplate,
  withdrawTemplate,
  changeForm,
  answerForm,
] as const

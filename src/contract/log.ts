import { z } from 'zod'
import { id, instant } from './common.ts'
import { cursor, cursorsOf } from './cursor.ts'
import { operation } from './operation.ts'
import { jobJson } from './register.ts'
import { permissionJson, whenJson } from './screens.ts'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

const finding = z.strictObject({
  kind: z.enum(['edited', 'inserted', 'deleted', 'moved', 'cut', 'rewritten']),
  kindWord: z.string(),
  table: z.string(),
  row: z.string(),
  column: z.string().optional(),
  entry: z.int().min(0).optional(),
  /** The finding as one sentence. */
  text: z.string(),
})

const verification = z.strictObject({
  jobId: id,
  when: whenJson,
  by: z.string(),
  isOk: z.boolean(),
  entries: z.int().min(0),
  rows: z.int().min(0),
  seconds: z.number().min(0),
  size: z.int().min(0),
  findings: z.array(finding).max(200),
  /** One sentence for the head of the result. */
  text: z.string(),
})

/** Where the log stands: size, checkpoint, how far numbering lags, what outsiders have seen. */
export const logState = operation({
  id: 'audit.state',
  kind: 'query',
  method: 'GET',
  path: '/v1/log',
  summary: 'State of the log',
  answer: z.strictObject({
    entries: z.int().min(0),
    unnumbered: z.int().min(0),
    /** Lag of the sequencer as a sentence, and whether it is beyond its limit. */
    lag: z.strictObject({ text: z.string(), isLate: z.boolean() }),
    checkpoint: z
      .strictObject({
        size: z.int().min(0),
        root: z.string(),
        when: whenJson,
        /** The signed note as it stands, to copy. */
        note: z.string(),
      })
      .optional(),
    sinks: z.array(
      z.strictObject({ name: z.string(), size: z.int().min(0), when: whenJson.optional(), text: z.string() }),
    ),
    /** What an insider could still rewrite: what no outsider has seen since the last sink. */
    window: z.string(),
    last: verification.optional(),
    running: jobJson.optional(),
    verify: permissionJson,
    /** Whether the reader may read the entries; the page shows their list only then. */
    readEntries: permissionJson,
  }),
})

/** Rebuilds the tree and compares every governed row with its last entry. */
export const startVerification = operation({
  id: 'audit.verify',
  kind: 'command',
  method: 'POST',
  path: '/v1/log/verifications',
  summary: 'Verify the log and every row',
  answer: z.strictObject({ jobId: id }),
  status: 202,
})

/** One verification: its progress, and its findings when it is done. */
export const verificationResult = operation({
  id: 'audit.verification',
  kind: 'query',
  method: 'GET',
  path: '/v1/log/verifications/:jobId',
  summary: 'Result of a verification',
  params: z.strictObject({ jobId: id }),
  answer: z.strictObject({ job: jobJson, result: verification.optional() }),
})

const logEntry = z.strictObject({
  number: z.int().min(0).optional(),
  entryId: z.string(),
  when: whenJson,
  actor: z.string(),
  operation: z.string(),
  /** The operation in words. */
  text: z.string(),
  object: z.strictObject({ type: z.string(), id: z.string(), requestId: id.optional() }),
  isRefused: z.boolean(),
})

/** A place among the acts of administration. */
export const administrationCursors = cursorsOf(
  'audit.administration',
  z.tuple([z.string().regex(/^[0-9]{1,18}$/)]),
)

/**
 * What those who administer did, newest first, for everybody on the staff: who got a role, whose account
 * was opened, which rules were adopted. Power that nobody sees is power that nobody checks.
 */
export const administration = operation({
  id: 'audit.administration',
  kind: 'query',
  method: 'GET',
  path: '/v1/administration',
  summary: 'Acts of administration',
  query: z.strictObject({ cursor: administrationCursors.query }),
  answer: z.strictObject({
    rows: z.array(
      z.strictObject({
        entryId: z.string(),
        number: z.int().min(0).optional(),
        when: whenJson,
        actor: z.string(),
        text: z.string(),
        /** Whom or what it is about, by name; empty where it is about everything. */
        about: z.string(),
        /** Emergency access stands out. */
        isEmergency: z.boolean(),
      }),
    ),
    next: cursor.optional(),
  }),
})

/** A place in the log: the entry below which the next page begins. */
export const entryCursors = cursorsOf('audit.entries', z.tuple([z.string().regex(/^[0-9]{1,18}$/)]))

/** Entries, newest first, of the whole log or of one object. */
export const logEntries = operation({
  id: 'audit.entries',
  kind: 'query',
  method: 'GET',
  path: '/v1/log/entries',
  summary: 'Entries of the log',
  query: z.strictObject({
    objectId: z.string().max(80).optional(),
    onlyRefused: z.enum(['yes', 'no']).default('no'),
    cursor: entryCursors.query,
  }),
  answer: z.strictObject({ rows: z.array(logEntry), next: cursor.optional() }),
})

/** The proof that one entry stands in the tree of the last checkpoint, for a check without us. */
export const entryProof = operation({
  id: 'audit.proof',
  kind: 'query',
  method: 'GET',
  path: '/v1/log/entries/:number/proof',
  summary: 'Inclusion proof of one entry',
  params: z.strictObject({ number: z.coerce.number().int().min(0) }),
  answer: z.strictObject({
    entry: logEntry,
    /** The stored bytes of the entry, as text. */
    bytes: z.string(),
    leafHash: sha256,
    path: z.array(sha256),
    size: z.int().min(1),
    root: sha256,
    note: z.string(),
    at: instant,
  }),
  refusals: ['audit.not_numbered_yet'],
})

/** The proof that the log of today continues the one of a checkpoint that somebody kept. */
export const logConsistency = operation({
  id: 'audit.consistency',
  kind: 'query',
  method: 'GET',
  path: '/v1/log/consistency',
  summary: 'Consistency proof between an earlier checkpoint and the last one',
  query: z.strictObject({
    /** The number of entries of the checkpoint that was kept. */
    from: z.coerce.number().int().min(1),
  }),
  answer: z.strictObject({
    from: z.int().min(1),
    path: z.array(sha256),
    size: z.int().min(1),
    root: sha256,
    note: z.string(),
    at: instant,
  }),
  refusals: ['audit.beyond_checkpoint'],
})

export const logOperations = [
  logState,
  startVerification,
  verificationResult,
  administration,
  logEntries,
  entryProof,
  logConsistency,
] as const

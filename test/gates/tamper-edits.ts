import { hash } from 'node:crypto'
import { governedTables } from '../../src/app/governed.ts'
import type { Finding } from '../../src/kernel/finding.ts'
import { columnsOf, type ColumnKind, type GovernedTable } from '../../src/platform/act/rows.ts'
import { logTables, type TamperSite } from './tamper-site.ts'

/** One edit behind the application's back. */
export type Edit = {
  readonly name: string
  /** Makes the edit; gives false when there was nothing to edit. */
  readonly make: (site: TamperSite) => Promise<boolean>
  /** The tables that must be put back. */
  readonly tables: readonly string[]
  /** True when the findings name what was edited. */
  readonly isLocated: (findings: readonly Finding[]) => boolean
  /** True when the findings name nothing that was left alone. */
  readonly isExact: (finding: Finding) => boolean
}

/** Every column of every governed table and of the log, each as one edit. */
export function columnEdits(site: TamperSite): Edit[] {
  return [
    ...governedTables.flatMap((table) =>
      columnsOf(table).map(({ name, kind }) => cellEdit(site, table, name, kind)),
    ),
    ...logColumnEdits(site),
  ]
}

/** The row of a table that an edit is made on: spread over the rows, the same for a seed. */
function victim(site: TamperSite, table: string, salt: string): string {
  const rows = site.rows.get(table) ?? []
  const at = Number.parseInt(hash('sha256', salt).slice(0, 6), 16) % Math.max(1, rows.length)
  return rows[at]?.id ?? 'none'
}

function cellEdit(site: TamperSite, table: GovernedTable, column: string, kind: ColumnKind): Edit {
  const row = victim(site, table.name, `${table.name}.${column}`)
  const isBulky = table.bulky.includes(column)
  const told = (finding: Finding) => isBulky || finding.column === column
  return {
    name: `${kind === 'text' ? 'blank added or cut' : 'update'} ${table.name}.${column}`,
    tables: [table.name],
    make: async ({ edit }) => {
      await edit(`update ${table.name} set ${column} = ${otherValue(column, kind)} where id = '${row}'`, [
        table.name,
      ])
      return true
    },
    isLocated: (findings) =>
      column === 'id'
        ? findings.some(({ kind: found, row: at }) => found === 'deleted' && at === row)
        : findings.some((finding) => finding.kind === 'edited' && finding.row === row && told(finding)),
    isExact: (finding) => finding.table === table.name && finding.row.startsWith(row),
  }
}

/** The smallest change that a column allows: one blank, one unit, one day, one millisecond. */
function otherValue(column: string, kind: ColumnKind): string {
  switch (kind) {
    case 'text':
      return column === 'id'
        ? `${column} || ' '`
        : `case when length(${column}) < 4 then left('USD', length(${column}))
  else coalesce(${column}, '') || ' ' end`
    case 'int':
    case 'bigint':
      return `coalesce(${column}, 0) + 1`
    case 'bool':
      return `not coalesce(${column}, false)`
    case 'date':
      return `coalesce(${column}, '2026-01-01') + 1`
    case 'instant':
      return `coalesce(${column}, '2026-01-01') + interval '1 millisecond'`
  }
}

function logColumnEdits(site: TamperSite): Edit[] {
  const number = site.size - 5
  const entry: [string, string][] = [
    ['at', `at + interval '1 millisecond'`],
    ['operation', `operation || ' '`],
    ['object_type', `object_type || ' '`],
    ['object_id', `object_id || ' '`],
    ['person_id', `'somebody'`],
    ['entity_id', `'ent_other'`],
    ['is_refused', 'not is_refused'],
    ['leaf', 'sha256(leaf)'],
    ['bytes', `replace(bytes, '"via":"system"', '"via":"web"')`],
  ]
  const ofEntry = `where id = (select entry_id from audit.leaf where number = ${number})`
  const root = (finding: Finding) => finding.table === 'audit.entry' && finding.row === String(number)
  return [
    ...entry.map(([column, value]) =>
      sqlEdit(
        `update audit.entry.${column}`,
        'audit.entry',
        `update audit.entry set ${column} = ${value} ${ofEntry}`,
        (finding) => root(finding) && finding.column === column,
        (finding) => finding.table === 'audit.entry',
      ),
    ),
    ...leafEdits(site, number, root),
    ...nodeEdits(),
    ...(['size', 'root', 'note', 'at'] as const).map((column) => checkpointEdit(site, column)),
  ]
}

function leafEdits(site: TamperSite, number: number, root: (finding: Finding) => boolean): Edit[] {
  return [
    sqlEdit(
      'update audit.leaf.hash',
      'audit.leaf',
      `update audit.leaf set hash = sha256(hash) where number = ${number}`,
      root,
      (finding) => root(finding) || finding.table === 'audit.node',
    ),
    sqlEdit(
      'update audit.leaf.number',
      'audit.leaf',
      `update audit.leaf set number = ${site.size + 3} where number = ${number}`,
      root,
      () => true,
    ),
    sqlEdit(
      'update audit.leaf.entry_id',
      'audit.leaf',
      `update audit.leaf set entry_id = entry_id + 100000 where number = ${number}`,
      root,
      () => true,
    ),
  ]
}

function nodeEdits(): Edit[] {
  return [
    sqlEdit(
      'update audit.node.hash',
      'audit.node',
      `update audit.node set hash = sha256(hash) where level = 1 and position = 2`,
      (finding) => finding.table === 'audit.node' && finding.row === '1/2',
      (finding) => finding.table === 'audit.node',
    ),
    sqlEdit(
      'delete audit.node',
      'audit.node',
      `delete from audit.node where level = 2 and position = 1`,
      (finding) => finding.table === 'audit.node' && finding.row === '2/1',
      (finding) => finding.table === 'audit.node',
    ),
  ]
}

function checkpointEdit(site: TamperSite, column: 'size' | 'root' | 'note' | 'at'): Edit {
  const values = {
    size: 'size + 1',
    root: 'sha256(root)',
    note: `replace(note, 'at 2026', 'at 2025')`,
    at: `at + interval '1 ms'`,
  }
  const isHere = (finding: Finding) => finding.table === 'audit.checkpoint'
  return sqlEdit(
    `update audit.checkpoint.${column}`,
    'audit.checkpoint',
    `update audit.checkpoint set ${column} = ${values[column]} where size = ${site.size}`,
    (finding) => isHere(finding) && finding.column === column,
    isHere,
  )
}

function sqlEdit(
  name: string,
  table: string,
  sql: string,
  isTold: (finding: Finding) => boolean,
  isExact: (finding: Finding) => boolean,
): Edit {
  return {
    name,
    tables: [table],
    make: async ({ edit }) => {
      await edit(sql, [table])
      return true
    },
    isLocated: (findings) => findings.some(isTold),
    isExact,
  }
}

/** The other kinds of edits of G8, each for a table that `turn` picks. */
export function otherEdits(site: TamperSite, turn: number): Edit[] {
  const table = governedTables[turn % governedTables.length]
  if (!table) throw new Error('there is no governed table')
  const first = victim(site, table.name, `first ${turn}`)
  const second = (site.rows.get(table.name) ?? []).find(({ id }) => id !== first)?.id ?? 'none'
  return [
    deleteEdit(table, first),
    insertEdit(table, first),
    swapEdit(table, first, second),
    ...rewriteEdits(site, turn),
    triggerEdit(table.appendOnly ? table.name : 'audit.entry'),
    backupEdit(site),
    sequenceEdit(site),
  ]
}

function deleteEdit({ name }: GovernedTable, row: string): Edit {
  return sqlEdit(
    `delete from ${name}`,
    name,
    `delete from ${name} where id = '${row}'`,
    (finding) => finding.kind === 'deleted' && finding.row === row,
    (finding) => finding.table === name && finding.row === row,
  )
}

function insertEdit(table: GovernedTable, row: string): Edit {
  const { name } = table
  const rest = columnsOf(table)
    .map((column) => column.name)
    .slice(1)
    .join(', ')
  return sqlEdit(
    `insert into ${name}`,
    name,
    `insert into ${name} (id, ${rest}) select 'slipped in', ${rest} from ${name} where id = '${row}'`,
    (finding) => finding.kind === 'inserted' && finding.row === 'slipped in',
    (finding) => finding.table === name && finding.row === 'slipped in',
  )
}

function swapEdit({ name }: GovernedTable, first: string, second: string): Edit {
  const sql = `update ${name} set id = 'aside' where id = '${first}';
    update ${name} set id = '${first}' where id = '${second}';
    update ${name} set id = '${second}' where id = 'aside'`
  return {
    ...sqlEdit(
      `swap rows of ${name}`,
      name,
      sql,
      () => false,
      ({ table, row }) => table === name && (row === first || row === second),
    ),
    isLocated: (findings) => [first, second].every((row) => findings.some((finding) => finding.row === row)),
  }
}

/** Edits of the log by somebody who holds its key: only what outsiders kept can tell. */
function rewriteEdits(site: TamperSite, turn: number): Edit[] {
  const number = (turn * 37) % (site.size - 20)
  const isThere = (finding: Finding) => finding.table === 'audit.entry' && finding.row === String(number)
  const entry = `where id = (select entry_id from audit.leaf where number = ${number})`
  const rewritten = (name: string, sql: string, tables: readonly string[], isTold = isThere): Edit => ({
    name,
    tables: [...logTables, ...tables],
    make: async ({ edit, resign }) => {
      await edit(sql, [...logTables, ...tables])
      await resign()
      return true
    },
    isLocated: (findings) => findings.some(isTold),
    isExact: () => true,
  })
  const kept = site.size - 1 - (turn % 15)
  const isCut = (finding: Finding) => finding.kind === 'cut' && finding.entry === kept
  return [
    rewritten(
      'tree recomputed',
      `update audit.entry set bytes = replace(bytes, '"via":"system"', '"via":"web"') ${entry}`,
      [],
    ),
    togetherEdit(site, rewritten, number),
    rewritten(
      'tail cut',
      `delete from audit.checkpoint where size > ${kept};
      delete from audit.entry where id in (select entry_id from audit.leaf where number >= ${kept});
      delete from audit.leaf where number >= ${kept}`,
      [],
      isCut,
    ),
  ]
}

/**
 * A row and the entry that tells of it are changed alike, the digest included, and the whole tree is made
 * anew.
 */
function togetherEdit(
  site: TamperSite,
  rewritten: (name: string, sql: string, tables: readonly string[]) => Edit,
  number: number,
): Edit {
  const plan = rewritten('row and log changed together', '', ['benefits.benefit'])
  const row = victim(site, 'benefits.benefit', `together ${number}`)
  return {
    ...plan,
    make: async ({ owner, edit, resign }) => {
      await edit(`update benefits.benefit set value_minor = value_minor + 1 where id = '${row}'`, [
        'benefits.benefit',
      ])
      const names = columnsOf(governedTables.find(({ name }) => name === 'benefits.benefit') ?? missing())
      const cells = names.map(({ name, kind }) => printed(`b.${name}`, kind)).join(', ')
      const told = await owner.query<{ digest: string; minor: string; id: bigint; bytes: string }>(
        `select encode(sha256(convert_to(concat_ws(chr(9), ${cells}), 'utf8')), 'hex') as digest,
  b.value_minor::text as minor, entry.id, entry.bytes
from (select * from benefits.benefit where id = '${row}') as b
join audit.entry on entry.object_id = b.id
order by entry.id desc
limit 1`,
      )
      const found = told.rows[0] ?? missing()
      const entry = JSON.parse(found.bytes)
      for (const logged of entry.rows) {
        if (logged.id !== row) continue
        logged.digest = found.digest
        if (logged.new?.value_minor !== undefined) logged.new.value_minor = found.minor
      }
      await edit(
        `update audit.entry set bytes = $bytes$${JSON.stringify(entry)}$bytes$ where id = ${found.id}`,
        logTables,
      )
      await resign()
      return true
    },
    isLocated: (findings) =>
      findings.some(({ kind, table }) => kind === 'rewritten' && table === 'audit.entry'),
  }
}

function missing(): never {
  throw new Error('the seed has no benefit')
}

/** A column as COPY prints it. */
function printed(name: string, kind: ColumnKind): string {
  if (kind === 'text') return `coalesce(replace(replace(${name}, '\\', '\\\\'), chr(9), '\\t'), '\\N')`
  if (kind === 'bool') return `case ${name} when true then 't' when false then 'f' else '\\N' end`
  return `coalesce(${name}::text, '\\N')`
}

function triggerEdit(table: string): Edit {
  return {
    name: `trigger of ${table} disabled`,
    tables: [],
    make: async ({ owner }) => {
      await owner.query(`alter table ${table} disable trigger no_change`)
      return true
    },
    isLocated: (findings) =>
      findings.some((finding) => finding.table === table && finding.row === 'trigger no_change'),
    isExact: (finding) => finding.table === table,
  }
}

function backupEdit({ oldSize }: TamperSite): Edit {
  const tables = [...governedTables.map(({ name }) => name), ...logTables]
  return {
    name: 'old backup restored',
    tables,
    make: async ({ restore }) => {
      await restore(tables, 'old')
      return true
    },
    isLocated: (findings) => findings.some(({ kind, entry }) => kind === 'cut' && entry === oldSize),
    isExact: (finding) => finding.table === 'audit.entry',
  }
}

function sequenceEdit({ owner }: TamperSite): Edit {
  return {
    name: 'sequence reset',
    tables: [],
    make: async () => {
      await owner.query(`select setval('audit.entry_id', 3)`)
      return true
    },
    isLocated: (findings) => findings.some(({ table }) => table === 'audit.entry_id'),
    isExact: ({ table }) => table === 'audit.entry_id',
  }
}

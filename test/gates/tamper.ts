import type { FreshDatabase } from '../setup/database-copy.ts'
import { atLeast, atMost, withGateDatabase, type Gate, type GateLine, type GateOptions } from './gate.ts'
import { randomFrom } from './seeded-log.ts'
import { columnEdits, otherEdits, type Edit } from './tamper-edits.ts'
import { tamperSite, type TamperSite } from './tamper-site.ts'

/**
 * G8: edits behind the application's back, of every governed column and of every kind; each must be
 * located.
 */
export const gate: Gate = {
  name: 'tamper',
  rounds: 500,
  run: (options) => withGateDatabase((database) => tamperRounds(database, options)),
}

/** Makes the edits on a seeded database, one after another, each put back before the next. */
export async function tamperRounds(database: FreshDatabase, options: GateOptions): Promise<GateLine[]> {
  const random = randomFrom(options.seed)
  const site = await tamperSite(database, random)
  try {
    const before = await site.findings()
    if (before.length > 0)
      throw new Error(`the untouched database is not clean: ${JSON.stringify(before[0])}`)
    const columns = shuffled(columnEdits(site), random)
    const counts = { edits: 0, detected: 0, located: 0, falseAlarms: 0 }
    const touched = new Set<string>()
    for (let round = 0; round < options.rounds; round++) {
      const edit = editOf(site, columns, round)
      await tryEdit(site, edit, counts, options.say)
      touched.add(edit.name)
    }
    const covered = columns.filter(({ name }) => touched.has(name)).length
    return [
      atLeast('tamper edits', counts.edits, options.rounds, 'edits'),
      atLeast('tamper detected', percent(counts.detected, counts.edits), 100, '%'),
      atLeast('tamper located', percent(counts.located, counts.edits), 100, '%'),
      atMost('tamper false alarms', counts.falseAlarms, 0, 'findings'),
      atLeast('tamper columns', covered, Math.min(columns.length, columnRounds(options.rounds)), 'columns'),
    ]
  } finally {
    await site.close()
  }
}

/** Five edits of single columns, then one of another kind. */
function editOf(site: TamperSite, columns: readonly Edit[], round: number): Edit {
  const turn = Math.floor(round / 6)
  const others = otherEdits(site, turn)
  const other = others[turn % others.length]
  const column = columns[(round - turn) % columns.length]
  const edit = round % 6 === 5 ? other : column
  if (!edit) throw new Error('there is nothing to edit')
  return edit
}

function columnRounds(rounds: number): number {
  return rounds - Math.floor(rounds / 6)
}

type Counts = { edits: number; detected: number; located: number; falseAlarms: number }

async function tryEdit(
  site: TamperSite,
  edit: Edit,
  counts: Counts,
  say: (text: string) => void,
): Promise<void> {
  if (!(await edit.make(site))) throw new Error(`${edit.name}: there was nothing to edit`)
  const findings = await site.findings()
  const isLocated = edit.isLocated(findings)
  const strays = findings.filter((finding) => !edit.isExact(finding))
  counts.edits += 1
  counts.detected += Number(findings.length > 0)
  counts.located += Number(isLocated)
  counts.falseAlarms += strays.length
  if (!isLocated) say(`not located: ${edit.name}: ${JSON.stringify(findings.slice(0, 3))}`)
  else if (strays.length > 0) say(`false alarm: ${edit.name}: ${JSON.stringify(strays.slice(0, 3))}`)
  await putBack(site, edit)
}

async function putBack(site: TamperSite, edit: Edit): Promise<void> {
  if (edit.tables.length > 0) await site.restore(edit.tables, 'now')
  const guard = /^trigger of (\S+) disabled$/.exec(edit.name)?.[1]
  if (guard !== undefined) await site.owner.query(`alter table ${guard} enable trigger no_change`)
  if (edit.name === 'sequence reset') {
    await site.owner.query(`select setval('audit.entry_id', (select max(id) from audit.entry))`)
  }
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : (100 * part) / whole
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item)
}

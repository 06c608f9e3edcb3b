import type { KeyObject } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'
import { repeat, type Repeated } from '../../repeat.ts'
import type { EmbeddedServer } from '../server.ts'
import {
  archiveSegment,
  keepCovered,
  keepStanding,
  readStanding,
  type ArchiveStanding,
} from './archive-folder.ts'
import { copyEvidence, type Seen } from './evidence.ts'
import { lsnOf, numberAt, placeOf, segmentName } from './wal.ts'

/** Follows the log of changes of the embedded server and seals each finished segment into the archive. */
export type ArchiverOptions = {
  readonly server: EmbeddedServer
  readonly data: string
  /** The folder of archives; this one is made below it. */
  readonly folder: string
  readonly recipient: KeyObject
  readonly random: (bytes: number) => Uint8Array
  readonly onFault?: (fault: unknown) => void
  readonly intervalMs?: number
  /** Age at which an unfinished segment is closed. */
  readonly switchAfterMs?: number
}

/** A running archiver. */
export type Archiver = Repeated & {
  /** Takes one round now: for whoever must know that all so far is archived. */
  readonly round: () => Promise<void>
  readonly standing: () => ArchiveStanding
}

/** The slot keeps the log until it is archived; see `max_slot_wal_keep_size` for its end. */
const archiveSlot = 'aboveboard_archive'

/**
 * Every five seconds, and a segment is closed at forty: with the copying that stays below a minute, which
 * is the
 * most that may be lost.
 */
const intervalMs = 5_000
const switchAfterMs = 40_000

/** Starts archiving in the background. What goes wrong is kept for `doctor` and tried again; nobody waits. */
export async function startArchiver(options: ArchiverOptions): Promise<Archiver> {
  const life = new ArchiveLife(options, await firstStanding(options))
  const running = repeat(
    async () => {
      await life.round()
      return 'enough'
    },
    options.intervalMs ?? intervalMs,
    (fault) => options.onFault?.(fault),
  )
  return {
    stop: async () => {
      await running.stop()
      await life.end()
    },
    round: () => life.round(),
    standing: () => life.standing,
  }
}

/** Where nothing is archived any more, a slot would keep the log for ever. */
export async function endArchiving(server: EmbeddedServer, data: string): Promise<void> {
  const client = new Client(server.asSuperuser('postgres'))
  await client.connect()
  try {
    await client.query(
      `select pg_drop_replication_slot(slot_name)
from pg_replication_slots
where slot_name = $1 and not active`,
      [archiveSlot],
    )
    await rm(join(data, 'archive.json'), { force: true })
  } finally {
    await client.end()
  }
}

async function firstStanding({ data, random }: ArchiverOptions): Promise<ArchiveStanding> {
  const known = readStanding(data)
  if (known) return known
  const id = Buffer.from(random(8)).toString('hex')
  return { id, coveredTo: null, problem: null, holeAt: null }
}

type Sample = { readonly atMs: number; readonly place: bigint }
type Look = {
  at: string
  written: string
  flushed: string
  segment_bytes: string
  timeline: number
  restart: string | null
  status: string | null
}

/** A log position after a switch stands behind the page's head. */
const headBytes = 64n

class ArchiveLife {
  readonly #options: ArchiverOptions
  readonly #folder: string
  #client: Client | undefined
  #samples: Sample[] = []
  readonly #seen: Seen = new Map()
  /** The end of what is archived. */
  #done = 0n
  #working: Promise<void> = Promise.resolve()
  standing: ArchiveStanding

  constructor(options: ArchiverOptions, standing: ArchiveStanding) {
    this.#options = options
    this.#folder = join(options.folder, standing.id)
    this.standing = standing
  }

  /** One round after the other, whoever asks. */
  round(): Promise<void> {
    const mine = this.#working.then(() => this.#tell())
    this.#working = mine.catch(() => undefined)
    return mine
  }

  async end(): Promise<void> {
    await this.#client?.end().catch(() => undefined)
    this.#client = undefined
  }

  async #tell(): Promise<void> {
    const { data } = this.#options
    try {
      await this.#look()
      this.standing = { ...this.standing, problem: null }
      await keepStanding(data, this.standing)
    } catch (fault) {
      await this.end()
      this.standing = { ...this.standing, problem: codeOf(fault) }
      await keepStanding(data, this.standing).catch(() => undefined)
      throw fault
    }
  }

  async #look(): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    const client = await this.#connected()
    const look = await this.#ask(client)
    const segmentBytes = BigInt(look.segment_bytes)
    if (look.restart === null || look.status === 'lost') return this.#begin(client, look.status === 'lost')
    const from = numberAt(placeOf(look.restart), segmentBytes) * segmentBytes
    if (this.#done < from) this.#done = from
    this.#samples.push({ atMs: Date.parse(look.at), place: placeOf(look.written) })
    const files = join(this.#options.folder, 'files')
    await copyEvidence(join(this.#options.data, 'files'), files, this.#seen)
    const flushed = (await this.#closesSegment(client, segmentBytes)) ?? placeOf(look.flushed)
    await this.#archive(client, { flushed, segmentBytes, timeline: look.timeline })
    await this.#cover(look.timeline, segmentBytes)
  }

  async #ask(client: Client): Promise<Look> {
    const found = await client.query<Look>(
      `select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
  pg_current_wal_insert_lsn()::text as written, pg_current_wal_flush_lsn()::text as flushed,
  (select bytes_per_wal_segment::text from pg_control_init()) as segment_bytes,
  ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int as timeline,
  slot.restart_lsn::text as restart, slot.wal_status as status
from (values (1)) as one left join pg_replication_slots as slot on slot.slot_name = $1`,
      [archiveSlot],
    )
    const [look] = found.rows
    if (!look) throw new Error('no answer')
    return look
  }

  /** A slot of our own keeps the log from here on; where the last one was lost, so is the thread. */
  async #begin(client: Client, isLost: boolean): Promise<void> {
    if (isLost) await client.query('select pg_drop_replication_slot($1)', [archiveSlot])
    await client.query('select pg_create_physical_replication_slot($1, true)', [archiveSlot])
    const wasThere = this.standing.coveredTo !== null
    this.#samples = []
    this.#done = 0n
    if (!wasThere) return
    this.standing = { ...this.standing, holeAt: this.standing.coveredTo, coveredTo: null }
  }

  /** Closes the segment in which something has waited long enough; the place up to which it is written. */
  async #closesSegment(client: Client, segmentBytes: bigint): Promise<bigint | undefined> {
    const newest = this.#samples.at(-1)
    const oldest = this.#samples.find(({ place }) => place > this.#done + headBytes)
    if (!newest || !oldest) return undefined
    if (newest.atMs - oldest.atMs < (this.#options.switchAfterMs ?? switchAfterMs)) return undefined
    const found = await client.query<{ at: string }>('select pg_switch_wal()::text as at')
    const end = placeOf(found.rows[0]?.at ?? '0/0')
    return ((end + segmentBytes - 1n) / segmentBytes) * segmentBytes
  }

  async #archive(
    client: Client,
    to: { readonly flushed: bigint; readonly segmentBytes: bigint; readonly timeline: number },
  ): Promise<void> {
    for (let end = this.#done + to.segmentBytes; end <= to.flushed; end += to.segmentBytes) {
      const number = numberAt(end - 1n, to.segmentBytes)
      const segment = segmentName({ timeline: to.timeline, number }, to.segmentBytes)
      const covers = this.#samples.findLast(({ place }) => place <= end)?.atMs ?? 0
      const file = join(this.#options.server.place.cluster, 'pg_wal', segment)
      const { recipient } = this.#options
      await archiveSegment({ folder: this.#folder, recipient }, { file, segment, coversMs: covers })
      await client.query('select pg_replication_slot_advance($1, $2)', [archiveSlot, lsnOf(end)])
      this.#done = end
      this.#coveredTo(covers)
    }
  }

  /** While nothing was written since, the archive is whole up to the last look. */
  async #cover(timeline: number, segmentBytes: bigint): Promise<void> {
    const newest = this.#samples.at(-1)
    const idle = newest && newest.place <= this.#done + headBytes && this.#done > 0n
    if (idle) {
      const number = numberAt(this.#done - 1n, segmentBytes)
      const segment = segmentName({ timeline, number }, segmentBytes)
      this.#coveredTo(newest.atMs)
      await keepCovered(this.#folder, { segment, at: new Date(newest.atMs).toISOString() })
    }
    const waiting = this.#samples.findIndex(({ place }) => place > this.#done)
    // The last sample before those that wait still tells what the next segment covers.
    this.#samples = this.#samples.slice(waiting < 0 ? -1 : Math.max(0, waiting - 1))
  }

  #coveredTo(atMs: number): void {
    const known = this.standing.coveredTo
    if (atMs === 0 || (known !== null && Date.parse(known) >= atMs)) return
    this.standing = { ...this.standing, coveredTo: new Date(atMs).toISOString() }
  }

  async #connected(): Promise<Client> {
    if (this.#client) return this.#client
    const client = new Client(this.#options.server.asSuperuser('postgres'))
    client.on('error', () => (this.#client = undefined))
    await client.connect()
    this.#client = client
    return client
  }
}

/** Our own code or the system's (ENOSPC, EACCES, ECONNREFUSED), never free text. */
function codeOf(fault: unknown): string {
  const code: unknown = fault instanceof Error && 'code' in fault ? fault.code : undefined
  return typeof code === 'string' ? code : 'unknown'
}

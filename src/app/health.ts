import type { FastifyInstance } from 'fastify'
import type { Pool } from 'pg'
import { isSinkAlarming, sinkStandings, type Sequencer } from '../modules/audit/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Metrics } from '../platform/metrics.ts'
import type { BackupFigures } from './archiving.ts'
import type { FilesSeen } from './lost-files.ts'
import { openapiDocument } from './openapi.ts'

/** What the operator's pages look at. */
export type HealthParts = {
  readonly pool: Pool
  readonly sequencer: Sequencer
  readonly metrics: Metrics
  /** The outside places that are fed. */
  readonly sinks: readonly string[]
  readonly now: Clock
  /** What the last look at the evidence files found; undefined before the first. */
  readonly lostFiles: () => FilesSeen | undefined
  /** How backups and the archive of the log of changes stand, as far as any are named. */
  readonly backups: () => BackupFigures
}

/**
 * `/healthz` says that the process lives, `/readyz` that it can serve, `/metrics` gives its figures, and
 * `/openapi.json` describes every operation. An outside copy that does not follow the log, evidence that
 * is gone and an archive that stands still are told by both and keep nobody from being served.
 */
export function healthRoutes(server: FastifyInstance, parts: HealthParts): void {
  server.get('/healthz', async () => ({ ok: true }))
  server.get('/readyz', async (_, reply) => {
    const sinks = await sinksOf(parts)
    const log = parts.sequencer.standing()
    return reply.code(sinks && !log.isLate ? 200 : 503).send({
      database: sinks !== undefined,
      log: { late: log.isLate },
      // Without a whole look nothing is known to be lost, and nothing to be there.
      files: { ok: lostOf(parts) === 0, lookedAt: parts.lostFiles()?.at ?? null },
      ...parts.backups(),
      ...(sinks ? { sinks: { ok: !sinks.some(({ isAlarming }) => isAlarming) } } : {}),
    })
  })
  server.get('/openapi.json', async (_, reply) => reply.send(openapiDocument()))
  server.get('/metrics', async (_, reply) => {
    const { size, lagMs } = parts.sequencer.standing()
    parts.metrics.setLog({ size, lagMs })
    parts.metrics.setSinks((await sinksOf(parts)) ?? [])
    parts.metrics.setLostFiles(lostOf(parts))
    parts.metrics.setBackups(parts.backups(), parts.now())
    return reply.type('text/plain; version=0.0.4').send(await parts.metrics.text())
  })
}

function lostOf({ lostFiles }: HealthParts): number {
  const { missing, damaged } = lostFiles() ?? { missing: 0, damaged: 0 }
  return missing + damaged
}

/** How the outside places stand; undefined where the database does not answer. */
async function sinksOf({ pool, sinks, now }: HealthParts) {
  const standings = await sinkStandings(pool, sinks).catch(() => undefined)
  return standings?.map((sink) => ({ ...sink, isAlarming: isSinkAlarming(sink, now()) }))
}

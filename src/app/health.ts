import type { FastifyInstance } from 'fastify'
import type { Pool } from 'pg'
import type { Sequencer } from '../modules/audit/index.ts'
import type { Metrics } from '../platform/metrics.ts'
import { openapiDocument } from './openapi.ts'

/** What the operator's pages look at. */
export type HealthParts = { readonly pool: Pool; readonly sequencer: Sequencer; readonly metrics: Metrics }

/**
 * `/healthz` says that the process lives, `/readyz` that it can serve, `/metrics` gives its figures, and
 * `/openapi.json` describes every operation.
 */
export function healthRoutes(server: FastifyInstance, parts: HealthParts): void {
  server.get('/healthz', async () => ({ ok: true }))
  server.get('/readyz', async (_, reply) => {
    const isUp = await parts.pool.query('select 1').then(
      () => true,
      () => false,
    )
    const log = parts.sequencer.standing()
    return reply.code(isUp && !log.isLate ? 200 : 503).send({ database: isUp, log: { late: log.isLate } })
  })
  server.get('/openapi.json', async (_, reply) => reply.send(openapiDocument()))
  server.get('/metrics', async (_, reply) => {
    const { size, lagMs } = parts.sequencer.standing()
    parts.metrics.setLog({ size, lagMs })
    return reply.type('text/plain; version=0.0.4').send(await parts.metrics.text())
  })
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { authPort } from '../modules/access/index.ts'
import { logSigner, startSequencer, type Sequencer } from '../modules/audit/index.ts'
import { randomBytes, systemClock } from '../platform/clock.ts'
import type { Config } from '../platform/config.ts'
import { openPool } from '../platform/db/connect.ts'
import { startDatabase, type StartedDatabase } from '../platform/db/start.ts'
import { httpServer, type Network } from '../platform/http/server.ts'
import { serveWeb } from '../platform/http/web.ts'
import { prepareJobs, startJobs } from '../platform/jobs/runner.ts'
import { loadMasterKey } from '../platform/key-file.ts'
import { faultLine, makeLogger } from '../platform/logging.ts'
import { makeMetrics } from '../platform/metrics.ts'
import type { Say } from '../platform/setup-fault.ts'
import { demoWelcome, ensureDemo, plainWelcome } from './demo.ts'
import { healthRoutes } from './health.ts'
import { longJobKinds } from './long-jobs.ts'
import { adoptShippedPolicies } from './policies.ts'
import { queueNames, queues, startChasing } from './queues.ts'
import { allRoutes } from './routes.ts'
import { makeWorld } from './world.ts'

/** A log-in of the sample company, as the terminal shows it. */
type LogIn = { readonly name: string; readonly password: string; readonly role: string }

/** The running application. */
export type Application = {
  readonly address: string
  readonly logIns: readonly LogIn[]
  readonly stop: () => Promise<void>
}

const root = join(import.meta.dirname, '../..')

/** Starts everything: database, log, jobs, HTTP. In a demo folder it founds the sample company first. */
export async function startApplication(config: Config, say: Say): Promise<Application> {
  const started = await startDatabase(config, randomBytes, say)
  const { database } = started
  const logger = makeLogger(config.logLevel)
  const onFault = (fault: unknown) => logger.error(faultLine(fault), 'background')
  const pool = openPool(database.app, { max: config.poolMax, name: 'app', isPipelined: true })
  const worker = openPool(database.worker, { max: 4, name: 'worker' })
  await prepareQueues(started)
  const jobs = await startJobs(worker, onFault)
  const masterKey = loadMasterKey(config, randomBytes, true)
  const now = systemClock()
  const world = makeWorld({ pool, masterKey, data: config.data, now, enqueue: jobs.enqueue })
  await adoptShippedPolicies(world)
  const isSecure = config.http.tls !== undefined || (config.http.origin?.startsWith('https:') ?? false)
  const auth = authPort({
    worker: database.worker,
    secret: world.ring.derive('session'),
    isSecure,
    organisation: world.organisations,
  })
  if (started.isDemo) await ensureDemo(world, auth, say)
  const sequencer = startSequencer({ pool: worker, signer: logSigner(world.ring), now, onFault })
  await jobs.work(queues(world, config, longJobKinds(world)))
  const chasing = startChasing(world, onFault)
  const metrics = makeMetrics()
  const welcome = async () => (started.isDemo ? demoWelcome(world) : plainWelcome(world))
  const routes = allRoutes({ world, pool, access: { auth, welcome, random: randomBytes } })
  const server = await httpServer(routes, {
    actorOf: auth.actorOf,
    authorise: world.door.authorise,
    now,
    requestNumber: () => Buffer.from(randomBytes(5)).toString('hex').toUpperCase(),
    onFault: (fault, requestNumber, operation) => {
      metrics.onFault()
      logger.error({ ...faultLine(fault), requestNumber, operation }, 'fault')
    },
    onAnswer: metrics.onAnswer,
    origins: () => originsOf(config, address),
    isSecure,
    requestsPerMinute: config.http.requestsPerMinute,
    network: networkOf(config),
  })
  healthRoutes(server, { pool, sequencer, metrics })
  await serveWeb(server, join(root, 'dist/web'))
  let address = ''
  address = await server.listen({ host: config.http.host, port: config.http.port })
  const logIns = started.isDemo ? (await demoWelcome(world)).terminal : []
  const stop = () =>
    stopAll({
      started,
      sequencer,
      close: [() => server.close(), chasing.stop, jobs.stop, auth.close],
      pools: [pool, worker],
    })
  return { address, logIns, stop }
}

/** The job library keeps its own schema; it is made by the owner and used by the serving roles. */
async function prepareQueues(started: StartedDatabase): Promise<void> {
  const owner = openPool(started.database.owner, { max: 1, name: 'jobs setup' })
  try {
    const { app, worker } = started.database.roles
    await prepareJobs(owner, queueNames, [app, worker])
  } finally {
    await owner.end()
  }
}

function networkOf(config: Config): Network {
  const { tls, trustedProxies } = config.http
  if (!tls) return { tls: undefined, trustedProxies }
  return { tls: { cert: readFileSync(tls.certFile), key: readFileSync(tls.keyFile) }, trustedProxies }
}

function originsOf(config: Config, address: string): string[] {
  const local = address.replace('127.0.0.1', 'localhost')
  return [address, local, ...(config.http.origin === undefined ? [] : [config.http.origin])]
}

type Stopping = {
  readonly started: StartedDatabase
  readonly sequencer: Sequencer
  readonly close: readonly (() => Promise<unknown>)[]
  readonly pools: readonly { end: () => Promise<void> }[]
}

async function stopAll(stopping: Stopping): Promise<void> {
  for (const close of stopping.close) await close()
  await stopping.sequencer.stop()
  await Promise.all(stopping.pools.map((pool) => pool.end()))
  await stopping.started.stop()
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Pool } from 'pg'
import { authPort, type AuthPort } from '../modules/access/index.ts'
import {
  folderSink,
  logSigner,
  mailSink,
  sinkNames,
  startSequencer,
  startSinks,
  type Sequencer,
} from '../modules/audit/index.ts'
import { startFolding } from '../modules/benefits/index.ts'
import { randomBytes, systemClock } from '../platform/clock.ts'
import { isInTheOpen, type Config } from '../platform/config.ts'
import { openPool } from '../platform/db/connect.ts'
import { startDatabase, type StartedDatabase } from '../platform/db/start.ts'
import { httpServer, type HttpPorts, type Network } from '../platform/http/server.ts'
import { serveWeb } from '../platform/http/web.ts'
import { withLongJobs } from '../platform/jobs/long-job.ts'
import { prepareJobs, startJobs } from '../platform/jobs/runner.ts'
import { faultLine, makeLogger } from '../platform/logging.ts'
import { mailer } from '../platform/mail.ts'
import { makeMetrics, type Metrics } from '../platform/metrics.ts'
import { refuseQuarantine } from '../platform/postgres/backup/quarantine.ts'
import type { Repeated } from '../platform/repeat.ts'
import { note, type Say } from '../platform/setup-fault.ts'
import { backupFigures, startArchiving } from './archiving.ts'
import { demoWelcome, ensureDemo, plainWelcome } from './demo.ts'
import { guestPage } from './guest-page.ts'
import { healthRoutes } from './health.ts'
import { startStopping } from './changed-accounts.ts'
import { startBinding } from './declared-lines.ts'
import { startFollowing } from './held.ts'
import { startTelling } from './asked.ts'
import { longJobKinds } from './long-jobs.ts'
import { startBackups } from './nightly-backup.ts'
import { openBooks } from './open-books.ts'
import { adoptShippedPolicies } from './policies.ts'
import { letterQueue, queueNames, queues, startChasing } from './queues.ts'
import { startFileWatch, type FileWatch } from './lost-files.ts'
import { masterKeyFor } from './master-key.ts'
import { namingOf } from './naming.ts'
import { tellRestored } from './restored.ts'
import { allRoutes, attendanceDeps } from './routes.ts'
import { makeWorld, type World } from './world.ts'

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
  refuseQuarantine(config.data)
  const started = await startDatabase(config, randomBytes, say)
  try {
    return await startOn(started, config, say)
  } catch (fault) {
    await started.stop()
    throw fault
  }
}

/** What was started, by the order in which it ends: whatever writes to the log ends before its sequencer. */
const endings = ['server', 'works', 'jobs', 'sequencer', 'archive', 'auth', 'pools'] as const

type Ends = Map<(typeof endings)[number], () => Promise<unknown>>

/** Ends what was started, all of it or what a start that failed had come to. */
async function endAll(ends: Ends, onFault: (fault: unknown) => void): Promise<void> {
  // One that cannot end keeps none of the others running, the database's server least of all.
  for (const name of endings) await ends.get(name)?.().catch(onFault)
}

async function startOn(started: StartedDatabase, config: Config, say: Say): Promise<Application> {
  const logger = makeLogger(config.logLevel)
  const metrics = makeMetrics()
  // A subscriber that stands at one entry fails every two seconds: the counter shows it to whoever watches.
  const onFault = (fault: unknown) => {
    metrics.onBackgroundFault()
    logger.error(faultLine(fault), 'background')
  }
  const ends: Ends = new Map()
  try {
    const { address, logIns } = await startParts({ started, config, say, logger, metrics, onFault, ends })
    const stop = async () => {
      await endAll(ends, onFault)
      await started.stop().catch(onFault)
    }
    return { address, logIns, stop }
  } catch (fault) {
    await endAll(ends, onFault)
    throw fault
  }
}

type Starting = {
  readonly started: StartedDatabase
  readonly config: Config
  readonly say: Say
  readonly logger: ReturnType<typeof makeLogger>
  readonly metrics: Metrics
  readonly onFault: (fault: unknown) => void
  /** Each part says here how it ends, as soon as it runs. */
  readonly ends: Ends
}

async function startParts(starting: Starting): Promise<Omit<Application, 'stop'>> {
  const { started, config, say, logger, metrics, onFault, ends } = starting
  const { database } = started
  const pools = openPools(database, config)
  ends.set('pools', () => Promise.all(Object.values(pools).map((pool) => pool.end())))
  await prepareQueues(started)
  const jobs = await startJobs(pools.worker, onFault)
  ends.set('jobs', jobs.stop)
  const masterKey = await masterKeyFor(config, database)
  const world = makeWorld({
    pool: pools.app,
    masterKey,
    data: config.data,
    now: systemClock(),
    enqueue: withLongJobs(jobs.enqueue),
  })
  await tellRestored(world, config.data)
  await adoptShippedPolicies(world, { isSample: started.isDemo })
  ends.set('archive', (await startArchiving(database, config, onFault)).stop)
  const auth = authOf(world, database, config)
  ends.set('auth', auth.close)
  await openBooks(world)
  if (started.isDemo) await ensureDemo(world, auth, say)
  if (started.isDemo && isInTheOpen(config)) say(note('setup.demo_in_the_open', { data: config.data }))
  const { sequencer, ...works } = startBackground(world, config, pools, onFault)
  ends.set('sequencer', sequencer.stop)
  const backups = startBackups(config, database, onFault)
  const background = [backups, ...Object.values(works)]
  ends.set('works', () => stopAll(background, onFault))
  const files = startFileWatch(world, (lost) => logger.error(lost, 'evidence files are lost'), onFault)
  ends.set('works', () => stopAll([files, ...background], onFault))
  const { auditor, worker } = pools
  const kinds = longJobKinds(world, { auditor, worker, sinkFolder: config.sinks.folder })
  await jobs.work(queues(world, config, kinds))
  const server = await listen({ started, world, config, auth, pools, logger, metrics, sequencer, files })
  ends.set('server', server.close)
  return { address: server.address, logIns: started.isDemo ? (await demoWelcome(world)).terminal : [] }
}

/** Stops each of them, whatever becomes of the others. */
async function stopAll(works: readonly Repeated[], onFault: (fault: unknown) => void): Promise<void> {
  for (const { stop } of works) await stop().catch(onFault)
}

type Pools = { readonly app: Pool; readonly worker: Pool; readonly auditor: Pool }

function openPools(database: StartedDatabase['database'], config: Config): Pools {
  return {
    app: openPool(database.app, { max: config.poolMax, name: 'app', isPipelined: true }),
    // Two of them may be held by sinks for as long as a silent server or a hanging share takes.
    worker: openPool(database.worker, { max: 5, name: 'worker' }),
    auditor: openPool(database.auditor, { max: 2, name: 'auditor' }),
  }
}

function isSecure(config: Config): boolean {
  return config.http.tls !== undefined || (config.http.origin?.startsWith('https:') ?? false)
}

function authOf(world: World, database: StartedDatabase['database'], config: Config): AuthPort {
  return authPort({
    worker: database.worker,
    secret: world.ring.derive('session'),
    isSecure: isSecure(config),
    organisation: world.organisations,
  })
}

/** The log's sequencer, its sinks, and the round of reminders. */
function startBackground(world: World, config: Config, pools: Pools, onFault: (fault: unknown) => void) {
  const signer = logSigner(world.ring)
  const { now } = world
  const post = mailer(config.mail.smtpUrl, config.mail.from)
  const sinks = [
    folderSink(config.sinks.folder),
    ...(config.sinks.mailTo === undefined ? [] : [mailSink(post, config.sinks.mailTo, 'zh-CN')]),
  ]
  return {
    sequencer: startSequencer({ pool: pools.worker, signer, now, onFault }),
    sinks: startSinks({ pool: pools.worker, key: signer.key, sinks, now, onFault }),
    chasing: startChasing(world, onFault),
    folding: startFolding(pools.worker, world.asked, onFault),
    following: startFollowing(world, pools.worker, onFault),
    stopping: startStopping(world, pools.worker, onFault),
    binding: startBinding(world, pools.worker, onFault),
    telling: startTelling(world, pools.worker, onFault),
  }
}

type Listening = {
  readonly started: StartedDatabase
  readonly world: World
  readonly config: Config
  readonly auth: AuthPort
  readonly pools: Pools
  readonly logger: ReturnType<typeof makeLogger>
  readonly metrics: Metrics
  readonly sequencer: Sequencer
  readonly files: FileWatch
}

async function listen(parts: Listening): Promise<{ address: string; close: () => Promise<unknown> }> {
  const { started, world, config, auth, pools, logger, metrics, sequencer, files } = parts
  let address = ''
  const welcome = async () => (started.isDemo ? demoWelcome(world) : plainWelcome(world))
  const origin = () => config.http.origin ?? address
  const access = { auth, welcome, random: randomBytes }
  const routes = allRoutes({ world, pool: pools.app, access, origin })
  const onFault: HttpPorts['onFault'] = (fault, requestNumber, operation) => {
    metrics.onFault()
    logger.error({ ...faultLine(fault), requestNumber, operation }, 'fault')
  }
  const server = await httpServer(routes, {
    actorOf: auth.actorOf,
    authorise: world.door.authorise,
    now: world.now,
    requestNumber: () => Buffer.from(randomBytes(5)).toString('hex').toUpperCase(),
    onFault,
    onAnswer: metrics.onAnswer,
    origins: () => originsOf(config, address),
    isSecure: isSecure(config),
    requestsPerMinute: config.http.requestsPerMinute,
    network: networkOf(config),
    naming: namingOf(world),
  })
  healthRoutes(server, {
    pool: pools.app,
    sequencer,
    metrics,
    sinks: sinkNames(config.sinks.mailTo),
    now: world.now,
    lostFiles: files.last,
    backups: () => backupFigures(config, world.now()),
  })
  await guestPage(server, {
    attendance: attendanceDeps({ world, origin }),
    now: world.now,
    newKey: () => Buffer.from(randomBytes(18)).toString('base64url'),
    onFault,
    onAnswer: metrics.onAnswer,
  })
  await serveWeb(server, join(root, 'dist/web'))
  address = await server.listen({ host: config.http.host, port: config.http.port })
  return { address, close: () => server.close() }
}

/** The job library keeps its own schema; it is made by the owner and used by the serving roles. */
async function prepareQueues(started: StartedDatabase): Promise<void> {
  const owner = openPool(started.database.owner, { max: 1, name: 'jobs setup' })
  try {
    const { app, worker } = started.database.roles
    await prepareJobs(owner, { names: queueNames, patient: [letterQueue], grantTo: [app, worker] })
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

// Sets up a fresh checkout and goes on under the pinned Node. Runs on whatever Node (18 or newer) is there,
// before anything is installed: so it is plain JavaScript and imports nothing from outside Node.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const project = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(project, 'node_modules')
const stampFile = join(modules, '.aboveboard-installed')
const isChinese = /^zh/i.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '')

/** Installs what is missing, then runs `script` of the project under the pinned Node with our arguments. */
export async function runInProject(script) {
  try {
    await ensureInstalled()
    const node = pinnedNode()
    const file = join(project, script)
    const isReady = node === undefined && flags.every((flag) => process.execArgv.includes(flag))
    if (isReady) await import(pathToFileURL(file).href)
    else await handOver(node ?? process.execPath, [...flags, file, ...process.argv.slice(2)])
  } catch (fault) {
    tell(fault.message, fault.message)
    process.exitCode = 3
  }
}

async function ensureInstalled() {
  const lock = readFileSync(join(project, 'package-lock.json'), 'utf8')
  const hash = createHash('sha256').update(lock).digest('hex')
  if (isStamped(hash)) return
  await alone(() => {
    if (isStamped(hash)) return
    if (!isInstalled(JSON.parse(lock))) install()
    writeFileSync(stampFile, `${hash}\n`)
  })
}

function isStamped(hash) {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8').trim() === hash
}

/** npm writes the hidden lock file last, so a complete install by hand is recognised and not repeated. */
function isInstalled(lock) {
  const hidden = join(modules, '.package-lock.json')
  if (!existsSync(hidden)) return false
  const there = JSON.parse(readFileSync(hidden, 'utf8')).packages
  const wanted = Object.entries(lock.packages).filter(([path]) => path !== '')
  return wanted.every(([path, entry]) => {
    const isLeftOut = there[path] === undefined
    return isLeftOut ? entry.optional === true || entry.peer === true : there[path].version === entry.version
  })
}

/** No install script of any package runs: what the database package would do, we do when it is first used. */
function install() {
  tell(
    '正在安装所需的软件包（npm ci，首次或依赖变更时）…',
    'Installing what is missing (npm ci; first start, or changed packages) …',
  )
  const options = ['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund']
  rmSync(stampFile, { force: true })
  const done = spawnSync('npm', options, {
    cwd: project,
    // npm's own output must not mix with an answer on stdout.
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (done.status === 0) return
  throw new Error(
    isChinese
      ? '软件包没有装好。请确认这台机器装有 npm 并能访问软件包仓库，然后重新运行本命令。'
      : 'The packages could not be installed. Make sure that npm is there and reaches its registry, then run this again.',
  )
}

/** The pinned Node, or undefined when we run on it, or on one that is as good, already. */
function pinnedNode() {
  const { platform, arch } = process
  const name = `${platform === 'win32' ? 'win' : platform}-${arch}`
  // For Apple's own processors the binary comes in a package of another name.
  const folder = name === 'darwin-arm64' ? `node-bin-${name}` : `node-${name}`
  const node = join(modules, folder, 'bin', platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(node)) {
    if (realpathSync(process.execPath) === realpathSync(node)) return undefined
    if (spawnSync(node, ['--version'], { stdio: 'ignore' }).status === 0) return node
  }
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 18)) return undefined
  throw new Error(
    isChinese
      ? `没有适用于 ${platform}-${arch} 的内置 Node。请安装 Node 24 后重新运行本命令。`
      : `There is no packaged Node for ${platform}-${arch}. Install Node 24 and run this again.`,
  )
}

/**
 * A larger young generation costs more memory than it saves time: an import took 400 MB for 310. It has its size
 * from the first moment, for a start keeps nearly all that it makes, and copying that while it grows took a tenth
 * of the start. Node takes this when it starts and not later, so that the right Node, started without it, starts
 * once more.
 */
const flags = ['--min-semi-space-size=16', '--max-semi-space-size=16']

/**
 * Where Node keeps what it has compiled, so that a command starts in half the time. Each piece is found by what it
 * was made of, so nothing old is ever run; where the folder cannot be written, Node goes on without.
 */
const compiled = join(modules, '.cache', 'node')

/**
 * Runs Node in our place and passes signals on; Ctrl-C in a terminal thus arrives twice, which the
 * application takes for once. The channel between us closes when we are killed: the application then stops too.
 */
function handOver(node, args) {
  return new Promise((resolve, reject) => {
    const env = { NODE_COMPILE_CACHE: compiled, ...process.env }
    const child = spawn(node, args, { env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      process.exitCode = code ?? (signal === 'SIGINT' ? 130 : signal === 'SIGTERM' ? 143 : 3)
      if (child.connected) child.disconnect()
      resolve()
    })
  })
}

/** Two first starts at once would install over each other: the second waits for the first. */
async function alone(work) {
  const id = createHash('sha256').update(project).digest('hex').slice(0, 16)
  const lockFile = join(tmpdir(), `aboveboard-setup-${id}.lock`)
  while (!take(lockFile)) await new Promise((resolve) => setTimeout(resolve, 200))
  try {
    work()
  } finally {
    rmSync(lockFile, { force: true })
  }
}

function take(lockFile) {
  let handle
  try {
    handle = openSync(lockFile, 'wx')
  } catch (fault) {
    if (fault.code !== 'EEXIST') throw fault
    if (isLeft(lockFile)) rmSync(lockFile, { force: true })
    return false
  }
  try {
    writeFileSync(handle, String(process.pid))
    return true
  } catch (fault) {
    // A full disk must not leave a lock of nobody.
    rmSync(lockFile, { force: true })
    throw fault
  } finally {
    closeSync(handle)
  }
}

/** True for the lock of a process that is gone, and for one that was left empty. */
function isLeft(lockFile) {
  try {
    const pid = Number(readFileSync(lockFile, 'utf8'))
    return pid > 0 ? !isAlive(pid) : Date.now() - statSync(lockFile).mtimeMs > 1_000
  } catch (fault) {
    // The other start has just ended and took its lock with it.
    if (fault.code === 'ENOENT') return false
    throw fault
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return pid !== process.pid
  } catch (fault) {
    return fault.code === 'EPERM'
  }
}

function tell(zh, en) {
  process.stderr.write(`${isChinese ? zh : en}\n`)
}

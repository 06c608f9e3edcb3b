import { join } from 'node:path'
import process from 'node:process'

const compiled = join(import.meta.dirname, '../../node_modules/.cache/node')

/**
 * The environment of a command that a test starts: in English, without any of our own settings, and with what
 * Node has compiled before, as `bin/aboveboard` sets it.
 */
export function commandEnvironment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LANG: 'en_US.UTF-8', NODE_COMPILE_CACHE: compiled, ...more }
}

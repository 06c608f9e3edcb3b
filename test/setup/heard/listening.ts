import { join } from 'node:path'
import type { Plugin } from 'vitest/config'

const project = join(import.meta.dirname, '../../..')

/** Modules of the product, and what stands in their place where a run is listened to. */
const heard: Readonly<Record<string, string>> = {
  [join(project, 'src/platform/act/act.ts')]: join(import.meta.dirname, 'act.ts'),
  [join(project, 'src/platform/http/route.ts')]: join(import.meta.dirname, 'route.ts'),
}

/**
 * Has whoever imports the write door or a route get the one that is listened to, which changes nothing. Only
 * the listeners themselves get the product's own.
 */
export function listening(): Plugin {
  return {
    name: 'listening',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (importer === undefined || importer.startsWith(import.meta.dirname)) return null
      if (!/(act|route)\.ts$/.test(source)) return null
      const found = await this.resolve(source, importer, { ...options, skipSelf: true })
      return found === null ? null : (heard[found.id] ?? found)
    },
  }
}

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/**
 * Sends the built web application: hashed assets for ever, the page itself always fresh. Every address that is
 * not the API's and not a file is the page, because the browser's router reads it.
 */
export async function serveWeb(server: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) return
  await server.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    index: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isHashed = path.includes(`${folder}/assets/`)
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  server.setNotFoundHandler((request, reply) => {
    const isPage = request.method === 'GET' && !/^\/(v1|assets)\//.test(request.url)
    if (!isPage) return reply.code(404).type('application/problem+json').send(missing(request.id))
    return reply.header('cache-control', 'no-cache').sendFile('index.html')
  })
}

function missing(requestNumber: string) {
  return { type: 'urn:aboveboard:not-found', title: 'Not found', status: 404, requestNumber }
}

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sendMissing } from './server.ts'

/**
 * Sends the built web application: hashed assets for ever, the page itself always fresh. Every address that
 * is not the API's and not a file is the page, because the browser's router reads it.
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
  const page = (_: FastifyRequest, reply: FastifyReply) =>
    reply.header('cache-control', 'no-cache').sendFile('index.html')
  // One wildcard for GET and HEAD; whatever is neither the API's nor a file is a place within the page.
  server.get('/*', (request, reply) =>
    /^\/(v1|assets)\//.test(request.url) ? sendMissing(request, reply) : page(request, reply),
  )
}

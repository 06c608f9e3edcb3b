import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { describe, expect, inject, it } from 'vitest'

// What a newcomer is told first, and that the application speaks to nobody but itself.

describe('the sample company', () => {
  it.runIf(existsSync('/proc/net/tcp'))('speaks to nobody but itself', () => {
    const { address } = inject('application')
    const port = Number(new URL(address).port)
    const pid = listenerOf(port)
    expect(pid).toBeDefined()
    const others = pid === undefined ? [] : farEndsOf(pid)
    expect(others.filter((end) => !isOwn(end))).toEqual([])
  })

  it('prints its address first, then the sample log-ins of the demo', () => {
    const { said } = inject('application')
    const text = readFileSync(said, 'utf8')
    expect(text).toContain('演示账号')
    expect(text).toMatch(/\S+ {2}aboveboard-2026 {2}\S+/)
  })
})

/**
 * Sockets by inode as the kernel lists them: the local port and the far end, addresses in its hexadecimal.
 */
function sockets(): Map<string, { local: string; far: string; isListening: boolean }> {
  const found = new Map<string, { local: string; far: string; isListening: boolean }>()
  for (const name of ['tcp', 'tcp6', 'udp', 'udp6']) {
    const file = `/proc/net/${name}`
    if (!existsSync(file)) continue
    for (const line of readFileSync(file, 'utf8').split('\n').slice(1)) {
      const [, local = '', far = '', state = '', , , , , , inode = ''] = line.trim().split(/\s+/)
      found.set(inode, { local, far, isListening: name.startsWith('tcp') && state === '0A' })
    }
  }
  return found
}

function inodesOf(pid: string): string[] {
  try {
    const links = readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`))
    return links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? [])
  } catch {
    // The process or the descriptor is gone, or not ours to read.
    return []
  }
}

function listenerOf(port: number): string | undefined {
  const hex = port.toString(16).toUpperCase().padStart(4, '0')
  const wanted = [...sockets()].find(
    ([, socket]) => socket.isListening && socket.local.endsWith(`:${hex}`),
  )?.[0]
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.find((pid) => wanted !== undefined && inodesOf(pid).includes(wanted))
}

function farEndsOf(pid: string): string[] {
  const all = sockets()
  return inodesOf(pid).flatMap((inode) => all.get(inode)?.far ?? [])
}

/** Loopback in both families, or no far end at all. */
function isOwn(end: string): boolean {
  const [address = ''] = end.split(':')
  return /^(0100007F|0+|0{24}01000000|0{16}FFFF00000100007F)$/.test(address)
}

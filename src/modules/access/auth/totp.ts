import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Instant } from '../../../kernel/time.ts'

/** Seconds that one code lives (RFC 6238). */
const stepSeconds = 30

/** A clock of the phone that is one step off, either way, is still understood. */
const drift = [0, -1, 1]

/** The time step in which `at` lies. */
export function stepAt(at: Instant): number {
  return Math.floor(Date.parse(at) / 1000 / stepSeconds)
}

/** The six-digit code of a time step (RFC 6238 with SHA-1, which every authenticator understands). */
export function codeAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const digest = createHmac('sha1', secret).update(counter).digest()
  const offset = digest.readUInt8(digest.length - 1) & 15
  const number = digest.readUInt32BE(offset) & 0x7fffffff
  return String(number % 1_000_000).padStart(6, '0')
}

/** The time step whose code was typed, or undefined when it is none of those that count now. */
export function stepOfCode(secret: string, code: string, at: Instant): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined
  const steps = drift.map((difference) => stepAt(at) + difference)
  return steps.find((step) => timingSafeEqual(Buffer.from(codeAt(secret, step)), Buffer.from(code)))
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The address that an authenticator reads from a picture or a link. */
export function otpauthUri(secret: string, email: string): string {
  const query = new URLSearchParams({
    secret: base32(secret),
    issuer: 'Aboveboard',
    digits: '6',
    period: '30',
  })
  return `otpauth://totp/Aboveboard:${encodeURIComponent(email)}?${query}`
}

function base32(text: string): string {
  const bits = [...Buffer.from(text)].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const groups = bits.match(/.{1,5}/g) ?? []
  return groups.map((group) => alphabet.charAt(Number.parseInt(group.padEnd(5, '0'), 2))).join('')
}

import { createHmac, timingSafeEqual } from 'node:crypto'
import type { RequestHeaders } from './port.ts'

/** Twelve hours: no session lives longer, so neither does its cookie. */
const sessionSeconds = 12 * 3600

/** Ten minutes for the second step of a sign-in. */
const challengeSeconds = 600

/** `__Host-` binds a cookie to this host over https; browsers refuse that name on plain loopback. */
function cookieName(kind: 'session' | 'challenge', isSecure: boolean): string {
  return `${isSecure ? '__Host-' : ''}aboveboard-${kind}`
}

/** The Set-Cookie header for a value; an empty value makes the browser forget it. */
export function cookieHeader(kind: 'session' | 'challenge', value: string, isSecure: boolean): string {
  const seconds = kind === 'session' ? sessionSeconds : challengeSeconds
  const age = value === '' ? 0 : seconds
  const parts = [
    `${cookieName(kind, isSecure)}=${value}`,
    `Max-Age=${age}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Strict',
  ]
  return [...parts, ...(isSecure ? ['Secure'] : [])].join('; ')
}

/** The value of our cookie in a request's headers. */
export function cookieIn(
  headers: RequestHeaders,
  kind: 'session' | 'challenge',
  isSecure: boolean,
): string | undefined {
  const header = headers['cookie']
  if (typeof header !== 'string') return undefined
  const start = `${cookieName(kind, isSecure)}=`
  const pair = header.split(';').find((each) => each.trimStart().startsWith(start))
  return pair?.trimStart().slice(start.length)
}

/** A token with its signature, as the library writes it too. */
export function signed(token: string, secret: string): string {
  return encodeURIComponent(`${token}.${createHmac('sha256', secret).update(token).digest('base64')}`)
}

/**
 * The token in a signed value, or undefined when the signature is not ours. The database holds the token
 * without its signature, so whoever reads the database can open no session.
 */
export function tokenIn(value: string, secret: string): string | undefined {
  const text = decode(value)
  const dot = text.lastIndexOf('.')
  if (dot < 1) return undefined
  const token = text.slice(0, dot)
  const given = Buffer.from(text.slice(dot + 1), 'base64')
  const ours = createHmac('sha256', secret).update(token).digest()
  return given.length === ours.length && timingSafeEqual(given, ours) ? token : undefined
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return ''
  }
}

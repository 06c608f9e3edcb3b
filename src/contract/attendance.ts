import { z } from 'zod'
import { id, instant, localDate } from './common.ts'
import { operation } from './operation.ts'
import { permissionJson, whenJson } from './screens.ts'

const requestParams = z.strictObject({ requestId: id })

/** The longest name, organisation or position that somebody signs in with. */
export const signedMax = { name: 60, employer: 120, position: 80 } as const

/** One line of a form that a stranger fills in: nothing that is not seen, and no second line. */
const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u, 'one_line')

/** It has a letter: no run of figures or signs is anybody's name. */
const named = (most: number) => line(most).min(1).regex(/\p{L}/u, 'has_letter')

/** What a guest says of themselves. */
export const guestSaid = z.strictObject({
  name: named(signedMax.name),
  employer: named(signedMax.employer),
  position: line(signedMax.position).optional(),
  /** Whether they hold a public office or work for a body of the state. */
  isOfficial: z.enum(['yes', 'no', 'unknown']),
})

/** Somebody who signed in, in their own words. */
const guestSignedIn = z.strictObject({
  signInId: id,
  name: z.string(),
  employer: z.string(),
  position: z.string().optional(),
  isOfficial: z.enum(['yes', 'no', 'unknown']),
  when: whenJson,
})

/** `none` was opened, it opens on its day, it is open, its day is over, or it was closed. */
const linkState = z.enum(['none', 'before', 'open', 'over', 'closed'])

/** Who signed in to a benefit that people attend, and whether the reader may open a sign-in for it. */
export const attendanceJson = z.strictObject({
  permission: permissionJson,
  state: linkState,
  guests: z.array(guestSignedIn),
})

/** 扫码签到: the code that guests scan, for whoever records the giving; it names no guest. */
const guestLinkJson = z.strictObject({
  state: linkState,
  count: z.int().min(0),
  /** Absent while none was opened. */
  link: z
    .strictObject({
      linkId: id,
      /** The address behind the code and its picture; absent once the link takes nobody any more. */
      code: z.strictObject({ url: z.string(), svg: z.string(), isLocal: z.boolean() }).optional(),
      heldOn: localDate,
      from: whenJson,
      until: whenJson,
      /** As many can sign in by it. */
      most: z.int().min(1),
    })
    .optional(),
  /** The day of the approval. */
  plannedOn: localDate.optional(),
  invites: z.string(),
  event: z.string(),
  /** Where and on which day, as far as it is planned. */
  where: z.string(),
})

/** The sign-in of a request, as the screen beside the door shows it. */
export const guestLink = operation({
  id: 'requests.guest_link',
  kind: 'query',
  method: 'GET',
  path: '/v1/requests/:requestId/guest-link',
  summary: 'The code by which guests sign in',
  params: requestParams,
  answer: guestLinkJson,
  refusals: ['requests.not_yours', 'requests.applicant_records'],
})

/** Opens a sign-in for its day; one that is open ends. */
export const openGuestLink = operation({
  id: 'requests.open_guest_link',
  kind: 'command',
  method: 'POST',
  path: '/v1/requests/:requestId/guest-link',
  summary: 'Open the sign-in of guests',
  params: requestParams,
  body: z.strictObject({
    /** Its day, where it is held on another than was approved. */
    heldOn: localDate.optional(),
  }),
  answer: guestLinkJson,
  status: 201,
  refusals: [
    'platform.not_found',
    'requests.not_yours',
    'requests.applicant_records',
    'requests.sign_in_not_attended',
    'requests.sign_in_not_approved',
    'requests.sign_in_day_far',
    'requests.sign_in_day_over',
  ],
})

/** Closes the sign-in: nobody signs in by its code any more; whoever did stays. */
export const closeGuestLink = operation({
  id: 'requests.close_guest_link',
  kind: 'command',
  method: 'POST',
  path: '/v1/requests/:requestId/guest-link/close',
  summary: 'Close the sign-in of guests',
  params: requestParams,
  answer: guestLinkJson,
  refusals: [
    'platform.not_found',
    'requests.not_yours',
    'requests.applicant_records',
    'requests.sign_in_not_open',
  ],
})

const invitationParams = z.strictObject({ secret: z.string().min(1).max(200) })

/**
 * What a guest who has the link may know: who invites, to what and when. An unknown link, one that was closed
 * and one whose day is over have one answer, which is that there is nothing.
 */
export const invitation = operation({
  id: 'requests.invitation',
  kind: 'query',
  method: 'GET',
  path: '/v1/invitations/:secret',
  summary: 'What a guest reads before signing in',
  params: invitationParams,
  answer: z.strictObject({
    /** The company and whoever of it invites. */
    company: z.string(),
    host: z.string(),
    event: z.string(),
    place: z.string().optional(),
    heldOn: localDate,
    /** False before its day. */
    isOpen: z.boolean(),
    /** What is stored, why and for how long. */
    notice: z.array(z.string()),
  }),
  refusals: ['platform.not_found'],
  security: 'public',
})

/** Signs a guest in by the link; whoever signed in already is told so and counts once. */
export const guestSignIn = operation({
  id: 'requests.guest_sign_in',
  kind: 'command',
  method: 'POST',
  path: '/v1/invitations/:secret',
  summary: 'Sign in as a guest',
  params: invitationParams,
  body: guestSaid,
  answer: z.strictObject({ signedAt: instant, says: z.string() }),
  status: 201,
  refusals: [
    'platform.not_found',
    'requests.sign_in_before',
    'requests.sign_in_full',
    'requests.signed_in_already',
  ],
  security: 'public',
})

export const attendanceOperations = [
  guestLink,
  openGuestLink,
  closeGuestLink,
  invitation,
  guestSignIn,
] as const

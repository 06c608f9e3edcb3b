import { createTransport } from 'nodemailer'

/** One letter, plain text only. */
export type Letter = {
  readonly to: string
  readonly subject: string
  readonly text: string
  /**
   * The object and step it is about, so that a retry after a crash sends the same letter and not a second
   * one.
   */
  readonly messageId: string
}

/** Sends letters. Without a server configured nobody is written to, and nothing is connected or kept. */
export type Mailer = { readonly send: (letter: Letter) => Promise<'sent' | 'no_server'> }

/** How many milliseconds a mail server may take to let us in, to greet, and to answer each word after. */
export type MailPatience = {
  readonly connectionMs: number
  readonly greetingMs: number
  readonly answerMs: number
}

/**
 * A healthy server needs a second, and a wary one lets strangers wait for some more. One that says nothing
 * must not hold up what waits behind the letter, which is tried again in any case. The last answer takes
 * longest: the whole letter is looked through before it.
 */
const patience: MailPatience = { connectionMs: 15_000, greetingMs: 15_000, answerMs: 60_000 }

/** A mailer on an SMTP server, `smtp://user:secret@host:port`; `undefined` gives one that only says so. */
export function mailer(
  smtpUrl: string | undefined,
  from: string,
  { connectionMs, greetingMs, answerMs }: MailPatience = patience,
): Mailer {
  if (smtpUrl === undefined) return { send: async () => 'no_server' }
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: connectionMs,
    greetingTimeout: greetingMs,
    socketTimeout: answerMs,
  })
  return {
    send: async (letter) => {
      await transport.sendMail({
        from,
        to: letter.to,
        subject: letter.subject,
        text: letter.text,
        messageId: `<${letter.messageId}@aboveboard>`,
        disableFileAccess: true,
        disableUrlAccess: true,
      })
      return 'sent'
    },
  }
}

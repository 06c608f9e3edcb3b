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

/** A mailer on an SMTP server, `smtp://user:secret@host:port`; `undefined` gives one that only says so. */
export function mailer(smtpUrl: string | undefined, from: string): Mailer {
  if (smtpUrl === undefined) return { send: async () => 'no_server' }
  const transport = createTransport(smtpUrl)
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

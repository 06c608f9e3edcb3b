import type { Mailer } from '../../platform/mail.ts'
import { logTexts } from '../../texts/log.ts'
import { fill, type Language } from '../../texts/text.ts'
import { SinkProblem, type Sink } from './sinks.ts'

/**
 * One letter a day: more would be filtered as noise, fewer would leave a longer time that could be
 * rewritten.
 */
const everyDayMs = 24 * 3_600_000

/** E-mail to somebody outside, for example the auditor: each letter carries a checkpoint and the key. */
export function mailSink(mailer: Mailer, to: string, language: Language, everyMs: number = everyDayMs): Sink {
  return {
    name: 'mail',
    everyMs,
    isLetter: true,
    deliver: async ({ note, key, size, at }) => {
      const sent = await mailer.send({
        to,
        subject: fill(logTexts['log.letter.subject'], language, { size, day: at.slice(0, 10) }),
        text: fill(logTexts['log.letter.text'], language, { size, note, key }),
        messageId: `checkpoint-${size}`,
      })
      if (sent === 'no_server') throw new SinkProblem('no_server')
      return 'taken'
    },
  }
}

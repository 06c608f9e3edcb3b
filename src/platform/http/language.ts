import type { Language } from '../../texts/text.ts'
import type { Actor } from '../act/actor.ts'

/** The reader's language: the person's own choice, else what the browser asks for, else Chinese. */
export function languageOf(header: string | undefined, actor: Actor | undefined): Language {
  if (actor) return actor.language
  const first = header?.split(',')[0]?.trim().toLowerCase() ?? ''
  return first.startsWith('en') ? 'en' : 'zh-CN'
}

import { useEffect, useMemo, useState, type ReactNode } from 'react'
import type { Language } from '../../src/texts/text.ts'
import { LanguageContext } from './text.ts'

const place = 'aboveboard.language'

/** Keeps the language on screen; the signed-in person's own choice comes from the server and wins. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(firstLanguage)
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  const state = useMemo(() => ({ language, choose: (next: Language) => setLanguage(keep(next)) }), [language])
  return <LanguageContext value={state}>{children}</LanguageContext>
}

function firstLanguage(): Language {
  const wanted = read() ?? navigator.language
  return wanted.toLowerCase().startsWith('en') ? 'en' : 'zh-CN'
}

function read(): string | undefined {
  try {
    return localStorage.getItem(place) ?? undefined
  } catch {
    return undefined
  }
}

function keep(language: Language): Language {
  try {
    localStorage.setItem(place, language)
  } catch {
    // A browser that keeps nothing still shows the chosen language on this page.
  }
  return language
}

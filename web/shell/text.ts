import { createContext, useContext } from 'react'
import { fill, type Language, type Sentence, type TextValue } from '../../src/texts/text.ts'

/** The language on screen and the way to change it without a reload. */
type LanguageState = { readonly language: Language; readonly choose: (language: Language) => void }

export const LanguageContext = createContext<LanguageState>({ language: 'zh-CN', choose: () => undefined })

/** The language on screen. */
export function useLanguage(): LanguageState {
  return useContext(LanguageContext)
}

/** Says a sentence of one catalogue. Catalogues stay apart, so that a screen loads only its own words. */
type Say<Catalogue> = (key: keyof Catalogue & string, params?: Readonly<Record<string, TextValue>>) => string

/** The sentences of `catalogue` in the language on screen. */
export function useTexts<Catalogue extends Readonly<Record<string, Sentence>>>(
  catalogue: Catalogue,
): Say<Catalogue> {
  const { language } = useLanguage()
  return (key, params) => {
    const sentence = catalogue[key]
    return sentence === undefined ? key : fill(sentence, language, params)
  }
}

export { fill, type Language, type Sentence, type RefusalText, type TextValue } from './text.ts'

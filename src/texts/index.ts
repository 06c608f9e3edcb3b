export { fill, type Language, type Sentence, type TextValue } from './text.ts'

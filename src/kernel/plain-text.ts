/** One spelling for full-width letters, dashes and blanks, so that the patterns need to know only one. */
export function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u2010-\u2015\u2212\u301c]|(?<=.)~/g, '-')
    .replace(/[\u200b-\u200f\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

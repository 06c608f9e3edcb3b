import { Converter } from 'opencc-js/t2cn'

const toSimplified = Converter({ from: 't', to: 'cn' })

/**
 * One spelling for what a reader takes for the same text: full and half width, upper and lower case,
 * traditional and simplified characters, letters with and without marks, Cyrillic and Greek in Latin letters.
 */
export function fold(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase().trim()
  if (/^[\x20-\x7e]*$/.test(plain)) return plain
  const letters = plain
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
  const latin = letters.replace(/[^\x20-\x7e\u4e00-\u9fff]/gu, (sign) => latinFor.get(sign) ?? sign)
  return hasHan(latin) ? toSimplified(withVariantsUnited(latin)) : latin
}

/** True when the text holds a Chinese character. */
export function hasHan(text: string): boolean {
  return /\p{Script=Han}/u.test(text)
}

/** The words of a text in Latin letters; initials with dots (`S.p.A.`) count as one word. */
export function latinWords(folded: string): string[] {
  return folded
    .replace(
      /(?<![\p{L}])(?:\p{L}\.){2,}\p{L}?(?![\p{L}])/gu,
      (initials) => ` ${initials.replaceAll('.', '')} `,
    )
    .replace(/(?<=\p{L})['’`´](?=s\b)/gu, ' ')
    .replace(/['’`´]/g, '')
    .replace(/\p{Script=Han}+/gu, ' ')
    .split(/[^\p{L}\p{N}&]+/u)
    .filter((word) => word !== '')
}

/** Shapes that Taiwan, Hong Kong and older registers use, which the converter leaves as they are. */
const variants = '峯峰羣群衞卫裏里綫线喆哲堃坤昇升甯宁濶阔祕秘恆恒産产啓启眞真荘庄髙高﨑崎敍叙彦彦曽曾鉄铁'
const united = new Map<string, string>()
for (let at = 0; at + 1 < variants.length; at += 2) united.set(variants.charAt(at), variants.charAt(at + 1))

function withVariantsUnited(text: string): string {
  return text.replace(/\p{Script=Han}/gu, (sign) => united.get(sign) ?? sign)
}

const pairs =
  'ß=ss æ=ae ø=o đ=d ð=d ł=l ı=i þ=th œ=oe ŋ=ng ħ=h ' +
  'а=a б=b в=v г=g д=d е=e ё=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ' +
  'ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya і=i ї=i є=ye ґ=g ў=u ј=j љ=lj њ=nj ћ=c ђ=dj џ=dz ' +
  'α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y φ=f χ=ch ψ=ps ω=o'
const latinFor = new Map(pairs.split(' ').map((pair) => [pair.slice(0, 1), pair.slice(2)]))

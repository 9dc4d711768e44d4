const DIGIT = /\p{Nd}/u

/**
 * Decimal digits of any script as ASCII, everything else as it is: phones with an Arabic or Devanagari
 * keyboard write dates and numbers so. Every run of such digits in Unicode begins with its zero.
 */
export function asciiDigits(text: string): string {
  // Latin text has none but the ASCII ones.
  if (!/[^\x00-\u024f]/.test(text)) return text
  return text.replace(/\p{Nd}/gu, (digit) => String(valueOf(digit.normalize('NFKC'))))
}

function valueOf(digit: string): number {
  const code = digit.codePointAt(0)!
  let below = 0
  while (below < 9 && DIGIT.test(String.fromCodePoint(code - below - 1))) below++
  return below
}

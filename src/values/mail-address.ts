/** Longer ones no mail server takes: RFC 5321 section 4.5.3.1.3, without its angle brackets. */
const MAX_LENGTH = 254
const ONE_ADDRESS = /^[^\s@<>(),;:"[\]\\\p{Cc}]+@[^\s@<>(),;:"[\]\\\p{Cc}]+$/u

/** Whether a mail may be sent there: one address, and nothing that could make two of it, or a header. */
export function isMailAddress(text: string): boolean {
  return text.length <= MAX_LENGTH && ONE_ADDRESS.test(text)
}

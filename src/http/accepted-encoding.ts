/**
 * Which of the encodings on offer the client takes, the first of them that it does; null: as it is. What is
 * named with `q=0` is refused, weights are otherwise no preference: browsers give none.
 *
 * @see RFC 9110 section 12.5.3
 */
export function acceptedEncoding<E extends string>(
  header: string | string[] | undefined,
  offered: readonly E[],
): E | null {
  if (header === undefined || header.length === 0) return null
  const accepted = new Set<string>()
  for (const item of String(header).toLowerCase().split(',')) {
    const [name, ...parameters] = item.split(';').map((part) => part.trim())
    if (!parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter))) accepted.add(name!)
  }
  return offered.find((encoding) => accepted.has(encoding)) ?? null
}

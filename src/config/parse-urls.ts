/** The text is not repeated in a refusal: it may hold a password. */
export function parseDatabaseUrl(text: string): string {
  const url = URL.parse(text)
  if (!url || !['postgresql:', 'postgres:'].includes(url.protocol))
    throw new Error(
      'has to be an address such as postgresql://muster:password@database.example.org/muster, with %2F for a / in the password',
    )
  if (url.pathname.length < 2 && !url.searchParams.has('dbname'))
    throw new Error('has to name a database at its end, as in …example.org/muster')
  return text
}

/** The address that people type; may have a path. Ends with a slash afterwards. */
export function parseBaseUrl(text: string): string {
  const url = URL.parse(text)
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new Error(`has to be an address such as https://bugs.example.org/, not "${text}"`)
  if (url.username || url.password) throw new Error('must not hold a user or a password')
  if (url.search || url.hash) throw new Error(`has to end with its path, without "${url.search}${url.hash}"`)
  if (!url.pathname.endsWith('/')) url.pathname += '/'
  return url.href
}

/** Without any password that it holds. */
export function showDatabaseUrl(text: string): string {
  const url = URL.parse(text)
  if (!url) return '***'
  if (url.password) url.password = '***'
  const names = new Set(url.searchParams.keys())
  for (const name of names) if (/pass/i.test(name)) url.searchParams.set(name, '***')
  return url.href
}

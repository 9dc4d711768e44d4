/** What a developer has set for their own tracker is no business of the tests. */
export function withoutSettings() {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('MUSTER_') && name !== 'NODE_ENV'),
  )
}

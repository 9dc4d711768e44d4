import { isId, parseLinkId, parsesIds, UNSET } from './link-input.ts'
import { linkTests } from './link-tests.ts'
import type { PropertyKind } from './property-kind.ts'
import { oneText } from './property-kind.ts'

export const linkKind: PropertyKind = {
  columnType: () => 'integer',
  async parse(text, property, context) {
    const one = oneText(text).trim()
    if (one === '' || (one === UNSET && parsesIds(property))) return null
    return parseLinkId(one, property, context)
  },
  print: (value) => (value === null ? '' : (value as number).toString()),
  tests: linkTests,
  fault: (value, { to }) => (isId(value) ? null : `has to be the id of a ${to}`),
}

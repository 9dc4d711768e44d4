// Says what is about to be built from where, and with what; ends the build where that can't be known.
import { buildFacts } from './build-facts.mjs'
import { OLDEST_NODE, fail, root } from './install.mjs'

try {
  const { version, source, ref, commit, created, builder, node, npm } = buildFacts(root)
  const lines = {
    Muster: version,
    Source: source,
    Ref: ref,
    Commit: commit,
    Date: created,
    Builder: builder,
    Node: node,
    npm,
  }
  for (const [name, value] of Object.entries(lines)) console.log(`---> ${name.padEnd(8)} ${value ?? 'not known'}`)
  if (commit === null)
    fail(
      'Nothing says which commit this is: build from a clone, or set MUSTER_BUILD_COMMIT to the output of "git rev-parse HEAD"',
    )
  if (Number.parseInt(node, 10) < OLDEST_NODE)
    fail(`Muster runs on Node ${OLDEST_NODE} or newer, and this builder has ${node}: choose another`)
} catch (error) {
  fail(error.message)
}

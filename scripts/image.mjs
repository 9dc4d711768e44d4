// npm run image: builds the image with whatever builds images here, and tells it what it builds. What follows `--` goes
// on to the tool: npm run image -- --tag registry.example.org/muster:1 --build-arg MUSTER_TRACKER_URI=https://…
import { spawnSync } from 'node:child_process'
import { buildFacts } from './build-facts.mjs'
import { fail, root } from './install.mjs'
import { runChild } from './run-child.mjs'

const TOOLS = ['podman', 'buildah', 'docker']

try {
  const tool = TOOLS.find((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0)
  if (!tool) fail(`Building an image needs one of ${TOOLS.join(', ')}`)
  const given = process.argv.slice(2)
  const tag = given.some((one) => /^(-t|--tag)/.test(one)) ? [] : ['--tag', 'muster']
  const args = ['build', '--file', 'Containerfile', ...knownArguments(buildFacts(root)), ...tag, ...given, '.']
  console.log([tool, ...args].join(' '))
  runChild(tool, args, { cwd: root })
} catch (error) {
  fail(error.message)
}

function knownArguments(facts) {
  if (facts.commit === null) fail('An image is built from a clone, so that it can say what it is')
  return ['source', 'ref', 'commit', 'version', 'created']
    .filter((name) => facts[name] !== null)
    .flatMap((name) => ['--build-arg', `MUSTER_BUILD_${name.toUpperCase()}=${facts[name]}`])
}

// Takes a tracker of one's own into a build: take-tracker.mjs ADDRESS REF. It goes to tracker/, and what it is to
// tracker.json, from which the build takes it.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { git, withoutLogin } from './build-facts.mjs'
import { fail, npmCommand, root } from './install.mjs'

const [address, ref] = process.argv.slice(2)
const folder = join(root, 'tracker')
const shown = withoutLogin(address)

const commit = fetchRepository()
console.log(`---> Tracker  ${shown} ${ref} ${commit}`)
installPackages()
writeFileSync(join(root, 'tracker.json'), JSON.stringify({ folder: 'tracker', source: shown, ref, commit }))

/** One commit without its history. */
function fetchRepository() {
  if (ref.startsWith('-') || address.startsWith('-')) fail(`"${ref}" of "${shown}" is no ref of a repository`)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  run('git', ['init', '--quiet', '--template='])
  run('git', ['fetch', '--quiet', '--depth=1', address, ref])
  run('git', ['checkout', '--quiet', 'FETCH_HEAD'])
  const commit = git(folder, ['rev-parse', 'HEAD'])
  rmSync(join(folder, '.git'), { recursive: true })
  return commit
}

/** Muster itself is the tracker's peer, and is here already. */
function installPackages() {
  const manifest = join(folder, 'package.json')
  if (!existsSync(manifest)) return
  const { dependencies = {} } = JSON.parse(readFileSync(manifest, 'utf8'))
  if (Object.keys(dependencies).length === 0) return
  if (!existsSync(join(folder, 'package-lock.json')))
    fail(`${shown} has dependencies but no package-lock.json: run "npm install" there and commit it`)
  const { program, first } = npmCommand()
  run(program, [...first, 'ci', '--omit=dev', '--omit=peer', '--ignore-scripts', '--loglevel=error'])
}

function run(program, args) {
  const environment = { ...process.env, GIT_ALLOW_PROTOCOL: 'https:ssh:file' }
  const { status } = spawnSync(program, args, {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: environment,
  })
  if (status !== 0)
    fail(`The tracker of MUSTER_TRACKER_URI ${shown} at MUSTER_TRACKER_REF ${ref} could not be taken in`)
}

// Plain JavaScript for the Node that happens to be installed; what it starts runs on Node 24.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')
const stamp = join(modules, '.muster-installed')
const lockFile = join(root, 'package-lock.json')
export const OLDEST_NODE = 24

/** Installs what is missing, and says so; returns the Node that runs Muster. */
export function installMissing() {
  if (!isInstalled()) installPackages()
  return findNode()
}

/** The stamp names the lock file that was installed; without one, npm's own record has to be newer than the lock file. */
function isInstalled() {
  if (!existsSync(modules)) return false
  if (isProduction()) return true
  if (existsSync(stamp)) return readFileSync(stamp, 'utf8') === lockDigest()
  const record = join(modules, '.package-lock.json')
  if (!existsSync(record) || statSync(record).mtimeMs < statSync(lockFile).mtimeMs) return false
  writeStamp()
  return true
}

/** Scripts of packages stay off: whoever forbids them in npm's settings gets the very same installation. */
function installPackages() {
  console.log('Installs the packages that package-lock.json names (npm ci) …')
  const kinds = isProduction() && !isOldNode() ? '--omit=dev' : '--include=dev'
  runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', kinds])
  writeStamp()
}

function runNpm(args) {
  const { program, first } = npmCommand()
  const options = { cwd: root, stdio: 'inherit', shell: program === 'npm' && process.platform === 'win32' }
  if (spawnSync(program, [...first, ...args], options).status !== 0)
    fail(`npm ${args[0]} did not succeed; its reason is above`)
}

/** The npm that runs us, else the one on the PATH. */
export function npmCommand() {
  const script = process.env.npm_execpath
  return script ? { program: process.execPath, first: [script] } : { program: 'npm', first: [] }
}

function writeStamp() {
  try {
    writeFileSync(stamp, lockDigest())
  } catch {
    // A read-only installation stays as it is.
  }
}

function lockDigest() {
  return createHash('sha256').update(readFileSync(lockFile)).digest('hex')
}

function isProduction() {
  return process.env.NODE_ENV === 'production'
}

function isOldNode() {
  return Number.parseInt(process.versions.node, 10) < OLDEST_NODE
}

/**
 * The package `node` gets its binary in a script of its own, which npm left out; so it is run here. npm puts
 * node_modules/.bin first on the PATH, so the Node that runs this may be one that npm has just taken away.
 */
function findNode() {
  if (!isOldNode() && existsSync(process.execPath)) return process.execPath
  const folder = join(modules, 'node')
  const binary = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (!existsSync(binary) && existsSync(folder)) {
    console.log(`Fetches Node ${OLDEST_NODE} for Muster alone …`)
    const result = spawnSync(nodeThatStays(), ['installArchSpecificPackage.js'], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    if (result.status !== 0) fail(`Node ${OLDEST_NODE} could not be fetched; install it yourself and try again`)
  }
  if (existsSync(binary)) return binary
  return fail(`Muster needs Node ${OLDEST_NODE} or newer, and this is ${process.versions.node}`)
}

/** npm tells which Node it runs on itself. */
function nodeThatStays() {
  return existsSync(process.execPath) ? process.execPath : (process.env.npm_node_execpath ?? 'node')
}

export function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}

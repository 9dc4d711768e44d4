// What a build was made from and with. Everything is told by the environment (MUSTER_BUILD_…, or OpenShift's
// OPENSHIFT_BUILD_…) or by the clone; where both say something they have to agree.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Nothing of it depends on when or where it is asked, so that a commit always gives the same files.
 *
 * @throws {Error} where the environment contradicts the clone.
 */
export function buildFacts(root, environment = process.env) {
  const told = (name) => environment[`MUSTER_BUILD_${name}`] || null
  const clone = existsSync(join(root, '.git')) ? cloneFacts(root) : null
  const commit = told('COMMIT') ?? clone?.commit ?? (environment.OPENSHIFT_BUILD_COMMIT || null)
  const { version, repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  if (clone && commit !== clone.commit)
    throw new Error(`MUSTER_BUILD_COMMIT is ${commit}, but the sources are those of ${clone.commit}`)
  if ((told('VERSION') ?? version) !== version)
    throw new Error(`MUSTER_BUILD_VERSION is ${told('VERSION')}, but package.json says ${version}`)
  return {
    version,
    source: withoutLogin(
      told('SOURCE') ?? (environment.OPENSHIFT_BUILD_SOURCE || null) ?? clone?.source ?? repository?.url ?? null,
    ),
    ref: told('REF') ?? (environment.OPENSHIFT_BUILD_REFERENCE || null) ?? clone?.ref ?? null,
    commit,
    created: createdAt(told('CREATED') ?? environment.SOURCE_DATE_EPOCH) ?? clone?.created ?? null,
    builder: told('BUILDER') ?? systemName(),
    node: process.versions.node,
    npm: npmVersion(environment),
    tracker: takenTracker(root),
  }
}

/** What take-tracker.mjs has left. */
function takenTracker(root) {
  const file = join(root, 'tracker.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
}

/** A work tree that differs from its commit is not that commit. */
function cloneFacts(root) {
  const head = git(root, ['rev-parse', 'HEAD'])
  if (head === null) return null
  const isChanged = git(root, ['status', '--porcelain']) !== ''
  return {
    commit: isChanged ? `${head}-dirty` : head,
    source: git(root, ['config', '--get', 'remote.origin.url']),
    ref:
      git(root, ['symbolic-ref', '--short', '--quiet', 'HEAD']) ?? git(root, ['describe', '--tags', '--exact-match']),
    created: createdAt(git(root, ['log', '-1', '--format=%ct'])),
  }
}

/** The trimmed output; null where git says no. */
export function git(folder, args) {
  const { status, stdout } = spawnSync('git', args, { cwd: folder, encoding: 'utf8' })
  return status === 0 ? stdout.trim() : null
}

/** An address may carry a user and a token, which are nobody's business. */
export function withoutLogin(address) {
  const url = address === null ? null : URL.parse(address)
  if (!url) return address
  url.username = ''
  url.password = ''
  return url.href
}

/** Seconds since 1970, or a date. */
function createdAt(text) {
  if (!text) return null
  const date = new Date(/^\d+$/.test(text) ? Number(text) * 1000 : text)
  return `${date.toISOString().slice(0, 19)}Z`
}

function systemName() {
  const file = '/etc/os-release'
  const [, name] = (existsSync(file) && /^PRETTY_NAME="?([^"\n]*)"?$/m.exec(readFileSync(file, 'utf8'))) || []
  return name ?? process.platform
}

/** npm tells its scripts; else it is asked. */
function npmVersion({ npm_config_user_agent: agent }) {
  const [, version] = /\bnpm\/(\S+)/.exec(agent ?? '') ?? []
  return version ?? spawnSync('npm', ['--version'], { encoding: 'utf8' }).stdout?.trim() ?? null
}

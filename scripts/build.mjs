// npm run build: JavaScript and type declarations in dist/, for the published package and for images, with what it was
// built from (build.json) and what it needs (sbom.cdx.json). The same commit gives the same files.
import { spawnSync } from 'node:child_process'
import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { buildFacts } from './build-facts.mjs'
import { fail, installMissing, root } from './install.mjs'
import { billOfMaterials } from './sbom.mjs'

const node = installMissing()
const dist = join(root, 'dist')

try {
  const facts = buildFacts(root)
  compile()
  // What a tracker has beside its modules: pictures, style sheets.
  cpSync(join(root, 'trackers'), join(dist, 'trackers'), { recursive: true, filter: (path) => !path.endsWith('.ts') })
  write('build.json', facts)
  write('sbom.cdx.json', billOfMaterials(root, facts))
  write('files.json', ownFiles())
  console.log(`Built dist/ of ${facts.source} ${facts.ref ?? ''} ${facts.commit ?? 'without a known commit'}`)
} catch (error) {
  fail(error.message)
}

function compile() {
  rmSync(dist, { recursive: true, force: true })
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const { status } = spawnSync(node, [compiler, '-p', join(root, 'tsconfig.build.json')], {
    cwd: root,
    stdio: 'inherit',
  })
  if (status !== 0) throw new Error('The build has failed; the reasons are above')
}

function write(name, content) {
  writeFileSync(join(dist, name), `${JSON.stringify(content, null, 2)}\n`)
}

// What a start looks for, so that a volume mounted over one of these folders is named instead of met later.
function ownFiles() {
  return ['dist', 'public', 'db']
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !/\.d\.ts$|\.map$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort()
}

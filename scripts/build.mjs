// npm run build: JavaScript and type declarations in dist/, for the published package and for images.
import { spawnSync } from 'node:child_process'
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fail, installMissing, root } from './install.mjs'

const node = installMissing()
const dist = join(root, 'dist')

rmSync(dist, { recursive: true, force: true })
const tsc = spawnSync(
  node,
  [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', join(root, 'tsconfig.build.json')],
  {
    cwd: root,
    stdio: 'inherit',
  },
)
if (tsc.status !== 0) fail('The build has failed; the reasons are above')
// What a tracker has beside its modules: pictures, style sheets.
cpSync(join(root, 'trackers'), join(dist, 'trackers'), { recursive: true, filter: (path) => !path.endsWith('.ts') })
console.log('Built dist/')

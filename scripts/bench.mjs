// npm run bench: measures Muster beside the floor; `npm run bench -- --help` lists what can be chosen.
import { join } from 'node:path'
import { installMissing, root } from './install.mjs'
import { runChild } from './run-child.mjs'

const node = installMissing()
runChild(node, ['--conditions=muster-source', join(root, 'bench', 'main.ts'), ...process.argv.slice(2)], { cwd: root })

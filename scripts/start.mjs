// npm start: installs what is missing and serves. npm run dev: the same, started again on every change.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { boundedEnvironment, FLAGS } from '../bin/bounded-node.mjs'
import { installMissing, root } from './install.mjs'
import { runChild } from './run-child.mjs'
import { watchAndRestart } from './watch.mjs'

const node = installMissing()
const isProduction = process.env.NODE_ENV === 'production'
const watches = process.argv.includes('--watch')
const rest = process.argv.slice(2).filter((argument) => argument !== '--watch')

// From the sources, so that a build of last week is never what one sees; an image has its build only.
const entry =
  isProduction || !existsSync(join(root, 'src')) ? join(root, 'bin', 'muster') : join(root, 'src', 'main.ts')
const args = [...FLAGS, '--enable-source-maps', entry, 'serve', ...rest]
const env = { ...boundedEnvironment(process.env), MUSTER_DEMO: process.env.MUSTER_DEMO ?? 'auto' }

if (watches) watchAndRestart(() => ({ program: node, args, env }))
else runChild(node, args, { env })

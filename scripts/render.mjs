// npm run render: writes deploy/kustomize anew from deploy/chart.
import { join } from 'node:path'
import { installMissing, root } from './install.mjs'
import { runChild } from './run-child.mjs'

const node = installMissing()
if (node === process.execPath) {
  const { renderKustomize } = await import('../test/support/manifests/render-kustomize.ts')
  renderKustomize()
  console.log('Rendered deploy/kustomize')
} else runChild(node, [join(root, 'scripts', 'render.mjs')])

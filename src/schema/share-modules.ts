import { registerHooks } from 'node:module'
import { extname } from 'node:path'

const extension = extname(import.meta.filename)
const SHARED: Readonly<Record<string, string>> = {
  'muster-tracker/tracker': new URL(`../tracker${extension}`, import.meta.url).href,
  'muster-tracker/testing': new URL(`../testing${extension}`, import.meta.url).href,
}
let isRegistered = false

/**
 * Gives tracker folders the modules of the Muster that runs, whatever copy they have installed, so that
 * they work where none is installed (a mounted folder) and a refusal is known by its class.
 */
export function shareModules(): void {
  if (isRegistered) return
  isRegistered = true
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const url = SHARED[specifier]
      return url === undefined ? nextResolve(specifier, context) : { url, shortCircuit: true }
    },
  })
}

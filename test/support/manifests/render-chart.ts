import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { runTool } from './kubernetes-tools.ts'
import { deployFolder, parseManifests } from './manifest.ts'
import type { Manifest } from './manifest.ts'

export const chart = join(deployFolder, 'chart')

/** The values files that are rendered and checked, by name: `minimal`, `openshift` … */
export const examples = readdirSync(join(chart, 'ci'))
  .filter((file) => file.endsWith('-values.yaml'))
  .map((file) => file.replace('-values.yaml', ''))
  .toSorted()

export interface RenderOptions {
  readonly release?: string
  readonly namespace?: string
  /** As after `--set`. */
  readonly set?: readonly string[]
  /** Leaves out what `helm test` runs. */
  readonly skipTests?: boolean
}

export function valuesFile(example: string): string {
  return join(chart, 'ci', `${example}-values.yaml`)
}

/** Arguments of helm for one of the examples, or for a values file anywhere. */
export function templateArguments(
  example: string,
  { release = 'bugs', namespace = 'trackers', set = [], skipTests = false }: RenderOptions = {},
): string[] {
  const file = example.endsWith('.yaml') ? example : valuesFile(example)
  return [
    'template',
    release,
    chart,
    '-n',
    namespace,
    '-f',
    file,
    ...set.flatMap((value) => ['--set', value]),
    ...(skipTests ? ['--skip-tests'] : []),
  ]
}

export function renderChart(example: string, options?: RenderOptions): Manifest[] {
  return parseManifests(runTool('helm', templateArguments(example, options)))
}

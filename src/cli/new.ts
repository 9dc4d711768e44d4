import { existsSync, readdirSync, statSync } from 'node:fs'
import { cp, readFile, rename, writeFile } from 'node:fs/promises'
import { basename, join, relative, resolve } from 'node:path'
import { TrackerError } from '../errors.ts'
import type { CommandContext } from './command.ts'
import { DONE, WRONG_USAGE } from './exit-codes.ts'
import { musterFolder, musterVersion } from './muster-package.ts'

/** The name that the template has in its package.json and README. */
const TEMPLATE_NAME = 'my-tracker'

export async function run({ positionals, io }: CommandContext): Promise<number> {
  const [what, directory] = positionals as [string, string]
  if (what !== 'tracker') {
    io.err(`"muster new" writes a tracker: muster new tracker ${directory}`)
    return WRONG_USAGE
  }
  const target = resolve(directory)
  refuseFilled(target)
  await writeTracker(target)
  const below = relative(process.cwd(), target)
  // With its dot, for a bare name is one of Muster's own trackers first.
  const shown = below.startsWith('..') ? target : `./${below}`
  io.out(
    `A tracker is in ${shown}. Look for mistakes with "muster check ${shown}", serve it with MUSTER_TRACKER=${shown}.`,
  )
  return DONE
}

function refuseFilled(target: string): void {
  if (!existsSync(target)) return
  if (!statSync(target).isDirectory())
    throw new TrackerError('rejected', `${target} is a file; name a folder that is new or empty`)
  const [first] = readdirSync(target).filter((name) => name !== '.git')
  if (first !== undefined)
    throw new TrackerError('rejected', `${target} is not empty (it holds ${first}); nothing was written`)
}

async function writeTracker(target: string): Promise<void> {
  await cp(join(musterFolder(), 'templates', 'tracker'), target, { recursive: true })
  // npm leaves a file named .gitignore out of a package.
  await rename(join(target, 'gitignore'), join(target, '.gitignore'))
  const name = packageName(basename(target))
  for (const file of ['README.md', 'package.json'])
    await edit(join(target, file), (text) =>
      text
        .replaceAll(TEMPLATE_NAME, name)
        .replaceAll('"muster-tracker": "*"', `"muster-tracker": "^${musterVersion()}"`),
    )
}

/** What npm takes for a name: small letters, digits and dashes. */
function packageName(folder: string): string {
  const name = folder
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
  return name === '' ? TEMPLATE_NAME : name
}

async function edit(file: string, change: (text: string) => string): Promise<void> {
  await writeFile(file, change(await readFile(file, 'utf8')))
}

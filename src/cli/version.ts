import type { CommandContext } from './command.ts'
import { musterVersion } from './muster-package.ts'
import { DONE } from './exit-codes.ts'

export async function run({ io }: CommandContext): Promise<number> {
  io.out(`muster ${musterVersion()} (Node.js ${process.versions.node})`)
  return DONE
}

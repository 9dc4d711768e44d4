import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
/** Tests run as root in containers, have no GPU, and want no call home. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
]
const CACHE = join(import.meta.dirname, '../../node_modules/.cache')
const UNPACKED = join(CACHE, 'muster-browser')

/** The machine's own Chromium where there is one, else the one that comes from npm. Close it when done. */
export async function openBrowser(): Promise<Browser> {
  const installed = findOnPath()
  if (installed !== null) return chromium.launch({ executablePath: installed, args: FLAGS })

  await unpackOnce()
  return chromium.launch({
    executablePath: join(UNPACKED, 'chromium'),
    args: FLAGS,
    env: { ...process.env, LD_LIBRARY_PATH: join(UNPACKED, 'al2023/lib'), FONTCONFIG_FILE: writeFontList() },
  })
}

function findOnPath(): string | null {
  for (const folder of (process.env.PATH ?? '').split(delimiter))
    for (const name of NAMES) {
      const file = join(folder, name)
      if (isExecutable(file)) return file
    }
  return null
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * The package unpacks into the folder for temporary files, and its libraries only where it believes to be in
 * Amazon's cloud. Files of one run of tests unpack at once, so each does it aside and the first one's is kept.
 */
async function unpackOnce(): Promise<void> {
  if (existsSync(UNPACKED)) return
  mkdirSync(CACHE, { recursive: true })
  const aside = mkdtempSync(`${UNPACKED}-`)
  const before = {
    TMPDIR: process.env.TMPDIR,
    AWS_EXECUTION_ENV: process.env.AWS_EXECUTION_ENV,
    LD_LIBRARY_PATH: process.env.LD_LIBRARY_PATH,
    FONTCONFIG_PATH: process.env.FONTCONFIG_PATH,
  }
  Object.assign(process.env, { TMPDIR: aside, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' })
  try {
    const { default: packed } = await import('@sparticuz/chromium')
    await packed.executablePath()
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
  keepFirst(aside)
}

/** The list in the package names folders of Amazon's cloud; a browser that finds no font at all ends at the first button. */
function writeFontList(): string {
  const file = join(UNPACKED, 'fonts.conf')
  const folder = join(UNPACKED, 'fonts', 'fonts').replaceAll('&', '&amp;')
  const cache = join(UNPACKED, 'fonts-cache').replaceAll('&', '&amp;')
  if (existsSync(file)) return file
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}</dir><cachedir>${cache}</cachedir></fontconfig>\n`,
  )
  return file
}

function keepFirst(aside: string): void {
  try {
    renameSync(aside, UNPACKED)
  } catch (error) {
    if (!existsSync(UNPACKED)) throw error
    rmSync(aside, { recursive: true })
  }
}

import assert from 'node:assert/strict'
import { chmodSync, cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Binaries, findBinaries } from '../../src/store/embedded/binaries.ts'
import { linkLibraries, npmBinaries } from '../../src/store/embedded/npm-binaries.ts'
import { dataFolder, query, startProcess } from './embedded-process.ts'

const installed = npmBinaries()
const forPackage = { skip: installed ? false : 'the optional package with PostgreSQL is not installed' }
const isRoot = process.getuid?.() === 0

/** As npm leaves it under ignore-scripts: without the links of the libraries. */
function copyWithoutLinks(folder: string): Binaries {
  const native = join(folder, 'package', 'native')
  cpSync(join(installed!.folder, '..'), native, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !/\.so(\.\d+)?$/.test(path) || !/lib(pq|icu|ecpg|pgtypes|icudata|icui18n|icuuc)/.test(path),
  })
  return { ...installed!, folder: join(native, 'bin') }
}

test('the libraries of the npm package are linked by Muster itself', forPackage, async (context) => {
  const programs = [copyWithoutLinks(dataFolder(context))]
  const { url, refusal } = await startProcess(context, { dataDir: dataFolder(context), programs })
  assert.equal(refusal, '')
  const [row] = await query(
    url,
    `select current_setting('server_version_num')::integer / 10000 as major, lower('Ä') as small`,
  )
  assert.deepEqual(row, { major: installed!.major, small: 'ä' })
})

test(
  'from a folder that only root can enter, the programs are copied and Muster says so',
  { skip: isRoot && installed ? false : 'needs root' },
  async (context) => {
    const closed = join(dataFolder(context), 'closed')
    mkdirSync(closed)
    const programs = [copyWithoutLinks(closed)]
    chmodSync(closed, 0o700)
    const dataDir = dataFolder(context)
    const { sentences, refusal } = await startProcess(context, { dataDir, programs })
    assert.equal(refusal, '')
    assert.match(sentences.join('\n'), /can't be used in their place; runs a copy in /)
    assert.ok(existsSync(join(dataDir, `postgresql-${installed!.version}`, 'native', 'bin', 'postgres')))
  },
)

test('links that are there stay, and a dangling one is replaced', forPackage, (context) => {
  const binaries = copyWithoutLinks(dataFolder(context))
  linkLibraries(binaries)
  linkLibraries(binaries)
  const library = join(binaries.folder, '..', 'lib', 'libpq.so.5')
  assert.ok(existsSync(library) || process.platform === 'darwin')
})

test('a script in the place of the server is passed over', (context) => {
  const folder = dataFolder(context)
  for (const name of ['postgres', 'initdb'])
    writeFileSync(join(folder, name), '#!/bin/sh\necho "postgres (PostgreSQL) 17.1"\n', { mode: 0o755 })
  const found = findBinaries({ PATH: folder })
  assert.ok(found.every((binaries) => binaries.folder !== folder))
  rmSync(folder, { recursive: true })
})

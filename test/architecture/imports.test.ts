import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { test } from 'node:test'
import { importsOf, withoutComments } from './read-imports.ts'

const root = join(import.meta.dirname, '..', '..')

/** Folder (or file) of src → what it may import, besides itself. `*`: everything. */
const PURE = ['errors']
const MAY_IMPORT: Readonly<Record<string, readonly string[] | '*'>> = {
  'main.ts': '*',
  'errors.ts': [],
  config: ['values', ...PURE],
  values: PURE,
  schema: ['values', ...PURE],
  query: ['schema', 'values', ...PURE],
  store: ['schema', 'values', 'config', ...PURE],
  access: ['store', 'schema', 'values', ...PURE],
  operations: ['access', 'store', 'schema', 'values', ...PURE],
  identity: ['operations', 'store', 'schema', 'values', 'config', ...PURE],
  messages: ['schema', 'values'],
  delivery: ['messages', 'config', ...PURE],
  http: ['identity', 'config', ...PURE],
  web: ['http', 'identity', 'operations', 'query', 'schema', 'values', 'config', ...PURE],
  rest: ['http', 'identity', 'operations', 'query', 'schema', 'values', 'config', ...PURE],
  xmlrpc: ['http', 'identity', 'operations', 'query', 'schema', 'values', 'config', ...PURE],
  mail: ['http', 'identity', 'operations', 'query', 'schema', 'values', 'config', ...PURE],
  forge: ['http', 'identity', 'operations', 'query', 'schema', 'values', 'config', ...PURE],
  // The command line starts what the other edges serve, and alone reaches the store and Roundup's format.
  cli: '*',
  jobs: ['operations', 'query', 'messages', 'delivery', 'identity', 'store', 'config', 'schema', 'values', ...PURE],
  roundup: ['schema', 'values', ...PURE],
  observe: ['config', 'store'],
  // What trackers and their tests may import; they gather what is public.
  'tracker.ts': '*',
  'testing.ts': '*',
}
const EDGES = ['web', 'rest', 'xmlrpc', 'mail', 'forge']
/** These compute only: no log, no clock of their own, no file. */
const WITHOUT_LOG = ['errors.ts', 'values', 'schema', 'query', 'messages', 'roundup']

interface Module {
  /** From the root, with slashes. */
  readonly path: string
  /** The part of `src` that it belongs to: `store`, `main.ts`. */
  readonly part: string
  readonly text: string
  readonly imports: readonly { readonly from: string; readonly typeOnly: boolean }[]
}

const modules = readModules('src/**/*.ts').filter(({ path }) => !path.endsWith('.test.ts'))

function readModules(pattern: string): readonly Module[] {
  return globSync(pattern, { cwd: root }).map((path) => {
    const text = readFileSync(join(root, path), 'utf8')
    const slashed = path.replaceAll('\\', '/')
    return { path: slashed, part: partOf(slashed), text, imports: importsOf(text) }
  })
}

function partOf(path: string): string {
  return path.split('/')[1] ?? path
}

/** The path from the root of what a relative import names; null for a package. */
function target(module: Module, from: string): string | null {
  if (!from.startsWith('.')) return null
  return relative(root, join(root, dirname(module.path), from)).replaceAll('\\', '/')
}

function violations(judge: (module: Module, imported: string) => boolean): readonly string[] {
  return modules.flatMap((module) =>
    module.imports
      .map(({ from }) => target(module, from))
      .filter((imported) => imported !== null && judge(module, imported))
      .map((imported) => `${module.path} imports ${imported}`),
  )
}

test('every import names a file that is there, with its ending', () => {
  assert.deepEqual(
    violations((_module, imported) => !existsSync(join(root, imported))),
    [],
  )
})

test('every part of src is in the table', () => {
  const unknown = new Set(modules.map(({ part }) => part).filter((part) => !(part in MAY_IMPORT)))
  assert.deepEqual([...unknown], [])
})

test('imports go the way that the table shows', () => {
  const wrong = violations((module, imported) => {
    const part = partOf(imported)
    const allowed = MAY_IMPORT[module.part] ?? []
    if (!imported.startsWith('src/') || allowed === '*' || part === module.part) return !imported.startsWith('src/')
    if (part === 'observe') return WITHOUT_LOG.includes(module.part)
    return !allowed.includes(part.replace(/\.ts$/, ''))
  })
  assert.deepEqual(wrong, [])
})

test('no edge imports another', () => {
  const wrong = violations((module, imported) => {
    const part = partOf(imported)
    return EDGES.includes(module.part) && EDGES.includes(part) && part !== module.part
  })
  assert.deepEqual(wrong, [])
})

test('no module imports itself by way of others', () => {
  assert.deepEqual(findCycle(new Map(modules.map((module) => [module.path, targetsOf(module)]))), null)
})

/** Types vanish before the program runs, so a circle of types alone is none. */
function targetsOf(module: Module): readonly string[] {
  return module.imports
    .filter(({ typeOnly }) => !typeOnly)
    .map(({ from }) => target(module, from))
    .filter((imported) => imported !== null)
}

function findCycle(graph: ReadonlyMap<string, readonly string[]>): readonly string[] | null {
  const done = new Set<string>()
  const visit = (path: string, trail: readonly string[]): readonly string[] | null => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path]
    if (done.has(path)) return null
    for (const next of graph.get(path) ?? []) {
      const cycle = visit(next, [...trail, path])
      if (cycle) return cycle
    }
    done.add(path)
    return null
  }
  for (const path of graph.keys()) {
    const cycle = visit(path, [])
    if (cycle) return cycle
  }
  return null
}

test('a circle of three is found', () => {
  const graph = new Map([
    ['a', ['b']],
    ['b', ['c']],
    ['c', ['b']],
  ])
  assert.deepEqual(findCycle(graph), ['b', 'c', 'b'])
})

test('no folder or file has a name that says nothing', () => {
  const empty = /^(utils?|common|services?|libs?|helpers?|misc|shared|models?|entit(y|ies))(\.ts)?$/
  const named = modules.flatMap(({ path }) =>
    path
      .split('/')
      .filter((name) => empty.test(name))
      .map(() => path),
  )
  assert.deepEqual(named, [])
})

test('files are named in small letters with hyphens', () => {
  const odd = modules
    .filter(({ path }) => !/^[a-z0-9-]+(\.types|\.d)?\.ts$/.test(basename(path)))
    .map(({ path }) => path)
  assert.deepEqual(odd, [])
})

test('only config reads the environment', () => {
  assert.deepEqual(filesWith(/\bprocess\s*\.\s*env\b|\bfrom 'node:process'/, 'config'), [])
})

test('only the store talks to the database', () => {
  const packages = /^(pg|pg-.*|kysely)(\/|$)/
  const wrong = modules.filter(
    ({ part, imports }) => part !== 'store' && imports.some(({ from }) => packages.test(from)),
  )
  assert.deepEqual(
    wrong.map(({ path }) => path),
    [],
  )
})

test('SQL stands in the store alone', () => {
  const statement =
    /['"`]\s*(select\b[^'"`]+\bfrom\s+["a-z_$]|insert\s+into\s|update\s+["a-z_$]+\s+set\s|delete\s+from\s|(create|alter|drop)\s+(table|index|schema|database|sequence)\s)/i
  // What trackers test with makes its databases.
  assert.deepEqual(
    filesWith(statement, 'store').filter((path) => path !== 'src/testing.ts'),
    [],
  )
})

function filesWith(pattern: RegExp, exceptPart: string): readonly string[] {
  return modules
    .filter(({ part, text }) => part !== exceptPart && pattern.test(withoutComments(text)))
    .map(({ path }) => path)
}

test('a tracker imports what is public, and its own files', () => {
  const PUBLIC = ['muster-tracker/tracker', 'muster-tracker/testing']
  const own = readModules('trackers/**/*.ts').filter(({ path }) => !path.endsWith('.test.ts'))
  const wrong = own.flatMap((module) =>
    module.imports
      .filter(({ from }) => {
        const imported = target(module, from)
        return imported === null
          ? !PUBLIC.includes(from) && !from.startsWith('node:')
          : !imported.startsWith('trackers/')
      })
      .map(({ from }) => `${module.path} imports ${from}`),
  )
  assert.deepEqual(wrong, [])
})

test('no production module imports a test or a bench', () => {
  assert.deepEqual(
    violations((_module, imported) => /^(test|bench|scripts)\/|\.test\.ts$/.test(imported)),
    [],
  )
})

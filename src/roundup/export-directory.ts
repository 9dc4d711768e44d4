import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { TrackerError } from '../errors.ts'
import type { ClassSchema } from '../schema/tracker.ts'
import { ExportedClass } from './exported-class.ts'
import type { ExportFaults } from './export-faults.ts'
import { ExportFile } from './export-file.ts'

const JOURNAL = '-journals.csv'

/** A directory that `roundup-admin export` wrote, after a first look at each of its files. */
export interface ExportDirectory {
  readonly path: string
  /** In the order of the schema. */
  readonly classes: ReadonlyMap<string, ExportedClass>
  close(): void
}

/**
 * Opens an export for a schema. What is wrong with it goes to `faults`; what can still be read is
 * read, so that all of it is found at once.
 *
 * @throws {TrackerError} invalid, when the directory is no export at all.
 */
export function openExport(
  path: string,
  schema: ReadonlyMap<string, ClassSchema>,
  faults: ExportFaults,
): ExportDirectory {
  const names = listFiles(path)
  const classNames = names.filter((name) => !name.endsWith(JOURNAL)).map((name) => name.slice(0, -'.csv'.length))
  if (classNames.length === 0)
    throw new TrackerError('invalid', `${path} is no Roundup export: it has no file like issue.csv`)
  if (schema.has('user') && !classNames.includes('user'))
    faults.add('user.csv', 'the file is missing: an export of the whole tracker has the users')

  for (const className of classNames)
    if (!schema.has(className)) checkUnknownClass(path, `${className}.csv`, className, 1, faults)
  for (const name of names.filter((name) => name.endsWith(JOURNAL))) {
    const className = name.slice(0, -JOURNAL.length)
    if (!schema.has(className)) checkUnknownClass(path, name, className, 0, faults)
    else if (!classNames.includes(className))
      faults.add(`${className}.csv`, `the file is missing, though ${name} is there`)
  }

  const classes = new Map<string, ExportedClass>()
  for (const [className, classSchema] of schema) {
    if (!classNames.includes(className)) continue
    const journal = className + JOURNAL
    if (!names.includes(journal))
      faults.add(journal, 'the file is missing: an export has one for each class, empty or not')
    else
      classes.set(
        className,
        new ExportedClass(classSchema, join(path, `${className}.csv`), join(path, journal), faults),
      )
  }
  return {
    path,
    classes,
    close: () => {
      for (const exported of classes.values()) exported.close()
    },
  }
}

function listFiles(path: string): string[] {
  if (!existsSync(path)) throw new TrackerError('invalid', `There is no directory ${path}`)
  if (!statSync(path).isDirectory()) throw new TrackerError('invalid', `${path} is a file; an export is a directory`)
  return readdirSync(path)
    .filter((name) => name.endsWith('.csv'))
    .sort()
}

/** A class that the tracker lacks may be there as long as it is empty. */
function checkUnknownClass(
  path: string,
  name: string,
  className: string,
  headerRows: number,
  faults: ExportFaults,
): void {
  const file = new ExportFile(join(path, name))
  let rows = 0
  file.eachRow(() => void rows++)
  file.close()
  if (rows > headerRows)
    faults.add(name, `the tracker has no class ${className}, so its rows have no place to go`, () => headerRows + 1, 1)
}

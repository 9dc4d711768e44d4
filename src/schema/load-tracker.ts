import { pathToFileURL } from 'node:url'
import { TrackerError } from '../errors.ts'
import { isTrackerDefinition } from './check-definition.ts'
import { checkSeed } from './check-seed.ts'
import { checkViews } from './check-views.ts'
import { importFault } from './import-fault.ts'
import { placeFault } from './place-fault.ts'
import { resolveTracker } from './resolve-tracker.ts'
import { shareModules } from './share-modules.ts'
import type { Tracker } from './tracker.ts'
import type { TrackerFault } from './tracker-fault.ts'
import { printFault, sortFaults } from './tracker-fault.ts'
import type { TrackerFolder } from './tracker-folder.ts'
import { findTrackerFolder } from './tracker-folder.ts'
import { shownPath, trackerSources } from './tracker-sources.ts'

export interface Examined {
  /** null when it could not be loaded. */
  readonly tracker: Tracker | null
  readonly faults: readonly TrackerFault[]
}

/**
 * Loads one of Muster's own trackers by name, or a folder by its path.
 *
 * @throws {TrackerError} not-found, when there is none; invalid, with every fault, each with its file and line.
 */
export async function loadTracker(nameOrFolder: string): Promise<Tracker> {
  const folder = findTrackerFolder(nameOrFolder)
  const { tracker, faults } = await examineTracker(folder)
  if (tracker && faults.length === 0) return tracker

  const lines = faults.map(printFault)
  throw new TrackerError('invalid', `The tracker ${folder.name} can't be used:\n${lines.join('\n')}`, {
    faults: lines.map((message) => ({ property: null, message })),
  })
}

/** Imports the main module and checks all that it says. */
export async function examineTracker(folder: TrackerFolder): Promise<Examined> {
  shareModules()
  const exported = await importModule(folder.main)
  if ('fault' in exported) return { tracker: null, faults: [exported.fault] }
  return examineDefinition(folder, exported.module['default'])
}

/** Checks a definition; its faults get the places that they come from in the folder's sources. */
export function examineDefinition(folder: TrackerFolder, definition: unknown): Examined {
  const sentences: string[] = []
  const tracker = resolveAndCheck(folder.name, definition, sentences)
  const sources = sentences.length > 0 ? trackerSources(folder.path) : []
  const main = shownPath(folder.main)
  const faults = sentences
    .map((sentence) => placeFault(sentence, sources))
    .map((fault) => ({ ...fault, file: fault.file ?? main }))
  return { tracker, faults: sortFaults(faults) }
}

function resolveAndCheck(name: string, definition: unknown, faults: string[]): Tracker | null {
  if (!isTrackerDefinition(definition, faults)) return null
  const resolved = resolveTracker(name, definition)
  faults.push(...resolved.faults)
  checkSeed(resolved.tracker, faults)
  checkViews(resolved.tracker, faults)
  return resolved.tracker
}

export async function importModule(
  path: string,
): Promise<{ module: Record<string, unknown> } | { fault: TrackerFault }> {
  try {
    return { module: (await import(pathToFileURL(path).href)) as Record<string, unknown> }
  } catch (error) {
    const fault = importFault(path, error)
    return { fault: { ...fault, file: fault.file && shownPath(fault.file) } }
  }
}

import { checkTypes } from './check-tracker-types.ts'
import type { Examined } from './load-tracker.ts'
import { examineDefinition, examineTracker, importModule } from './load-tracker.ts'
import { shareModules } from './share-modules.ts'
import type { TrackerFolder } from './tracker-folder.ts'
import type { TrackerFault } from './tracker-fault.ts'
import { sortFaults } from './tracker-fault.ts'
import { findTrackerFolder } from './tracker-folder.ts'
import { trackerSources } from './tracker-sources.ts'

export interface Checked extends Examined {
  readonly folder: string
  /** False where no TypeScript checker is installed. */
  readonly typesWereChecked: boolean
  readonly modules: number
}

/**
 * Everything that can be wrong with a tracker folder: every module is loaded, also those that nothing
 * imports yet, its schema, permissions, seed and views are checked, and its types where a checker is installed.
 */
export async function checkTracker(nameOrFolder: string): Promise<Checked> {
  const folder = findTrackerFolder(nameOrFolder)
  const sources = trackerSources(folder.path)
  const faults: TrackerFault[] = []
  const exported: Record<string, unknown> = {}
  shareModules()
  for (const source of sources) {
    const imported = await importModule(source.path)
    if ('fault' in imported) faults.push(imported.fault)
    else Object.assign(exported, imported.module)
  }
  const whole = await examineTracker(folder)
  const examined =
    whole.tracker || !isRecord(exported['schema'])
      ? whole
      : { ...whole, faults: [...whole.faults, ...partFaults(folder, exported)] }
  const types = await checkTypes(folder.path)
  return {
    tracker: examined.tracker,
    folder: folder.path,
    faults: sortFaults([...faults, ...examined.faults, ...(types ?? [])]),
    typesWereChecked: types !== null,
    modules: sources.length,
  }
}

/** One detector that can't be loaded must not hide what is wrong with the schema. */
function partFaults(folder: TrackerFolder, exported: Readonly<Record<string, unknown>>): readonly TrackerFault[] {
  const { schema, permissions = { roles: [], grants: [] }, seed = {}, views } = exported
  const parts = { title: folder.name, schema, permissions, seed, detectors: [], ...(isRecord(views) && { views }) }
  return examineDefinition(folder, parts).faults
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

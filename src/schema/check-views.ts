import type { ClassSchema, Tracker } from './tracker.ts'
import type { ClassViews } from './views.ts'

/** Names in a tracker's views that nothing answers to. */
export function checkViews(tracker: Tracker, faults: string[]): void {
  const { views } = tracker
  if (views.mainClass !== undefined && !tracker.classes.has(views.mainClass))
    faults.push(`views: the main class: there is no class ${views.mainClass}`)
  for (const name of views.linkedClasses ?? [])
    if (!tracker.classes.has(name)) faults.push(`views: linkedClasses: there is no class ${name}`)
  for (const [className, classViews] of Object.entries(views.classes ?? {})) {
    const schema = tracker.classes.get(className)
    if (!schema) faults.push(`views: there is no class ${className}`)
    else checkClassViews(tracker, schema, classViews, faults)
  }
}

function checkClassViews(tracker: Tracker, schema: ClassSchema, views: ClassViews, faults: string[]): void {
  const sorts = [views.sort, views.group]
    .flatMap((text) => text?.split(',') ?? [])
    .map((text) => text.replace(/^[-+]/, ''))
  const named = [
    ...(views.columns ?? []),
    ...sorts,
    ...(views.panels ?? []).flatMap((panel) => panel.properties),
    ...(views.create ?? []),
    ...(views.closed ? [views.closed.property] : []),
    ...(views.tables ?? []).map((table) => table.property),
  ]
  for (const path of named) checkPath(tracker, schema, path, faults)
  for (const table of views.tables ?? []) {
    const target = tracker.classes.get(schema.properties.get(table.property)?.to ?? '')
    if (target) for (const path of table.columns) checkPath(tracker, target, path, faults)
  }
}

/** `title`, or through links `assignee.username`. */
function checkPath(tracker: Tracker, schema: ClassSchema, path: string, faults: string[]): void {
  let current: ClassSchema | undefined = schema
  for (const name of path.split('.')) {
    if (name === 'id') return
    const property: { to: string | null } | undefined = current?.properties.get(name)
    if (!current || (!property && !(name === 'content' && current.hasContent))) {
      faults.push(`views: ${current?.name ?? schema.name} has no property ${name}`)
      return
    }
    current = tracker.classes.get(property?.to ?? '')
  }
}

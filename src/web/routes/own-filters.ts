import type { FilterValues } from '../../query/index-request.ts'
import type { Tracker } from '../../schema/tracker.ts'
import type { TrackerViews } from '../../schema/views.ts'

/** Whether a filter stands as it is in one of the lists that the tracker's views name: home, menu, scopes. */
export function ownFilters({ views }: Tracker): (filter: FilterValues) => boolean {
  const own = new Set(queriesOf(views).flatMap(filtersIn).map(written))
  return (filter) => own.has(written(filter))
}

function queriesOf({ home = '', menu = [], searchScopes = [] }: TrackerViews): readonly string[] {
  return [home, ...[...menu, ...searchScopes].map(({ query }) => query)]
}

/** The filters of a query string in Roundup's form. */
export function filtersIn(query: string): readonly FilterValues[] {
  const params = new URLSearchParams(query)
  const names = [...new Set([...params.keys()].filter((name) => !/^[@:]/.test(name)))]
  return names.map((name) => ({ name, texts: params.getAll(name) }))
}

function written({ name, texts }: FilterValues): string {
  return `${name}=${texts.join()}`
}

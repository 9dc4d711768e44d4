import type { Tracker } from '../../schema/tracker.ts'
import type { Sql } from '../database.ts'

export async function indexTexts(_sql: Sql, _tracker: Tracker, _className: string, _ids: readonly number[]): Promise<void> {}

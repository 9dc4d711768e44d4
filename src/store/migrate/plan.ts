import type { BuiltSchema } from './built-schema.ts'
import type { JobSchemaState } from './job-schema.ts'
import type { NumberedMigration } from './numbered-migrations.ts'

/** One thing a migration does, in the words that `--plan` prints. */
export interface Step {
  /**
   * `tidy` drops an index, `record` has no statement, it only remembers the schema: serving works
   * without either, also the release before on tables that the next one has migrated.
   */
  readonly kind: 'add' | 'change' | 'drop' | 'tidy' | 'record'
  readonly summary: string
  readonly statements: readonly string[]
  /** Foreign keys: after the statements of all steps, when every table is there. */
  readonly late: readonly string[]
}

export interface Plan {
  /** Files of db/migrations that were not applied yet. */
  readonly migrations: readonly NumberedMigration[]
  /** Of pg-boss. */
  readonly jobSchema: JobSchemaState
  readonly steps: readonly Step[]
  /** Why the schema can't be reached from here, each a sentence. Nothing is applied while there is one. */
  readonly refusals: readonly string[]
  /** `class` or `class.property`: in the database, no longer in the schema; kept until it is dropped by name. */
  readonly leftovers: readonly string[]
  /** What is remembered after this plan. */
  readonly built: BuiltSchema
  /** Other texts are searched from now on. */
  readonly needsReindex: boolean
}

/** Nothing that serving depends on is to be done. */
export function isDone(plan: Plan): boolean {
  return (
    plan.refusals.length === 0 &&
    plan.migrations.length === 0 &&
    (plan.jobSchema === 'current' || plan.jobSchema === 'newer') &&
    plan.steps.every((step) => step.kind === 'record' || step.kind === 'tidy')
  )
}

/** As `muster migrate --plan` prints it, one line each. */
export function printPlan(plan: Plan): readonly string[] {
  return [
    ...plan.migrations.map((migration) => `apply db/migrations/${migration.name}.sql`),
    ...(plan.jobSchema === 'absent' ? ['make the schema of the job queue'] : []),
    ...(plan.jobSchema === 'older' ? ['bring the schema of the job queue up to date'] : []),
    ...plan.steps.map((step) => step.summary),
    ...(plan.needsReindex ? ['index all texts again'] : []),
    ...plan.leftovers.map((name) => `keep ${name}, which the schema no longer has (drop it with --drop ${name})`),
  ]
}

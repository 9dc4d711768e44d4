import type { Operations } from '../../operations/operations.ts'
import type { Actor } from '../../operations/types.ts'
import type { ClassSchema } from '../../schema/tracker.ts'
import type { Choice, Choices } from '../views/form.ts'

/** More than this is a list that nobody reads: a line to type in serves better. */
const MAX_CHOICES = 200
/** How long the values of a small class are taken from memory; what this process changes itself shows at once. */
const KEPT_MS = 5_000

/** What the links of forms may be set to. Values that everybody with the same roles sees are kept for some seconds. */
export class ChoiceLists {
  readonly #operations: Operations
  readonly #kept = new Map<string, { readonly choices: Promise<readonly Choice[] | null>; readonly untilMs: number }>()

  constructor(operations: Operations) {
    this.#operations = operations
  }

  /** For each of the properties that links to a class of values; people, issues, messages and files are typed. */
  async of(actor: Actor, schema: ClassSchema, properties: Iterable<string>): Promise<Choices> {
    const lists = [...properties].flatMap((name) => {
      const to = schema.properties.get(name)?.to
      return to && this.#operations.tracker.classes.get(to)?.kind === 'plain' ? [[name, to] as const] : []
    })
    const choices = await Promise.all(lists.map(async ([name, to]) => [name, await this.#listOf(actor, to)] as const))
    return new Map(choices.flatMap(([name, list]) => (list === null ? [] : [[name, list] as const])))
  }

  /** The values of one class; null where it is none of values, or has too many. */
  ofClass(actor: Actor, { name, kind }: ClassSchema): Promise<readonly Choice[] | null> {
    return kind === 'plain' ? this.#listOf(actor, name) : Promise.resolve(null)
  }

  /** After a write of this process. */
  forget(): void {
    this.#kept.clear()
  }

  #listOf(actor: Actor, className: string): Promise<readonly Choice[] | null> {
    const operations = this.#operations
    if (!operations.may(actor, 'View', className)) return Promise.resolve(null)
    // Where it depends on the node who sees it, it may depend on the person as well.
    if (typeof operations.reader(actor).visibility(className).rows !== 'boolean') return this.#read(actor, className)

    const key = `${className} ${[...actor.roles].sort().join()}`
    const known = this.#kept.get(key)
    if (known && known.untilMs > Date.now()) return known.choices
    const choices = this.#read(actor, className)
    const kept = { choices, untilMs: Date.now() + KEPT_MS }
    this.#kept.set(key, kept)
    choices.catch(() => {
      if (this.#kept.get(key) === kept) this.#kept.delete(key)
    })
    return choices
  }

  async #read(actor: Actor, className: string): Promise<readonly Choice[] | null> {
    const operations = this.#operations
    const { order } = operations.classNamed(className)
    const visibility = operations.reader(actor).visibility(className)
    if (visibility.label === null) return null
    const sort = visibility.searchable(order) !== false ? order : 'id'
    const { rows, more } = await operations.page(actor, {
      className,
      where: { all: [] },
      order: [{ path: [sort], descending: false }],
      columns: [[visibility.label]],
      limit: MAX_CHOICES,
    })
    return more
      ? null
      : rows.map(({ id, cells: [label] }) => ({
          id,
          label: typeof label === 'string' && label !== '' ? label : String(id),
        }))
  }
}

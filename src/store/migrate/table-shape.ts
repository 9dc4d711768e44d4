/** Tables as data, so that making them and comparing them with the catalogue start from one description. */
export interface Table {
  readonly name: string
  readonly className: string
  /** The multilink that the table holds; null for the class's own table. */
  readonly property: string | null
  readonly columns: readonly Column[]
  readonly primaryKey: readonly string[]
  readonly indexes: readonly Index[]
  readonly foreignKeys: readonly ForeignKey[]
}

export interface Column {
  readonly name: string
  /** As PostgreSQL itself prints it, so that it can be compared with the catalogue's word. */
  readonly type: string
  readonly notNull: boolean
  readonly default: string | null
  /** The property that the column belongs to; null for Muster's own columns and the id. */
  readonly property: string | null
}

export interface Index {
  /** Says everything about the index: another definition needs another name. */
  readonly name: string
  readonly unique: boolean
  /** What stands after `on table`. */
  readonly on: string
}

export interface ForeignKey {
  readonly name: string
  readonly column: string
  readonly table: string
  readonly target: string
}

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

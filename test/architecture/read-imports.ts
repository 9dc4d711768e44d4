export interface ReadImport {
  /** The specifier as it is written. */
  readonly from: string
  /** Gone when the program runs. */
  readonly typeOnly: boolean
}

/** `import … from '…'`, `import '…'`, `export … from '…'`, `import('…')`; comments don't count. */
export function importsOf(source: string): readonly ReadImport[] {
  const text = withoutComments(source)
  const statements = text.matchAll(/^[ \t]*(import|export)\s+(type\s)?([^'"`;()]*?\bfrom\s*)?(['"])([^'"\n]+)\4/gm)
  const dynamic = text.matchAll(/\bimport\(\s*(['"])([^'"\n]+)\1/g)
  return [
    ...[...statements].map(([, , type, names, , from]) => ({
      from: from!,
      typeOnly: Boolean(type) || allTypes(names),
    })),
    // A module that is loaded when it is needed can't be in a circle of modules that are being loaded.
    ...[...dynamic].map(([, , from]) => ({ from: from!, typeOnly: true })),
  ]
}

/** `{ type A, type B } from`. */
function allTypes(names: string | undefined): boolean {
  const inner = /^\s*\{([^}]*)\}/.exec(names ?? '')?.[1]
  const parts =
    inner
      ?.split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '') ?? []
  return parts.length > 0 && parts.every((part) => part.startsWith('type '))
}

/** Line breaks stay, so that statements stand at the beginning of their lines. */
export function withoutComments(source: string): string {
  return source
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '))
    .replace(/^[ \t]*\/\/.*$/gm, '')
}

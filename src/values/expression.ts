/** A filter on links as a tree: what Roundup writes in postfix with -1 (empty), -2 (not), -3 (and), -4 (or). */
export type Expression =
  | { readonly id: number }
  | { readonly empty: true }
  | { readonly not: Expression }
  | { readonly and: readonly [Expression, Expression] }
  | { readonly or: readonly [Expression, Expression] }

import type { Condition, FilterSpec, SortKey } from '../schema/filter-spec.ts'
import { NOTHING } from '../schema/filter-spec.ts'
import type { ParseContext } from '../schema/properties/index.ts'
import type { Tracker } from '../schema/tracker.ts'
import type { Designator } from '../values/designator.ts'
import { findJump } from './find-jump.ts'
import { joinAlternatives } from './join-alternatives.ts'
import { classNamed } from './property-path.ts'
import type { QueryFault } from './query-fault.ts'
import type { ScannedValue, ScannedWord } from './scan-words.ts'
import { scanWords } from './scan-words.ts'
import { storable, termsOf } from './search-text.ts'
import { specialCondition } from './special-words.ts'
import type { WordContext } from './word-context.ts'
import { propertyCondition, ValueFault } from './word-condition.ts'
import { findWord, looksLikeWord, suggestWord } from './word-names.ts'
import { wordSortKeys } from './word-sort.ts'

/** What the words box asks for. */
export interface Words {
  /** With faults: what is left of it, and a word at fault matches nothing. */
  readonly spec: FilterSpec
  readonly words: readonly ScannedWord[]
  readonly faults: readonly QueryFault[]
  /** What was read otherwise than it may have been meant. */
  readonly notes: readonly string[]
  /** The text is nothing but the name of one node: `12345`, `#12345`, `bpo-12345`, `msg5`. It need not be there. */
  readonly jump: Designator | null
}

/**
 * Reads `is:open component:asyncio -keyword:easy created:>2020 "exact words" sort:-activity`: words that name a
 * property filter, others search the texts, all of them have to hold.
 */
export async function parseWords(
  text: string,
  tracker: Tracker,
  className: string,
  context: ParseContext,
): Promise<Words> {
  classNamed(tracker, className)
  const reading = new Reading({ tracker, className, values: context })
  const words = scanWords(storable(text), (name, rest) => reading.isWord(name, rest))
  for (const word of words) await reading.read(word)
  return reading.result(words, findJump(text.trim(), tracker, className))
}

/** Collects what the words ask for, one after the other. */
class Reading {
  readonly #context: WordContext
  readonly #conditions: { word: ScannedWord; condition: Condition }[] = []
  readonly #texts: ScannedWord[] = []
  readonly #faults: QueryFault[] = []
  #sort: readonly SortKey[] = []
  #group: readonly SortKey[] = []
  #ignoreFiles = false

  constructor(context: WordContext) {
    this.#context = context
  }

  isWord(name: string, rest: string): boolean {
    const { tracker, className } = this.#context
    if (findWord(tracker, className, name) === null) return looksLikeWord(name, rest)
    // "Title: something" is pasted text; "title:" is a word that is not finished.
    return rest !== '' || name === name.toLowerCase()
  }

  async read(word: ScannedWord): Promise<void> {
    if (word.isOpen)
      this.#fault(word, word.values.at(-1)!, 'the quotation that begins here has no end: write a " behind it')
    else if (word.name === null) this.#texts.push(word)
    else await this.#readNamed(word, word.name)
  }

  async #readNamed(word: ScannedWord, name: string): Promise<void> {
    const { tracker, className, values: context } = this.#context
    const found = findWord(tracker, className, name)
    const empty = word.values.find((value) => value.text.trim() === '')
    if (found === null) {
      const near = suggestWord(tracker, className, name) || '.'
      this.#fault(word, nameOf(word, name), `there is no word ${name}:${near} In quotes it is searched for`)
    } else if (empty) this.#fault(word, empty, `${name}: needs a value right behind it`)
    else
      await this.#attempt(word, async () => {
        if (found === 'in') this.#readIn(word)
        else if (found === 'sort') this.#sort = [...this.#sort, ...wordSortKeys(word, this.#context)]
        else if (found === 'group') this.#group = [...this.#group, ...wordSortKeys(word, this.#context)]
        else if (typeof found === 'string') this.#add(word, await specialCondition(found, word, this.#context))
        else this.#add(word, await propertyCondition(word, found, context))
      })
  }

  async #attempt(word: ScannedWord, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof ValueFault)) throw error
      this.#fault(word, error.value, error.message)
    }
  }

  #readIn(word: ScannedWord): void {
    const [value] = word.values
    if (word.values.length !== 1 || value!.text.toLowerCase() !== 'files')
      throw new ValueFault(value!, 'in: takes files, and -in:files leaves the contents of files out')
    this.#ignoreFiles = word.negated
  }

  #add(word: ScannedWord, condition: Condition): void {
    this.#conditions.push({ word, condition: word.negated ? { not: condition } : condition })
  }

  #fault(
    { name }: ScannedWord,
    { position, length }: Pick<ScannedValue, 'position' | 'length'>,
    message: string,
  ): void {
    this.#faults.push({ property: name, message, from: position, to: position + length })
  }

  result(words: readonly ScannedWord[], jump: Designator | null): Words {
    const { terms, notes } = termsOf(this.#texts, words.length === 1)
    const all = joinAlternatives(this.#conditions, this.#context)
    const spec: FilterSpec = {
      className: this.#context.className,
      where: this.#faults.length ? NOTHING : { all },
      search: terms.length ? { terms, ignoreFiles: this.#ignoreFiles } : null,
      group: this.#group,
      sort: this.#sort,
      retired: 'live',
    }
    return { spec, words, faults: this.#faults, notes, jump }
  }
}

function nameOf(word: ScannedWord, name: string): Pick<ScannedValue, 'position' | 'length'> {
  return { position: word.position + (word.negated ? 1 : 0), length: name.length }
}

/** The words as a text that reads back as the same. */
export function printWords(words: readonly Pick<ScannedWord, 'source'>[]): string {
  return words.map(({ source }) => source).join(' ')
}

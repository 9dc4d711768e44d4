import type { LinkRule } from 'muster-tracker/tracker'

const CPYTHON = 'https://github.com/python/cpython'
const REVISIONS = 'https://hg.python.org/lookup'

const issueId = (match: RegExpExecArray): number => Number(match[1])

/**
 * Where CPython's people expect a link, in any message. Nothing is found inside a word, an address or
 * another reference; that is what each pattern looks behind for.
 */
export const linkRules: readonly LinkRule[] = [
  {
    // #12345, issue 12345, bpo-12345; seven digits only as far as the tracker may ever get.
    name: 'issue',
    pattern: /(?<![\w&/-])(?:#[ \t]?|issue[ \t]{0,3}|bpo-)(1\d{6}|\d{1,6})(?!\w)/i,
    href: (match) => `issue${issueId(match)}`,
    node: (match) => ({ className: 'issue', id: issueId(match) }),
  },
  {
    name: 'pull request',
    pattern: /(?<![\w/-])(?:PR|GH|pull[ \t]?request)(?:-|[ \t]{0,3})(\d{1,7})(?!\w)/i,
    href: (match) => `${CPYTHON}/pull/${match[1]}`,
    title: (match) => `GitHub PR ${match[1]}`,
  },
  {
    // The part after Lib/ in a line of a traceback, on the branch that its path tells.
    name: 'traceback',
    pattern:
      /File "(?<path>[^"\n]{0,200}?(?<!var)[/\\][Ll]ib[/\\])(?:python(?<version>\d\.\d{1,2})[/\\])?(?<link>[\w./\\-]{1,150}\.py)", line (?<line>\d{1,6})/,
    href: (match) => {
      const { path, version, link, line } = match.groups!
      if (/(?:site|dist)-packages/.test(`${path}${link}`)) return null
      return `${CPYTHON}/blob/${version ?? branchIn(path!)}/Lib/${link!.replaceAll('\\', '/')}#L${line}`
    },
  },
  {
    // Lib/cgi.py:123, 3.12/Python/ceval.c, Doc/library/; a line number only of a file.
    name: 'source',
    pattern:
      /(?<![\w/?&;=:#@.-])(?:([23]\.\d{1,2}|main)\/)?((?:Demo|Doc|Grammar|Include|Lib|Mac|Misc|Modules|Objects|PC|PCbuild|Parser|Programs|Python|RISCOS|Tools)\/(?:[\w.-]{1,80}\/){0,8})(?:([\w.-]{0,80}\w)(?::(\d{1,5})(?!\d))?)?/,
    href: ([, branch, folder, file, line]) =>
      `${CPYTHON}/blob/${branch ?? 'main'}/${folder}${file ?? ''}${line === undefined ? '' : `#L${line}`}`,
  },
  {
    // Whole hashes, and the ten to twelve digits that Mercurial prints. Decimal digits alone are a number.
    name: 'changeset',
    pattern: /(?<![\w/?&;=:#@.-])(?:git|hg)?(?=\d{0,39}[a-f])(?:[0-9a-f]{40}|[0-9a-f]{10,12})(?!\w)/,
    href: (match) => `${REVISIONS}/${match[0]}`,
  },
  {
    // A short hash of Git, when a word says that it is one.
    name: 'commit',
    pattern: /(?<![\w/?&;=:#@.-])commit[ \t]{1,3}(?<link>[0-9a-f]{7,9})(?!\w)/,
    href: (match) => `${CPYTHON}/commit/${match.groups!.link}`,
  },
  {
    // r2222, rev. 2222, revision 2222: Subversion's.
    name: 'revision',
    pattern: /(?<![\w/?&;=:#@.-])(?:r|rev|revision)\.?[ \t]{0,3}(\d{4,9})(?!\w)/i,
    href: (match) => `${REVISIONS}/r${match[1]}`,
  },
  {
    name: 'PEP',
    pattern: /(?<![\w/?&;=:#@.-])PEP[ \t]{0,3}(\d{1,4})(?![\w/])/i,
    href: (match) => `https://peps.python.org/pep-${match[1]!.padStart(4, '0')}/`,
  },
  {
    name: 'devguide',
    pattern: /(?<![\w/?&;=:#@.-])devguide(?:\/([a-z][\w-]{0,60}(?:\.html)?)(#[\w-]{1,80})?)?(?![\w/])/i,
    href: (match) => `https://devguide.python.org/${match[1] ?? ''}${match[2] ?? ''}`,
  },
]

/** `C:\Python310\lib\` was 3.10, `/2.7.18/Lib/` was 2.7; the rest is read on main. */
function branchIn(path: string): string {
  const packed = /python([23])(\d{1,2})(?!\d)/i.exec(path)
  if (packed) return `${packed[1]}.${packed[2]}`
  return /(?<!\d)([23]\.\d{1,2})(?!\d)/.exec(path)?.[1] ?? 'main'
}

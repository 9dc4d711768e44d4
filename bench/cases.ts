import type { BenchRequest } from './load.ts'

/** What the generator of exports says of the tracker it made: ids and words of known properties. */
export interface Manifest {
  readonly issues: number
  readonly username: string
  readonly password: string
  readonly vars: Readonly<Record<string, readonly (string | number)[]>>
}

export interface Case {
  readonly name: string
  /** Milliseconds of CPU a request may cost, server and PostgreSQL together; null where no budget is set. */
  readonly budgetMs: number | null
  /** How many requests are measured; dear ones fewer. */
  readonly count: number
  readonly clients?: number
  /** Answers that change nothing are compared with the floor. */
  readonly isRead: boolean
  readonly request: (index: number) => BenchRequest
}

const COLUMNS = '@columns=id,activity,title,creator,assignee,status,type'
const OPEN = '@filter=status&status=1,3'

export function casesFor({ vars, username, password }: Manifest, origin: string): readonly Case[] {
  const turn = (name: string) => (index: number) => vars[name]![index % vars[name]!.length]!
  const read = (name: string, budgetMs: number | null, count: number, path: (index: number) => string): Case => ({
    name,
    budgetMs,
    count,
    isRead: true,
    request: (index) => ({ path: path(index) }),
  })
  const post = (
    name: string,
    budgetMs: number | null,
    count: number,
    form: (index: number) => [string, Record<string, string>],
  ): Case => ({
    name,
    budgetMs,
    count,
    isRead: false,
    request: (index) => {
      const [path, fields] = form(index)
      return {
        method: 'POST',
        path,
        headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(fields).toString(),
      }
    },
  })
  const [component, version] = [turn('component'), turn('version')]
  const [rare, common] = [turn('rare_word'), turn('common_word')]
  const [ten, hundred, any, core] = [turn('issue_10msg'), turn('issue_100msg'), turn('issue_any'), turn('user_core')]
  return [
    read('list, default', 2, 600, () => `/issue?${COLUMNS}&@sort=-activity&${OPEN}`),
    read('list, grouped by priority', 3, 400, () => `/issue?${COLUMNS}&@sort=-activity&@group=priority&${OPEN}`),
    read('list, filtered', 2, 400, (index) => {
      const filter = `@filter=status,components,versions&status=1,3&components=${component(index)}&versions=${version(index)}`
      return `/issue?${COLUMNS}&@sort=-activity&${filter}`
    }),
    read(
      'list, of one assignee',
      2,
      400,
      (index) => `/issue?${COLUMNS}&@sort=-activity&@filter=status,assignee&status=1,3&assignee=${core(index)}`,
    ),
    read('search, a rare word', 1.5, 400, (index) => `/issue?${COLUMNS}&@search_text=${rare(index)}`),
    read('search, a common word', 30, 60, (index) => `/issue?${COLUMNS}&@search_text=${common(index)}`),
    read('issue with 10 messages', 2, 500, (index) => `/issue${ten(index)}`),
    read('issue with 100 messages', 5, 200, (index) => `/issue${hundred(index)}`),
    read('CSV of all open issues', 19, 20, () => `/issue?@action=export_csv&${COLUMNS}&@sort=-activity&${OPEN}`),
    read('static file', 0.1, 2_000, () => '/@@file/muster.css'),
    post('new issue with a message', 4, 150, (index) => [
      '/issue',
      {
        '@action': 'new',
        title: `Benchmark number ${index} of the write path`,
        type: '5',
        '@note': 'Measured, not guessed.',
      },
    ]),
    post('change of a priority', 4, 150, (index) => [
      `/issue${any(index)}`,
      { '@action': 'edit', priority: String(1 + ((index * 7 + Math.floor(index / vars['issue_any']!.length)) % 6)) },
    ]),
    post('login', null, 12, () => ['/', { '@action': 'login', __login_name: username, __login_password: password }]),
  ]
}

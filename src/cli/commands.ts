import type { Command } from './command.ts'

const TRACKER_AND_DATABASE =
  'The tracker is MUSTER_TRACKER, the database MUSTER_DATABASE_URL; without one, the PostgreSQL that Muster runs itself in MUSTER_DATA_DIR.'

/** Every command, in the order of `muster help`. */
export const commands: readonly Command[] = [
  {
    name: 'serve',
    summary: 'serve the tracker',
    operands: [],
    options: {},
    explanation:
      'Answers on MUSTER_HOST and MUSTER_PORT until SIGTERM or SIGINT, then finishes what it is at and ends. ' +
      'Sets its private database up where it is new; one with an address has to be set up and current. ' +
      `Log lines go to the standard output as JSON. ${TRACKER_AND_DATABASE}`,
    examples: ['muster serve', 'MUSTER_PORT=8000 MUSTER_BASE_URL=https://bugs.example.org/ muster serve'],
    load: () => import('./serve.ts'),
  },
  {
    name: 'work',
    summary: 'send mail and do what else waits to be done',
    operands: [],
    options: {},
    explanation:
      'Takes jobs from the database until SIGTERM or SIGINT, then finishes the one in hand. Any number may run at once; ' +
      '"serve" does the same beside serving, unless MUSTER_WORKER is "no". Where MUSTER_METRICS_PORT is set, /healthz/… and ' +
      `/metrics are answered there. ${TRACKER_AND_DATABASE}`,
    examples: ['muster work', 'MUSTER_MAIL_RELAY=smtp://relay.example.org muster work'],
    load: () => import('./work.ts'),
  },
  {
    name: 'outbox',
    summary: 'look at mail that was sent or waits, send it again, cancel it',
    operands: [
      { name: 'ACTION', optional: true },
      { name: 'ID', optional: true, repeated: true },
    ],
    options: {
      state: {
        type: 'string',
        multiple: true,
        value: 'STATE',
        help: 'waiting, held, kept, sent, bounced, failed or cancelled; may be repeated',
      },
      issue: { type: 'string', value: 'ISSUE', help: 'of mail about this issue: 42, issue42' },
      limit: { type: 'string', value: 'NUMBER', help: 'how many at most; 50' },
      all: { type: 'boolean', help: 'retry: all that wait or failed, and jobs that were given up' },
      json: { type: 'boolean', help: 'print JSON' },
    },
    explanation:
      'Without an ACTION it lists deliveries, one for each reader of a mail, newest first, with the last answer of the relay. ' +
      '"show ID" prints one with its mail; "retry ID…" sends it now, also one that was refused, cancelled or kept; ' +
      '"retry --all" does so with all that wait or failed; "cancel ID…" ends those that have not gone out; ' +
      `"dead" lists jobs that were tried too often. ${TRACKER_AND_DATABASE}`,
    examples: ['muster outbox --state failed --state bounced', 'muster outbox show 17', 'muster outbox retry --all'],
    load: () => import('./outbox.ts'),
  },
  {
    name: 'job',
    summary: 'do now what workers do at set times',
    operands: [{ name: 'NAME', optional: true }],
    options: {},
    explanation:
      'Without a NAME it lists the jobs that workers do at set times (as cron writes them, in UTC), each once whatever the number ' +
      `of workers. With one it has a worker do it now. ${TRACKER_AND_DATABASE}`,
    examples: ['muster job', 'muster job digests'],
    load: () => import('./job.ts'),
  },
  {
    name: 'init',
    summary: 'set an empty database up for the tracker',
    operands: [],
    options: {
      migrate: { type: 'boolean', help: 'bring a database of an older schema up to date, as "muster migrate" does' },
    },
    explanation:
      'Makes the tables and the first values. Run again it changes nothing; a database with other tables or of an older schema is refused. ' +
      'With --migrate it leaves any database of this tracker ready for this release: a Job may run it before each. ' +
      `Never asks, never erases. MUSTER_ADMIN_PASSWORD becomes the password of the user admin. ${TRACKER_AND_DATABASE}`,
    examples: [
      'muster init',
      'MUSTER_TRACKER=classic MUSTER_DATABASE_URL=postgres://muster@db.example/muster muster init',
    ],
    load: () => import('./init.ts'),
  },
  {
    name: 'migrate',
    summary: 'bring the database to the schema of the tracker and this release',
    operands: [],
    options: {
      plan: { type: 'boolean', help: 'print what would be done, and do nothing' },
      drop: {
        type: 'string',
        multiple: true,
        value: 'CLASS[.PROPERTY]',
        help: 'drop what the schema no longer has, with all its values; may be repeated',
      },
    },
    explanation:
      'Adds what is new by itself. What left the schema stays until it is dropped by name; a change that could lose values is refused. ' +
      `All or nothing; of two at once the second waits. ${TRACKER_AND_DATABASE}`,
    examples: ['muster migrate --plan', 'muster migrate --drop issue.severity'],
    load: () => import('./migrate.ts'),
  },
  {
    name: 'erase',
    summary: 'take a tracker away for good',
    operands: [],
    options: {
      database: { type: 'string', value: 'NAME', help: 'name of the database, to be sure' },
      nodes: { type: 'string', value: 'NUMBER', help: 'how many nodes it holds, to be sure' },
    },
    explanation:
      'Drops every table of Muster in the database, where both options are right at that moment; without them it tells what would be gone. ' +
      'Refuses a database that init or migrate marked as production (NODE_ENV=production), and one with tables of others. Nothing else in Muster erases. ' +
      TRACKER_AND_DATABASE,
    examples: ['muster erase', 'muster erase --database muster_test --nodes 42'],
    load: () => import('./erase.ts'),
  },
  {
    name: 'check',
    summary: 'find every fault of a tracker folder',
    operands: [{ name: 'FOLDER', optional: true }],
    options: {},
    explanation:
      'Loads every module, checks schema, permissions, seed and views, and the types where TypeScript is installed. ' +
      'Prints all faults with file and line. FOLDER may be the name of a tracker that comes with Muster; else it is MUSTER_TRACKER.',
    examples: ['muster check .', 'muster check python-dev'],
    load: () => import('./check.ts'),
  },
  {
    name: 'new',
    summary: 'write the first version of a tracker of your own',
    operands: [{ name: 'tracker' }, { name: 'DIR' }],
    options: {},
    explanation: 'Writes a small, complete tracker folder into DIR, which has to be new or empty.',
    examples: ['muster new tracker ../my-tracker'],
    load: () => import('./new.ts'),
  },
  {
    name: 'import-roundup',
    summary: 'bring a Roundup tracker in, whole',
    operands: [{ name: 'DIR' }],
    options: { 'dry-run': { type: 'boolean', help: 'say what would be refused, and load nothing' } },
    explanation:
      'DIR was written by "roundup-admin export", of Roundup 1.4 or newer. Ids, histories, passwords and files come as they are; nobody is told. ' +
      'All or nothing. What init wrote, and demo data that nobody touched, give way; a tracker in use is refused. ' +
      TRACKER_AND_DATABASE,
    examples: ['muster import-roundup --dry-run ./export', 'MUSTER_TRACKER=classic muster import-roundup ./export'],
    load: () => import('./import-roundup.ts'),
  },
  {
    name: 'verify-roundup',
    summary: 'compare a Roundup export with the tracker, value by value',
    operands: [{ name: 'DIR' }],
    options: {},
    explanation:
      'Reads the export again and compares every value, history entry and file with the database. Prints a count for each class and ' +
      `the first differences; exit 1 if there is one. ${TRACKER_AND_DATABASE}`,
    examples: ['muster verify-roundup ./export'],
    load: () => import('./verify-roundup.ts'),
  },
  {
    name: 'version',
    summary: 'print the version of Muster and of what it runs on',
    operands: [],
    options: {},
    explanation: 'Prints the versions of Muster and of Node.js.',
    examples: ['muster version'],
    load: () => import('./version.ts'),
  },
]

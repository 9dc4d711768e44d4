import type { Seed } from 'muster-tracker/tracker'
import type { schema } from './schema.ts'

type Row = readonly [id: number, name: string, description: string]

/** Order follows the list; the ids are those of bugs.python.org, because URLs all over the world hold them. */
const inOrder = (rows: readonly Row[]) =>
  rows.map(([id, name, description], index) => ({ id, name, description, order: index + 1 }))

const issueTypes = inOrder([
  [5, 'behavior', 'A wrong result or exception; most bugs'],
  [7, 'enhancement', 'Something new, in the code, documentation or tests'],
  [1, 'crash', 'The interpreter dies instead of raising an exception'],
  [2, 'compile error', 'Python does not build'],
  [6, 'performance', 'It takes too long'],
  [3, 'resource usage', 'It takes too much memory, too many files or the like'],
  [4, 'security', 'It may be of use to an attacker'],
])

/** 17, 18, 19, 21, 24, 26 and 27 belonged to components that are gone. */
const components = inOrder([
  [20, '2to3 (2.x to 3.x conversion tool)', 'lib2to3 and its fixers'],
  [31, 'Argument Clinic', 'The preprocessor for arguments of built-ins written in C'],
  [30, 'asyncio', 'The asyncio package'],
  [1, 'Build', 'Makefiles, configure and the build of the standard library'],
  [34, 'C API', 'What extension modules and embedders call'],
  [28, 'Cross-Build', 'Building on one platform for another'],
  [22, 'ctypes', 'The ctypes package'],
  [2, 'Demos and Tools', 'Programs in Tools and examples'],
  [3, 'Distutils', 'The distutils package'],
  [25, 'Distutils2', 'The packaging library that was to follow distutils'],
  [4, 'Documentation', 'Manuals, docstrings and the tools that build them'],
  [29, 'email', 'The email package'],
  [5, 'Extension Modules', 'Modules written in C'],
  [32, 'FreeBSD', 'What concerns FreeBSD only'],
  [6, 'IDLE', 'The editor that comes with Python'],
  [7, 'Installation', 'Installers and what they leave on the disk'],
  [8, 'Interpreter Core', 'The compiler, the virtual machine and built-in objects'],
  [23, 'IO', 'The io module and file objects'],
  [9, 'Library (Lib)', 'Modules of the standard library written in Python'],
  [10, 'macOS', 'What concerns macOS only'],
  [36, 'Parser', 'The grammar, the parser and its generator'],
  [11, 'Regular Expressions', 'The re module'],
  [33, 'SSL', 'The ssl module'],
  [35, 'Subinterpreters', 'Several interpreters in one process'],
  [12, 'Tests', 'The test suite and its support code'],
  [13, 'Tkinter', 'The tkinter package'],
  [14, 'Unicode', 'Text, codecs and the character database'],
  [15, 'Windows', 'What concerns Windows only'],
  [16, 'XML', 'XML packages and the bundled expat'],
])

/** Newest first, the catch-all last. 2, 4, 5 and 6 were Python 3.0, 2.6, 2.5 and 2.4. */
const versions = inOrder([
  [17, 'Python 3.11', ''],
  [16, 'Python 3.10', ''],
  [15, 'Python 3.9', ''],
  [14, 'Python 3.8', ''],
  [13, 'Python 3.7', ''],
  [12, 'Python 3.6', ''],
  [11, 'Python 3.5', ''],
  [10, 'Python 3.4', ''],
  [9, 'Python 3.3', ''],
  [8, 'Python 3.2', ''],
  [1, 'Python 3.1', ''],
  [3, 'Python 2.7', ''],
  [7, '3rd party', 'Not in Python itself'],
])

const severities = inOrder([
  [1, 'critical', ''],
  [2, 'urgent', ''],
  [3, 'major', ''],
  [4, 'normal', ''],
  [5, 'minor', ''],
])

const priorities = inOrder([
  [1, 'release blocker', 'Nothing is released before this is fixed'],
  [2, 'deferred blocker', 'Blocks the release after the next'],
  [3, 'critical', 'Should really be fixed in the next final release'],
  [4, 'high', 'Worth an attempt before the next final release'],
  [5, 'normal', 'In the order that people find time'],
  [6, 'low', 'Nice to have, as a spelling mistake in a comment'],
])

/** There never was a stage 1 in use. */
const stages = inOrder([
  [2, 'test needed', 'Steps or a test that show the problem are missing'],
  [3, 'needs patch', 'Understood; somebody has to write the change'],
  [4, 'patch review', 'A change waits for a review by any triager or core developer'],
  [5, 'commit review', 'Reviewed by a triager; a core developer takes a last look'],
  [7, 'backport needed', 'Fixed on the main branch, not yet in older ones'],
  [6, 'resolved', 'Nothing is left to do'],
])

const statuses = inOrder([
  [1, 'open', 'Somebody should do something'],
  [2, 'closed', 'Done, or not to be done'],
  [3, 'pending', 'Waits for information and closes when none comes'],
  [4, 'languishing', 'Nobody has worked on it for long'],
])

/** 1 was "accepted". */
const resolutions = inOrder([
  [2, 'duplicate', 'Another issue says the same; name it as superseder'],
  [3, 'fixed', 'The change is in'],
  [5, 'later', 'To be taken up again some day'],
  [4, 'not a bug', 'Works as it is meant to'],
  [6, 'out of date', 'No longer so in supported versions'],
  [7, 'postponed', 'Not in this release'],
  [8, 'rejected', 'The idea or the change is not wanted'],
  [9, 'remind', 'To be looked at again'],
  [12, 'third party', 'To be fixed in code that is not part of Python'],
  [10, 'wont fix', 'A bug, but one that stays'],
  [11, 'works for me', 'Nobody else could see it'],
])

const keywords = [
  { id: 1, name: '64bit', description: 'Only on 64-bit platforms' },
  { id: 2, name: 'patch', description: 'A change is attached or linked' },
  { id: 5, name: '26backport', description: 'To be carried from 3.0 to 2.6' },
  { id: 6, name: 'easy', description: 'At most a day of work for a newcomer' },
  { id: 8, name: 'needs review', description: 'The change waits for a developer to read it' },
  { id: 9, name: 'buildbot', description: 'Seen on a buildbot' },
  { id: 10, name: 'gsoc', description: 'Work of a Google Summer of Code student' },
  { id: 11, name: 'PEP 3121', description: 'Module state as that proposal asks for' },
  { id: 12, name: 'easy (C)', description: 'As easy, for those who know C' },
  { id: 13, name: 'security_issue', description: 'Confirmed to be a security problem' },
  { id: 14, name: 'newcomer friendly', description: 'Well defined, low risk and with a mentor: leave it to newcomers' },
  { id: 15, name: '2.7regression', description: 'Worked before 2.7' },
  { id: 16, name: '3.5regression', description: 'Worked before 3.5' },
  { id: 17, name: '3.6regression', description: 'Worked before 3.6' },
  { id: 18, name: '3.7regression', description: 'Worked before 3.7' },
  { id: 19, name: '3.8regression', description: 'Worked before 3.8' },
  { id: 20, name: '3.9regression', description: 'Worked before 3.9' },
  { id: 21, name: '3.10regression', description: 'Worked before 3.10' },
  { id: 22, name: '3.11regression', description: 'Worked before 3.11' },
]

export const seed: Seed<typeof schema.classes> = {
  issue_type: issueTypes,
  component: components,
  version: versions,
  severity: severities,
  priority: priorities,
  stage: stages,
  status: statuses,
  resolution: resolutions,
  keyword: keywords,
  user: [
    { id: 1, username: 'admin', roles: 'Admin' },
    { id: 2, username: 'anonymous', roles: 'Anonymous' },
  ],
}

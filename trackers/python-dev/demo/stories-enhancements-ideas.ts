import type { DemoStory } from 'muster-tracker/tracker'

export const stories: readonly DemoStory[] = [
  {
    title: 'str.removesuffix(), because rstrip(".txt") bites everyone once',
    by: 'lupe',
    at: '2019-03-04T17:25Z',
    text: `'context.txt'.rstrip('.txt') is 'conte'. I've seen it in four code reviews this year, and in a book. I propose two methods, removeprefix() and removesuffix(), that remove at most one copy. For bytes and bytearray too.`,
    set: { type: 'enhancement', components: ['Interpreter Core'], versions: ['Python 3.8'] },
    events: [
      {
        by: 'dmitar',
        after: '3h',
        text: `s[:-len(suffix)] if s.endswith(suffix) else s. Short enough? (It's wrong for an empty suffix, which I admit speaks for you.)`,
      },
      {
        by: 'marchbanks',
        after: '1h',
        text: `When the advocate of the status quo has a bug in his one-liner, the case is settled.`,
      },
      {
        by: 'calloway',
        after: '2d',
        text: `Should they take a tuple, as endswith() does? Then "longest first or first match"? I'd say no tuple.`,
      },
      {
        by: 'hedda.quill',
        after: '6d',
        text: `A new method of str needs more than +1s here: a short PEP, with the alternatives for names and the answer about tuples.`,
        set: { stage: 'needs patch' },
      },
      {
        by: 'lupe',
        after: '52w',
        text: `Accepted for 3.9, and committed last week: a81849b0315c. Thanks to all who asked uncomfortable questions.`,
        set: { status: 'closed', resolution: 'fixed' },
      },
    ],
  },
  {
    ref: 'idea-toml',
    title: 'Read TOML with the standard library',
    by: 'rasmus_k',
    at: '2018-07-10T08:00Z',
    text: `pyproject.toml is the configuration file of our packaging tools, and we can't read it without installing a package, which is configured by that file. Hen, egg.`,
    set: { type: 'enhancement', components: ['Library (Lib)'], versions: ['Python 3.8'] },
    events: [
      {
        by: 'perpetua',
        after: '1d',
        text: `The format is at 0.5. We'd freeze a moving thing. Let's look again at 1.0.`,
        set: { status: 'closed', resolution: 'later' },
      },
      { by: 'sanna.lehto', after: '130w', text: `TOML 1.0 is out since this January. Might this be opened again?` },
      {
        by: 'perpetua',
        after: '1w',
        text: `A promise is a promise. Reader only at first: writing needs decisions on style and on comments.`,
        set: { status: 'open', resolution: 'remind', versions: ['-Python 3.8', '+Python 3.11'], stage: 'needs patch' },
      },
      {
        by: 'fenwick',
        after: '3w',
        text: `Binary files only, please, so that nobody decodes with the locale's encoding. TOML is UTF-8 by definition.`,
      },
    ],
  },
  {
    title: 'Deprecate configparser in favour of TOML',
    by: 'cosmo',
    at: '2021-03-20T20:20Z',
    text: `There should be one obvious way. INI has no types, no lists and seven dialects.`,
    set: { type: 'enhancement', components: ['Library (Lib)'], versions: ['Python 3.11'] },
    events: [
      {
        by: 'bjarki',
        after: '2h',
        text: `There are INI files on disks of people who never heard of TOML, and they'll be there when we are retired. configparser isn't broken.`,
        set: { status: 'closed', resolution: 'rejected' },
      },
      {
        by: 'gwenllian',
        after: '4h',
        text: `Also, it's the only one of both which I can explain to the choir's secretary on the phone.`,
      },
    ],
  },
  {
    title: 'itertools.pairwise()',
    by: 'tevita',
    at: '2010-03-12T01:01Z',
    text: `It's in the recipes section. I've pasted it into every project since 2.3. Distances between way points, gaps between sorted values, day-to-day changes. Please make it a function.`,
    set: { type: 'enhancement', components: ['Extension Modules'], versions: ['Python 3.2'] },
    events: [
      {
        by: 'quillon',
        after: '8h',
        text: `A recipe shows how the tools combine. If each popular one becomes a tool, then there's no toolbox but a shop. And what comes next, triplewise?`,
      },
      {
        by: 'tevita',
        after: '1d',
        text: `Nothing comes next. I've never needed three.`,
        set: { components: ['+Library (Lib)'] },
      },
      {
        by: 'quillon',
        after: '2d',
        text: `Let's see how often others ask.`,
        set: { stage: 'needs patch', priority: 'low' },
      },
      { by: 'xiulan', after: '260w', text: `I ask.` },
      {
        by: 'quillon',
        after: '300w',
        text: `Ten years, eleven requests by my count. You've all been very patient; it's in 3.10, in C. No triplewise.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved', versions: ['-Python 3.2', '+Python 3.10'] },
      },
    ],
  },
  {
    title: 'An option to unittest that shows the ten slowest tests',
    by: 'sunniva',
    at: '2014-11-03T09:12Z',
    text: `python -m unittest --durations 10. The runner knows the times already, it adds them up for "Ran 412 tests in 98.3s". Result objects of third parties need a new method addDuration(test, elapsed), to be called only if it exists.`,
    set: { type: 'enhancement', components: ['Library (Lib)'], versions: ['Python 3.5'], stage: 'patch review' },
    events: [
      {
        by: 'sunniva',
        after: '20m',
        files: [
          {
            name: 'durations.diff',
            text: `diff -r 5d84bc8a2e81 Lib/unittest/case.py
--- a/Lib/unittest/case.py
+++ b/Lib/unittest/case.py
@@ -566,4 +566,6 @@ class TestCase(object):
             outcome = _Outcome(result)
+            started = time.perf_counter()
             try:
                 self._outcome = outcome
@@ -596,2 +598,5 @@
             finally:
+                add = getattr(result, 'addDuration', None)
+                if add is not None:
+                    add(self, time.perf_counter() - started)
                 result.stopTest(self)
`,
          },
        ],
        text: `The heart of it. Options and printing follow when the method is agreed upon.`,
      },
      {
        by: 'noor.b',
        after: '3d',
        text: `Does the time include setUp and tearDown? And setUpClass, which is often the slow one, belongs to nobody.`,
      },
      { by: 'sunniva', after: '2d', text: `The first two, yes. For setUpClass I'd print a line of its own.` },
      {
        by: 'ottilie',
        after: '100w',
        text: `We run with this patch since 2015 and reduced our suite from 40 minutes to 12. Is it stuck on something?`,
      },
    ],
  },
  {
    title: 'Let pathlib.Path have copy() and rmtree()',
    by: 'user',
    at: '2016-04-01T12:00Z',
    text: `I teach Python to journalists. "Everything with files is done by Path now" is nearly true. Then comes deleting a folder and I have to explain shutil, str(path), and why. (No April fool.)`,
    set: { type: 'enhancement', components: ['Library (Lib)'], versions: ['Python 3.6'] },
    events: [
      {
        by: 'anselm.w',
        after: '5h',
        text: `str(path) is going away in 3.6: os.fspath(). shutil will take paths as they are. Is it then still needed?`,
      },
      { by: 'user', after: '2h', text: `Half as much! It's still two modules for one thought.` },
      {
        by: 'oriel',
        after: '4d',
        text: `Path methods are thin names for system calls so far. copy() drags in metadata, symlinks, permissions, four functions' worth of choices. I'm -0.`,
      },
      {
        by: 'ilse.d',
        after: '90w',
        text: `A beginner's vote: I looked for path.copy() first, and second, and then I asked my nephew.`,
      },
      {
        by: 'oriel',
        after: '60w',
        text: `I've come round to path.copy(target), with the semantics of copy2. Deleting trees by a method that autocompletes next to rmdir still gives me a chill.`,
        set: { stage: 'needs patch', versions: ['-Python 3.6', '+Python 3.9'] },
      },
    ],
  },
  {
    title: 'Underscores in numeric literals: 1_000_000',
    by: 'abelard',
    at: '2011-05-04T10:45Z',
    text: `Ada, Ruby, Perl, Java 7. Counting zeros is not a job for people.`,
    set: { type: 'enhancement', components: ['Interpreter Core'], versions: ['Python 3.3'] },
    events: [
      {
        by: 'bjarki',
        after: '1d',
        text: `I like it. It has to be for float(), int() and Decimal() of strings as well, or not for these? Needs a PEP.`,
      },
      { by: 'eudora', after: '1d', text: `As a person who types phone numbers, I'd say yes for strings :)` },
      {
        by: 'bjarki',
        after: '3d',
        text: `Until somebody writes it up I put this aside.`,
        set: { status: 'closed', resolution: 'postponed' },
      },
      {
        by: 'abelard',
        after: '265w',
        text: `Just noting that 3.6 will have it, one underscore between digits. I have aged.`,
      },
    ],
  },
  {
    title: 'help("modules spam") should forgive a typo and propose the nearest name',
    by: 'mei-ting',
    at: '2015-07-19T14:50Z',
    text: `help('itertool') prints four lines that say no documentation was found and how strings are looked up. difflib.get_close_matches() is in our own library. Same thought for AttributeError, but that would be a bigger bite.`,
    set: { type: 'enhancement', components: ['Library (Lib)'], versions: ['Python 3.6'] },
    events: [
      {
        by: 'zdenka',
        after: '1d',
        text: `In help() nobody cares about a few milliseconds. Candidates: keywords, topics, sys.builtin_module_names and pkgutil.iter_modules(). Good for a first contribution.`,
        set: { keywords: ['easy', 'newcomer friendly'], stage: 'needs patch' },
      },
      {
        by: 'hpark77',
        after: '3d',
        text: `A draft:`,
        files: [
          {
            name: 'nearest.py',
            text: `import difflib
import keyword
import pkgutil
import sys


def nearest(word):
    names = set(sys.builtin_module_names) | set(keyword.kwlist)
    names.update(module.name for module in pkgutil.iter_modules())
    return difflib.get_close_matches(word, names, n=3, cutoff=0.75)


print(nearest(sys.argv[1]))
`,
          },
        ],
      },
      {
        by: 'zdenka',
        after: '2d',
        text: `Works nicely: "itertool" gives itertools. Please turn it into a patch of pydoc.py with a test. sys.path entries that don't exist any more need care.`,
      },
      { by: 'jib', after: '70w', text: `hpark77, do you mind if I pick this up?` },
      { by: 'hpark77', after: '1d', text: `Not at all, I never found the evening for it.` },
    ],
  },
  {
    title: 'Make "python" with no arguments on a phone-sized terminal print a shorter banner',
    by: 'pasquale',
    at: '2017-08-08T08:08Z',
    text: `On 40 columns the banner takes seven lines. "Python 3.6" would be sufficient.`,
    set: { type: 'enhancement', components: ['Interpreter Core'], versions: ['Python 3.7'] },
    events: [
      { by: 'mbalinga', after: '4h', text: `python -q prints none. alias py='python3 -q'.` },
      {
        by: 'pasquale',
        after: '10m',
        text: `That is even shorter than what I wanted.`,
        set: { status: 'closed', resolution: 'works for me' },
      },
    ],
  },
  {
    ref: 'idea-frozendict',
    title: 'A frozen dictionary as a built-in type',
    by: 'vikram.s',
    at: '2012-01-19T05:45Z',
    text: `set has frozenset, list has tuple. A hashable, immutable mapping serves as key for caches, as default argument, and as constant of a module. MappingProxyType is a view, it isn't hashable and changes under one's feet.`,
    set: { type: 'enhancement', components: ['Interpreter Core'], versions: ['Python 3.3'] },
    events: [
      {
        by: 'tamsin.ok',
        after: '1d',
        text: `frozenset is used by far fewer people than one would think. I wonder about the use: frozenset(d.items()) as key works, for hashable values, on which the frozen one insists as well.`,
      },
      {
        by: 'vikram.s',
        after: '5h',
        text: `And loses the look-up. Our configuration objects are keys and are read, both.`,
      },
      {
        by: 'snorri',
        after: '3d',
        text: `Must it be built in? An implementation with __slots__ and a dict inside is 30 lines.`,
      },
      {
        by: 'vikram.s',
        after: '1d',
        text: `5 times slower in reads. It matters, since immutable things tend to be passed everywhere.`,
      },
      {
        by: 'tamsin.ok',
        after: '9d',
        text: `Rejected for 3.3 after the discussion on the list. That's no "never": bring numbers from a real program.`,
        set: { status: 'closed', resolution: 'rejected' },
      },
    ],
  },
  {
    title: 'lru_cache should work for functions with a dict argument',
    by: 'barnaby',
    at: '2014-01-31T19:33Z',
    text: `My function takes a dictionary of options:

Traceback (most recent call last):
  File "report.py", line 40, in <module>
    render(page, {'colour': 'blue'})
  File "/usr/lib/python3.3/functools.py", line 251, in wrapper
    key = make_key(args, kwds, typed) if kwds or typed else args
TypeError: unhashable type: 'dict'

Can't you use repr() of it as key?`,
    set: { type: 'enhancement', components: ['Library (Lib)'], versions: ['Python 3.5'] },
    events: [
      {
        by: 'noor.b',
        after: '2h',
        text: `Two dictionaries can be equal with different reprs, or different with the same repr, and after the call you may change yours while we hold the old answer. What is asked for is an immutable mapping, which was discussed two years ago.`,
        duplicateOf: 'idea-frozendict',
        set: { status: 'closed', resolution: 'duplicate' },
      },
      { by: 'barnaby', after: '1d', text: `I pass the options with ** now, and it caches.` },
    ],
  },
  {
    title: 'enumerate(reversed(...)) with falling numbers, without materialising a list',
    by: 'ottilie',
    at: '2020-01-23T11:30Z',
    text: `zip(range(len(a) - 1, -1, -1), reversed(a)) is what one has to write to delete in place by index from the end. reversed(enumerate(a)) says TypeError: 'enumerate' object is not reversible. It could be, if a has __len__ and __reversed__.`,
    set: { type: 'enhancement', components: ['Interpreter Core'], versions: ['Python 3.9'] },
    events: [
      {
        by: 'keiko.arashi',
        after: '1d',
        text: `enumerate() holds an iterator, not the sequence. At the time of reversed() it may have been advanced. It'd need to keep the iterable alive: a slot more for every enumerate in the world.`,
      },
      {
        by: 'rukmini',
        after: '3d',
        text: `A negative step would suffice: enumerate(reversed(a), start=len(a) - 1, step=-1).`,
      },
      {
        by: 'keiko.arashi',
        after: '1d',
        text: `That one costs nothing when it's absent, and it generalises. +0.5 from me. Somebody would have to measure the fast path, with step fixed at one.`,
        set: { stage: 'needs patch', priority: 'low', keywords: ['easy (C)'] },
      },
    ],
  },
  {
    title: 'Make assert with a message print the values, as pytest does',
    by: 'fenwick',
    at: '2013-10-10T16:40Z',
    text: `assert total == sum(parts) gives AssertionError and nothing else. The compiler has the expression: it could store left and right.`,
    set: { type: 'enhancement', components: ['Interpreter Core'], versions: ['Python 3.5'] },
    events: [
      {
        by: 'hedda.quill',
        after: '8h',
        text: `Code size: an assert is 4 instructions now and would be 15 or more. repr() of operands may be huge, slow or secret: production logs with passwords.`,
      },
      { by: 'fenwick', after: '1d', text: `With a flag then: -X explain_asserts.` },
      {
        by: 'hedda.quill',
        after: '2d',
        text: `pytest shows that an import hook is enough for it. I don't see what the core could do better, other than worse error messages when it goes wrong. Leaving it open for a while in case somebody does.`,
        set: { priority: 'low' },
      },
      { by: 'hedda.quill', after: '190w', set: { status: 'languishing' }, text: `No one did.` },
    ],
  },
  {
    title: 'Colour tracebacks in a terminal, off by NO_COLOR',
    by: 'gwenllian',
    at: '2021-11-26T17:17Z',
    text: `With the carets of 3.11 the traceback finally has something to colour: file grey, line number yellow, caret red. sys.stderr.isatty(), TERM not dumb, NO_COLOR and PYTHON_COLORS respected. I can do the Python side (traceback.py); the one in C needs a volunteer.`,
    set: { type: 'enhancement', components: ['Interpreter Core', 'Library (Lib)'], versions: ['Python 3.11'] },
    events: [
      {
        by: 'octavia',
        after: '3h',
        text: `As someone who's red-green blind: please take bold and underline in addition, and not colours alone.`,
      },
      {
        by: 'yaw.mensima',
        after: '1d',
        text: `Seconded. Windows consoles before 10 print escape codes as arrows and brackets; virtual terminal mode has to be on. And doctests compare tracebacks…`,
      },
      { by: 'marchbanks', after: '2h', text: `I shall set NO_COLOR in /etc/profile and die happy.` },
      {
        by: 'ivo.tarn',
        after: '12d',
        text: `I'd like to see the traceback.py half as a patch before anybody writes C. Perhaps the interpreter can simply call it.`,
        set: { stage: 'needs patch', assignee: 'ivo.tarn' },
      },
    ],
  },
  {
    title: 'contextlib.chdir() to go to a directory and come back',
    by: 'rukmini',
    at: '2010-12-06T20:00Z',
    text: `Each project has one. Mine, with tests, attached as a patch. It restores the directory also if the block raises.`,
    files: [
      {
        name: 'contextlib-chdir.diff',
        text: `Index: Lib/contextlib.py
===================================================================
--- Lib/contextlib.py	(revision 87100)
+++ Lib/contextlib.py	(working copy)
@@ -138,3 +138,18 @@
     def __exit__(self, *exc_info):
         self.thing.close()
 
+
+@contextmanager
+def chdir(path):
+    """Work in another directory for the length of a with block.
+
+    The current directory belongs to the process: other threads move too.
+    """
+    home = os.getcwd()
+    os.chdir(path)
+    try:
+        yield
+    finally:
+        os.chdir(home)
`,
      },
    ],
    set: { type: 'enhancement', components: ['Library (Lib)'], versions: ['Python 3.3'] },
    events: [
      {
        by: 'dmitar',
        after: '1d',
        text: `Your docstring has the counter-argument: it's a global of the process. As a context manager it'll look innocent in threaded programs, and in generators, where the caller finds himself elsewhere between two yields.`,
        set: { stage: 'patch review' },
      },
      {
        by: 'rukmini',
        after: '2h',
        text: `So do decimal contexts and redirecting stdout. Scripts and tests aren't threaded.`,
      },
      { by: 'dmitar', after: '5d', text: `I'm not convinced. Let others speak.` },
      {
        by: 'lupe',
        after: '560w',
        text: `Since 3.11 wants to add it: was there ever a reason besides threads? Twenty lines of mine would go.`,
      },
    ],
  },
]

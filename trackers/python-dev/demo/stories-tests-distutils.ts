import type { DemoStory } from 'muster-tracker/tracker'

export const stories: readonly DemoStory[] = [
  {
    ref: 'test-hash-order',
    title: 'test_strtod fails once in fifty runs on the s390x worker',
    by: 'anselm.w',
    at: '2019-02-11T06:20Z',
    text: `Random seeds aren't printed, so I can't repeat it. The last three failures differ in the number that is tried.

Traceback (most recent call last):
  File "/usr/lib/python3.8/test/test_strtod.py", line 131, in test_bigcomp
    self.check_strtod(s)
  File "/usr/lib/python3.8/test/test_strtod.py", line 104, in check_strtod
    self.assertEqual(expected, got,
AssertionError: '0x1.0000000000000p-1022' != '0x0.fffffffffffffp-1022'`,
    set: { type: 'behavior', components: ['Tests'], versions: ['Python 3.7', 'Python 3.8'], keywords: ['buildbot'] },
    events: [
      {
        by: 'keiko.arashi',
        after: '5h',
        text: `All three at the border between normal and subnormal numbers: this smells of the compiler. Which gcc, and is -ffp-contract off there? A fused multiply-add in bigcomp() would do exactly this.`,
        set: { stage: 'test needed' },
      },
      {
        by: 'anselm.w',
        after: '2d',
        text: `gcc 8.2 was installed on the 4th, the first failure is of the 5th. With -ffp-contract=off: no failure in 5,000 runs.`,
      },
      {
        by: 'keiko.arashi',
        after: '3h',
        text: `configure should test for it and add the flag, for dtoa.c alone if possible. Arm64 may be hit as well.`,
        set: { stage: 'needs patch', components: ['+Build'] },
      },
      {
        by: 'noor.b',
        after: '9w',
        text: `Also, regrtest should print the seed of random when a test fails. I have opened a separate issue for this, as it will take longer than the flag.`,
        dependsOn: ['test-print-seed'],
      },
      {
        by: 'anselm.w',
        after: '40w',
        text: `Still reproducible on 3.9 with the flag left out; the worker now sets it in its own CFLAGS and is quiet, which is a bad reason to forget about it.`,
        set: { versions: ['+Python 3.9', '-Python 3.7'] },
      },
    ],
  },
  {
    ref: 'test-print-seed',
    title: 'regrtest: show --randseed on failure even when -r was not given',
    by: 'noor.b',
    at: '2019-04-16T10:51Z',
    text: `Tests which use the random module start from an unknown state unless -r is given. If regrtest seeded it before each test file with a number derived from one printed at the start, every failure could be repeated. The number costs one line of output.`,
    set: { type: 'enhancement', components: ['Tests'], versions: ['Python 3.8'], stage: 'needs patch' },
    events: [
      {
        by: 'zdenka',
        after: '1d',
        text: `The same seed for each file makes tests less random, since they start from the same few numbers in each run of one seed. Mix the name of the test in: random.seed(f'{seed}-{name}').`,
      },
      {
        by: 'fenwick',
        after: '6d',
        text: `Like this?`,
        files: [
          {
            name: 'seed-each-test.patch',
            text: `--- a/Lib/test/libregrtest/runtest.py
+++ b/Lib/test/libregrtest/runtest.py
@@ -141,6 +141,8 @@ def runtest(ns, test):
     output_on_failure = ns.verbose3
 
+    random.seed(f'{ns.random_seed}-{test}')
+
     use_timeout = (ns.timeout is not None)
     if use_timeout:
         faulthandler.dump_traceback_later(ns.timeout, exit=True)
`,
          },
        ],
      },
      {
        by: 'noor.b',
        after: '1d',
        text: `With -j the workers have to receive it; they get ns as JSON, so random_seed has to be set before the JSON is made.`,
        set: { stage: 'patch review' },
      },
      {
        by: 'mbalinga',
        after: '30w',
        text: `I'd merge it when the -j part is in. Fenwick, are you still there?`,
        set: { versions: ['+Python 3.9', '-Python 3.8'] },
      },
    ],
  },
  {
    title: 'test_asyncore hangs for ever if port 54321 is taken by a game console service',
    by: 'jib',
    at: '2013-04-07T19:44Z',
    text: `I spent an evening on this: make test stops in test_asyncore without a word. Something on my network card answers on that port. After Ctrl-C:

Traceback (most recent call last):
  File "/usr/lib/python3.3/test/test_asyncore.py", line 612, in test_handle_accepted
    self.loop_waiting_for_flag(client)
  File "/usr/lib/python3.3/test/test_asyncore.py", line 480, in loop_waiting_for_flag
    asyncore.loop(timeout=0.01, count=1, use_poll=self.use_poll)
KeyboardInterrupt`,
    set: { type: 'behavior', components: ['Tests'], versions: ['Python 3.3', 'Python 3.4'] },
    events: [
      {
        by: 'ivo.tarn',
        after: '1d',
        text: `Fixed port numbers are forbidden in tests for exactly this reason. support.bind_port() exists. Easy for anyone who wants to begin.`,
        set: { keywords: ['easy', 'newcomer friendly'], stage: 'needs patch' },
      },
      { by: 'abelard', after: '2d', text: `I can't find 54321 in Lib/test/test_asyncore.py. grep says nothing.` },
      {
        by: 'jib',
        after: '5h',
        text: `Let me see... It's bind_port() which gave me that number, by chance, and "something" had SO_REUSEPORT set. So the test does the right thing already.`,
      },
      {
        by: 'ivo.tarn',
        after: '1h',
        text: `And I should have used grep too. Then bind_port() could refuse ports on which SO_REUSEPORT lets others in; it looks at the option of its own socket only. Low priority.`,
        set: { priority: 'low', keywords: ['-newcomer friendly', '-easy'] },
      },
    ],
  },
  {
    ref: 'dist-unicode-author',
    title: 'sdist dies on an author name with an accent when LANG=C',
    by: 'pasquale',
    at: '2011-06-14T08:57Z',
    text: `My name is no problem, my colleague's is.

Traceback (most recent call last):
  File "/usr/lib/python3.2/distutils/command/sdist.py", line 476, in make_distribution
    self.distribution.metadata.write_pkg_info(base_dir)
  File "/usr/lib/python3.2/distutils/dist.py", line 1047, in write_pkg_info
    self.write_pkg_file(pkg_info)
UnicodeEncodeError: 'ascii' codec can't encode character '\\xe9' in position 7: ordinal not in range(128)`,
    set: { type: 'behavior', components: ['Distutils'], versions: ['Python 3.2'] },
    events: [
      {
        by: 'quillon',
        after: '4h',
        text: `open() without an encoding in write_pkg_info(). PKG-INFO is UTF-8 by PEP 314's successor, so it should be opened as such.`,
        set: { stage: 'needs patch', keywords: ['easy'], components: ['+Distutils2'] },
      },
      {
        by: 'sanna.lehto',
        after: '2d',
        text: `Patch, with a test that sets the preferred encoding to ASCII.`,
        files: [
          {
            name: 'pkg-info-utf8.patch',
            text: `--- a/Lib/distutils/dist.py
+++ b/Lib/distutils/dist.py
@@ -1007,8 +1007,8 @@ class DistributionMetadata:
         """Write the PKG-INFO file into the release tree.
         """
-        pkg_info = open(os.path.join(base_dir, 'PKG-INFO'), 'w')
-        try:
+        with open(os.path.join(base_dir, 'PKG-INFO'), 'w',
+                  encoding='UTF-8') as pkg_info:
             self.write_pkg_file(pkg_info)
-        finally:
-            pkg_info.close()
`,
          },
        ],
      },
      {
        by: 'quillon',
        after: '1d',
        text: `The other end has to be changed as well: DistributionMetadata of an installed egg-info is read with the locale's encoding. Not in distutils itself, so good enough.`,
        set: { stage: 'commit review' },
      },
      {
        by: 'ivo.tarn',
        after: '3d',
        text: `bf4e1a07d936 in 3.2 and default.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'setup.py register: UnicodeEncodeError, please support people called Müller',
    by: 'ilse.d',
    at: '2011-08-01T11:00Z',
    text: `Python 3.2 on a server without locale. It works on my desktop.

Traceback (most recent call last):
  File "setup.py", line 20, in <module>
    author='J. Müller',
  File "/usr/lib/python3.2/distutils/dist.py", line 1048, in write_pkg_info
    self.write_pkg_file(pkg_info)
UnicodeEncodeError: 'ascii' codec can't encode character '\\xfc' in position 11: ordinal not in range(128)`,
    set: { type: 'behavior', components: ['Distutils'], versions: ['Python 3.2'] },
    events: [
      {
        by: 'sanna.lehto',
        after: '3h',
        text: `The same place as with an accent and sdist; fixed on the 3.2 branch, so it will be in the next 3.2.x.`,
      },
      {
        by: 'quillon',
        after: '1d',
        duplicateOf: 'dist-unicode-author',
        set: { status: 'closed', resolution: 'duplicate', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'build_ext ignores the optional=True of one extension if an earlier one failed',
    by: 'vikram.s',
    at: '2015-06-03T04:36Z',
    text: `Two optional extensions. The first fails to compile: a warning, as wished. The second one fails: the whole build stops.

Traceback (most recent call last):
  File "/usr/lib/python3.4/distutils/command/build_ext.py", line 448, in build_extensions
    self.build_extension(ext)
  File "/usr/lib/python3.4/distutils/unixccompiler.py", line 127, in _compile
    raise CompileError(msg)
distutils.errors.CompileError: command 'x86_64-linux-gnu-gcc' failed with exit status 1`,
    set: { type: 'behavior', components: ['Distutils'], versions: ['Python 3.4', 'Python 3.5'] },
    events: [
      {
        by: 'quillon',
        after: '1d',
        text: `The except clause re-raises if "not ext.optional". I can't see state between the two. Is your second one perhaps a list item made by setuptools, which wraps Extension?`,
        set: { stage: 'test needed' },
      },
      {
        by: 'vikram.s',
        after: '7h',
        text: `It is made by a helper which calls copy.copy() on the first... and sets ext.optinal. With an n and an i in between it works. Sorry. Extension warns about unknown *arguments*, though not attributes.`,
      },
      { by: 'vikram.s', after: '5m', set: { status: 'closed', resolution: 'not a bug' } },
    ],
  },
  {
    title:
      'lib2to3 cannot parse "print(*args, sep="")" after "from __future__ import print_function" in a nested block',
    by: 'rasmus_k',
    at: '2012-10-11T13:31Z',
    text: `If the import stands behind a module docstring and another future import, refactor_string() decides that print is a statement:

Traceback (most recent call last):
  File "/usr/lib/python3.3/lib2to3/refactor.py", line 345, in refactor_string
    tree = self.driver.parse_string(data)
  File "/usr/lib/python3.3/lib2to3/pgen2/parse.py", line 159, in addtoken
    raise ParseError("bad input", type, value, context)
lib2to3.pgen2.parse.ParseError: bad input: type=22, value='=', context=('', (4, 15))`,
    set: {
      type: 'behavior',
      components: ['2to3 (2.x to 3.x conversion tool)'],
      versions: ['Python 2.7', 'Python 3.3', 'Python 3.4'],
    },
    events: [
      {
        by: 'hedda.quill',
        after: '9h',
        text: `_detect_future_features() stops at the first token which it doesn't expect. A semicolon or a parenthesised list should be fine... is there a backslash continuation in your import?`,
        set: { stage: 'test needed' },
      },
      {
        by: 'rasmus_k',
        after: '2h',
        text: `There is: "from __future__ import division, \\" and the names on the next line. I thought it was too ordinary to mention.`,
      },
      {
        by: 'hedda.quill',
        after: '2d',
        text: `The tokenizer emits no token for the backslash, but the newline rule skips NL only at the end of a statement. Should be a short fix with a fixture.`,
        set: { stage: 'needs patch', keywords: ['easy'] },
      },
      {
        by: 'eudora',
        after: '25w',
        text: `I looked at it as my first issue. It parses with both spellings on 3.4 alpha if the parentheses are used; with the backslash I see the error. I'm afraid I don't understand the generator in that function.`,
      },
      {
        by: 'hedda.quill',
        after: '3d',
        text: `It's written in a way that one has to read twice. Try printing what advance() yields, and look at the type of the third item.`,
      },
    ],
  },
  {
    title: 'unittest discovery imports the wrong package when two folders have a tests/__init__.py',
    by: 'wrenfield',
    at: '2014-09-08T16:02Z',
    text: `python -m unittest discover -s beta/tests, with alpha on sys.path before beta:

Traceback (most recent call last):
  File "/usr/lib/python3.4/unittest/loader.py", line 323, in _find_tests
    raise ImportError(msg % (mod_name, mod_dir, expected_dir))
ImportError: 'test_forms' module incorrectly imported from '/srv/alpha/tests'. Expected '/srv/beta/tests'. Is this module globally installed?

I know what it means. I'd like it to say what to do: pass -t.`,
    set: { type: 'enhancement', components: ['Library (Lib)', 'Tests'], versions: ['Python 3.5'] },
    events: [
      {
        by: 'perpetua',
        after: '1d',
        text: `The question at the end is a guess that is seldom right. "Is this module globally installed, or is the top level directory (-t) missing?" would be better.`,
        set: { stage: 'needs patch', keywords: ['easy'] },
      },
      {
        by: 'marchbanks',
        after: '2d',
        text: `With -t the names of the tests change and so does the report. It isn't a remedy for everyone.`,
      },
      {
        by: 'wrenfield',
        after: '1d',
        text: `It's still a hint where there was none.`,
        files: [
          {
            name: 'hint-top-level.diff',
            text: `--- a/Lib/unittest/loader.py
+++ b/Lib/unittest/loader.py
@@ -318,8 +318,9 @@ class TestLoader(object):
                             mod_name = os.path.splitext(os.path.basename(full_path))[0]
                             expected_dir = os.path.dirname(full_path)
                             msg = ("%r module incorrectly imported from %r. Expected %r. "
-                                   "Is this module globally installed?")
+                                   "Is it installed globally, or has another top level "
+                                   "directory to be given with -t?")
                             raise ImportError(msg % (mod_name, mod_dir, expected_dir))
`,
          },
        ],
      },
      {
        by: 'perpetua',
        after: '8h',
        text: `I'd sign that. A test that looks for the text exists and has to be adapted.`,
        set: { stage: 'patch review' },
      },
    ],
  },
  {
    ref: 'test-leak-ssl',
    title: 'test_ssl leaks [7, 7, 7] references under -R since the session tests came in',
    by: 'bjarki',
    at: '2016-09-29T07:07Z',
    text: `The nightly reference leak run is red. Bisected to 2fe81c97d0ab ("Add SSLSession"). Reduced: one test with a resumed session leaks one SSLSession and its context.`,
    set: {
      type: 'resource usage',
      components: ['Tests', 'SSL'],
      versions: ['Python 3.6', 'Python 3.7'],
      priority: 'release blocker',
      keywords: ['buildbot', '3.6regression'],
      stage: 'needs patch',
    },
    events: [
      {
        by: 'anselm.w',
        after: '2h',
        text: `Mine. Session owns a reference to the context, and the setter doesn't drop the former one. I'll have it by tonight.`,
        set: { assignee: 'anselm.w' },
      },
      {
        by: 'anselm.w',
        after: '7h',
        text: `Here.`,
        files: [
          {
            name: 'session-leak.patch',
            text: `--- a/Modules/_ssl.c
+++ b/Modules/_ssl.c
@@ -2313,7 +2313,9 @@ static int PySSL_set_session(PySSLSocket *self, PyObject *value,
+    /* What SSL_set_session() counted is ours no longer. */
+    SSL_SESSION_free(session);
     return 0;
 }
`,
          },
        ],
      },
      {
        by: 'bjarki',
        after: '1h',
        text: `[7, 7, 7] -> [0, 0, 0]. But SSL_set_session() in 1.0.1 doesn't count, so there you free once too often. valgrind agrees with me.`,
      },
      { by: 'anselm.w', after: '3h', text: `Then only for 1.1. Second version with an #if around it.` },
      { by: 'bjarki', after: '10h', text: `Green with 1.0.1, 1.0.2 and 1.1.0.`, set: { stage: 'commit review' } },
      { by: 'tamsin.ok', after: '2h', text: `Commit it, I'm waiting with the tag.` },
      {
        by: 'anselm.w',
        after: '30m',
        text: `d2b8c7e03f61.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'Remove distutils from the standard library (PEP 632): the list of what still imports it',
    by: 'oriel',
    at: '2021-06-21T09:00Z',
    text: `To remove it in 3.12 we have to get rid of our own uses first. By grep:

- setup.py of CPython itself (build_ext, the big one)
- Tools/peg_generator, builds extensions in tests
- Lib/test: test_distutils, test_bdb, test_importlib, two helpers in support
- Lib/ctypes/util.py (spawn, on macOS only)
- IDLE: none
- Doc: 31 mentions`,
    set: {
      type: 'enhancement',
      components: ['Distutils', 'Library (Lib)', 'Build'],
      versions: ['Python 3.11'],
      stage: 'needs patch',
    },
    events: [
      {
        by: 'zdenka',
        after: '4h',
        text: `peg_generator: I can take it. It can use setuptools if present and skip the tests otherwise.`,
      },
      {
        by: 'gwenllian',
        after: '1d',
        text: `From those who are downstream: distutils.version.LooseVersion is what everyone uses and has no replacement in the standard library. A warning that says "use packaging" would be kind.`,
      },
      {
        by: 'oriel',
        after: '2h',
        text: `That's in the deprecation message already. LooseVersion itself gets one of its own: good idea.`,
      },
      {
        by: 'snorri',
        after: '2d',
        text: `Does this mean that "python setup.py install" stops working in 2023? I maintain a cluster from 2009.`,
      },
      {
        by: 'oriel',
        after: '3h',
        text: `With setuptools installed it goes on, it brings its own copy. Without it: yes.`,
      },
      {
        by: 'marchbanks',
        after: '1d',
        text: `Twenty years of documentation on the web say "from distutils.core import setup". I predict ten years of questions.`,
      },
      {
        by: 'quillon',
        after: '5h',
        text: `We get those questions today: "why does distutils not do X". At least the new answer will be short.`,
      },
      {
        by: 'anselm.w',
        after: '3d',
        text: `CPython's setup.py: the long-term answer is the Makefile with Modules/Setup, and it already builds 45 of the modules. Needs detection in configure for the remaining 25 (sqlite, tk, dbm, readline...). I'd make this a separate issue; it's weeks of work.`,
      },
      { by: 'hedda.quill', after: '6d', text: `test_bdb was one line (shutil). Done: 3c0ef17a9d82.` },
      {
        by: 'zdenka',
        after: '9d',
        text: `peg_generator, patch.`,
        files: [
          {
            name: 'peg-setuptools.diff',
            text: `--- a/Tools/peg_generator/pegen/build.py
+++ b/Tools/peg_generator/pegen/build.py
@@ -47,11 +47,11 @@ def compile_c_extension(
     """
-    import distutils.log
-    from distutils.core import Distribution, Extension
-    from distutils.command.clean import clean  # type: ignore
-    from distutils.command.build_ext import build_ext  # type: ignore
-    from distutils.tests.support import fixup_build_ext  # type: ignore
+    import setuptools.logging
+    from setuptools import Distribution, Extension
+    from setuptools.command.build_ext import build_ext  # type: ignore
+    from setuptools._distutils.command.clean import clean  # type: ignore
 
     if verbose:
`,
          },
        ],
        set: { stage: 'patch review' },
      },
      {
        by: 'mei-ting',
        after: '2d',
        text: `The mentions in Doc: 19 of the 31 are historical ("moved to distutils in 2.x"), I'd leave these. Patch for the other twelve is nearly ready.`,
      },
      {
        by: 'coordinator',
        after: '5d',
        text: `Thank you all. I keep the check list in the first message up to date by hand: setup.py and the peg_generator are what is left.`,
      },
    ],
  },
  {
    title: 'bdist_rpm writes a spec file with Windows line endings when run under Cygwin',
    by: 'tevita',
    at: '2010-07-27T23:30Z',
    text: `rpmbuild on Linux then says "bad interpreter: /bin/sh^M". Python 2.7 of Cygwin, text mode mount. I'm aware that building an RPM's spec on Windows is an odd thing to do. We have just the one computer.`,
    set: { type: 'behavior', components: ['Distutils'], versions: ['Python 2.7'] },
    events: [
      {
        by: 'quillon',
        after: '2d',
        text: `Not odd at all. write_file() opens with "w"; "wb" would do in 2.7. Distutils is frozen though: by decision it takes bug fixes only if they break nothing, and who knows what relies on it. In distutils2 the command doesn't exist.`,
      },
      {
        by: 'quillon',
        after: '1d',
        text: `I asked, and the answer is no for bdist_rpm. dos2unix is a good friend.`,
        set: { status: 'closed', resolution: 'wont fix' },
      },
    ],
  },
  {
    title: 'Tools/scripts/reindent.py eats the last line if it ends without a newline and in a tab',
    by: 'cosmo',
    at: '2017-02-02T14:40Z',
    text: `I'm the last user of this script, probably. A file whose last line consists of tabs only, without a newline:

Traceback (most recent call last):
  File "Tools/scripts/reindent.py", line 320, in <module>
    main()
  File "Tools/scripts/reindent.py", line 164, in check
    if r.run():
  File "/usr/lib/python3.6/tokenize.py", line 592, in _tokenize
    raise IndentationError(
IndentationError: unindent does not match any outer indentation level`,
    set: { type: 'behavior', components: ['Demos and Tools'], versions: ['Python 3.6', 'Python 3.7'] },
    events: [
      {
        by: 'dmitar',
        after: '1d',
        text: `You aren't the last: patchcheck uses it on every patch. Strip the last line if it is blank before tokenizing.`,
        set: { keywords: ['easy'], stage: 'needs patch' },
      },
      {
        by: 'cosmo',
        after: '3d',
        text: `I have never sent a patch, so please check whether I've got the format.`,
        files: [
          {
            name: 'reindent-last-line.patch',
            text: `--- a/Tools/scripts/reindent.py
+++ b/Tools/scripts/reindent.py
@@ -196,6 +196,9 @@ class Reindenter:
         # signal a NEWLINE or INDENT.
         self.lines = [_rstrip(line, '\\n').expandtabs() + "\\n"
                       for line in self.raw]
+        # A blank line at the end has no indentation worth keeping.
+        while self.lines and not self.lines[-1].strip():
+            self.lines.pop()
         self.lines.insert(0, None)
         self.index = 1  # index into self.lines of next line
`,
          },
        ],
      },
      {
        by: 'dmitar',
        after: '1d',
        text: `Format perfect. Isn't there code which removes blank lines at the end already, in run()? Yes: "while lines and lines[-1] == '\\n'". Both aren't needed: move it.`,
        set: { stage: 'patch review' },
      },
    ],
  },
  {
    title: 'test_gdb: skip instead of 31 errors when gdb was built without Python',
    by: 'hpark77',
    at: '2018-02-14T02:19Z',
    text: `Our image has a gdb-minimal. All the tests in test_gdb fail with 'Undefined command: "python"'.`,
    set: { type: 'behavior', components: ['Tests'], versions: ['Python 3.6', 'Python 3.7'] },
    events: [
      {
        by: 'zdenka',
        after: '3h',
        text: `There is a check at the top of the file ("gdb not built with embedded python support"). It runs gdb --batch --eval-command="python import sys; print(sys.version_info)" and skips if nothing comes out. Could you run that?`,
        set: { status: 'pending' },
      },
      {
        by: 'zdenka',
        after: '6w',
        text: `I've installed gdb-minimal of Fedora and of Debian: skipped on both. No reply, closing.`,
        set: { status: 'closed', resolution: 'works for me' },
      },
    ],
  },
  {
    title: 'sysconfig.get_platform() says "linux-x86_64" within a 32-bit chroot',
    by: 'tinkerbyte',
    at: '2015-12-15T17:26Z',
    text: `A 32-bit Python, in an i386 chroot on a 64-bit kernel, builds wheels which are called linux_x86_64 and which pip then refuses on the 32-bit machines they are for. os.uname() reports the kernel; the pointer size would tell the truth.`,
    set: {
      type: 'behavior',
      components: ['Distutils', 'Library (Lib)'],
      versions: ['Python 2.7', 'Python 3.5', 'Python 3.6'],
    },
    events: [
      {
        by: 'yaw.mensima',
        after: '8h',
        text: `"linux32 python ..." changes what uname says; build farms do this. But I agree that sys.maxsize is better informed than the kernel.`,
      },
      {
        by: 'snorri',
        after: '1d',
        text: `For ARM it's not only 32 or 64: armv7l userland on an aarch64 kernel. The suffix of EXT_SUFFIX knows it (multiarch triplet).`,
      },
      {
        by: 'quillon',
        after: '3d',
        text: `Changing get_platform() changes the build directory and wheel tags. pip can correct tags without us, and has done so for i686. I hesitate to touch it here.`,
        set: { stage: 'needs patch', priority: 'low' },
      },
      {
        by: 'tinkerbyte',
        after: '50w',
        text: `Half of the world works around it by now (I've counted four build systems). Perhaps a sentence in the documentation that it is about the kernel would be all that can be done.`,
      },
    ],
  },
  {
    title: 'support.check_warnings() passes although the expected warning comes from another thread of an earlier test',
    by: 'sunniva',
    at: '2014-01-28T20:20Z',
    text: `test_socket leaves a thread for a short while. Its ResourceWarning lands in whatever check_warnings() block runs at this moment, satisfies a filter, and hides that the function under test doesn't warn any more. I found three tests that haven't tested anything since 3.2.`,
    set: { type: 'behavior', components: ['Tests'], versions: ['Python 3.3', 'Python 3.4'] },
    events: [
      {
        by: 'perpetua',
        after: '5h',
        text: `warnings.catch_warnings isn't thread safe and can't be, as the filters are global. What we can do: threading_cleanup() must wait for the threads, with a failure when they don't end.`,
        set: { stage: 'needs patch' },
      },
      {
        by: 'rukmini',
        after: '11d',
        text: `A patch for the three dead tests, independent of how the leak is stopped.`,
        files: [
          {
            name: 'three-tests.patch',
            text: `--- a/Lib/test/test_imp.py
+++ b/Lib/test/test_imp.py
@@ -206,7 +206,8 @@ class ImportTests(unittest.TestCase):
-        with support.check_warnings(('', ResourceWarning)):
+        with self.assertWarnsRegex(ResourceWarning, 'unclosed file'):
             imp.load_module('spam', self.leaking_file(), 'spam.py', DESCRIPTION)
+            support.gc_collect()
`,
          },
        ],
      },
      {
        by: 'sunniva',
        after: '2d',
        text: `These are in (b7e2f1c9043d). The cleanup remains.`,
        set: { stage: 'needs patch', versions: ['+Python 3.5', '-Python 3.3'] },
      },
    ],
  },
  {
    title: 'Please make "python -m test" print the slowest ten without me asking for --slowest',
    by: 'octavia',
    at: '2021-03-02T19:12Z',
    text: `New contributors wait 25 minutes and don't know what for. Ten lines at the end are no harm, and they might lead somebody to make these faster.`,
    set: { type: 'enhancement', components: ['Tests'], versions: ['Python 3.10'] },
    events: [
      {
        by: 'mbalinga',
        after: '3h',
        text: `All CI scripts pass it already ("make buildbottest" does), and for a single test file ten lines *are* harm. -0.`,
      },
      { by: 'octavia', after: '1h', text: `Only with more than ten files then?` },
      { by: 'fenwick', after: '4d', text: `I like it with that condition.` },
      {
        by: 'mbalinga',
        after: '2w',
        text: `I'm not convinced, since one more default means one more thing to switch off. Let's say no, and mention --slowest in the devguide under "running tests" instead.`,
        set: { status: 'closed', resolution: 'rejected', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'msvc9compiler: "Unable to find vcvarsall.bat" tells beginners nothing',
    by: 'lupe',
    at: '2012-03-19T22:05Z',
    text: `The most frequent question in our forum by far.

Traceback (most recent call last):
  File "C:/Python27/Lib/distutils/msvc9compiler.py", line 299, in query_vcvarsall
    raise DistutilsPlatformError("Unable to find vcvarsall.bat")
distutils.errors.DistutilsPlatformError: Unable to find vcvarsall.bat

Nobody who reads this knows that a compiler is missing, that it has to be Visual C++ 2008 and no other, and that there's a free edition. Could it say so?`,
    set: { type: 'enhancement', components: ['Distutils', 'Windows'], versions: ['Python 2.7', 'Python 3.3'] },
    events: [
      {
        by: 'yaw.mensima',
        after: '6h',
        text: `"Microsoft Visual C++ 9.0 is required (unable to find vcvarsall.bat)". The old words stay in, for those who search the web. An address would be out of date within a year.`,
        set: { stage: 'needs patch', keywords: ['easy'] },
      },
      {
        by: 'calloway',
        after: '4d',
        text: `Done; the version is taken from the compiler that built Python, so it's right for 3.3 (10.0) as well.`,
        files: [
          {
            name: 'vcvarsall-words.diff',
            text: `--- a/Lib/distutils/msvc9compiler.py
+++ b/Lib/distutils/msvc9compiler.py
@@ -258,7 +258,9 @@ def query_vcvarsall(version, arch="x86"):
     vcvarsall = find_vcvarsall(version)
     interesting = set(("include", "lib", "libpath", "path"))
     result = {}
 
     if vcvarsall is None:
-        raise DistutilsPlatformError("Unable to find vcvarsall.bat")
+        raise DistutilsPlatformError("Microsoft Visual C++ %s is required "
+                                     "(unable to find vcvarsall.bat)" % version)
     log.debug("Calling 'vcvarsall.bat %s' (version=%s)", arch, version)
`,
          },
        ],
      },
      {
        by: 'yaw.mensima',
        after: '2d',
        text: `In. 3.3: 60c9f1ea7b2d, 2.7: 418edb7c3f05.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
]

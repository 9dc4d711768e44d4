import type { DemoStory } from 'muster-tracker/tracker'

export const stories: readonly DemoStory[] = [
  {
    title: 'Windows installer: "0x80072f7d" on a machine with TLS 1.0 only',
    by: 'ilse.d',
    at: '2019-07-22T08:44Z',
    text: `The web installer of 3.7.4 downloads its first part and then gives error 0x80072f7d on Windows 7 with no updates. The page for error codes doesn't list it. The big installer works, I only want you to know.`,
    set: { components: ['Installation', 'Windows'], versions: ['Python 3.7'] },
    events: [
      {
        by: 'zdenka',
        after: '5h',
        text: `It is "an error occurred in the secure channel support". The server no longer speaks TLS 1.0, and an unpatched Windows 7 has nothing better enabled. I could add the code to the page, and that the update KB3140245 cures it.`,
        set: {
          type: 'behavior',
          components: ['+Documentation', '-Installation', '-Windows'],
          stage: 'needs patch',
          keywords: ['easy'],
        },
      },
      {
        by: 'calloway',
        after: '2d',
        text: `Wrote it: two rows in the table.`,
        files: [
          {
            name: 'error-codes.diff',
            text: `--- a/Doc/using/windows.rst
+++ b/Doc/using/windows.rst
@@ -71,6 +71,10 @@
+   * - 0x80072f7d
+     - The download server and this machine have no version of TLS in common.
+       Install the update for TLS 1.2, or use the offline installer.
+
`,
          },
        ],
      },
      {
        by: 'ivo.tarn',
        after: '1d',
        text: `In. One row would have been enough for me, but I won't quarrel.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    ref: 'inst-ensurepip-debian',
    title: 'python3 -m venv fails half-way and leaves a directory without pip',
    by: 'eudora',
    at: '2014-10-08T18:20Z',
    text: `Fresh Ubuntu. I followed the tutorial:

$ python3 -m venv garden
Error: Command '['/home/eudora/garden/bin/python3', '-Im', 'ensurepip', '--upgrade', '--default-pip']' returned non-zero exit status 1

After that the directory is there, it has a python in it, but no activate and no pip. Is it complete or not?`,
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 3.4'] },
    events: [
      {
        by: 'quillon',
        after: '2h',
        text: `Your distribution splits off ensurepip; sudo apt-get install python3-venv puts it back. That part is theirs.`,
      },
      {
        by: 'marchbanks',
        after: '1d',
        text: `What's ours is the error message, which throws a command line at a beginner, and the ruins.`,
      },
      {
        by: 'quillon',
        after: '3d',
        text: `Right. (1) venv could try "import ensurepip" before it makes anything. (2) The scripts could be written before pip. (3) A sentence in place of the command. None is hard.`,
        set: { stage: 'needs patch', keywords: ['easy'] },
      },
      { by: 'user', after: '30w', text: `I keep running into (1) in containers. I'd like to take it.` },
    ],
  },
  {
    title: 'venv in Docker image: "returned non-zero exit status 1" and nothing more',
    by: 'lupe',
    at: '2015-12-01T05:30Z',
    text: `Base image with python3.4-minimal. venv ends with the ensurepip command in an error message, stderr of which is thrown away. When I run it by hand: "No module named ensurepip".`,
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 3.4', 'Python 3.5'] },
    events: [
      {
        by: 'perpetua',
        after: '7h',
        text: `Same cause as in the Ubuntu report.`,
        duplicateOf: 'inst-ensurepip-debian',
        set: { status: 'closed', resolution: 'duplicate' },
      },
    ],
  },
  {
    title: 'make install as root writes __pycache__ files that nobody else can read with umask 077',
    by: 'snorri',
    at: '2011-03-21T12:30Z',
    text: `All .py files are 644 through the install program. The .pyc files come from compileall and get the umask: 600. Everything works, but each start of each user compiles the library anew, 0.4 s. It took a year until somebody wondered.`,
    set: { type: 'behavior', components: ['Build', 'Installation'], versions: ['Python 3.2', 'Python 3.3'] },
    events: [
      {
        by: 'hedda.quill',
        after: '6h',
        text: `import takes the mode of the source for the pyc it writes; compileall should do likewise. I'd rather fix it there than by "umask 022" in the Makefile.`,
        set: { stage: 'needs patch' },
      },
      {
        by: 'snorri',
        after: '1d',
        text: `That works.`,
        files: [
          {
            name: 'compile-mode.patch',
            text: `diff -r 61a8c7c37d4f Lib/py_compile.py
--- a/Lib/py_compile.py
+++ b/Lib/py_compile.py
@@ -132,4 +132,6 @@ def compile(file, cfile=None, dfile=None, doraise=False, optimize=-1):
     with open(cfile, 'wb') as fc:
+        # Who may read the source may read this.
+        os.fchmod(fc.fileno(), stat.S_IMODE(os.stat(file).st_mode) & 0o666)
         fc.write(bytes(4))
         wr_long(fc, timestamp)
`,
          },
        ],
      },
      {
        by: 'ivo.tarn',
        after: '4d',
        text: `os.fchmod doesn't exist on Windows. os.chmod(cfile, ...) after the with block.`,
        set: { stage: 'patch review' },
      },
      {
        by: 'hedda.quill',
        after: '3d',
        text: `So changed, committed: 0be7d2c41f69 and merged to default.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'Build fails with "undefined reference to crypt" under --with-lto and gold',
    by: 'abelard',
    at: '2018-01-29T21:00Z',
    text: `gcc 7.3, binutils 2.30 (gold), Gentoo:

gcc -pthread -shared build/temp.linux-x86_64-3.7/_cryptmodule.o -L/usr/local/lib -o build/lib.linux-x86_64-3.7/_crypt.cpython-37m-x86_64-linux-gnu.so
/usr/bin/ld: build/temp.linux-x86_64-3.7/_cryptmodule.o: undefined reference to 'crypt'
collect2: error: ld returned 1 exit status

-lcrypt is missing from the line. Without LTO it's there.`,
    set: { type: 'compile error', components: ['Build'], versions: ['Python 3.7'] },
    events: [
      {
        by: 'mbalinga',
        after: '4h',
        text: `setup.py looks for libcrypt by linking a test; with -flto in CFLAGS that test gets optimised to nothing and "no library needed" is the conclusion. Please attach config.log.`,
        set: { stage: 'test needed' },
      },
      {
        by: 'abelard',
        after: '1d',
        text: `The conclusion is in line 8812: "checking for crypt in -lcrypt... none required".`,
      },
      {
        by: 'mbalinga',
        after: '6d',
        text: `Then we must take the address of the function through a volatile pointer, as for the other seven. I'm at it.`,
        set: { assignee: 'mbalinga', stage: 'needs patch' },
      },
    ],
  },
  {
    ref: 'inst-sysconfig-relocate',
    title: 'sysconfig bakes the build path in: extensions look for headers in /home/builder/...',
    by: 'tinkerbyte',
    at: '2016-08-15T14:10Z',
    text: `We build Python in CI, tar it up and unpack it elsewhere. sys.prefix adapts itself, sysconfig.get_config_var('INCLUDEPY') doesn't, so compiling an extension says: fatal error: Python.h: No such file or directory.`,
    set: { type: 'enhancement', components: ['Build', 'Library (Lib)'], versions: ['Python 3.7'] },
    events: [
      {
        by: 'bjarki',
        after: '1d',
        text: `Variables from the Makefile are a photograph of the build. We can compute the paths (get_path('include') does), but not guess which of the other 600 values contain the prefix.`,
      },
      {
        by: 'fenwick',
        after: '5d',
        text: `Replace the old prefix by the new when loading? With a marker: _sysconfigdata could hold "{prefix}/include" and be formatted.`,
      },
      {
        by: 'bjarki',
        after: '2d',
        text: `A marker I could live with. It'd also make builds reproducible, which distributors have asked for.`,
        set: { stage: 'needs patch' },
      },
      {
        by: 'tinkerbyte',
        after: '40w',
        text: `First attempt. Still wrong for --exec-prefix.`,
        files: [
          {
            name: 'prefix-marker.patch',
            text: `--- a/Lib/sysconfig.py
+++ b/Lib/sysconfig.py
@@ -345,4 +345,8 @@ def _init_posix(vars):
     build_time_vars = _temp.build_time_vars
-    vars.update(build_time_vars)
+    places = {'prefix': sys.base_prefix, 'exec_prefix': sys.base_exec_prefix}
+    for name, value in build_time_vars.items():
+        if isinstance(value, str) and value.startswith('{'):
+            value = value.format(**places)
+        vars[name] = value
`,
          },
        ],
      },
    ],
  },
  {
    title: 'python-config --ldflags lists a directory that exists on the build machine only',
    by: 'octavia',
    at: '2018-04-17T09:09Z',
    text: `-L/var/tmp/portage/dev-lang/python-3.6.5/image/usr/lib64. Linking prints a warning, -Werror makes it fatal. See also the report on relocated builds; it has the cause.`,
    set: { type: 'behavior', components: ['Build'], versions: ['Python 3.6', 'Python 3.7'] },
    events: [
      {
        by: 'anselm.w',
        after: '2d',
        text: `Indeed. The script is made by sed out of the same variables, so it will be right when they are.`,
        dependsOn: ['inst-sysconfig-relocate'],
        set: { stage: 'needs patch' },
      },
      { by: 'octavia', after: '3d', text: `Understood; sed on top of your sed until then.` },
    ],
  },
  {
    title: '2to3 turns a lambda with a tuple parameter into one that shadows a global',
    by: 'gwenllian',
    at: '2010-10-19T11:22Z',
    text: `lambda (a, b): a + b + a_b becomes lambda a_b: a_b[0] + a_b[1] + a_b. The generated name should avoid those that are used inside.`,
    set: {
      type: 'behavior',
      components: ['2to3 (2.x to 3.x conversion tool)'],
      versions: ['Python 2.7', 'Python 3.1', 'Python 3.2'],
    },
    events: [
      {
        by: 'oriel',
        after: '1d',
        text: `A clean repro in one line, thank you. find_params() knows all the names in the body; append underscores until it's new.`,
        set: { keywords: ['easy'], stage: 'needs patch' },
      },
      {
        by: 'rasmus_k',
        after: '2d',
        text: `Patch with tests.`,
        files: [
          {
            name: 'tuple_params.diff',
            text: `Index: Lib/lib2to3/fixes/fix_tuple_params.py
===================================================================
--- Lib/lib2to3/fixes/fix_tuple_params.py	(revision 85712)
+++ Lib/lib2to3/fixes/fix_tuple_params.py	(working copy)
@@ -103,5 +103,7 @@
         params = find_params(args)
         to_index = map_to_index(params)
-        tup_name = self.new_name(tuple_name(params))
+        tup_name = tuple_name(params)
+        while any(leaf.value == tup_name for leaf in body.leaves()):
+            tup_name += '_'
 
         new_param = Name(tup_name, prefix=" ")
`,
          },
        ],
      },
      {
        by: 'oriel',
        after: '5d',
        text: `Node.leaves() isn't in 3.1, so r85790 (2.7), r85791 (3.2).`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved', versions: ['-Python 3.1'] },
      },
    ],
  },
  {
    title: 'timeit prints "best of 5" and a reassuring number even if the statement never ran',
    by: 'xiulan',
    at: '2019-03-05T06:15Z',
    text: `python -m timeit "for x in []: f(x)" — zero calls, 18 nsec. My pupil was proud of his fast f. Could timeit warn if the variance… no, I don't know what I ask for. If the statement defines a function and doesn't call it, perhaps?`,
    set: { type: 'enhancement', components: ['Library (Lib)'], versions: ['Python 3.8'] },
    events: [
      {
        by: 'marchbanks',
        after: '1h',
        text: `"Beware, the student has not understood the problem" would be a fine warning to print by default.`,
      },
      {
        by: 'keiko.arashi',
        after: '1d',
        text: `I sympathise, but no tool sees that. There's already a hint when the slowest run is four times the fastest.`,
        set: { status: 'closed', resolution: 'rejected' },
      },
    ],
  },
  {
    title: 'macOS installer leaves certifi link dangling when 3.6 is removed after 3.7 was put beside it',
    by: 'jib',
    at: '2018-07-30T16:40Z',
    text: `"Install Certificates.command" of 3.7 makes cert.pem a link to site-packages/certifi/cacert.pem. Fine. But I had PYTHONHOME... never mind, here's what I did: installed 3.6, ran the command, installed 3.7, ran it, deleted the 3.6 folder. Now urlopen() of 3.7 gives CERTIFICATE_VERIFY_FAILED, and cert.pem points into the deleted folder.`,
    set: { type: 'behavior', components: ['macOS', 'Installation'], versions: ['Python 3.7'] },
    events: [
      {
        by: 'noor.b',
        after: '1d',
        text: `On a clean 10.13 I get a link into 3.7. What does "echo $PYTHONPATH" say?`,
        set: { status: 'pending' },
      },
      {
        by: 'jib',
        after: '2d',
        text: `/Library/Frameworks/Python.framework/Versions/3.6/lib/python3.6/site-packages. I have no memory of that, but my .bash_profile has.`,
      },
      {
        by: 'noor.b',
        after: '3h',
        text: `The script could run python with -E, or better -I, and be immune. A one-word patch for you?`,
        set: { stage: 'needs patch', keywords: ['newcomer friendly', 'easy'] },
      },
    ],
  },
  {
    title: 'Cross-compiling for MIPS runs the target interpreter to generate frozen modules',
    by: 'tevita',
    at: '2021-10-20T03:33Z',
    text: `./configure --host=mipsel-linux-gnu --build=x86_64-linux-gnu, then make: "./Programs/_freeze_module: cannot execute binary file: Exec format error". 3.10 was fine. Weather buoys, in case you ask who uses MIPS.`,
    set: { type: 'compile error', components: ['Cross-Build'], versions: ['Python 3.11'] },
    events: [
      {
        by: 'hedda.quill',
        after: '3h',
        text: `Now that deep-freeze needs a running program, it must be the one of the build machine: --with-freeze-module=PATH as long as nothing better is there. Nobody may release an alpha that can't be cross-built, though.`,
        set: { keywords: ['3.11regression'], priority: 'release blocker', stage: 'needs patch' },
      },
      { by: 'vikram.s', after: '1d', text: `We do ARM boards the same way and stand still too.` },
      {
        by: 'hedda.quill',
        after: '2d',
        text: `Patch on its way: a second, native build of that program in a directory of its own.`,
        set: { stage: 'patch review', assignee: 'hedda.quill' },
      },
      { by: 'tevita', after: '1d', text: `Your branch builds here, and the buoy prints "Hello, ocean".` },
    ],
  },
  {
    title: 'py.exe ignores py.ini when the user name contains a Chinese character',
    by: 'mei-ting',
    at: '2013-12-19T10:50Z',
    text: `C:/Users/(two characters)/AppData/Local/py.ini isn't read. With PYLAUNCH_DEBUG=1 I see "File 'C:/Users/??/AppData/Local/py.ini' non-existent". It works for the test account "abc".`,
    set: { type: 'behavior', components: ['Windows', 'Unicode'], versions: ['Python 3.3', 'Python 3.4'] },
    events: [
      {
        by: 'zdenka',
        after: '5h',
        text: `The debug output always had question marks, so that's not conclusive, but GetPrivateProfileStringW is fine with such names. Is the file perhaps saved as UTF-8 with BOM? Then the first section isn't found.`,
      },
      {
        by: 'mei-ting',
        after: '8h',
        text: `I copied the file from the account abc with the same content. Copied again today and it's read. So I did something wrong in the first place, sorry for the noise.`,
        set: { status: 'closed', resolution: 'works for me' },
      },
    ],
  },
  {
    title: 'distutils sdist omits data files whose names begin with a dot, and says they are there',
    by: 'ottilie',
    at: '2012-08-13T13:13Z',
    text: `MANIFEST.in: "recursive-include templates *". templates/.htaccess.in is in the SOURCES list it prints and not in the archive. Checked with tar tzf.`,
    set: { type: 'behavior', components: ['Distutils'], versions: ['Python 2.7', 'Python 3.3'] },
    events: [
      {
        by: 'noor.b',
        after: '3d',
        text: `Confirmed with 2.7.3: make_release_tree() hard-links the files and then prunes with a pattern that begins with a dot for .svn and co.`,
        set: { stage: 'needs patch' },
      },
      { by: 'barnaby', after: '2w', text: `distutils2 does it right.` },
      {
        by: 'noor.b',
        after: '2w',
        text: `Which doesn't help those who can't move.`,
        set: { components: ['+Distutils2'] },
      },
      {
        by: 'perpetua',
        after: '430w',
        text: `distutils is deprecated since 3.10 and gets no more changes other than for building Python itself. setuptools has its own sdist.`,
        set: { status: 'closed', resolution: 'out of date', components: ['-Distutils2'] },
      },
    ],
  },
  {
    title: 'pip disappears after the upgrade from 3.5.0 to 3.5.1 with the Windows installer',
    by: 'hpark77',
    at: '2015-12-08T23:50Z',
    text: `Installed for all users, "pip" ticked in both. After the upgrade: 'pip' is not recognized, and python -m pip: No module named pip. The log of the installer has "ensurepip" first and removal of 3.5.0 second.`,
    set: { type: 'behavior', components: ['Installation', 'Windows'], versions: ['Python 3.5'] },
    events: [
      {
        by: 'ivo.tarn',
        after: '4h',
        text: `I see it. The removal of the old version runs "pip uninstall pip" since that version put it there. I thought it's skipped on upgrades, but the property is per package and not per bundle. 3.5.2 then.`,
        set: { priority: 'deferred blocker', keywords: ['3.5regression'], assignee: 'ivo.tarn', stage: 'needs patch' },
      },
      {
        by: 'sanna.lehto',
        after: '3d',
        text: `For classrooms: python -m ensurepip brings it back, no download needed.`,
      },
      {
        by: 'ivo.tarn',
        after: '5w',
        text: `Removal is now skipped if UPGRADINGPRODUCTCODE is set. I went up and down between five versions on a clean machine. b2c5a8710fd4, 3c9ab017ee62.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved', priority: 'normal' },
      },
    ],
  },
  {
    title: 'pydoc -b serves a page that loads for 40 seconds because of one broken package',
    by: 'cosmo',
    at: '2020-11-16T19:45Z',
    text: `The index imports... something. I have a package "lcddriver" that waits for hardware when it's imported. Shouldn't an index only list names?`,
    set: { type: 'performance', components: ['Library (Lib)', 'Demos and Tools'], versions: ['Python 3.9'] },
    events: [
      {
        by: 'dmitar',
        after: '1d',
        text: `The index uses pkgutil.iter_modules(), which imports nothing. The search box does walk_packages() and that imports packages, to find their __path__. Did you search?`,
      },
      { by: 'cosmo', after: '3h', text: `I did, yes. For "lcd".` },
      {
        by: 'dmitar',
        after: '2d',
        text: `Searching could read docstrings by ast without import, source files only. That's an enhancement I'd enjoy to review.`,
        set: { type: 'enhancement', stage: 'needs patch', versions: ['-Python 3.9', '+Python 3.10'] },
      },
    ],
  },
  {
    title: 'A "--dry-run" for Tools/scripts/reindent.py that exits with 1 when something would change',
    by: 'rukmini',
    at: '2014-07-07T07:07Z',
    text: `-d says dry run, but the exit status is 0 in any case, therefore it's of no use in a commit hook.`,
    set: { type: 'enhancement', components: ['Demos and Tools'], versions: ['Python 3.5'] },
    events: [
      {
        by: 'quillon',
        after: '1d',
        text: `An option -e for the status keeps the present users of -d happy.`,
        set: { stage: 'needs patch', priority: 'low', keywords: ['easy'] },
      },
      {
        by: 'user',
        after: '6d',
        text: `Here.`,
        files: [
          {
            name: 'reindent-status.patch',
            text: `--- a/Tools/scripts/reindent.py
+++ b/Tools/scripts/reindent.py
@@ -64,3 +64,4 @@ def main():
-        opts, args = getopt.getopt(sys.argv[1:], "drnvh",
+        opts, args = getopt.getopt(sys.argv[1:], "dernvh",
             ["dryrun", "recurse", "nobackup", "verbose", "newline=", "help"])
@@ -96,2 +97,4 @@ def main():
         check(arg)
+    if exit_status and changed:
+        sys.exit(1)
`,
          },
        ],
      },
      {
        by: 'quillon',
        after: '2d',
        text: `"changed" is never set in what you attached; check() has to return something. And the usage text wants a line.`,
        set: { stage: 'patch review' },
      },
    ],
  },
]

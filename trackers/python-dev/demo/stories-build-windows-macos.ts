import type { DemoStory } from 'muster-tracker/tracker'

export const stories: readonly DemoStory[] = [
  {
    ref: 'build-configure-openssl',
    title: 'configure takes the headers of one OpenSSL and the library of another',
    by: 'tinkerbyte',
    at: '2016-09-13T08:12Z',
    text: `Two OpenSSLs live on this server: 1.0.1 in /usr and 1.0.2 in /opt/tls. With CPPFLAGS and LDFLAGS set, setup.py looks for ssl.h along one list of directories and for libssl along another one; they are not in the same order. The module links, and the import says

Traceback (most recent call last):
  File "/opt/python3.6/lib/python3.6/ssl.py", line 98, in <module>
    import _ssl             # if we can't import it, let the error propagate
ImportError: /opt/python3.6/lib/python3.6/lib-dynload/_ssl.cpython-36m-x86_64-linux-gnu.so: undefined symbol: SSL_CTX_get0_param

An option that names one place for both would end this.`,
    set: { type: 'compile error', components: ['Build', 'SSL'], versions: ['Python 3.6', 'Python 3.7'] },
    events: [
      {
        by: 'zdenka',
        after: '5h',
        text: `How about --with-openssl=DIR, looking at DIR/include and DIR/lib and at nothing else? pkg-config could fill it in when it isn't given.`,
        set: { stage: 'needs patch', type: 'enhancement' },
      },
      { by: 'snorri', after: '1d', text: `Please not with lib only, on some systems it's lib64.` },
      {
        by: 'tinkerbyte',
        after: '9d',
        text: `Attached for configure.ac and setup.py. The macro compiles and *links* a program that calls SSL_new(), so a mixture is noticed at once. I left the regenerated configure out of the diff, 600 lines.`,
        files: [
          {
            name: 'with-openssl.patch',
            text: `--- a/setup.py
+++ b/setup.py
@@ -787,22 +787,14 @@ class PyBuildExt(build_ext):
         # Detect SSL support for the socket module (via _ssl)
-        search_for_ssl_incs_in = [
-                              '/usr/local/ssl/include',
-                              '/usr/contrib/ssl/include/'
-                             ]
-        ssl_incs = find_file('openssl/ssl.h', inc_dirs,
-                             search_for_ssl_incs_in
-                             )
+        includes = split_var('OPENSSL_INCLUDES', '-I')
+        libdirs = split_var('OPENSSL_LDFLAGS', '-L')
`,
          },
        ],
      },
      {
        by: 'anselm.w',
        after: '4d',
        text: `I tried it with three OpenSSLs and a LibreSSL. Works, and the error is readable. One wish: print what was found at the end of configure.`,
        set: { stage: 'patch review' },
      },
      {
        by: 'zdenka',
        after: '3w',
        text: `Too late for 3.6, as configure options count as features. Waiting for the branch.`,
        set: { versions: ['-Python 3.6'] },
      },
      {
        by: 'anselm.w',
        after: '20w',
        text: `Committed to master, 07b4fa9ce318.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'py.exe starts 3.9-32 although the shebang asks for python3.9-64',
    by: 'ilse.d',
    at: '2020-11-02T14:51Z',
    text: `I've got both installed. "py -3.9-64 x.py" is right, the line #! python3.9-64 in the file is not: I get the 32-bit one, which can't load my DLL.

Traceback (most recent call last):
  File "C:\\Python39-32\\lib\\ctypes\\__init__.py", line 374, in __init__
    self._handle = _dlopen(self._name, mode)
OSError: [WinError 193] %1 is not a valid Win32 application

 "-64" seems to be read as an argument of the interpreter... then why no error?`,
    set: { type: 'behavior', components: ['Windows'], versions: ['Python 3.8', 'Python 3.9'] },
    events: [
      {
        by: 'yaw.mensima',
        after: '6h',
        text: `validate_version() accepts -32 and -64, but only -32 has an effect: for anything else "the 64-bit one if there is no other of that version" comes out of the sort order. That "-64" was never implemented in shebangs is a bug.`,
        set: { stage: 'needs patch' },
      },
      {
        by: 'ilse.d',
        after: '1d',
        text: `PYLAUNCH_DEBUG=1 says "found configured value 'python3.9-64'", so it does see it.`,
      },
      {
        by: 'vikram.s',
        after: '11d',
        text: `Patch for PC/launcher.c. It has no tests; is there a place for them?`,
        files: [
          {
            name: 'launcher-64.patch',
            text: `--- a/PC/launcher.c
+++ b/PC/launcher.c
@@ -1218,6 +1218,8 @@ validate_version(wchar_t * p)
     if (*end != L'\\0') {
         if (wcsncmp(end, L"-32", 3) == 0)
             bits = 32;
+        else if (wcsncmp(end, L"-64", 3) == 0)
+            bits = 64;
         else
             return FALSE;
     }
`,
          },
        ],
      },
      {
        by: 'yaw.mensima',
        after: '2d',
        text: `There isn't. Historically the launcher is tested by people who complain. I'll try it by hand with four installations.`,
        set: { stage: 'patch review', assignee: 'yaw.mensima' },
      },
    ],
  },
  {
    title: 'Installer fails with 0x80070643 when the Documents folder is on a network share',
    by: 'barnaby',
    at: '2018-10-05T19:33Z',
    text: `I tried to install Python 3.7 on my school laptop and it says "Setup failed 0x80070643 fatal error during installation". I tried it 4 times and also as admin. Log file is attached, I took my name out of it.`,
    files: [
      {
        name: 'python-3.7.0-setup.txt',
        text: `[1B30:0F14][2018-10-05T19:20:41]i301: Applying execute package: pip_JustForMe, action: Install
[1B30:0F14][2018-10-05T19:20:41]e000: Error 0x80070643: Failed to install MSI package.
[1B30:0F14][2018-10-05T19:20:41]e000: Error 0x80070643: Failed to execute MSI package.
[1B30:0F14][2018-10-05T19:20:42]i319: Applied execute package: pip_JustForMe, result: 0x80070643, restart: None
`,
      },
    ],
    set: { components: ['Installation', 'Windows'], versions: ['Python 3.7'] },
    events: [
      {
        by: 'perpetua',
        after: '3h',
        text: `The package which fails is pip: ensurepip is started as a normal program at the end, and that fails. In %TEMP% there should be a second log, ending in _pip_JustForMe.log. Could you attach the last twenty lines?`,
        set: { status: 'pending', type: 'behavior' },
      },
      { by: 'barnaby', after: '1d', text: `It says PermissionError and the path \\\\school-srv\\home$\\...\\pip.ini` },
      {
        by: 'perpetua',
        after: '4h',
        text: `pip reads its configuration from your roaming profile, and the share refuses. Untick "pip" in the installer and it will go through; afterwards run "py -m ensurepip" while connected to the school network.`,
      },
      { by: 'barnaby', after: '2d', text: `It worked!!! thank you so much` },
      {
        by: 'perpetua',
        after: '9h',
        text: `What is left for us: the failure of an optional step shouldn't roll back the whole installation. I leave it open for this.`,
        set: { status: 'open', stage: 'needs patch' },
      },
      {
        by: 'coordinator',
        after: '80w',
        text: `Since 3.8 ensurepip runs in isolated mode in the installer, so that a pip.ini is not read. I can't make it fail any longer with a share that refuses.`,
        set: { status: 'closed', resolution: 'out of date' },
      },
    ],
  },
  {
    ref: 'build-macos-universal',
    title: 'universal2 build on an Intel Mac: lib-dynload modules are x86_64 only',
    by: 'keiko.arashi',
    at: '2020-11-24T03:45Z',
    text: `configure --enable-universalsdk --with-universal-archs=universal2, Xcode 12.2, macOS 10.15. The interpreter is fat, 61 of 67 extension modules are fat, six are not: _ssl, _hashlib, _lzma, _sqlite3, _dbm, _tkinter. These are the ones that link with something from /usr/local, where Homebrew's thin libraries are. ld only warns ("ignoring file, building for macOS-arm64 but attempting to link with file built for macOS-x86_64").`,
    set: {
      type: 'compile error',
      components: ['macOS', 'Build'],
      versions: ['Python 3.9', 'Python 3.10'],
      priority: 'high',
    },
    events: [
      {
        by: 'mbalinga',
        after: '5h',
        text: `The build for the installer brings its own copies of all six, so there it's fine. For a local build we should either fail or say it at the end, next to "necessary bits to build these optional modules were not found".`,
        set: { stage: 'needs patch' },
      },
      {
        by: 'gwenllian',
        after: '1d',
        text: `A line in that report would have saved me a day: my wheel was tested on Intel, uploaded, and on M1 machines "import ssl" said "mach-o, but wrong architecture".`,
      },
      {
        by: 'keiko.arashi',
        after: '3d',
        text: `build_ext could run lipo -archs over each result and compare with sys.platform's archs. 67 processes, half a second. Fine?`,
      },
      {
        by: 'mbalinga',
        after: '6h',
        text: `Fine. Put it into PyBuildExt.build_extensions(), where the renaming of failed imports is; cross builds mustn't do it.`,
      },
      {
        by: 'keiko.arashi',
        after: '8d',
        files: [
          {
            name: 'check-archs.diff',
            text: `diff --git a/setup.py b/setup.py
--- a/setup.py
+++ b/setup.py
@@ -640,6 +640,14 @@ class PyBuildExt(build_ext):
             return
 
+        if MACOS and not CROSS_COMPILING:
+            missing = set(wanted_archs()) - set(archs_of(ext_filename))
+            if missing:
+                self.announce('WARNING: "%s" lacks %s'
+                              % (ext.name, ', '.join(sorted(missing))), level=3)
+                self.thin_modules.append(ext.name)
+                return
+
         # Workaround for Cygwin: Cygwin currently has fork issues when many
         # modules have been imported
`,
          },
        ],
        text: `As agreed. The report at the end reads: "These modules don't run on all architectures asked for: ..."`,
        set: { stage: 'patch review' },
      },
      {
        by: 'mbalinga',
        after: '2d',
        text: `Merged and backported: 9d71c3ef402b, b0a2268fd4c1 (3.9).`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'Homebrew OpenSSL is not found on Apple silicon because it moved to /opt/homebrew',
    by: 'octavia',
    at: '2021-01-19T17:08Z',
    text: `./configure && make on a new Mac mini M1 ends in "Could not build the ssl module!". Python 3.9.1. With --with-openssl=$(brew --prefix openssl@1.1) it works, but I'm told that it should be found by itself.`,
    set: { type: 'compile error', components: ['Build', 'macOS'], versions: ['Python 3.9', 'Python 3.10'] },
    events: [
      {
        by: 'mbalinga',
        after: '8h',
        text: `It isn't found by itself on Intel either; what finds it there is that /usr/local is a default search path of the compiler. We don't want to know where package managers put things. --with-openssl is the answer and the devguide has a section with this very line.`,
        set: { status: 'closed', resolution: 'not a bug' },
      },
      { by: 'octavia', after: '1h', text: `OK! The end of configure could tell...` },
    ],
  },
  {
    title: 'os.path.realpath() on a subst drive answers with the drive that was substituted',
    by: 'pasquale',
    at: '2020-03-11T07:28Z',
    text: `We map S: to C:\\work\\source with subst, so all developers have the same paths. Since 3.8 os.path.realpath("S:\\\\main.c") is "C:\\\\work\\\\source\\\\main.c" and our build cache, whose keys are paths, is different on every machine. In 3.7 it returned S:.`,
    set: { type: 'behavior', components: ['Windows', 'Library (Lib)'], versions: ['Python 3.8', 'Python 3.9'] },
    events: [
      {
        by: 'yaw.mensima',
        after: '4h',
        text: `3.7 did not resolve anything on Windows: realpath was abspath. 3.8 asks the system for the final path, and a subst drive is a symbolic link to the system. I understand the trouble, but "real" is what you get.`,
      },
      {
        by: 'pasquale',
        after: '1d',
        text: `And a mapped network drive becomes \\\\server\\share\\..., whose length breaks our linker. There are tools which can't live with UNC paths at all.`,
      },
      {
        by: 'oriel',
        after: '2d',
        text: `POSIX offers a parallel in bind mounts, which realpath doesn't look behind. One could argue that a drive letter is a mount point: resolve links, but keep the drive if opening through it reaches the same file.`,
      },
      {
        by: 'yaw.mensima',
        after: '1d',
        text: `That is an argument I can go with for mapped drives. For subst there is no clean way to tell it from a junction at the root.`,
      },
      { by: 'jib', after: '3w', text: `Workaround for others who come here: os.path.abspath().` },
      {
        by: 'oriel',
        after: '25w',
        text: `I don't see agreement on subst. Unassigning myself from further debate, but leaving it open since mapped drives ought to be dealt with.`,
        set: { stage: 'needs patch', priority: 'low', versions: ['+Python 3.10', '-Python 3.8'] },
      },
    ],
  },
  {
    title: '"make install" as root leaves __pycache__ in the source tree that the user cannot delete',
    by: 'marchbanks',
    at: '2013-12-09T22:50Z',
    text: `make as me, sudo make install, rm -rf of the source tree: "Permission denied" a hundred times, all of them in Lib/__pycache__ and Tools/scripts/__pycache__. It's 2013, and I have to sudo rm -rf, which I'd rather never type.`,
    set: { type: 'behavior', components: ['Build', 'Installation'], versions: ['Python 3.3', 'Python 3.4'] },
    events: [
      {
        by: 'ivo.tarn',
        after: '1d',
        text: `The install target runs the just built interpreter for compileall and for setup.py install; both import from the source tree. -B in RUNSHARED's PYTHON_FOR_BUILD would do.`,
        set: { stage: 'needs patch', keywords: ['easy'] },
      },
      {
        by: 'abelard',
        after: '4d',
        text: `Shall "make" itself keep writing them? I find the second build faster with them.`,
      },
      { by: 'ivo.tarn', after: '2h', text: `Yes. Only the install targets.` },
      {
        by: 'abelard',
        after: '2d',
        text: `It's five times the same two characters.`,
        files: [
          {
            name: 'install-B.patch',
            text: `--- a/Makefile.pre.in
+++ b/Makefile.pre.in
@@ -1130,7 +1130,7 @@ libinstall:	build_all $(srcdir)/Lib/$(PLATDIR) $(srcdir)/Modules/xxmodule.c
 	-PYTHONPATH=$(DESTDIR)$(LIBDEST)  $(RUNSHARED) \\
-		$(PYTHON_FOR_BUILD) -Wi $(DESTDIR)$(LIBDEST)/compileall.py \\
+		$(PYTHON_FOR_BUILD) -B -Wi $(DESTDIR)$(LIBDEST)/compileall.py \\
 		-d $(LIBDEST) -f \\
 		-x 'bad_coding|badsyntax|site-packages|lib2to3/tests/data' \\
 		$(DESTDIR)$(LIBDEST)
`,
          },
        ],
      },
      {
        by: 'ivo.tarn',
        after: '3d',
        text: `Does -B stop compileall from writing? No, that only looks at its own options. Good. Committed, c13f9e7208ad.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'Cross-compiling for ARM runs the target python during "make", of course without success',
    by: 'hpark77',
    at: '2012-09-04T05:15Z',
    text: `--host=arm-linux-gnueabi --build=x86_64-linux-gnu gets far, then:

./python -E -S -m sysconfig --generate-posix-vars
/bin/sh: ./python: cannot execute binary file
make: *** [pybuilddir.txt] Error 126

The variable PYTHON_FOR_BUILD is used in the install targets but not there.`,
    set: { type: 'compile error', components: ['Cross-Build', 'Build'], versions: ['Python 3.3'] },
    events: [
      {
        by: 'snorri',
        after: '10h',
        text: `Needs a host python of exactly the same version; the format of _sysconfigdata changed in the last release candidate. Mine fails a few lines further down if I use 3.2.`,
      },
      {
        by: 'anselm.w',
        after: '1d',
        text: `Right on both counts. configure has to find a python3.3 on the build machine and refuse others, and that target has to use it with _PYTHON_PROJECT_BASE set so that sysconfig looks into the build tree.`,
        set: { stage: 'needs patch' },
      },
      {
        by: 'hpark77',
        after: '6d',
        text: `With this I have a python on the board, and "import socket" works. curses and readline need more.`,
        files: [
          {
            name: 'cross-posix-vars.diff',
            text: `--- a/Makefile.pre.in
+++ b/Makefile.pre.in
@@ -451,7 +451,9 @@ platform: $(BUILDPYTHON) pybuilddir.txt
 # Create build directory and generate the sysconfig build-time data there.
 pybuilddir.txt: $(BUILDPYTHON)
-	$(RUNSHARED) ./$(BUILDPYTHON) -E -S -m sysconfig --generate-posix-vars
+	$(RUNSHARED) $(PYTHON_FOR_BUILD) -S -m sysconfig --generate-posix-vars ;\\
+	if test $$? -ne 0 ; then rm -f ./pybuilddir.txt ; exit 1 ; fi
 
 # Build the shared modules
`,
          },
        ],
      },
      {
        by: 'anselm.w',
        after: '3d',
        text: `Pushed as f0d6a18e73b5. Yes, there will be more of these; I have made a meta issue of it in my head.`,
        set: { status: 'closed', resolution: 'fixed' },
      },
    ],
  },
  {
    ref: 'build-msi-path',
    title: 'Add Python to PATH: tick it by default',
    by: 'lupe',
    at: '2015-09-22T16:40Z',
    text: `I teach beginners. Out of 30 people on a first evening 22 did not tick the box, typed "python" and got "is not recognized as an internal or external command". Half of the evening was spent on editing environment variables. I know about py, but every book, every web page says python and pip.`,
    set: { type: 'enhancement', components: ['Windows', 'Installation'], versions: ['Python 3.6'] },
    events: [
      {
        by: 'yaw.mensima',
        after: '3h',
        text: `The counter-argument is that those who have several versions suffer quietly and for years: the last one installed wins, scripts of other programs that ship a Python pick up the wrong one, and PATH has a limit of 2,047 characters in many tools. The box is off for a reason.`,
      },
      { by: 'lupe', after: '1h', text: `Beginners have one version. Those with several can untick.` },
      {
        by: 'gwenllian',
        after: '5h',
        text: `As one with nine versions: I'd untick it once and forget. Agree with Lupe.`,
      },
      {
        by: 'noor.b',
        after: '1d',
        text: `What is the state of affairs in a corporate setting? Silent installs with default options would suddenly change PATH on 10,000 machines.`,
      },
      {
        by: 'perpetua',
        after: '2d',
        text: `Only the user interface needs the new default; command line properties could keep theirs. "Just for me" changes nobody else's PATH. And it could be appended, not prepended: then it's never wrong for those who had one.`,
      },
      {
        by: 'yaw.mensima',
        after: '7h',
        text: `Appended has its own failure: any old python.exe of a CAD program in front hides ours, and the beginner runs 2.7 without knowing. In my support mails that is worse than "is not recognized".`,
      },
      {
        by: 'cosmo',
        after: '4d',
        text: `How do others do it? Node: yes. Ruby: yes. Perl: yes. Java: no, for 25 years, and look how happy everyone is.`,
      },
      {
        by: 'mei-ting',
        after: '9d',
        text: `Could the last page of the installer ask? "You'll most likely want to type python. [Make that work]". A question that comes at the moment it can be understood.`,
      },
      { by: 'perpetua', after: '1d', text: `I like that. There is a last page already, with the long path button.` },
      {
        by: 'yaw.mensima',
        after: '2w',
        text: `-0 on a page with two buttons of which nobody knows what they do. Also, for a machine-wide installation it has to elevate again.`,
      },
      {
        by: 'lupe',
        after: '4w',
        text: `I now hand out a picture with a red arrow to the box. 28 of 30. Still I hope.`,
      },
      {
        by: 'coordinator',
        after: '60w',
        text: `There is no consensus after a year. 3.7 will list it more visibly on the first page (moved above the "Install Now" text); I would like to see whether this changes the numbers before anything else is done.`,
        set: { resolution: 'postponed', versions: ['+Python 3.7', '-Python 3.6'], priority: 'low' },
      },
    ],
  },
  {
    title: 'Store package: "python" in a fresh Windows 10 opens a shop instead of an error',
    by: 'eudora',
    at: '2019-08-14T20:17Z',
    text: `I have uninstalled Python. Then I type python in the prompt and the Microsoft Store appears. My script checks with "where python" whether Python is there, and now it's always there: C:\\Users\\me\\AppData\\Local\\Microsoft\\WindowsApps\\python.exe, 0 bytes.`,
    set: { type: 'behavior', components: ['Windows', 'Installation'], versions: ['Python 3.7'] },
    events: [
      {
        by: 'yaw.mensima',
        after: '5h',
        text: `It comes with Windows 10 1903, not with us: an alias that can be switched off under "Manage app execution aliases". Scripts can tell it apart: "python -V" with redirected output prints nothing and exits with 9009.`,
        set: { status: 'closed', resolution: 'third party', versions: ['+3rd party', '-Python 3.7'] },
      },
    ],
  },
  {
    title: 'FreeBSD 13: -Wl,-rpath is lost when ld.lld links libpython with --enable-shared',
    by: 'tevita',
    at: '2021-05-03T01:10Z',
    text: `The binary can't find libpython3.10.so.1.0 in /usr/local/py310/lib unless LD_LIBRARY_PATH is set, though LDFLAGS contains the rpath. readelf -d shows no RUNPATH. With ld.bfd from ports it's there. 3.9 builds right with lld.`,
    set: { type: 'compile error', components: ['FreeBSD', 'Build'], versions: ['Python 3.10'] },
    events: [
      {
        by: 'ivo.tarn',
        after: '1d',
        text: `CONFIGURE_LDFLAGS and LDFLAGS_NODIST changed places in b71f9d04ea2c. Could you post the link line of "python" itself?`,
        set: { stage: 'test needed', keywords: ['3.10regression', 'buildbot'] },
      },
      {
        by: 'tevita',
        after: '7h',
        text: `cc -pthread -Wl,-rpath -Xlinker -export-dynamic -o python Programs/python.o -L. -lpython3.10 ... So the directory is missing *behind* -rpath: I'd written it with a blank, "-Wl,-rpath /usr/local/py310/lib". bfd is lenient?`,
      },
      {
        by: 'ivo.tarn',
        after: '2h',
        text: `With the blank the directory is an argument of its own, an input "file" that bfd treats as a directory and skips. Write -Wl,-rpath,DIR.`,
      },
      {
        by: 'tevita',
        after: '1d',
        text: `That was it. Thanks from the middle of the Pacific.`,
        set: { status: 'closed', resolution: 'not a bug' },
      },
    ],
  },
  {
    title: 'PCbuild\\get_externals.bat ends successfully if a download is cut off',
    by: 'calloway',
    at: '2018-06-26T12:36Z',
    text: `On a train I got half of the xz sources. Then msbuild complained about lzma.h, and it took me a while to look into externals\\. get_external.py extracts whatever zip it has, and the batch file doesn't look at ERRORLEVEL in its loop:

Traceback (most recent call last):
  File "C:\\cpython\\PCbuild\\get_external.py", line 62, in <module>
    main()
  File "C:\\Python36\\lib\\zipfile.py", line 1131, in _RealGetContents
    raise BadZipFile("File is not a zip file")
zipfile.BadZipFile: File is not a zip file`,
    set: { type: 'behavior', components: ['Build', 'Windows'], versions: ['Python 3.7', 'Python 3.8'] },
    events: [
      {
        by: 'quillon',
        after: '9h',
        text: `"if errorlevel 1" within a parenthesised FOR needs delayed expansion or a call to a label. Ah, batch.`,
        set: { stage: 'needs patch', keywords: ['easy', 'newcomer friendly'] },
      },
      {
        by: 'calloway',
        after: '1d',
        text: `With a label.`,
        files: [
          {
            name: 'externals-errorlevel.diff',
            text: `--- a/PCbuild/get_externals.bat
+++ b/PCbuild/get_externals.bat
@@ -57,12 +57,17 @@ for %%e in (%libraries%) do (
     if exist "%EXTERNALS_DIR%\\%%e" (
         echo.%%e already exists, skipping.
     ) else (
-        echo.Fetching %%e...
-        %PYTHON% -E "%PCBUILD%\\get_external.py" -O %ORG% -e "%EXTERNALS_DIR%" %%e
+        call :Fetch %%e || exit /B 1
     )
 )
 
+:Fetch
+echo.Fetching %1...
+%PYTHON% -E "%PCBUILD%\\get_external.py" -O %ORG% -e "%EXTERNALS_DIR%" %1
+exit /B %ERRORLEVEL%
`,
          },
        ],
      },
      {
        by: 'quillon',
        after: '2d',
        text: `The main part would fall into :Fetch at its end; it needs a goto end before. Please also delete the half-extracted folder, else the second run says "already exists".`,
        set: { stage: 'patch review' },
      },
      { by: 'calloway', after: '4h', text: `You are right, twice.` },
      {
        by: 'yaw.mensima',
        after: '6d',
        text: `The second version does what it should with a cut-off zip. With a full disk it still says success, as robocopy's codes below 8 count as such; could you look at that line too?`,
      },
    ],
  },
  {
    title: 'Framework build: pythonw is killed at once with "Code Signature Invalid"',
    by: 'fenwick',
    at: '2021-11-20T10:02Z',
    text: `macOS 12.0.1, M1, 3.10.0 built from source as a framework into ~/lib. bin/python3 runs, bin/pythonw dies with SIGKILL. Console: "CODESIGNING 2 Invalid Page". If I run "codesign -f -s -" on Python.app, everything is fine.`,
    set: { type: 'crash', components: ['macOS'], versions: ['Python 3.10'] },
    events: [
      {
        by: 'mbalinga',
        after: '7h',
        text: `The Makefile strips and edits the load commands with install_name_tool after linking, which breaks the ad hoc signature that the linker has made. Newer install_name_tool signs again by itself; which Xcode is it?`,
        set: { status: 'pending' },
      },
      {
        by: 'fenwick',
        after: '2h',
        text: `Command line tools 12.5, never updated. With 13.1 it works. So it's the old tool?`,
      },
      {
        by: 'mbalinga',
        after: '1d',
        text: `Yes. It's cheap to sign again in the Makefile if codesign exists, and not everybody can update. Let me see.`,
        set: { stage: 'needs patch', priority: 'low' },
      },
    ],
  },
  {
    title: 'Please ship a debug build of pythoncore in the NuGet package',
    by: 'wrenfield',
    at: '2019-11-28T13:55Z',
    text: `Our CI builds extensions against the python NuGet package. There's python39.lib but no python39_d.lib, and pyconfig.h insists on the latter when _DEBUG is defined. We #undef _DEBUG around Python.h like all the world does, and lose the reference counting checks in the one place where we want them.`,
    set: { type: 'enhancement', components: ['Windows', 'Installation'], versions: ['Python 3.9'] },
    events: [
      {
        by: 'yaw.mensima',
        after: '1d',
        text: `Debug binaries need the debug C runtime, which may not be redistributed. The installer gets away with it because it asks for Visual Studio to be present. I can ask whether a package for build machines counts as redistribution.`,
      },
      {
        by: 'wrenfield',
        after: '2h',
        text: `Would be great. The package needn't contain the runtime; build machines have it.`,
      },
      {
        by: 'yaw.mensima',
        after: '14w',
        text: `No answer that I could quote. Let me look at it again when the next compiler comes out.`,
        set: { status: 'closed', resolution: 'remind', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'Tkinter application icon bounces in the Dock for ever on macOS 10.13',
    by: 'sanna.lehto',
    at: '2017-10-27T09:19Z',
    text: `Since the upgrade to High Sierra my little app starts but its icon doesn't stop bouncing, and "Application not responding" stands in the context menu, though it responds. Python 3.6.3 from python.org, Tk 8.5.18.`,
    set: { type: 'behavior', components: ['macOS', 'Tkinter'], versions: ['Python 3.6'] },
    events: [
      {
        by: 'keiko.arashi',
        after: '5h',
        text: `I see it with the system's 8.5.9, not with 8.5.18. "python3 -m test.pythoninfo | grep tcltk" tells which one is loaded.`,
        set: { status: 'pending', stage: 'test needed' },
      },
      {
        by: 'coordinator',
        after: '7w',
        text: `No reply within the month. Please do reopen with the output if it still happens.`,
        set: { status: 'closed', resolution: 'works for me' },
      },
    ],
  },
  {
    title: 'multiprocessing child processes flash a console window for pythonw programs',
    by: 'xiulan',
    at: '2014-06-18T03:02Z',
    text: `Each Process.start() in a pythonw GUI shows a black window for about 100 ms: sys.executable is pythonw.exe, but _winapi.CreateProcess gets spawn._python_exe, which set_executable() in our frozen launcher... no, stop, also without it. Script attached; run it with pythonw.`,
    files: [
      {
        name: 'flash.pyw',
        text: `import multiprocessing
import time


def work():
    time.sleep(3)


if __name__ == '__main__':
    for _ in range(4):
        multiprocessing.Process(target=work).start()
`,
      },
    ],
    set: { type: 'behavior', components: ['Windows', 'Library (Lib)'], versions: ['Python 3.4'] },
    events: [
      {
        by: 'yaw.mensima',
        after: '11h',
        text: `spawn.py has: if sys.platform == 'win32' and exec_prefix is a venv, use base python.exe -- literally python.exe. Are you in a venv?`,
        set: { stage: 'test needed' },
      },
      { by: 'xiulan', after: '1h', text: `I am! Outside of the venv no window.` },
      {
        by: 'yaw.mensima',
        after: '2d',
        text: `Then it should be the basename of the running executable rather than a constant.`,
        set: { stage: 'needs patch' },
      },
      {
        by: 'vikram.s',
        after: '10d',
        text: `Tested with python, pythonw, and a renamed one.`,
        files: [
          {
            name: 'spawn-basename.patch',
            text: `--- a/Lib/multiprocessing/spawn.py
+++ b/Lib/multiprocessing/spawn.py
@@ -30,7 +30,8 @@ else:
     WINSERVICE = sys.executable.lower().endswith("pythonservice.exe")
 
 if WINSERVICE:
-    _python_exe = os.path.join(sys.exec_prefix, 'python.exe')
+    _python_exe = os.path.join(sys.exec_prefix,
+                               os.path.basename(sys._base_executable))
 else:
     _python_exe = sys.executable
`,
          },
        ],
      },
      {
        by: 'perpetua',
        after: '5w',
        text: `Hm: a Windows service's own executable is pythonservice.exe, so for the service case the basename is wrong, and that is the only branch the patch touches.`,
        set: { stage: 'needs patch' },
      },
      {
        by: 'vikram.s',
        after: '1d',
        text: `Then I have tested something else than I changed. Back to the drawing board.`,
      },
    ],
  },
  {
    title: 'Reproducible tarballs: "make dist" should clamp mtimes to SOURCE_DATE_EPOCH',
    by: 'rasmus_k',
    at: '2017-06-12T15:25Z',
    text: `Two people who run the release script on one tag get different tarballs. The differences are mtimes, the order of files and my umask. tar has --sort=name --mtime=@N --owner=0 --group=0 --mode=go=rX,u+rw,a-s, and it's 2017.`,
    set: { type: 'enhancement', components: ['Build'], versions: ['Python 3.7'] },
    events: [
      {
        by: 'tamsin.ok',
        after: '1d',
        text: `As one who makes releases I'm for it, if it works with the tar of macOS as well, which is where I do them.`,
      },
      {
        by: 'rasmus_k',
        after: '3h',
        text: `bsdtar hasn't --sort. Python's own tarfile module can do all of it in thirty lines, and Python happens to be at hand.`,
        files: [
          {
            name: 'pack.py',
            text: `import os
import sys
import tarfile


def same_for_all(info):
    info.uid = info.gid = 0
    info.uname = info.gname = ''
    info.mtime = int(os.environ['SOURCE_DATE_EPOCH'])
    info.mode = 0o755 if info.mode & 0o100 else 0o644
    return info


root, target = sys.argv[1:]
with tarfile.open(target, 'w', format=tarfile.USTAR_FORMAT) as archive:
    for folder, folders, names in os.walk(root):
        folders.sort()
        for name in sorted(names):
            archive.add(os.path.join(folder, name), filter=same_for_all)
`,
          },
        ],
      },
      {
        by: 'tamsin.ok',
        after: '6d',
        text: `Lovely. It lost the symbolic links to directories and the gzip header has a time, too. With both mended I'd use it for the next alpha.`,
        set: { stage: 'patch review', assignee: 'tamsin.ok' },
      },
      { by: 'rasmus_k', after: '2d', text: `gzip -n, and links are added from the folders list.` },
      {
        by: 'tamsin.ok',
        after: '12w',
        text: `3.7.0a1 was made with it and the hash was the same on two machines. It lives with the release tools and not in CPython, so there's no commit to quote here.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    ref: 'build-lto-gcc5',
    title: 'Undefined reference to _Py_HashSecret when LTO meets gcc 5 and a static libpython',
    by: 'snorri',
    at: '2016-12-30T23:58Z',
    text: `--with-lto, gcc 5.3, 3.6.0: building goes well, embedding fails. libpython3.6m.a contains only LTO bytecode; a program which links it without -flto can't see any symbol. "nm: plugin needed to handle lto object".`,
    set: { type: 'compile error', components: ['Build'], versions: ['Python 3.6'] },
    events: [
      {
        by: 'zdenka',
        after: '2d',
        text: `-ffat-lto-objects puts machine code next to the bytecode. The build takes a third longer, and distributions that ship the .a want it. I'd set it in configure if the compiler knows it.`,
        set: { stage: 'needs patch' },
      },
      {
        by: 'snorri',
        after: '1d',
        text: `That does it. 41 MB instead of 18, but a .a that one can use.`,
        files: [
          {
            name: 'fat-objects.patch',
            text: `--- a/configure.ac
+++ b/configure.ac
@@ -1308,6 +1308,7 @@ if test "$Py_LTO" = 'true' ; then
           ;;
         *)
           LTOFLAGS="-flto -fuse-linker-plugin -ffat-lto-objects -flto-partition=none"
           ;;
       esac
+      # clang has no fat objects; its ar understands bitcode.
       ;;
   esac
`,
          },
        ],
      },
      {
        by: 'zdenka',
        after: '5d',
        text: `Committed to default as 90ad2e5c17fb, 3.6: d8e0b6134fc9.`,
        set: { stage: 'backport needed' },
      },
      {
        by: 'snorri',
        after: '3w',
        text: `2.7 has --with-lto as well by now. Same trouble there.`,
        set: { versions: ['+Python 2.7'] },
      },
    ],
  },
]

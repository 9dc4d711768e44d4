import type { DemoStory } from 'muster-tracker/tracker'

export const stories: readonly DemoStory[] = [
  {
    ref: 'library-tzinfo',
    title: 'datetime needs a concrete UTC time zone so that aware datetimes are possible out of the box',
    by: 'hedda.quill',
    at: '2010-02-01T09:00Z',
    text: `The documentation has carried a sample implementation of UTC for as long as I can think. Everybody copies it, and the copies don't compare equal. Let's ship a class for fixed offsets and one instance for UTC. Named zones are a different matter and need a database.`,
    set: {
      type: 'enhancement',
      components: ['Library (Lib)', 'Extension Modules'],
      versions: ['Python 3.2', 'Python 2.7'],
      stage: 'needs patch',
    },
    events: [
      { by: 'rasmus_k', after: '3h', text: `Yes please. Will str() be "UTC" or "+00:00"?` },
      {
        by: 'bjarki',
        after: '1d',
        text: `Both C and Python, I assume? There is no Python version of datetime at present; maintaining two from now on is a price.`,
      },
      { by: 'hedda.quill', after: '2h', text: `C only, for now. str: "UTC" for the instance, "UTC+05:30" for others.` },
      {
        by: 'octavia',
        after: '12d',
        text: `What about offsets with seconds, Amsterdam before 1937? tzinfo wants whole minutes.`,
      },
      { by: 'hedda.quill', after: '1d', text: `Whole minutes. Amsterdam before 1937 belongs to the named zones.` },
      {
        by: 'bjarki',
        after: '3w',
        text: `2.7 is in beta: no new features. Removing.`,
        set: { versions: ['-Python 2.7'] },
      },
      {
        by: 'hedda.quill',
        after: '4w',
        text: `r82114 has it; What's New too. Thank you all for the restraint.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'ConfigParser drops comments when it writes a file back',
    by: 'marchbanks',
    at: '2010-09-17T16:20Z',
    text: `I read a configuration with 212 lines of carefully worded comments, changed one value, wrote it, and have 0 lines of carefully worded comments. The manual does say so in passing. I submit that a program which reads and writes a file ought not to destroy what it doesn't understand.`,
    set: { type: 'enhancement', components: ['Library (Lib)'], versions: ['Python 3.2'] },
    events: [
      {
        by: 'anselm.w',
        after: '1d',
        text: `My condolences. The parser keeps no positions, so it would be a different parser: a list of lines as the truth and the sections as a view of it. Welcome as a package on PyPI first.`,
      },
      {
        by: 'gwenllian',
        after: '8w',
        text: `I wrote such a thing for work, 300 lines. Where should a comment above an option go if the option is removed?`,
      },
      { by: 'marchbanks', after: '2d', text: `To its grave, with the option.` },
      {
        by: 'anselm.w',
        after: '200w',
        text: `No package has emerged as the one that everybody uses. I leave it open because the wish is legitimate, not because someone works on it.`,
        set: { status: 'languishing', versions: ['+Python 3.5', '-Python 3.2'] },
      },
    ],
  },
  {
    title: 'shutil.copytree() recurses for ever when the destination is inside the source',
    by: 'barnaby',
    at: '2014-06-30T10:44Z',
    text: `shutil.copytree("project", "project/backup") filled my disk. There was project/backup/backup/backup/... 240 levels deep and I could not delete it in the Explorer.

Traceback (most recent call last):
  File "save.py", line 4, in <module>
    shutil.copytree("project", "project/backup")
  File "C:/Python34/lib/shutil.py", line 315, in copytree
    raise Error(errors)
shutil.Error: [('project/backup/backup/backup/...', '[Errno 36] File name too long')]`,
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 3.4'] },
    events: [
      {
        by: 'perpetua',
        after: '5h',
        text: `shutil.move() checks for it, copytree() doesn't. The check isn't as trivial as it looks, with symbolic links and ignore=; someone may exclude the backup directory on purpose, and that works well today.`,
      },
      {
        by: 'lupe',
        after: '2d',
        text: `The listing could be taken before the destination is made. On the top level that's enough: the new directory would simply not be in it.`,
      },
      {
        by: 'perpetua',
        after: '1d',
        text: `Only if the destination is a direct child. For project/a/b/backup the listing of b is taken later. But one can remember the (device, inode) of the destination and skip it.`,
        set: { stage: 'needs patch', priority: 'high' },
      },
      {
        by: 'lupe',
        after: '9d',
        text: `With samestat, on all levels:`,
        files: [
          {
            name: 'copytree-into-itself.diff',
            text: `--- a/Lib/shutil.py
+++ b/Lib/shutil.py
@@ -300,3 +300,6 @@ def copytree(src, dst, symlinks=False, ignore=None):
     for name in names:
         if name in ignored_names:
             continue
+        # Else the copy would be copied, and that copy too.
+        if os.path.isdir(os.path.join(src, name)) and _is_same(os.path.join(src, name), target):
+            continue
`,
          },
        ],
      },
      {
        by: 'ivo.tarn',
        after: '3d',
        text: `Silently leaving something out, or an error? I would have liked an error: whoever writes this has probably confused something.`,
        set: { stage: 'patch review' },
      },
      { by: 'barnaby', after: '1d', text: `I had confused nothing, I wanted a backup. Skip is right for me.` },
    ],
  },
  {
    title: 'random.sample() from a set gives different results for the same seed',
    by: 'mei-ting',
    at: '2013-08-05T07:07Z',
    text: `random.seed(7); random.sample({'ant', 'bee', 'cat', 'dog'}, 2) prints another pair with every start of Python 3.3. In 3.2 it was stable. Our lottery has to be reproducible, the notary insists.`,
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 3.3'] },
    events: [
      {
        by: 'quillon',
        after: '1h',
        text: `Hash randomisation: since 3.3 the order of a set of strings differs from run to run. sample(sorted(entries), 2) satisfies notaries.`,
      },
      {
        by: 'mei-ting',
        after: '2h',
        text: `He is satisfied. But should sample() take sets at all? A sample of something without order can't be reproducible.`,
      },
      {
        by: 'quillon',
        after: '5d',
        text: `I agree with you that it shouldn't, but we can't take it away in 3.3. Closing this one as it works as documented.`,
        set: { status: 'closed', resolution: 'not a bug' },
      },
    ],
  },
  {
    ref: 'library-json-nan',
    title: 'json.dumps() writes NaN and Infinity, which are not JSON',
    by: 'rukmini',
    at: '2012-10-10T10:10Z',
    text: `json.dumps(float('nan')) -> NaN. Browsers refuse it. RFC 4627, section 2.4, rules both out by name. allow_nan=False exists, but the default should be to be correct.`,
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 3.4'] },
    events: [
      {
        by: 'ivo.tarn',
        after: '4h',
        text: `Very many programs write NaN with our json and read it with our json. A default that starts to raise ValueError in a production job at night is not a gift.`,
      },
      {
        by: 'rukmini',
        after: '1d',
        text: `Mine broke at night because of the default as it is :-) What about a deprecation period?`,
      },
      {
        by: 'anselm.w',
        after: '2d',
        text: `One can't warn without being a nuisance to those who do it on purpose, who then write allow_nan=True, which they couldn't have known. Is it worth it?`,
      },
      {
        by: 'fenwick',
        after: '3d',
        text: `In our company, it was three incidents in two years. Somebody divides by zero in numpy and the mobile clients crash.`,
      },
      {
        by: 'ivo.tarn',
        after: '1w',
        text: `Let's do the documentation now (a warning box) and decide on the default separately.`,
        set: { components: ['+Documentation'], stage: 'needs patch' },
      },
      {
        by: 'ottilie',
        after: '3w',
        text: `Warning box attached.`,
        files: [
          {
            name: 'json-nan-warning.diff',
            text: `--- a/Doc/library/json.rst
+++ b/Doc/library/json.rst
@@ -160,2 +160,7 @@
+   .. warning::
+      Unless *allow_nan* is false, the output is no valid JSON if the input
+      has infinite floats or NaNs, and most other parsers reject it.
+
`,
          },
        ],
      },
      {
        by: 'ivo.tarn',
        after: '2d',
        text: `Box is in: 3b8ed20c17f6. Rest stays open.`,
        set: { type: 'enhancement', priority: 'low' },
      },
    ],
  },
  {
    title: 'json: allow a hook for floats on output, e.g. to round coordinates',
    by: 'tevita',
    at: '2014-11-20T01:15Z',
    text: `My map files are 80 MB since each coordinate has 17 digits. default= isn't called for floats. Subclassing float and overriding __repr__ worked in 2.7, with 3.4 it doesn't any more. Please let me say float_format='%.6f' or so.`,
    set: { type: 'enhancement', components: ['Library (Lib)'], versions: ['Python 3.5'] },
    events: [
      { by: 'cosmo', after: '5h', text: `round() before dumping?` },
      {
        by: 'tevita',
        after: '2h',
        text: `Two nested loops over 2 million points before I write them is what I do, yes. It takes longer than writing.`,
      },
      {
        by: 'anselm.w',
        after: '3d',
        text: `The C encoder has a fast path for floats; a format there is possible, but what does it do with NaN? I'd like to have that settled first, so that we touch this code once.`,
        dependsOn: ['library-json-nan'],
        set: { stage: 'needs patch' },
      },
      {
        by: 'snorri',
        after: '80w',
        text: `I wouldn't wait for NaN until the end of days. One can define that float_format applies to finite numbers only.`,
      },
    ],
  },
  {
    title: 'subprocess.run(capture_output=True, stderr=STDOUT) says ValueError, though the wish is clear',
    by: 'hpark77',
    at: '2018-07-19T08:31Z',
    text: `I want both streams together, captured:

Traceback (most recent call last):
  File "/usr/lib/python3.7/subprocess.py", line 447, in run
ValueError: stdout and stderr arguments may not be used with capture_output.

It could fill in what I have not given, stdout=PIPE, and respect the other.`,
    set: { type: 'enhancement', components: ['Library (Lib)'], versions: ['Python 3.8'] },
    events: [
      {
        by: 'perpetua',
        after: '6h',
        text: `capture_output is a shorthand for one common case. stdout=PIPE, stderr=STDOUT is exactly as long. When we designed it we left mixtures out, or one has to explain a table of nine cells.`,
      },
      { by: 'hpark77', after: '1d', text: `Understood. Could the message tell what to write instead?` },
      {
        by: 'perpetua',
        after: '2h',
        text: `That I would merge.`,
        set: { keywords: ['easy', 'newcomer friendly'], stage: 'needs patch', priority: 'low' },
      },
    ],
  },
  {
    title: 'pathlib: Path("~root/x").expanduser() raises RuntimeError in a container without pwd entries',
    by: 'jib',
    at: '2017-05-22T22:40Z',
    text: `Traceback (most recent call last):
  File "/app/settings.py", line 12, in <module>
    CONFIG = Path('~/.config/app').expanduser()
  File "/usr/lib/python3.6/pathlib.py", line 1438, in expanduser
    homedir = self._flavour.gethomedir(self._parts[0][1:])
  File "/usr/lib/python3.6/pathlib.py", line 257, in gethomedir
    return pwd.getpwuid(os.getuid()).pw_dir
KeyError: 'getpwuid(): uid not found: 1000620000'

OpenShift runs containers with arbitrary user ids. os.path.expanduser() gives the path unchanged in that case. Title says RuntimeError since this is what the documentation says; I get a KeyError.`,
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 3.6'] },
    events: [
      {
        by: 'zdenka',
        after: '10h',
        text: `Clearly it should be the documented RuntimeError. I'm against returning the path unchanged: a directory that's called "~" is the surprise of a lifetime.`,
        set: { stage: 'needs patch', keywords: ['easy'] },
      },
      {
        by: 'wrenfield',
        after: '2d',
        text: `Patch with test; the test replaces pwd.getpwuid.`,
        files: [
          {
            name: 'expanduser-without-pwd.patch',
            text: `--- a/Lib/pathlib.py
+++ b/Lib/pathlib.py
@@ -255,3 +255,6 @@
-            return pwd.getpwuid(os.getuid()).pw_dir
+            try:
+                return pwd.getpwuid(os.getuid()).pw_dir
+            except KeyError:
+                raise RuntimeError("Can't determine the home directory of user %d" % os.getuid()) from None
`,
          },
        ],
      },
      { by: 'zdenka', after: '1d', text: `LGTM.`, set: { stage: 'commit review', versions: ['+Python 3.7'] } },
    ],
  },
  {
    title: 'heapq.merge(key=...) compares the values when keys are equal',
    by: 'calloway',
    at: '2015-10-01T13:00Z',
    text: `list(heapq.merge([{'t': 1}], [{'t': 1}], key=lambda d: d['t']))

Traceback (most recent call last):
  File "<stdin>", line 1, in <module>
  File "heapq.py", line 212, in merge
TypeError: unorderable types: dict() < dict()

I expected that it never looks at the values, as sorted() doesn't.`,
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 3.5'] },
    events: [
      {
        by: 'sunniva',
        after: '7h',
        text: `Can't reproduce on 3.5.0: prints both. Each entry has the number of its iterator before the value, so values are never reached. Do you perhaps have a heapq.py of your own in the way? print(heapq.__file__).`,
        set: { stage: 'test needed' },
      },
      {
        by: 'calloway',
        after: '40m',
        text: `... /home/linus/src/heapq.py. From 2009. I am going to rename it and then go for a walk.`,
      },
      { by: 'sunniva', after: '1h', text: `Enjoy the walk!`, set: { status: 'closed', resolution: 'works for me' } },
    ],
  },
  {
    title: 'csv.Sniffer takes a colon for the delimiter of a file full of timestamps',
    by: 'tinkerbyte',
    at: '2011-03-14T15:09Z',
    text: `date;temperature;humidity with values such as 2011-03-14 09:26:53;20,5;61. sniff() says delimiter is ":". All rows have exactly two colons and two semicolons, so it is a tie, and a tie is decided by the order of... a dict? Could the default list of preferred delimiters (',', tab, ';', ' ', ':') be applied before that?`,
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 2.7', 'Python 3.2'] },
    events: [
      {
        by: 'quillon',
        after: '3d',
        text: `That list exists and is looked at only when several delimiters are left after the consistency check -- and the check stops with the first one that reaches 100 %. Moving one block up cures your case. What it does to other people's files only they can tell.`,
        set: { stage: 'test needed' },
      },
      {
        by: 'tinkerbyte',
        after: '1d',
        text: `I have a folder with 640 CSV files from public offices. With the present code 561 are recognised, with the block moved 603, and 2 that were right become wrong. Script attached (the files are too large).`,
        files: [
          {
            name: 'sniff_all.py',
            text: `import csv
import pathlib
import sys

right = wrong = 0
for path in pathlib.Path(sys.argv[1]).glob('*.csv'):
    expected = path.with_suffix('.delimiter').read_text().strip('"')
    sample = path.read_text(errors='replace')[:4096]
    try:
        found = csv.Sniffer().sniff(sample).delimiter
    except csv.Error as error:
        found = str(error)
    if found == expected:
        right += 1
    else:
        wrong += 1
        print(path.name, repr(expected), repr(found))
print(right, 'right,', wrong, 'wrong')
`,
          },
        ],
      },
      {
        by: 'quillon',
        after: '2d',
        text: `This is the first time that anyone brought numbers to the Sniffer. Impressive. Please make it a patch with ten of the typical heads as test data.`,
        set: { stage: 'needs patch', versions: ['-Python 2.7', '+Python 3.3'] },
      },
      { by: 'ilse.d', after: '60w', text: `Bump. Just lost an afternoon to the same colon.` },
    ],
  },
  {
    title: 'functools.lru_cache keeps the instance alive when it decorates a method',
    by: 'gwenllian',
    at: '2016-08-23T12:29Z',
    text: `Decorating a method puts self into the key, thus our Report objects (50 MB each) live until 128 others came. Everyone knows it once they've paid for it. Could lru_cache notice that the first argument is named "self" and keep a cache per instance?`,
    set: { type: 'enhancement', components: ['Library (Lib)'], versions: ['Python 3.7'] },
    events: [
      {
        by: 'keiko.arashi',
        after: '3h',
        text: `A decorator sees a function, never a method; names of arguments must not have a meaning. -1 on this, +1 on a cached_property-like thing for methods, which could live on PyPI.`,
      },
      {
        by: 'mbalinga',
        after: '1d',
        text: `There should be an FAQ entry, "How do I cache method calls?", with the trade-offs: per class by lru_cache, per instance by building the cache in __init__.`,
      },
      {
        by: 'gwenllian',
        after: '2h',
        text: `I'd have found that. Good compromise.`,
        set: { components: ['Documentation'] },
      },
      {
        by: 'mbalinga',
        after: '2d',
        text: `Rejecting the feature under this title; the FAQ entry got its own issue.`,
        set: { status: 'closed', resolution: 'rejected' },
      },
    ],
  },
  {
    title: 'tempfile.TemporaryDirectory.cleanup() fails on Windows when a file in it is read-only',
    by: 'octavia',
    at: '2019-04-02T18:18Z',
    text: `git makes its object files read-only. A clone in a TemporaryDirectory can't be removed on Windows:

Traceback (most recent call last):
  File "C:/Python37/lib/tempfile.py", line 807, in cleanup
    _shutil.rmtree(self.name)
  File "C:/Python37/lib/shutil.py", line 392, in _rmtree_unsafe
    os.unlink(fullname)
PermissionError: [WinError 5] Access is denied: 'C:/Temp/tmp2k_w/.git/objects/ab/1f'

On Linux only the permissions of the directory count, so nobody sees it there.`,
    set: { type: 'behavior', components: ['Library (Lib)', 'Windows'], versions: ['Python 3.7', 'Python 3.8'] },
    events: [
      {
        by: 'yaw.mensima',
        after: '9h',
        text: `Confirmed. rmtree(onerror=...) with chmod and one more try is what everybody writes; TemporaryDirectory owns its content, so it may do that itself.`,
        set: { stage: 'needs patch' },
      },
      {
        by: 'octavia',
        after: '6d',
        text: `Here. Reset for the parent directory as well, as on Linux a directory without w is the same trouble.`,
        files: [
          {
            name: 'cleanup-readonly.patch',
            text: `--- a/Lib/tempfile.py
+++ b/Lib/tempfile.py
@@ -800,2 +800,14 @@ class TemporaryDirectory:
+    @staticmethod
+    def _remove(name):
+        def once_more(function, path, failure):
+            if not issubclass(failure[0], PermissionError):
+                raise failure[1]
+            for locked in (os.path.dirname(path), path):
+                os.chmod(locked, 0o700)
+            function(path)
+
+        _shutil.rmtree(name, onerror=once_more)
+
     def cleanup(self):
`,
          },
        ],
      },
      {
        by: 'yaw.mensima',
        after: '2d',
        text: `os.chmod follows symbolic links. A link in the directory that points to /etc/passwd would get mode 700 if root runs the clean-up. Please don't follow, and don't touch anything above self.name.`,
        set: { stage: 'patch review' },
      },
      {
        by: 'octavia',
        after: '1d',
        text: `Ouch, well seen. I'll add a test with a link to a file outside, which has to keep its mode.`,
      },
      {
        by: 'yaw.mensima',
        after: '4w',
        text: `Version 3 is right and goes in: 5ea0b1f6c992 (main). I would not backport that.`,
        set: { status: 'closed', resolution: 'fixed', versions: ['-Python 3.7'] },
      },
    ],
  },
  {
    title: 'Decimal context is lost across a generator that uses localcontext()',
    by: 'vikram.s',
    at: '2012-05-30T05:12Z',
    text: `def exact(numbers):
    with localcontext() as ctx:
        ctx.prec = 50
        for n in numbers: yield n / 3

Between two next() calls the *caller* computes with 50 digits. Reverse: if the caller changes its precision, the generator restores an old one at its end. In a ledger that is not funny.`,
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 2.7', 'Python 3.2', 'Python 3.3'] },
    events: [
      {
        by: 'bjarki',
        after: '1d',
        text: `The context belongs to the thread, and a generator runs in its caller's thread. It's a general problem of with + yield: the same with warnings.catch_warnings() or numpy.errstate. No module can cure it alone.`,
      },
      {
        by: 'vikram.s',
        after: '3h',
        text: `Then a warning in the documentation, "do not yield inside", and I'm content.`,
      },
      {
        by: 'hedda.quill',
        after: '295w',
        text: `PEP 550 would have handled generators; PEP 567, which was accepted, handles tasks only. So tasks are all right from 3.7 on and generators remain as they are.`,
      },
      {
        by: 'bjarki',
        after: '2d',
        text: `Closing as wont fix with regret, and with a sentence in the docs: c3e52a7f0db6.`,
        set: { status: 'closed', resolution: 'wont fix' },
      },
    ],
  },
  {
    title: 'argparse: an option value that starts with a dash needs the "=" form',
    by: 'pasquale',
    at: '2011-11-02T11:20Z',
    text: `prog --offset -5m fails with "error: argument --offset: expected one argument". prog --offset -5 works. prog --offset=-5m works. It makes me crazy, optparse could do it.`,
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 2.7', 'Python 3.2'] },
    events: [
      {
        by: 'zdenka',
        after: '8h',
        text: `argparse first decides which of the strings look like options and only then what they belong to. -5 looks like a number, so it's spared if the parser has no options that look like numbers. Changing that to optparse's "the next string is the value, come what may" is possible only as an option of the parser.`,
      },
      { by: 'rasmus_k', after: '4d', text: `I'd write ArgumentParser(greedy_values=True)? Better names welcome.` },
      {
        by: 'abelard',
        after: '30w',
        text: `A student of mine has just spent her whole afternoon with this. Could at least the error message mention the "=" form?`,
      },
      {
        by: 'zdenka',
        after: '1d',
        text: `Now that is easy.`,
        set: { keywords: ['easy'], stage: 'needs patch', versions: ['+Python 3.3', '-Python 2.7', '-Python 3.2'] },
      },
      {
        by: 'eudora',
        after: '12w',
        text: `My attempt:`,
        files: [
          {
            name: 'dash-hint.diff',
            text: `--- a/Lib/argparse.py
+++ b/Lib/argparse.py
@@ -2050,2 +2050,5 @@
             msg = nargs_errors.get(action.nargs, default)
+            if following.startswith('-') and action.option_strings:
+                hint = _(' (write %s=%s if this is its value)')
+                msg += hint % (action.option_strings[-1], following)
             raise ArgumentError(action, msg)
`,
          },
        ],
      },
      {
        by: 'zdenka',
        after: '3d',
        text: `"following" may not exist: think of the end of the line. Otherwise nice.`,
        set: { stage: 'patch review' },
      },
    ],
  },
  {
    title: 'Zip files written through a pipe cannot be unpacked by unzip 5',
    by: 'snorri',
    at: '2017-12-20T20:12Z',
    text: `zipfile can write to unseekable streams since 3.5, fine. For these it sets bit 3 of the flags and a data descriptor, fine too. But it omits the optional signature PK 07 08 in the descriptor if the file is bigger than 2 GiB. The specification allows that, unzip 5.52 from our mainframe doesn't.`,
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 3.6'] },
    events: [
      {
        by: 'dmitar',
        after: '13h',
        text: `From reading the code, it always writes the signature. Can you attach the last 64 bytes of one entry, as hex?`,
        set: { stage: 'test needed' },
      },
      {
        by: 'dmitar',
        after: '5w',
        text: `Setting to pending. Without data we can't do anything.`,
        set: { status: 'pending' },
      },
    ],
  },
  {
    title: 'statistics.mode() of a list with two most common values raises instead of choosing',
    by: 'abelard',
    at: '2014-04-08T08:00Z',
    text: `Shoe sizes of my class: 38, 39, 38, 39, 41.

Traceback (most recent call last):
  File "<stdin>", line 1, in <module>
  File "/usr/lib/python3.4/statistics.py", line 434, in mode
    'no unique mode; found %d equally common values' % len(table)
statistics.StatisticsError: no unique mode; found 2 equally common values

In our schoolbook it says that both are modes.`,
    set: { type: 'enhancement', components: ['Library (Lib)'], versions: ['Python 3.5'] },
    events: [
      {
        by: 'oriel',
        after: '2d',
        text: `A function that returns sometimes one thing, sometimes a list of things would be hard to use. A second function that always returns a list is simple. And the first could then pick the first one it met.`,
      },
      { by: 'abelard', after: '1d', text: `multimode?` },
      { by: 'oriel', after: '3h', text: `multimode. Sold.`, set: { stage: 'needs patch' } },
      {
        by: 'snorri',
        after: '40w',
        text: `An error for data with two modes is valuable. In our lab it revealed a broken sensor. Please keep it for mode().`,
      },
      {
        by: 'oriel',
        after: '200w',
        text: `After long thought: multimode() goes in, mode() returns the first from 3.8 on. Sensors can check len(multimode(data)). 7ac2c80f1e4b.`,
        set: { status: 'closed', resolution: 'fixed', versions: ['+Python 3.8', '-Python 3.5'] },
      },
    ],
  },
  {
    title: 'logging.handlers.RotatingFileHandler loses lines when two processes rotate',
    by: 'fenwick',
    at: '2013-01-17T09:45Z',
    text: `Four gunicorn workers, one log file with maxBytes. Each of them renames app.log to app.log.1 at its own discretion; what the other three write goes into what's called app.log.1, .2, .3 by then, until they rotate too and overwrite. We lose up to 30 % on busy days.`,
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 2.7', 'Python 3.3'] },
    events: [
      {
        by: 'perpetua',
        after: '2h',
        text: `As documented in the Cookbook ("Logging to a single file from multiple processes"): not supported, and it can't be with the standard C library on all platforms. Use a SocketHandler and one writer, or WatchedFileHandler with logrotate.`,
      },
      { by: 'fenwick', after: '1d', text: `I know it now. The page of RotatingFileHandler itself doesn't say a word.` },
      {
        by: 'perpetua',
        after: '3d',
        text: `A link from the class to the Cookbook then. Patches welcome, or I do it at the weekend.`,
        set: { type: 'enhancement', components: ['Documentation'], stage: 'needs patch', assignee: 'perpetua' },
      },
      {
        by: 'perpetua',
        after: '2w',
        text: `Two weekends later: 2f60d1c7ab98 (2.7), 93e1b5a0c4d7 (3.3), merged to default.`,
        set: { status: 'closed', resolution: 'fixed' },
      },
    ],
  },
  {
    title: 'glob("**", recursive=True) visits directories twice when a symbolic link points upwards',
    by: 'xiulan',
    at: '2021-08-16T03:03Z',
    text: `tree: a/file, a/loop -> .. ; glob.glob('a/**', recursive=True) yields a/loop/a/loop/a/loop/... 40 times, until the system says ELOOP. It ends, yet with 41 copies of everything. Path.rglob() avoids links, os.walk() by default as well. Is it intended that they differ?`,
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 3.9', 'Python 3.10', 'Python 3.11'] },
    events: [
      {
        by: 'perpetua',
        after: '1d',
        text: `Intended in so far as bash 4.2 did it like that when it was written; bash 4.3 stopped following. I'd stop too, with a keyword for those who need links.`,
        set: { stage: 'needs patch' },
      },
      {
        by: 'hpark77',
        after: '4d',
        text: `Our assets live behind links: assets/** has found them for years. Changing the default would silently make the list shorter. If at all, then follow links, but each real directory once.`,
      },
      {
        by: 'perpetua',
        after: '3h',
        text: `Once per real directory needs a stat() of each; on network drives this costs. Hmm. A keyword whose default is today's behaviour, then.`,
        set: { type: 'enhancement', versions: ['-Python 3.9', '-Python 3.10'] },
      },
    ],
  },
]

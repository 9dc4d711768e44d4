import type { DemoStory } from 'muster-tracker/tracker'

export const stories: readonly DemoStory[] = [
  {
    ref: 'io-readline-pipe',
    title: 'BufferedReader.readline() on a slow pipe calls read() once per byte',
    by: 'snorri',
    at: '2012-01-09T10:10Z',
    text: `strace of a program that reads a line from a serial port through open(fd, 'rb'): each readline() peeks, finds what is there (one byte), takes it, peeks again. That's expected for a slow device. Not expected: for the same with a pipe which already holds 64 kB, when the buffer size is odd.

read(3, "$GPGGA,0", 8) = 8
read(3, "7", 1) = 1
read(3, "1", 1) = 1`,
    set: { type: 'performance', components: ['IO'], versions: ['Python 3.2', 'Python 3.3'] },
    events: [
      {
        by: 'dmitar',
        after: '1d',
        text: `The raw object's readinto() is asked for what is missing in the buffer, rounded *down* to a multiple of 8 bytes, see _bufferedreader_fill_buffer(). With buffering=9 that leaves one. Why nine?`,
      },
      {
        by: 'snorri',
        after: '2h',
        text: `A length of NMEA prefixes. Doesn't matter, I just thought that a buffer size is a hint and not an instruction.`,
      },
      {
        by: 'dmitar',
        after: '3d',
        text: `Reproduced without a serial port. The rounding was made for page alignment, and is nonsense below 4096. Patch removes it.`,
        files: [
          {
            name: 'no-rounding.patch',
            text: `--- a/Modules/_io/bufferedio.c
+++ b/Modules/_io/bufferedio.c
@@ -1466,7 +1466,6 @@ _bufferedreader_fill_buffer(buffered *self)
         start = 0;
     len = self->buffer_size - start;
-    len &= ~(Py_off_t)7;
     n = _bufferedreader_raw_read(self, self->buffer + start, len);
     if (n <= 0)
         return n;
`,
          },
        ],
        set: { stage: 'patch review' },
      },
      { by: 'oriel', after: '2d', text: `Looks right. The Python implementation in _pyio never rounded.` },
      {
        by: 'dmitar',
        after: '1w',
        text: `Committed as 0c6f19be42d7.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    ref: 'perf-startup-site',
    title: 'Startup: 6 of 18 ms are spent on .pth files that import pkg_resources-style namespace code',
    by: 'rasmus_k',
    at: '2017-09-07T08:08Z',
    text: `python3.7 -X importtime -c pass in a virtual environment with 40 packages. site.py executes each "import" line of each .pth file, and 23 of them run the same 300 characters to create a namespace package. For a command line tool which is called from a shell loop this is a third of its life.

I'd like a way to say: no .pth code, but do add site-packages. -S takes away everything, -I doesn't touch it.`,
    set: { type: 'performance', components: ['Library (Lib)'], versions: ['Python 3.7'] },
    events: [
      {
        by: 'ivo.tarn',
        after: '5h',
        text: `The true cure is that these packages stop doing it: PEP 420 namespace packages need no .pth. But the code execution in .pth files is something I would love to see go. There's a separate wish for that.`,
      },
      {
        by: 'gwenllian',
        after: '1d',
        text: `Editable installs and coverage's subprocess support rely on it. Not just historical cruft.`,
      },
      {
        by: 'sunniva',
        after: '2d',
        text: `An environment variable or an entry in pyvenv.cfg ("pth-code = false") would be cheap. The latter is better, as it belongs to the environment whose owner knows what is inside.`,
      },
      {
        by: 'rasmus_k',
        after: '9d',
        text: `Patch for pyvenv.cfg. Start-up of my tool: 18.4 -> 12.1 ms.`,
        files: [
          {
            name: 'pth-code-off.diff',
            text: `--- a/Lib/site.py
+++ b/Lib/site.py
@@ -165,7 +165,9 @@ def addpackage(sitedir, name, known_paths):
             if line.startswith("#"):
                 continue
             try:
                 if line.startswith(("import ", "import\\t")):
-                    exec(line)
+                    if RUN_PTH_CODE:
+                        exec(line)
                     continue
                 line = line.rstrip()
                 dir, dircase = makepath(sitedir, line)
`,
          },
        ],
        set: { type: 'enhancement' },
      },
      {
        by: 'sunniva',
        after: '3d',
        text: `I'd call the key include-pth-code, by analogy with include-system-site-packages. Documentation missing.`,
        set: { stage: 'patch review' },
      },
      {
        by: 'rasmus_k',
        after: '60w',
        text: `Rebased with documentation. Is there interest?`,
        set: { versions: ['+Python 3.8', '-Python 3.7'] },
      },
    ],
  },
  {
    title: 'ValueError: read of closed file, raised by print() in the second half of my program only',
    by: 'barnaby',
    at: '2019-06-16T17:20Z',
    text: `Traceback (most recent call last):
  File "quiz.py", line 61, in <module>
    answer = input('next? ')
ValueError: I/O operation on closed file.

In the first half input works! In line 40 I read the questions with: with open(0) as f: lines = f.readlines(). 0 is because of a tip from the internet.`,
    set: { components: ['IO'], versions: ['Python 3.7'] },
    events: [
      {
        by: 'lupe',
        after: '1h',
        text: `0 is the file descriptor of standard input. Your with-statement closes it at the end of the block, for everybody. What did the tip want to do? open(0) is for reading all of what's piped in.`,
      },
      {
        by: 'barnaby',
        after: '2h',
        text: `I only wanted to read questions from a file that my sister pipes in with < and then ask her. So both are stdin. I think I see the problem`,
      },
      {
        by: 'oriel',
        after: '1d',
        text: `Open the questions by name and leave stdin to your sister.`,
        set: { status: 'closed', resolution: 'not a bug', type: 'behavior' },
      },
    ],
  },
  {
    ref: 'perf-dict-resize',
    title: 'Deleting from the front of a big dict in a loop is quadratic',
    by: 'vikram.s',
    at: '2018-01-18T05:55Z',
    text: `I use a dict as an LRU: next(iter(d)) is the oldest, del d[oldest]. With a million entries the first hundred deletions take no time; after half a million, each next(iter(d)) steps over all the holes at the front, until an insertion resizes the table. collections.OrderedDict hasn't got this problem but needs twice the memory.`,
    files: [
      {
        name: 'front.py',
        text: `import time

d = dict.fromkeys(range(1_000_000))
for part in range(10):
    begin = time.perf_counter()
    for _ in range(1_000):
        del d[next(iter(d))]
    for _ in range(90_000):
        d.popitem()
    print(part, round(time.perf_counter() - begin, 4))
    if len(d) < 92_000:
        break
`,
      },
    ],
    set: { type: 'performance', components: ['Interpreter Core'], versions: ['Python 3.7'] },
    events: [
      {
        by: 'perpetua',
        after: '7h',
        text: `Known property of the compact layout. popitem() at the end is O(1) because it lowers dk_nentries; there's no counterpart for the front. A "first used entry" index would cost 8 bytes per dict, and an addition at each iteration's start.`,
      },
      { by: 'vikram.s', after: '1h', text: `Per keys object, not per dict? Then shared keys pay once.` },
      {
        by: 'perpetua',
        after: '1d',
        text: `True. I made it: no measurable loss in the benchmark suite, and your script is flat.`,
        files: [
          {
            name: 'first-entry.patch',
            text: `--- a/Objects/dict-common.h
+++ b/Objects/dict-common.h
@@ -54,6 +54,9 @@ struct _dictkeysobject {
     /* Number of used entries in dk_entries. */
     Py_ssize_t dk_nentries;
 
+    /* No entry before this one is in use. */
+    Py_ssize_t dk_first;
+
     /* Actual hash table of dk_size entries. It holds indices in dk_entries,
        or DKIX_EMPTY(-1) or DKIX_DUMMY(-2).
`,
          },
        ],
        set: { stage: 'patch review' },
      },
      {
        by: 'sunniva',
        after: '2d',
        text: `Split tables have another catch: deletion of a key in a split dict converts it. So dk_first is always 0 for these. Then put it somewhere else?`,
      },
      { by: 'marchbanks', after: '4d', text: `Who does this? LRU caches are OrderedDict's home.` },
      { by: 'vikram.s', after: '5h', text: `Since 3.7 promises order for dict, everybody will.` },
      {
        by: 'perpetua',
        after: '20w',
        text: `I'm in two minds: 8 bytes for every keys object (there are about 9,000 in a web application) against a use for which a type exists. If a second voice from practice comes along, I'll merge it.`,
        set: { priority: 'low', versions: ['+Python 3.8', '-Python 3.7'] },
      },
    ],
  },
  {
    title: 'del d[next(iter(d))] gets slower and slower',
    by: 'mei-ting',
    at: '2020-05-26T15:38Z',
    text: `A FIFO of 300,000 sessions in a plain dict. Removing the oldest takes 0.1 us in the morning and 400 us in the evening, then at some point it's fast again. Is this a leak?`,
    set: { type: 'performance', components: ['Interpreter Core'], versions: ['Python 3.8'] },
    events: [
      {
        by: 'vikram.s',
        after: '3h',
        text: `It's not a leak: holes at the front of the table. I reported it with a program two years ago. You are the second voice from practice :-)`,
      },
      {
        by: 'perpetua',
        after: '1d',
        text: `Indeed. I'll look at my old patch.`,
        duplicateOf: 'perf-dict-resize',
        set: { status: 'closed', resolution: 'duplicate', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'TextIOWrapper.tell() returns astronomically large numbers with cp949 files',
    by: 'hpark77',
    at: '2011-04-11T03:03Z',
    text: `f = open('list.txt', encoding='cp949'); f.readline(); f.tell() gives 680564733841876926926749214863536422912. I can seek() to it, so it isn't wrong, but writing it into an index with struct:

Traceback (most recent call last):
  File "make_index.py", line 12, in <module>
    index.write(struct.pack('<Q', f.tell()))
struct.error: int too large to convert

In the documentation tell() "returns the current stream position", which is an opaque cookie for text, but this is hard to believe for a novice.`,
    set: { type: 'behavior', components: ['IO'], versions: ['Python 3.2'] },
    events: [
      {
        by: 'keiko.arashi',
        after: '6h',
        text: `The number packs the position in bytes, the decoder's state, how many bytes to feed and how many characters to skip. It's a small number if the decoder is in its initial state there. After a complete line cp949 should be! Its getstate() isn't implemented (multibytecodec), so we get the "unknown state" flags.`,
        set: { stage: 'needs patch', type: 'enhancement', components: ['+Unicode'] },
      },
      { by: 'hpark77', after: '2h', text: `Is it difficult to implement? I know C and these encodings.` },
      {
        by: 'keiko.arashi',
        after: '1d',
        text: `getstate() has to return (pending bytes, an int). MultibyteCodec_State is 8 bytes, so an int is large enough. Welcome.`,
      },
      {
        by: 'hpark77',
        after: '30w',
        text: `A beginning: it works for the stateless ones (cp949, euc-kr, big5). iso-2022-kr follows.`,
        files: [
          {
            name: 'multibyte-getstate.patch',
            text: `--- a/Modules/cjkcodecs/multibytecodec.c
+++ b/Modules/cjkcodecs/multibytecodec.c
@@ -1119,6 +1119,17 @@ errorexit:
     return NULL;
 }
 
+static PyObject *
+mbidecoder_getstate(MultibyteIncrementalDecoderObject *self)
+{
+    unsigned PY_LONG_LONG flags;
+
+    memcpy(&flags, self->state.c, sizeof flags);
+    return Py_BuildValue("y#K", (const char *)self->pending,
+                         self->pendingsize, flags);
+}
+
 static PyObject *
 mbidecoder_reset(MultibyteIncrementalDecoderObject *self)
 {
`,
          },
        ],
      },
      {
        by: 'noor.b',
        after: '9d',
        text: `Byte order: the cookie would differ between machines, and people do store cookies. Build the int from bytes in a fixed order.`,
        set: { stage: 'patch review', versions: ['+Python 3.3', '-Python 3.2'] },
      },
    ],
  },
  {
    ref: 'io-fsync-replace',
    title: 'A function for writing a file atomically',
    by: 'ottilie',
    at: '2013-11-05T11:47Z',
    text: `Everyone needs: write to a temporary name in the same directory, flush, fsync, rename over the old one, fsync the directory, delete the temporary file on an error. Everyone forgets two of these. os.replace() was a big step. Could there be a context manager, say shutil.replacing(path, mode)?`,
    set: { type: 'enhancement', components: ['IO', 'Library (Lib)'], versions: ['Python 3.5'] },
    events: [
      {
        by: 'ivo.tarn',
        after: '4h',
        text: `I'm in favour. What about permissions and ownership of the old file, symbolic links, hard links, extended attributes? Each of these is a question that will be asked.`,
      },
      {
        by: 'ottilie',
        after: '1d',
        text: `Keep the mode if there's an old file. Follow a symlink. Lose the rest, and document that.`,
      },
      { by: 'snorri', after: '2d', text: `fsync by default? On a laptop with ext3 it means 2 s each.` },
      {
        by: 'ottilie',
        after: '5h',
        text: `Without fsync it isn't what it says. I would make it a keyword, default True.`,
      },
      {
        by: 'yaw.mensima',
        after: '3d',
        text: `Windows: replace fails with a sharing violation if anybody has the old one open, e.g. a virus scanner. People retry with a delay. Do we?`,
      },
      {
        by: 'oriel',
        after: '2d',
        text: `I'd like to see it on PyPI for a while, with these questions answered by use.`,
        set: { stage: 'needs patch' },
      },
      {
        by: 'tinkerbyte',
        after: '7w',
        text: `There are at least four on PyPI; they answer all of these differently. Which is an argument for one in the standard library, or for none.`,
      },
      {
        by: 'ottilie',
        after: '9d',
        text: `My version, for discussion.`,
        files: [
          {
            name: 'replacing.py',
            text: `import contextlib
import os
import tempfile


@contextlib.contextmanager
def replacing(path, mode='w', *, sync=True, **options):
    path = os.path.realpath(path)
    folder = os.path.dirname(path)
    handle, temporary = tempfile.mkstemp(dir=folder)
    try:
        with open(handle, mode, **options) as file:
            yield file
            file.flush()
            if sync:
                os.fsync(file.fileno())
        with contextlib.suppress(FileNotFoundError):
            os.chmod(temporary, os.stat(path).st_mode)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
`,
          },
        ],
      },
      {
        by: 'noor.b',
        after: '1d',
        text: `If the interpreter is killed between mkstemp and replace, an odd file remains in the directory. O_TMPFILE and linkat would avoid that on Linux 3.11+, but linkat can't replace.`,
      },
      { by: 'cosmo', after: '3d', text: `So the perfect is impossible and the good is on four PyPI pages?` },
      {
        by: 'ivo.tarn',
        after: '6w',
        text: `A summary: nobody is against it, five open questions, none of them deep. If someone writes the documentation first, with an answer to each, the code will be the smaller half.`,
        set: { priority: 'low' },
      },
      {
        by: 'rukmini',
        after: '130w',
        text: `I've just lost a configuration file to a full disk and am volunteering. Documentation draft at the end of the week.`,
        set: { versions: ['Python 3.7'] },
      },
      {
        by: 'ivo.tarn',
        after: '2d',
        text: `Condolences, and thank you. Anything before the beta has a chance.`,
        set: { versions: ['-Python 3.5'] },
      },
    ],
  },
  {
    title: 'gzip.open() in text mode is eight times slower than zcat piped into Python',
    by: 'tevita',
    at: '2014-03-21T04:44Z',
    text: `for line in gzip.open('tides.txt.gz', 'rt'): 21 s. zcat | python with for line in sys.stdin: 2.6 s. Same loop, same lines. The profile shows GzipFile.read() with a size of 1 to 100 bytes, called 9 million times, in Python code.`,
    set: { type: 'performance', components: ['Library (Lib)', 'IO'], versions: ['Python 3.4', 'Python 3.5'] },
    events: [
      {
        by: 'oriel',
        after: '3h',
        text: `TextIOWrapper prefers read1(); and GzipFile.read1() returns what is left of the last decompressed piece, which can be tiny. io.BufferedReader(gzip.open(...)) between them helps at once. Does it for you?`,
        set: { stage: 'test needed' },
      },
      { by: 'tevita', after: '1d', text: `4.1 s! That's a five-fold gain for one word.` },
      {
        by: 'oriel',
        after: '2d',
        text: `Then the classes should be built that way: a raw decompressing reader (shared by gzip, bz2, lzma), and a BufferedReader in C on top.`,
        set: { stage: 'needs patch', assignee: 'oriel' },
      },
      {
        by: 'zdenka',
        after: '5w',
        text: `Patch: _compression.DecompressReader and the three modules based on it. 280 lines fewer than before. Benchmarks inside.`,
        files: [
          {
            name: 'decompress-reader.diff',
            text: `diff --git a/Lib/_compression.py b/Lib/_compression.py
new file mode 100644
--- /dev/null
+++ b/Lib/_compression.py
@@ -0,0 +1,14 @@
+"""What gzip, lzma and bz2 have in common."""
+
+import io
+
+BUFFER_SIZE = io.DEFAULT_BUFFER_SIZE
+
+
+class DecompressReader(io.RawIOBase):
+    """Reads compressed data from a file; to be wrapped by a buffer."""
+
+    def readable(self):
+        return True
+
+    # readinto() and seek() below
`,
          },
        ],
        set: { stage: 'patch review' },
      },
      {
        by: 'oriel',
        after: '2w',
        text: `Great. peek() of the old GzipFile returned at least one byte and at most the rest of the block; keep the wording "may return more or less".`,
      },
      {
        by: 'oriel',
        after: '4w',
        text: `Committed: 7a91e0bc63fd. tides.txt.gz should be below 4 s with nothing in between.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'MemoryError from bytes.join() on a list that fits twice into the free memory',
    by: 'pasquale',
    at: '2016-02-29T12:01Z',
    text: `b''.join(parts), 900 MB in all, 2 GB free, 32-bit Python 2.7.11 on Windows 7.

Traceback (most recent call last):
  File "C:/soil/collect.py", line 31, in <module>
    whole = b''.join(parts)
MemoryError

It should be possible as free > needed.`,
    set: { type: 'resource usage', components: ['Interpreter Core'], versions: ['Python 2.7'] },
    events: [
      {
        by: 'yaw.mensima',
        after: '2h',
        text: `A 32-bit process has 2 GB of address space in total, and one hole of 900 MB is rarely in there: DLLs sit in the middle. Free RAM doesn't enter into it. A 64-bit Python is the answer, or writing the parts to a file one after the other.`,
        set: { status: 'closed', resolution: 'not a bug' },
      },
      { by: 'pasquale', after: '3d', text: `64-bit Python does it. And is faster too!` },
    ],
  },
  {
    ref: 'perf-method-cache',
    title: 'LOAD_ATTR on a module with __getattr__ misses the cache each time',
    by: 'keiko.arashi',
    at: '2021-09-23T07:15Z',
    text: `PEP 562 made lazy modules popular. With the adaptive interpreter, LOAD_ATTR_MODULE specialises only if the module's dict has the name; numpy-like packages where the name is resolved by __getattr__ and never stored fall back, count a failure, and are tried again after 64 misses. In a loop over such attributes 3.11 is 6 % slower than 3.10.`,
    set: {
      type: 'performance',
      components: ['Interpreter Core'],
      versions: ['Python 3.11'],
      keywords: ['3.11regression'],
      stage: 'needs patch',
    },
    events: [
      {
        by: 'sunniva',
        after: '3h',
        text: `The back-off should be exponential for sites that have failed in this way; it's a general weakness (calls of classes with a metaclass show the same).`,
      },
      {
        by: 'anselm.w',
        after: '1d',
        text: `Packages ought to store what __getattr__ found: globals()[name] = value. The PEP's own example doesn't, which is a pity.`,
      },
      {
        by: 'sunniva',
        after: '6d',
        text: `Exponential back-off, first version. deltablue and friends: unchanged. Your loop: on a par with 3.10.`,
        files: [
          {
            name: 'backoff.patch',
            text: `--- a/Include/internal/pycore_code.h
+++ b/Include/internal/pycore_code.h
@@ -296,6 +296,14 @@ cache_backoff(_PyAdaptiveEntry *entry) {
-    entry->counter = BACKOFF;
+    /* Twice as long after each failure, at most 2**12. */
+    if (entry->exponent < MAX_BACKOFF) {
+        entry->exponent++;
+    }
+    entry->counter = (1 << entry->exponent) - 1;
 }
`,
          },
        ],
        set: { stage: 'patch review', assignee: 'sunniva' },
      },
      {
        by: 'dmitar',
        after: '2d',
        text: `Is the exponent reset after a success? Programs with phases (import, then work) would otherwise stay unspecialised for long.`,
      },
      { by: 'sunniva', after: '4h', text: `Yes, in the macro which counts hits. I'll add a comment.` },
    ],
  },
  {
    title: 'str.replace() with a count of 1 copies a 4 GB string three times',
    by: 'xiulan',
    at: '2015-02-17T01:30Z',
    text: `Peak memory of s.replace('\\x00', '', 1) is 3 × len(s) where 2 × would do: the result is first built as UCS4 and narrowed afterwards if the removed character was the only one outside of latin-1... no: even when both are ASCII. /usr/bin/time -v and a 1 GB string show it.`,
    set: {
      type: 'resource usage',
      components: ['Interpreter Core', 'Unicode'],
      versions: ['Python 3.4', 'Python 3.5'],
    },
    events: [
      {
        by: 'noor.b',
        after: '1d',
        text: `On x86-64 Linux I get 2.0 with ASCII and 2.0 with latin-1. With one euro sign in the string: 6.0 in the worst case, two bytes a character plus the narrowing. Where's your third?`,
        set: { stage: 'test needed' },
      },
      {
        by: 'xiulan',
        after: '5h',
        text: `Traceback (most recent call last):
  File "peak.py", line 4, in <module>
    s = 'x' * (1 << 30) + '\\x00'
MemoryError

Now I have less RAM than when I measured first. The "+" is the third copy, of course: it's in my script and not in replace(). Closing before I find a fourth.`,
      },
      { by: 'xiulan', after: '3m', set: { status: 'closed', resolution: 'works for me' } },
    ],
  },
  {
    title: 'FileIO.readall() raises OverflowError for /proc/kcore and other files with an absurd st_size',
    by: 'fenwick',
    at: '2020-02-21T22:22Z',
    text: `I know that one should not read it. Still:

Traceback (most recent call last):
  File "/usr/lib/python3.8/pathlib.py", line 1208, in read_bytes
    return f.read()
OverflowError: unbounded read returned more bytes than a Python bytes object can hold

Nothing was read yet; st_size is 128 TB. A MemoryError would be truthful. More realistic: sparse files on a FUSE mount which report 2**63 - 1 as "unknown".`,
    set: { type: 'behavior', components: ['IO'], versions: ['Python 3.8', 'Python 3.9'] },
    events: [
      {
        by: 'oriel',
        after: '1d',
        text: `st_size is meant as a hint for the first allocation. If it is beyond PY_SSIZE_T_MAX we should fall back to growing, as for a pipe. FUSE mounts that don't know their sizes convince me.`,
        set: { stage: 'needs patch', keywords: ['easy (C)'] },
      },
      {
        by: 'jib',
        after: '3w',
        text: `Untested on anything but my FUSE toy:`,
        files: [
          {
            name: 'size-is-a-hint.diff',
            text: `--- a/Modules/_io/fileio.c
+++ b/Modules/_io/fileio.c
@@ -688,7 +688,10 @@ _io_FileIO_readall_impl(fileio *self)
     if (fstat_result == 0)
         end = status.st_size;
     else
         end = (Py_off_t)-1;
-    if (end > 0 && end >= pos && pos >= 0 && end - pos < PY_SSIZE_T_MAX) {
+    /* A size that cannot be read at once is no size, but a guess. */
+    if (end > 0 && end >= pos && pos >= 0 && end - pos < LARGEST_FIRST_READ) {
         bufsize = (size_t)(end - pos + 1);
     } else {
         bufsize = SMALLCHUNK;
`,
          },
        ],
      },
      {
        by: 'oriel',
        after: '4d',
        text: `What's LARGEST_FIRST_READ? I'd take 1 GB: beyond it the cost of growing doesn't matter.`,
        set: { stage: 'patch review' },
      },
      { by: 'jib', after: '1d', text: `1 GB in version 2.` },
      {
        by: 'mbalinga',
        after: '12w',
        text: `Ready, I think; on my list.`,
        set: { stage: 'commit review', versions: ['+Python 3.10', '-Python 3.8'] },
      },
    ],
  },
  {
    title: 'sum() of a list of tuples is quadratic, refuse it like strings',
    by: 'eudora',
    at: '2018-12-10T09:53Z',
    text: `sum(["a"], "") is refused with "use ''.join(seq) instead". sum(list_of_lists, []) isn't, and just took down our nightly job when the data grew ten-fold. I'd like the same refusal for lists and tuples, with "use itertools.chain".

Traceback (most recent call last):
  File "/usr/lib/python3.7/runpy.py", line 193, in _run_module_as_main
    "__main__", mod_spec)
TypeError: sum() can't sum strings [use ''.join(seq) instead]

(That's what I wish it had said, mutatis mutandis.)`,
    set: { type: 'enhancement', components: ['Interpreter Core'], versions: ['Python 3.8'] },
    events: [
      {
        by: 'hedda.quill',
        after: '2h',
        text: `Too late by twenty years: it's common for small inputs, and refusing would break them. The documentation recommends chain().`,
        set: { status: 'closed', resolution: 'rejected' },
      },
      { by: 'cosmo', after: '4h', text: `A linter could say it.` },
    ],
  },
  {
    title: 'ResourceWarning for a file that was closed: dup() under the hood of subprocess',
    by: 'sanna.lehto',
    at: '2021-12-02T14:14Z',
    text: `Since 3.10 our test suite with -W error prints

Exception ignored in: <_io.FileIO name=7 mode='rb' closefd=True>
Traceback (most recent call last):
  File "/usr/lib/python3.10/subprocess.py", line 1189, in communicate
    stdout = self.stdout.read()
ResourceWarning: unclosed file <_io.BufferedReader name=7>

when a child is killed by a timeout and communicate() is called a second time from an except block. Everything is within "with Popen(...)".`,
    set: { type: 'behavior', components: ['IO', 'Library (Lib)'], versions: ['Python 3.10', 'Python 3.11'] },
    events: [
      {
        by: 'yaw.mensima',
        after: '1d',
        text: `__exit__ closes stdout, stderr and stdin if they are truthy attributes; after communicate() with a timeout the selector holds a reference. Could you give us something to run?`,
        set: { stage: 'test needed' },
      },
      {
        by: 'sanna.lehto',
        after: '2d',
        text: `It took me a while to get rid of our code.`,
        files: [
          {
            name: 'twice.py',
            text: `import subprocess
import sys

with subprocess.Popen([sys.executable, '-c', 'input()'], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
    try:
        child.communicate(timeout=0.1)
    except subprocess.TimeoutExpired:
        child.kill()
        child.stdout = child.stdout.detach()
        child.communicate()
`,
          },
        ],
      },
      { by: 'yaw.mensima', after: '5h', text: `The detach() is an interesting one. Why do you do that?` },
      {
        by: 'sanna.lehto',
        after: '1h',
        text: `Because of a comment of 2014 in our code: "workaround, see tracker". Which issue, it doesn't say. I'll try without.`,
      },
      {
        by: 'yaw.mensima',
        after: '2h',
        text: `Please tell us how it went. Pending until then.`,
        set: { status: 'pending' },
      },
    ],
  },
  {
    title: 'Let io.open_code() be told what the bytes are for',
    by: 'gwenllian',
    at: '2019-07-08T16:00Z',
    text: `PEP 578's open_code() has just a path. Our verifier treats modules, .pth files and scripts differently and has to guess from the extension. An optional keyword, purpose="module", handed to the hook, would be enough. The hook's C signature has no room for it, I'm afraid.`,
    set: { type: 'enhancement', components: ['IO', 'Interpreter Core'], versions: ['Python 3.9'] },
    events: [
      {
        by: 'yaw.mensima',
        after: '5h',
        text: `The signature is (PyObject *path, void *userData), fixed by the PEP. A second hook type with a third parameter would be possible.`,
      },
      {
        by: 'noor.b',
        after: '2d',
        text: `Security decisions by a string which the caller supplies: code that wants to be treated as a "script" says so. Where is the trust?`,
      },
      {
        by: 'gwenllian',
        after: '3h',
        text: `The callers are runpy, importlib and site, i.e. yours. An attacker who calls open_code() has code running already.`,
      },
      {
        by: 'yaw.mensima',
        after: '6w',
        text: `Can be had with audit events: "import" and "cpython.run_file" come before open_code, so a hook can remember the last. Not beautiful. I leave it open to see whether others need it.`,
        set: { priority: 'low' },
      },
    ],
  },
  {
    title: 'zipfile reads the whole central directory again for each member it opens in a thread',
    by: 'calloway',
    at: '2017-05-04T10:34Z',
    text: `I have 20 threads which share one ZipFile. cProfile on one of them shows _RealGetContents 4,000 times. After reading the code: it's only called by __init__, so somebody makes new ZipFiles. It's pkgutil.get_data() through zipimport... no, zipimport has its own cache:

Traceback (most recent call last):
  File "/usr/lib/python3.6/zipfile.py", line 1131, in _RealGetContents
    raise BadZipFile("File is not a zip file")
zipfile.BadZipFile: File is not a zip file

This is where I stopped it with a corrupted file to see the caller.`,
    set: { type: 'performance', components: ['Library (Lib)'], versions: ['Python 3.6'] },
    events: [
      {
        by: 'dmitar',
        after: '1d',
        text: `A brilliant way to get a traceback. The part above these lines, which you have cut off, would tell us who calls.`,
        set: { stage: 'test needed' },
      },
      {
        by: 'calloway',
        after: '6h',
        text: `setuptools' pkg_resources, ZipProvider._zip_manifests.load, with a cache keyed by mtime... and our deployment touches the file every second. So there's my answer.`,
        set: { versions: ['3rd party'] },
      },
      {
        by: 'dmitar',
        after: '2h',
        text: `Case closed.`,
        set: { status: 'closed', resolution: 'third party', versions: ['-Python 3.6'] },
      },
    ],
  },
  {
    title: 'Line-buffered stdout splits lines longer than 8 kB when two processes write to one log',
    by: 'wrenfield',
    at: '2016-06-22T08:40Z',
    text: `O_APPEND writes are atomic on a local file system, so with one write() per line our logs should never interleave. They do from 8,192 bytes on: TextIOWrapper hands its pending text to the BufferedWriter, which writes it in pieces of its buffer size, then the rest. Our JSON log lines are long. python -u makes it one write() per print() *argument*.`,
    files: [
      {
        name: 'long_lines.py',
        text: `import os
import sys

letter = 'ab'[os.fork() == 0]
for _ in range(2_000):
    print(letter * 20_000)
    sys.stdout.flush()
`,
      },
    ],
    set: { type: 'behavior', components: ['IO'], versions: ['Python 3.5', 'Python 3.6'] },
    events: [
      {
        by: 'oriel',
        after: '6h',
        text: `POSIX promises atomicity of the offset with O_APPEND, and of the content only for pipes up to PIPE_BUF. So what you rely on is Linux being nice. Still, writing 8 kB and then 12 when one call would do is slower as well.`,
      },
      {
        by: 'snorri',
        after: '1d',
        text: `Confirmed with strace on 3.5.1: write(1, ..., 8192), write(1, ..., 8192), write(1, ..., 3617). 2.7 used stdio and did the same with 4096.`,
      },
      {
        by: 'oriel',
        after: '9d',
        text: `BufferedWriter: if the buffer is empty and the data is larger than it, write them directly. The loop is there, but first fills the buffer "to keep block alignment". I would drop this alignment for non-seekable and append-mode files.`,
        set: { stage: 'needs patch' },
      },
      {
        by: 'wrenfield',
        after: '15w',
        text: `Would a patch which does this for raw.isatty() or O_APPEND be welcome for 3.7? I have one which passes test_io, but I'm not sure about the signal test (partial writes).`,
        files: [
          {
            name: 'no-alignment.patch',
            text: `--- a/Modules/_io/bufferedio.c
+++ b/Modules/_io/bufferedio.c
@@ -1987,7 +1987,7 @@ _io_BufferedWriter_write_impl(buffered *self, Py_buffer *buffer)
     remaining = buffer->len;
     written = 0;
-    while (remaining > self->buffer_size) {
+    while (remaining > (self->align ? self->buffer_size : 0)) {
         Py_ssize_t n = _bufferedwriter_raw_write(
             self, (char *) buffer->buf + written, buffer->len - written);
         if (n == -1) {
`,
          },
        ],
      },
      {
        by: 'oriel',
        after: '3w',
        text: `It is welcome. The condition with 0 makes every small write go through at once, which is not wanted: compare with the room that is left.`,
        set: { stage: 'patch review', versions: ['+Python 3.7', '-Python 3.5'] },
      },
    ],
  },
  {
    title: 'locale.getpreferredencoding() is 5 % of the run time of a script that opens 100,000 small files',
    by: 'octavia',
    at: '2020-08-10T13:13Z',
    text: `open(path) without an encoding calls locale.getpreferredencoding(False) for each file, in Python. A cache, or a C function, would do. I get 11.2 s against 10.6 s with encoding='utf-8'. It's an easy win for people who, like me, forget the encoding.`,
    set: { type: 'performance', components: ['IO'], versions: ['Python 3.10'] },
    events: [
      {
        by: 'keiko.arashi',
        after: '3h',
        text: `On Linux it calls nl_langinfo(CODESET), which follows setlocale(), so a cache isn't transparent. A C function that TextIOWrapper calls directly is.`,
        set: { stage: 'needs patch' },
      },
      {
        by: 'keiko.arashi',
        after: '6w',
        text: `Merged as 5f2bd08c71ea: it no longer imports locale. Independent of that, encoding='utf-8' remains the better advice :-)`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
]

import type { DemoStory } from 'muster-tracker/tracker'

export const stories: readonly DemoStory[] = [
  {
    ref: 'data-zip-cp437',
    title: 'ZipFile shows names in cp437 although the archive has the Info-ZIP Unicode path extra',
    by: 'xiulan',
    at: '2011-08-22T02:40Z',
    text: `Archives made by zip 3.0 with Chinese names carry extra block 0x7075 with the name in UTF-8 and a CRC of the old name. unzip and 7-Zip use it. zipfile gives me box-drawing characters. The block is described in APPNOTE 4.6.9. Sample attached as hex because the tracker ate my binary.`,
    files: [
      {
        name: 'make_sample.py',
        text: `import binascii
import struct
import zipfile

name = 'report'
proper = chr(0x5831) + chr(0x544A)
old = name.encode('cp437')
block = struct.pack('<BL', 1, binascii.crc32(old) & 0xFFFFFFFF) + proper.encode('utf-8')
info = zipfile.ZipInfo(name)
info.extra = struct.pack('<HH', 0x7075, len(block)) + block
with zipfile.ZipFile('sample.zip', 'w') as archive:
    archive.writestr(info, b'x')
print(ascii(zipfile.ZipFile('sample.zip').namelist()))
`,
      },
    ],
    set: { type: 'enhancement', components: ['Library (Lib)', 'Unicode'], versions: ['Python 3.3'] },
    events: [
      {
        by: 'keiko.arashi',
        after: '6h',
        text: `Yes, we see these a lot in Japan as well. The CRC is there so that the block is ignored when somebody renamed the entry with an old tool; a patch must check it.`,
        set: { stage: 'needs patch' },
      },
      {
        by: 'hpark77',
        after: '40w',
        text: `Some archivers in Korea write cp949 and no block at all. An encoding= argument of ZipFile would help both of us.`,
      },
      {
        by: 'keiko.arashi',
        after: '2d',
        text: `That is another wish, please open it separately. This one has a right answer that needs no argument.`,
      },
      {
        by: 'noor.b',
        after: '150w',
        text: `Still like that in 3.4. Moving the version.`,
        set: { versions: ['-Python 3.3', '+Python 3.5'] },
      },
    ],
  },
  {
    title: 'Encoding argument for zipfile.ZipFile, for archives of unknown origin',
    by: 'hpark77',
    at: '2012-06-01T08:00Z',
    text: `As asked by Keiko. ZipFile(path, metadata_encoding='cp949') should decode names without the UTF-8 flag as the caller says. Today everybody writes info.filename.encode('cp437').decode('cp949'), which is magic for beginners.`,
    set: { type: 'enhancement', components: ['Library (Lib)'], versions: ['Python 3.4'] },
    events: [
      {
        by: 'ivo.tarn',
        after: '3d',
        text: `Reading only. If it's also accepted for writing we'd be the ones who make such archives.`,
      },
      {
        by: 'keiko.arashi',
        after: '1d',
        text: `Agreed, ValueError in modes other than 'r'. It should be done after the Unicode path block, because the order of precedence (flag, block, argument, cp437) is easier to get right in that sequence.`,
        dependsOn: ['data-zip-cp437'],
        set: { stage: 'needs patch' },
      },
      {
        by: 'jib',
        after: '90w',
        text: `My grandmother's photographs come from a camera shop in Casablanca, cp720. One more vote.`,
      },
    ],
  },
  {
    title: 'csv.DictReader silently overwrites columns with the same heading',
    by: 'mei-ting',
    at: '2013-04-15T09:45Z',
    text: `A file from the bank has "Date" twice: booking and value date. DictReader returns the second and the first is lost, without a word. I found it after a quarter's worth of wrong interest. I don't need a clever solution, an exception would have done.`,
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 3.4'] },
    events: [
      {
        by: 'bjarki',
        after: '5h',
        text: `There must be thousands of scripts that read files with two empty headings at the end and don't care. An exception by default would break those.`,
      },
      {
        by: 'fenwick',
        after: '3h',
        text: `Then an opt-in: DictReader(f, strict_names=True). Although those who'd turn it on are those who have looked at the header already.`,
      },
      {
        by: 'mei-ting',
        after: '1d',
        text: `Could duplicates become lists? row["Date"] == ["2013-04-01", "2013-04-03"].`,
      },
      {
        by: 'bjarki',
        after: '2d',
        text: `A type that depends on the input is the worst of the three. I'm closing the default-exception version; a warning in the documentation is in 6d39e1047bfa.`,
        set: { status: 'closed', resolution: 'rejected' },
      },
    ],
  },
  {
    ref: 'data-pickle-recursion',
    title: 'Pickling a linked list of 400 nodes gives RecursionError, and the C stack goes at 30000',
    by: 'abelard',
    at: '2015-11-02T21:30Z',
    text: `Each node has .next. dumps() fails at about 330 nodes:

Traceback (most recent call last):
  File "chain.py", line 12, in <module>
    pickle.dumps(head)
RecursionError: maximum recursion depth exceeded while pickling an object

If I raise the limit with sys.setrecursionlimit(100000), Python dies without a message. The format itself has a stack machine, so nothing forces the writer to be recursive.`,
    set: { type: 'crash', components: ['Extension Modules'], versions: ['Python 3.5', 'Python 3.6'] },
    events: [
      {
        by: 'mbalinga',
        after: '8h',
        text: `Raising the recursion limit is at your own risk, and the documentation says that the highest value is platform dependent. So the crash alone is not something we treat as a bug. The limit of 330 is a fair complaint.`,
        set: { type: 'enhancement' },
      },
      {
        by: 'dmitar',
        after: '2d',
        text: `An iterative pickler must turn save_reduce() and persistent_id inside out, and keep the Python subclass hooks, which call save() and expect that it's finished when they return. I tried it in 2012, for the Python version: half as fast.`,
      },
      {
        by: 'wrenfield',
        after: '20w',
        text: `For those who find this by a search: define __getstate__ on the list that flattens it, that is 6 lines.`,
      },
      {
        by: 'dmitar',
        after: '150w',
        text: `Realistically nobody will do this.`,
        set: { status: 'languishing', priority: 'low' },
      },
    ],
  },
  {
    title: 'pickle crashes with deep parse trees from our SQL parser',
    by: 'vikram.s',
    at: '2017-03-08T05:05Z',
    text: `A generated query has 9000 conditions joined by OR. The parser makes a left-leaning tree from that; multiprocessing can't send it: RecursionError. The tree prints fine.`,
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 3.6'] },
    events: [
      {
        by: 'zdenka',
        after: '6h',
        text: `The same as for linked lists: depth of the data is depth of the stack. There you'll also find a workaround with __getstate__.`,
        duplicateOf: 'data-pickle-recursion',
        set: { status: 'closed', resolution: 'duplicate', components: ['+Extension Modules', '-Library (Lib)'] },
      },
    ],
  },
  {
    title: 'sqlite3: executemany() with a generator that itself queries the connection corrupts the statement cache',
    by: 'lupe',
    at: '2014-05-19T17:20Z',
    text: `I fill table B from a generator that reads table A by the same connection. With more than 100 different statements in the generator rows come twice or the process ends with SIGSEGV. Reduced to 20 lines, attached. cached_statements=1000 makes it go away.`,
    files: [
      {
        name: 'cache.py',
        text: `import sqlite3

db = sqlite3.connect(':memory:', cached_statements=5)
db.execute('create table a (n integer)')
db.execute('create table b (n integer)')
db.executemany('insert into a values (?)', [(n,) for n in range(50)])


def rows():
    for n in range(50):
        # Every statement is another one, so that the cache throws out the insert.
        yield db.execute('select n from a where n = %d' % n).fetchone()


db.executemany('insert into b values (?)', rows())
print(db.execute('select count(*), count(distinct n) from b').fetchone())
`,
      },
    ],
    set: { type: 'crash', components: ['Extension Modules'], versions: ['Python 2.7', 'Python 3.3', 'Python 3.4'] },
    events: [
      {
        by: 'yaw.mensima',
        after: '7h',
        text: `Reproduced with a debug build. The cache finalizes the statement that executemany() is in the middle of; "in_use" is checked when a statement is fetched but not when it's thrown out.

#0  pysqlite_statement_reset (self=0x7ffff5a1d0f8) at Modules/_sqlite/statement.c:371
#1  pysqlite_cache_get (self=0x7ffff5e0c2b8) at Modules/_sqlite/cache.c:164`,
        set: { stage: 'needs patch', priority: 'high' },
      },
      {
        by: 'yaw.mensima',
        after: '3d',
        text: `This keeps a strong reference while executing and lets the cache skip those in use.`,
        files: [
          {
            name: 'sqlite-cache-in-use.patch',
            text: `diff --git a/Modules/_sqlite/cursor.c b/Modules/_sqlite/cursor.c
--- a/Modules/_sqlite/cursor.c
+++ b/Modules/_sqlite/cursor.c
@@ -571,6 +571,7 @@
         self->statement = (pysqlite_Statement *)pysqlite_cache_get(
             self->connection->statement_cache, func_args);
+        Py_XINCREF(self->statement);
         Py_DECREF(func_args);
 
         if (!self->statement) {
`,
          },
        ],
        set: { stage: 'patch review' },
      },
      { by: 'anselm.w', after: '2d', text: `Is the reference given back on each of the seven ways out? I count six.` },
      {
        by: 'yaw.mensima',
        after: '5h',
        text: `Seven was the one after "error:" with an exception set. Good eye. v2 committed to all three: 1f8e02d6cb79, 7e99ab031dc5, d502c6a1f4b8.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'json.load() accepts a file opened in binary, but UTF-16 with BOM only on some days',
    by: 'cosmo',
    at: '2017-10-12T13:13Z',
    text: `Funny one. json.load(open(p, 'rb')) works for UTF-16 files when they begin with { and fails when they begin with a newline before the {. JSONDecodeError: Expecting value: line 1 column 1 (char 0). The guess by null bytes looks right to me, but I'm no expert.`,
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 3.6', 'Python 3.7'] },
    events: [
      {
        by: 'tinkerbyte',
        after: '4h',
        text: `Not with me: b = (chr(10) + '{}').encode('utf-16'); json.loads(b) gives {}. Can you upload a file that fails, or paste the first 16 bytes of it?`,
      },
      {
        by: 'ivo.tarn',
        after: '1d',
        text: `Waiting for these bytes.`,
        set: { status: 'pending', stage: 'test needed' },
      },
      {
        by: 'cosmo',
        after: '9d',
        text: `I looked at the bytes. The editor had written the BOM of UTF-8, then UTF-16. Nobody on Earth should support that. Sorry!`,
        set: { status: 'closed', resolution: 'not a bug' },
      },
    ],
  },
  {
    title: 'Speed up json.dumps() of long ASCII strings by looking at a word at a time',
    by: 'tamsin.ok',
    at: '2020-02-18T16:40Z',
    text: `The escape check goes byte by byte. Eight at a time with the usual bit trick ("is any byte below 0x20 or equal to quote or backslash") makes dumps() of base64 blobs 3.1 times as fast, of typical API answers 1.2 times. No change for strings under 16 characters, within noise.`,
    set: {
      type: 'performance',
      components: ['Extension Modules'],
      versions: ['Python 3.9'],
      stage: 'patch review',
      keywords: ['patch'],
    },
    events: [
      {
        by: 'anselm.w',
        after: '1d',
        text: `Reads beyond the end of the string if the length isn't a multiple of 8? And unaligned access on SPARC?`,
      },
      {
        by: 'tamsin.ok',
        after: '3h',
        text: `The tail is done by byte, and compact ASCII data starts behind a header of 48 bytes, thus aligned. There's an assertion for it.`,
      },
      {
        by: 'rasmus_k',
        after: '6d',
        text: `Measured on an ARM board: 2.2 and 1.15. Big-endian MIPS under qemu passes the tests.`,
      },
      { by: 'anselm.w', after: '2d', text: `Convinced.`, set: { stage: 'commit review' } },
      {
        by: 'tamsin.ok',
        after: '1d',
        text: `Merged, f7d2c4b190ea.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'zipfile.Path.iterdir() lists nothing for a folder that has no entry of its own',
    by: 'gwenllian',
    at: '2019-11-11T11:11Z',
    text: `An archive with a single member 'a/b/c.txt' and no directory entries, as made by most build tools. Path(z).iterdir() yields 'a/'; the iterdir() of that yields nothing, instead of 'a/b/'. Only the immediate parents of files seem to be implied.`,
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 3.8', 'Python 3.9'] },
    events: [
      {
        by: 'noor.b',
        after: '5h',
        text: `Right: for each name we add its parent, we ought to add all ancestors. Using a dict as an ordered set keeps the order of the archive.`,
        set: { stage: 'needs patch', keywords: ['newcomer friendly', 'easy'] },
      },
      {
        by: 'sanna.lehto',
        after: '2d',
        text: `With tests for "/" at the start and for "..", which nobody wants to see as an ancestor.`,
        files: [
          {
            name: 'implied-dirs.patch',
            text: `--- a/Lib/zipfile.py
+++ b/Lib/zipfile.py
@@ -2102,6 +2102,16 @@
+def _ancestors(name):
+    parent, slash, _ = name.rstrip('/').rpartition('/')
+    while slash:
+        yield parent + '/'
+        parent, slash, _ = parent.rpartition('/')
+
+
+def _implied(names):
+    wanted = dict.fromkeys(p for name in names for p in _ancestors(name))
+    return [p for p in wanted if p not in set(names)]
`,
          },
        ],
      },
      {
        by: 'perpetua',
        after: '4d',
        text: `set(names) is built anew for each p there: quadratic. Apart from that, yes.`,
        set: { stage: 'patch review' },
      },
      { by: 'sanna.lehto', after: '1h', text: `Ouch. Fixed; 100,000 members take 0.2 s.` },
      {
        by: 'perpetua',
        after: '3d',
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
        text: `Merged and backported to 3.8.`,
      },
    ],
  },
  {
    title: 'sqlite3.Row keys are case-insensitive for row["Name"], but "in row" and dict(row) are not',
    by: 'calloway',
    at: '2016-02-25T14:35Z',
    text: `row['NAME'] works, 'NAME' in row.keys() is False. Either is fine. Both is a trap, my template engine asks first and fetches then.`,
    set: { type: 'behavior', components: ['Extension Modules'], versions: ['Python 3.5', 'Python 3.6'] },
    events: [
      {
        by: 'oriel',
        after: '2d',
        text: `keys() returns a plain list; it can't know. If Row gets a __contains__, then "x in row" changes from searching the values to searching the names, because at present it falls back to iteration.`,
      },
      { by: 'calloway', after: '1h', text: `So "5 in row" looks among values?! I would never have guessed that.` },
      {
        by: 'oriel',
        after: '1d',
        text: `It's a tuple in a dictionary's coat. A sentence in the docs would be welcome, code not.`,
        set: { components: ['Documentation', '-Extension Modules'], stage: 'needs patch', priority: 'low' },
      },
    ],
  },
  {
    title: 'Unpickling of a namedtuple from Python 2 loses the subclass',
    by: 'ottilie',
    at: '2011-01-14T10:25Z',
    text: `class P(namedtuple('P', 'x y')): pass. Pickled by 2.7 with protocol 2, loaded by 3.1: a P, fine. With protocol 0: TypeError. The attached script needs both interpreters.

Traceback (most recent call last):
  File "load.py", line 9, in <module>
    print(pickle.load(f))
  File "/usr/lib/python3.1/pickle.py", line 1356, in load
    encoding=encoding, errors=errors).load()
TypeError: __new__() missing 1 required positional argument`,
    files: [
      {
        name: 'load.py',
        text: `import pickle
import sys
from collections import namedtuple


class P(namedtuple('P', 'x y')):
    pass


if sys.argv[1] == 'dump':
    pickle.dump(P(1, 2), open('p.pickle', 'wb'), int(sys.argv[2]))
else:
    print(pickle.load(open('p.pickle', 'rb')))
`,
      },
    ],
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 3.1', 'Python 3.2'] },
    events: [
      {
        by: 'hedda.quill',
        after: '1d',
        text: `Protocol 0 has no NEWOBJ: it goes through copy_reg._reconstructor(cls, tuple, (1, 2)), which calls tuple.__new__(cls, state). That should work… and it does with 3.2rc1 here. Would you try?`,
        set: { stage: 'test needed' },
      },
      {
        by: 'ottilie',
        after: '2d',
        text: `3.2rc1 is fine, 3.1.3 isn't. I can live with that, we migrate straight to 3.2.`,
        set: { status: 'closed', resolution: 'out of date' },
      },
    ],
  },
  {
    title: 'csv.writer quotes a lone empty string as "" but not when it is one of two',
    by: 'rukmini',
    at: '2018-11-28T12:50Z',
    text: `writerow(['']) writes "" and writerow(['', '']) writes a comma. I diff files from two programs. Why the special case?`,
    set: { type: 'behavior', components: ['Extension Modules'], versions: ['Python 3.7'] },
    events: [
      {
        by: 'bjarki',
        after: '2h',
        text: `Without it the line would be empty, and an empty line is read back as [] rather than ['']. Two empty columns have the comma to show that they're there.`,
      },
      {
        by: 'rukmini',
        after: '1h',
        text: `That's a good reason. Nothing to do, then.`,
        set: { status: 'closed', resolution: 'not a bug' },
      },
    ],
  },
  {
    title: 'sqlite3.Connection.backup(): progress handler that raises leaves the target locked',
    by: 'snorri',
    at: '2018-09-05T23:10Z',
    text: `My progress callback raises KeyboardInterrupt so that the user may cancel. Afterwards the target can't be opened by anyone until the process ends:

Traceback (most recent call last):
  File "backup.py", line 31, in verify
    target.execute('pragma integrity_check')
sqlite3.OperationalError: database is locked

The early return seems to skip sqlite3_backup_finish().`,
    set: { type: 'behavior', components: ['Extension Modules'], versions: ['Python 3.7', 'Python 3.8'] },
    events: [
      {
        by: 'yaw.mensima',
        after: '1d',
        text: `It does. Moving finish below the label, one line up and one line down.`,
        set: { assignee: 'yaw.mensima', stage: 'needs patch' },
      },
      {
        by: 'octavia',
        after: '2d',
        text: `While you're there: finish() returns SQLITE_OK even if the last step said BUSY, and then the exception is the wrong one ("not an error").`,
      },
      {
        by: 'yaw.mensima',
        after: '4d',
        text: `Both fixed in master, the first also in 3.7. The message of the second comes from the target connection now.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'ZipExtFile.seek() backwards in a big member reads the whole member again, byte by byte',
    by: 'tevita',
    at: '2020-09-09T00:20Z',
    text: `The members are GeoTIFFs stored without compression, 3 GB each. The library that reads them seeks back and forth. Since 3.7 seeking "works", but every step back decompresses from the beginning, also for ZIP_STORED, where one could simply seek in the file below. 40 minutes versus 2 seconds with unzipped files.`,
    set: { type: 'performance', components: ['Library (Lib)'], versions: ['Python 3.10'] },
    events: [
      {
        by: 'mbalinga',
        after: '9h',
        text: `For stored members without encryption a direct seek is right. The price is the CRC: after a jump we can't check it any more. Then it must be documented that it isn't checked.`,
        set: { type: 'enhancement', stage: 'needs patch' },
      },
      {
        by: 'gwenllian',
        after: '3d',
        text: `Seeking to 0 could start the check anew, so that "peek at the header, rewind, read everything" keeps it.`,
        files: [
          {
            name: 'stored-seek.diff',
            text: `--- a/Lib/zipfile.py
+++ b/Lib/zipfile.py
@@ -1078,6 +1078,13 @@ class ZipExtFile(io.BufferedIOBase):
         if new_pos < 0:
             new_pos = 0
 
+        if self._compress_type == ZIP_STORED and self._decrypter is None:
+            self._fileobj.seek(new_pos - curr_pos, os.SEEK_CUR)
+            self._left -= new_pos - curr_pos
+            # Only a read from the very start to the end can be verified.
+            self._expected_crc = self._orig_crc if new_pos == 0 else None
+            return new_pos
+
         buff_offset = new_pos - curr_pos + self._offset
`,
          },
        ],
      },
      {
        by: 'mbalinga',
        after: '2w',
        text: `Looks good on paper. What about self._readbuffer, which may hold data that we jump over? Needs a test that reads 10 bytes first.`,
        set: { stage: 'patch review' },
      },
    ],
  },
  {
    title: 'Let me choose what json does with duplicate keys: last, first, error',
    by: 'user',
    at: '2021-06-30T18:00Z',
    text: `{"role": "guest", "role": "admin"} is "admin" to Python and "guest" to the Go service in front of it. I'd like json.loads(text, duplicate_keys='error').`,
    set: { type: 'enhancement', components: ['Library (Lib)'], versions: ['Python 3.11'] },
    events: [
      {
        by: 'dmitar',
        after: '2h',
        text: `object_pairs_hook gets every pair: def no_twice(pairs): d = dict(pairs); assert len(d) == len(pairs); return d. Three lines, any policy you like.`,
      },
      {
        by: 'user',
        after: '1d',
        text: `I know, and it's 2.5 times slower on our bodies, since it leaves the C path for each object.`,
      },
      {
        by: 'ilse.d',
        after: '3d',
        text: `The security argument is a strong one to me: the same text, two meanings. Other languages got CVEs for that.`,
      },
      {
        by: 'ivo.tarn',
        after: '7d',
        text: `I am willing to look at a patch which adds one keyword with one value, "error", and measures that the default doesn't suffer. Not first, not merge, not callback.`,
        set: { stage: 'needs patch' },
      },
    ],
  },
  {
    title: 'shelve on Windows grows without bound when the same key is written again and again',
    by: 'barnaby',
    at: '2011-10-10T15:15Z',
    text: `I keep a counter in a shelf and write it each second. After three weeks the .dat file is 900 MB. len(shelf) is 1.`,
    set: { type: 'resource usage', components: ['Library (Lib)'], versions: ['Python 3.2'] },
    events: [
      {
        by: 'quillon',
        after: '1d',
        text: `You get dbm.dumb, because Windows has no other. It appends when the new value doesn't fit into the blocks of the old one, and never reuses free space. "A poor man's dbm", says its docstring.`,
        set: { versions: ['+Python 3.3', '-Python 3.2'], type: 'enhancement' },
      },
      {
        by: 'marchbanks',
        after: '2d',
        text: `sqlite3 has been in every installer since 2.5. Why isn't there a dbm.sqlite?`,
      },
      {
        by: 'hedda.quill',
        after: '6d',
        text: `A good question with a ten-year-old answer ("someone has to write it"). I'll postpone this to when that exists: compaction in dbm.dumb isn't worth anybody's weekend.`,
        set: { status: 'closed', resolution: 'postponed' },
      },
    ],
  },
]

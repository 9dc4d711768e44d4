import type { DemoStory } from 'muster-tracker/tracker'

export const stories: readonly DemoStory[] = [
  {
    ref: 'sec-tar-traversal',
    title: 'tarfile.extractall() writes outside of its target through a symbolic link and then "link/../../x"',
    by: 'wrenfield',
    at: '2014-02-17T15:30Z',
    text: `The known warning is about absolute names and "..". Members can be harmless by name and still escape: first a symbolic link "out -> /etc", then the file "out/cron.d/job". A check of names by the caller doesn't find it. I suggest extractall() does what tar does: postpone links, refuse to follow those it made itself.`,
    files: [
      {
        name: 'escape.py',
        text: `import io
import os
import tarfile
import tempfile

outside = tempfile.mkdtemp()
inside = tempfile.mkdtemp()
with tarfile.open('escape.tar', 'w') as archive:
    link = tarfile.TarInfo('out')
    link.type = tarfile.SYMTYPE
    link.linkname = outside
    archive.addfile(link)
    member = tarfile.TarInfo('out/job')
    member.size = 5
    archive.addfile(member, io.BytesIO(b'hello'))

with tarfile.open('escape.tar') as archive:
    archive.extractall(inside)
print(os.listdir(outside), 'should be empty')
`,
      },
    ],
    set: { type: 'security', components: ['Library (Lib)'], versions: ['Python 2.7', 'Python 3.3', 'Python 3.4'] },
    events: [
      {
        by: 'perpetua',
        after: '1d',
        text: `It's documented as unsafe for archives from strangers. That isn't an answer, it's a confession, but a change of behaviour in 2.7 would break restores of real systems with absolute links.`,
        set: { stage: 'needs patch', priority: 'high' },
      },
      {
        by: 'sanna.lehto',
        after: '4d',
        text: `An optional filter, called with each member and the destination, with ready-made ones: "data" for strangers, "tar" as GNU tar does, "fully_trusted". Default unchanged at first, then a warning, then "data".`,
      },
      {
        by: 'perpetua',
        after: '6d',
        text: `I like it much. That's work for a year, and it deserves to be discussed with those who write package managers.`,
        set: { type: 'enhancement', versions: ['-Python 2.7', '-Python 3.3', '-Python 3.4', '+Python 3.5'] },
      },
      {
        by: 'calloway',
        after: '330w',
        text: `Bump. Two advisories this month in tools that trusted extractall().`,
        set: { versions: ['+Python 3.11', '-Python 3.5'] },
      },
    ],
  },
  {
    title: 'shutil.unpack_archive() on an upload replaced our web root',
    by: 'fenwick',
    at: '2019-06-20T06:05Z',
    text: `A customer (no harm meant, he tested us) sent a .tar.gz with ../../www/index.html. unpack_archive() has no word on that in its documentation, while tarfile does. Python 3.7.3.`,
    set: { type: 'security', components: ['Library (Lib)'], versions: ['Python 3.7'] },
    events: [
      {
        by: 'perpetua',
        after: '3h',
        text: `My sympathy. It's the lack of a filter in tarfile that you meet here at second hand. I've copied the warning to shutil's page at once (4f01d67be2ca).`,
        duplicateOf: 'sec-tar-traversal',
        set: { status: 'closed', resolution: 'duplicate', components: ['+Documentation'] },
      },
    ],
  },
  {
    title: "Exponential time in the regular expression of difflib's is-it-junk test",
    by: 'gwenllian',
    at: '2018-03-01T19:30Z',
    text: `IS_LINE_JUNK uses a pattern with two stars beside each other, each of which matches blanks. A line of 30,000 blanks and an "x" needs 40 s, 60,000 need 160 s. So it's quadratic rather than exponential, my title exaggerates; a paste service with diffs suffers nevertheless.`,
    set: {
      type: 'security',
      components: ['Library (Lib)', 'Regular Expressions'],
      versions: ['Python 2.7', 'Python 3.6', 'Python 3.7'],
    },
    events: [
      {
        by: 'tamsin.ok',
        after: '5h',
        text: `A pattern isn't necessary at all here: line.strip() in ('', '#').`,
        set: { stage: 'needs patch', keywords: ['security_issue', 'easy'] },
      },
      {
        by: 'gwenllian',
        after: '1h',
        text: `You answered before I had attached it. People may pass their own pat= though, so the parameter has to stay.`,
        files: [
          {
            name: 'line-junk.patch',
            text: `--- a/Lib/difflib.py
+++ b/Lib/difflib.py
@@ -1083,3 +1083,5 @@
-def IS_LINE_JUNK(line, pat=re.compile(r"[ ]*#?[ ]*$").match):
+def IS_LINE_JUNK(line, pat=None):
+    if pat is None:
+        return line.strip() in ('', '#')
     return pat(line) is not None
`,
          },
        ],
      },
      {
        by: 'tamsin.ok',
        after: '1d',
        text: `Committed to 2.7, 3.6 and master; 3.5 and 3.4 by their release managers' leave.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'hash(float("nan")) is 0 for every NaN: a dictionary of NaNs is a denial of service',
    by: 'marchbanks',
    at: '2021-04-12T20:02Z',
    text: `All NaNs are different, all hash to 0. {float('nan') for _ in range(100000)} takes 70 s, and JSON of ours accepts NaN. Somebody counts values from a request in a Counter, and that's that. The hash might as well depend on the identity.`,
    set: { type: 'performance', components: ['Interpreter Core'], versions: ['Python 3.10'] },
    events: [
      {
        by: 'zdenka',
        after: '9h',
        text: `Nice. "x == y implies hash(x) == hash(y)" says nothing about what's equal to nothing, so object.__hash__ is allowed. Two hazards: hash(Decimal('NaN')) should follow, and those who override __eq__ in a float subclass.`,
      },
      {
        by: 'xiulan',
        after: '1d',
        text: `Doesn't that make the order of sets with NaN depend on addresses? Now it's by insertion.`,
      },
      {
        by: 'anselm.w',
        after: '2d',
        text: `Nothing promises an order of sets. complex has to be done too, from both of its parts.`,
        set: { stage: 'needs patch' },
      },
      {
        by: 'anselm.w',
        after: '3w',
        text: `Merged for 3.10, with a note in What's New.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'random.SystemRandom().choice() blocks for 90 seconds at boot',
    by: 'abelard',
    at: '2016-06-07T04:14Z',
    text: `Python 3.5.2rc1 on a virtual machine, started by init before the pool of entropy is filled. With 3.5.1 no wait. Actually "import random" alone blocks! And even "python -c pass", for the hash seed.

strace: getrandom(... , 24, 0) <unfinished ...>`,
    set: {
      type: 'behavior',
      components: ['Interpreter Core', 'Library (Lib)'],
      versions: ['Python 3.5', 'Python 3.6'],
    },
    events: [
      {
        by: 'hedda.quill',
        after: '1h',
        text: `A machine that doesn't boot is not a trade for better hash seeds. Release blocker.`,
        set: { priority: 'release blocker', keywords: ['3.5regression'] },
      },
      {
        by: 'tamsin.ok',
        after: '2h',
        text: `We have three consumers. The hash seed: may be weak in the first minute of a machine's life. The seed of random: documented as not for secrets, may be weak. os.urandom() and secrets: must not be. The first two should use GRND_NONBLOCK with a fall-back; the third is the question.`,
      },
      {
        by: 'marchbanks',
        after: '3h',
        text: `os.urandom() has been "/dev/urandom" for ever, which doesn't block. If you want something that blocks, give it a new name.`,
      },
      {
        by: 'wrenfield',
        after: '1h',
        text: `Keys that half of the fleet shares are why it should block. Names nobody knows won't be used by those who need them.`,
      },
      {
        by: 'hedda.quill',
        after: '2d',
        text: `For 3.5.2: nothing of ours blocks, os.urandom() as before. For 3.6 there'll be a proposal in writing; please put the arguments there and not here. b6a3cc01d9e7, 5ed4f20ab81c.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved', priority: 'critical' },
      },
    ],
  },
  {
    title: 'crypt.crypt() returns None for SHA-512 on macOS and the login "succeeds"',
    by: 'jib',
    at: '2013-03-19T22:22Z',
    text: `crypt() of OS X knows DES only. For "$6$..." it gives NULL, we return None. Code such as crypt.crypt(password, row.hash) == row.hash is then None == row.hash; and where the column is empty (NULL, None): True. I know that it's also our mistake.`,
    set: { type: 'security', components: ['macOS', 'Library (Lib)'], versions: ['Python 3.3', 'Python 3.4'] },
    events: [
      {
        by: 'noor.b',
        after: '4h',
        text: `crypt.methods says what the platform can. But a None that spells "failure" in a function which is compared with == is a loaded gun. OSError with errno EINVAL?`,
      },
      {
        by: 'bjarki',
        after: '2d',
        text: `In a new feature release only: programs test for None.`,
        set: { type: 'enhancement', stage: 'needs patch', versions: ['-Python 3.3'] },
      },
      {
        by: 'bjarki',
        after: '280w',
        text: `It became an exception in 3.9 along with the rest of the clean-up.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved', versions: ['-Python 3.4', '+Python 3.9'] },
      },
    ],
  },
  {
    title: 'I found a critical vulnerability: eval() executes code from the user',
    by: 'pasquale',
    at: '2020-05-23T03:03Z',
    text: `eval(input()) with __import__('os').system('id') gives full control of the server (CVSS 9.8). The same applies to exec(), pickle and os.system. Please assign a CVE number and credit my name.`,
    set: { type: 'security', components: ['Interpreter Core'], versions: ['Python 3.8'] },
    events: [
      {
        by: 'ivo.tarn',
        after: '2h',
        text: `Executing code is what eval() is for. If a program hands it what strangers type, the program has a vulnerability. Our documentation warns about it for each of the four.`,
        set: { status: 'closed', resolution: 'not a bug', type: 'behavior' },
      },
      { by: 'cosmo', after: '6h', text: `os.system('rm') deletes files, by the way. Somebody should look into that.` },
      {
        by: 'ivo.tarn',
        after: '1h',
        text: `Be kind, please. Pasquale, ast.literal_eval() may be what you need; have fun hunting.`,
      },
    ],
  },
  {
    title: 'tempfile.mktemp() is deprecated since 2.3 and used in eleven places of our own library',
    by: 'tinkerbyte',
    at: '2015-01-20T16:10Z',
    text: `grep finds it in distutils, pydoc, asyncio's test_utils, and eight tests. Of those pydoc is a race on a shared machine: the text that's shown by the pager can be replaced by a neighbour. Patch for pydoc attached; I'll do the others if this one pleases.`,
    files: [
      {
        name: 'pydoc-tempfile.diff',
        text: `diff -r 7f82f9d19e1d Lib/pydoc.py
--- a/Lib/pydoc.py
+++ b/Lib/pydoc.py
@@ -1484,8 +1484,9 @@
 def tempfilepager(text, cmd):
     """Page through text by invoking a program on a temporary file."""
     import tempfile
-    filename = tempfile.mktemp()
-    with open(filename, 'w', errors='backslashreplace') as file:
-        file.write(text)
-    try:
+    with tempfile.TemporaryDirectory() as folder:
+        # A folder of our own: some pagers need the file to be closed.
+        filename = os.path.join(folder, 'pydoc.out')
+        with open(filename, 'w', errors='backslashreplace') as file:
+            file.write(text)
         os.system(cmd + ' "' + filename + '"')
`,
      },
    ],
    set: { type: 'security', components: ['Library (Lib)'], versions: ['Python 3.5'] },
    events: [
      {
        by: 'oriel',
        after: '1d',
        text: `It pleases. The remark on pagers saved me a question.`,
        set: { stage: 'commit review' },
      },
      {
        by: 'oriel',
        after: '2d',
        text: `pydoc is committed as e13b7d90c2fa. Do go on with distutils; the tests I'd leave.`,
        set: { stage: 'needs patch', type: 'behavior', components: ['+Distutils', '+Tests'] },
      },
      {
        by: 'tinkerbyte',
        after: '3w',
        text: `bdist_rpm is the one in distutils and I've no rpm. Somebody with Fedora?`,
      },
    ],
  },
  {
    title: 'xml.sax: external general entities are fetched by default, over the network too',
    by: 'rukmini',
    at: '2013-02-20T10:10Z',
    text: `A document with <!ENTITY x SYSTEM "http://intranet/secret"> makes the expat reader open that URL. Nobody I asked knew it. feature_external_ges ought to be off, those who want it can turn it on.`,
    set: {
      type: 'security',
      components: ['XML', 'Library (Lib)'],
      versions: ['Python 2.7', 'Python 3.3', 'Python 3.4'],
    },
    events: [
      {
        by: 'perpetua',
        after: '1d',
        text: `Agreed for a new release. For 2.7 and 3.3 I'd say documentation: publishing houses with DTDs on file servers rely on the feature.`,
        set: { keywords: ['security_issue'], stage: 'needs patch', priority: 'critical' },
      },
      {
        by: 'ottilie',
        after: '2d',
        text: `I'm from such a house. One setFeature() call, if announced, is OK for us, and the reason is good.`,
      },
      {
        by: 'vikram.s',
        after: '250w',
        text: `Five years on, still open by default? There's a patch of mine: one line plus tests.`,
        files: [
          {
            name: 'external-ges-off.patch',
            text: `--- a/Lib/xml/sax/expatreader.py
+++ b/Lib/xml/sax/expatreader.py
@@ -95,3 +95,4 @@ class ExpatParser(xmlreader.IncrementalParser, xmlreader.Locator):
         self._parsing = 0
         self._entity_stack = []
-        self._external_ges = 1
+        # Off, since a document shouldn't choose what we open.
+        self._external_ges = 0
`,
          },
        ],
      },
      {
        by: 'perpetua',
        after: '3w',
        text: `Shame on us. In 3.8 (master), and 3.7.1 by agreement with the release manager, d4a62e71f0bc.`,
        set: {
          status: 'closed',
          resolution: 'fixed',
          stage: 'resolved',
          versions: ['-Python 3.3', '-Python 3.4', '-Python 2.7', '+Python 3.7', '+Python 3.8'],
        },
      },
    ],
  },
  {
    ref: 'sec-int-digits',
    title: 'int("9" * 10**6) is quadratic: limit or better algorithm?',
    by: 'snorri',
    at: '2018-01-08T13:50Z',
    text: `A million digits take 5 s, ten million 9 minutes. Any form field, JSON number or header that goes through int() is a lever. GMP does it in less than a second, with an algorithm from the textbook.`,
    set: { type: 'performance', components: ['Interpreter Core'], versions: ['Python 3.7'] },
    events: [
      {
        by: 'anselm.w',
        after: '4h',
        text: `Subquadratic conversion wants subquadratic multiplication, we have Karatsuba, so n**1.58. That moves the lever by a factor of thirty, at the cost of 300 lines of C.`,
      },
      {
        by: 'wrenfield',
        after: '1d',
        text: `A limit then, 5000 digits, that may be raised by those who compute pi for a living?`,
      },
      {
        by: 'anselm.w',
        after: '2d',
        text: `int() raising for a correct number would be a first. I can't bring myself to that, though I see it coming. In Python instead of C the divide-and-conquer version is 40 lines…`,
        set: { type: 'enhancement', stage: 'needs patch' },
      },
      {
        by: 'tevita',
        after: '150w',
        text: `Please keep in mind those who parse big numbers legitimately: a coordinate file of mine has integers of 4,800 digits (don't ask).`,
      },
    ],
  },
  {
    title: 'Printing pi to a million places takes longer than computing it',
    by: 'xiulan',
    at: '2018-10-09T12:09Z',
    text: `str(n) for n with 10**6 digits: 11 s, the computation with a binary splitting 2.5 s. decimal converts the same in 0.2 s, why not use its code in str()?`,
    set: { type: 'performance', components: ['Interpreter Core'], versions: ['Python 3.8'] },
    events: [
      {
        by: 'zdenka',
        after: '1d',
        text: `Because int can't depend on _decimal, which might not even be built. The number-theoretic transform could move to the core some day. It's the other direction of the issue about int(), and I'd keep them together but not merged: whoever does one can do the other.`,
        dependsOn: ['sec-int-digits'],
        set: { stage: 'needs patch', priority: 'low' },
      },
      {
        by: 'xiulan',
        after: '2h',
        text: `Okay! For now: print(decimal.Decimal(n)), with a context large enough. 0.3 s.`,
      },
    ],
  },
  {
    title: 're.sub() with a template of user input: "bad escape" depends on the letter',
    by: 'barnaby',
    at: '2017-01-25T09:15Z',
    text: `My users can type the replacement. C:/temp works; with backslashes:

Traceback (most recent call last):
  File "rename.py", line 77, in <module>
    new = re.sub(pattern, target, old)
  File "C:/Python36/lib/sre_parse.py", line 1024, in parse_template
    raise s.error('bad escape %s' % this, len(this))
sre_constants.error: bad escape (backslash)m at position 7

3.5 accepted it with a warning that I never saw.`,
    set: { type: 'behavior', components: ['Regular Expressions'], versions: ['Python 3.6'] },
    events: [
      {
        by: 'dmitar',
        after: '2h',
        text: `Unknown escapes of ASCII letters are errors since 3.6 so that they can get a meaning some day. For text that is to be taken literally pass a function: re.sub(pattern, lambda match: target, old). re.escape() is for patterns and does too much for templates.`,
      },
      {
        by: 'barnaby',
        after: '3h',
        text: `The function works. I'd have searched for "escape" in the docs a long time; may that sentence be added next to sub()?`,
      },
      {
        by: 'dmitar',
        after: '1d',
        text: `It may.`,
        set: {
          components: ['+Documentation', '-Regular Expressions'],
          stage: 'needs patch',
          keywords: ['newcomer friendly'],
        },
      },
    ],
  },
  {
    title: 'Audit event for os.chdir() carries the old value of a buffer on Windows',
    by: 'zdenka',
    at: '2021-09-02T14:44Z',
    text: `sys.addaudithook(print); os.chdir('..') prints ('os.chdir', ('..',)), and with a bytes path of 3 characters sometimes garbage behind it. The argument is built from path.narrow, which isn't terminated in this function. An auditor who logs it can read 100 bytes of heap.`,
    set: {
      type: 'security',
      components: ['Windows', 'Extension Modules'],
      versions: ['Python 3.9', 'Python 3.10', 'Python 3.11'],
      stage: 'test needed',
      priority: 'high',
    },
    events: [
      {
        by: 'ivo.tarn',
        after: '1d',
        text: `I get clean values in 10,000 calls, with page heap on. From which build is the garbage?`,
        set: { status: 'pending' },
      },
    ],
  },
  {
    title: 'io.open() follows a symbolic link in /tmp although mode "x" was given',
    by: 'octavia',
    at: '2016-09-30T18:00Z',
    text: `open('/tmp/log', 'x') when /tmp/log is a dangling link to /home/me/.ssh/rc: I expected it to be refused. My colleague says the file was created where the link points to.`,
    set: { type: 'security', components: ['IO'], versions: ['Python 3.5'] },
    events: [
      {
        by: 'keiko.arashi',
        after: '1h',
        text: `O_CREAT | O_EXCL never follows a link as last component, by POSIX: FileExistsError. Is /tmp on something unusual? What does the attached print?`,
        files: [
          {
            name: 'exclusive.py',
            text: `import os
import tempfile

folder = tempfile.mkdtemp(dir='/tmp')
link = os.path.join(folder, 'link')
os.symlink(os.path.join(folder, 'target'), link)
try:
    open(link, 'x')
except FileExistsError:
    print('refused, as it should be')
print(os.listdir(folder))
`,
          },
        ],
        set: { status: 'pending', stage: 'test needed' },
      },
      {
        by: 'octavia',
        after: '3d',
        text: `"refused, as it should be". The colleague had used mode 'w'. We've both learnt something.`,
        set: { status: 'closed', resolution: 'works for me' },
      },
    ],
  },
  {
    title: 'hmac.compare_digest() short-circuits on different lengths, and the docs half admit it',
    by: 'lupe',
    at: '2012-11-14T21:17Z',
    text: `"If a and b are of different lengths… a timing attack could theoretically reveal information about the types and lengths". Could it go over the longer one in any case? Two lines of C.`,
    set: { type: 'enhancement', components: ['Extension Modules'], versions: ['Python 3.4'] },
    events: [
      {
        by: 'tamsin.ok',
        after: '2d',
        text: `The time would then depend on the longer one, which is also a leak. The length of a digest is public. For passwords one compares digests, not passwords; a function that seems safe for those would do harm.`,
        set: { status: 'closed', resolution: 'rejected' },
      },
      { by: 'lupe', after: '5h', text: `That last argument convinces me.` },
    ],
  },
]

import type { DemoStory } from 'muster-tracker/tracker'

export const stories: readonly DemoStory[] = [
  {
    ref: 'text-re-nested-set',
    title: 'FutureWarning "Possible nested set" for a character class that merely begins with "["',
    by: 'calloway',
    at: '2018-07-02T09:09Z',
    text: `re.compile(r'[[(]') warns in 3.7: "Possible nested set at position 1". I know the reason (set operations of UTS #18 may come), but my class holds an opening bracket and a parenthesis; no "]" follows that could close a nested set. Could the warning look further before it cries?`,
    set: { type: 'behavior', components: ['Regular Expressions'], versions: ['Python 3.7', 'Python 3.8'] },
    events: [
      {
        by: 'hedda.quill',
        after: '3h',
        text: `If the syntax comes, '[[(]' will be an unterminated set and an error. So the warning is right in your case more than in any other: escape the bracket.`,
      },
      {
        by: 'calloway',
        after: '1h',
        text: `Understood, though the text says "possible", and I took it for a heuristic.`,
      },
      {
        by: 'hedda.quill',
        after: '1d',
        text: `A sentence in re.rst about why and what to write instead would help those who search for the warning. Turning this into a documentation issue.`,
        set: { components: ['+Documentation'], type: 'enhancement', keywords: ['easy'], stage: 'needs patch' },
      },
      {
        by: 'eudora',
        after: '2w',
        text: `Here you are.`,
        files: [
          {
            name: 'nested-set-note.diff',
            text: `--- a/Doc/library/re.rst
+++ b/Doc/library/re.rst
@@ -245,6 +245,10 @@ The special characters are:
      :exc:\`FutureWarning\` is raised in ambiguous cases for the time being.
      That includes sets starting with a literal \`\`'['\`\` or containing literal
      character sequences \`\`'--'\`\`, \`\`'&&'\`\`, \`\`'~~'\`\`, and \`\`'||'\`\`.  To
      avoid a warning escape them with a backslash.
+     The warning is given whatever follows, since a later version may
+     read the rest of the pattern as part of the nested set.
`,
          },
        ],
      },
      {
        by: 'hedda.quill',
        after: '3d',
        text: `Merged, 0f1d9b73ca6e.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 're.sub() with a lookbehind takes 40 seconds on 2 MB without a single match',
    by: 'gwenllian',
    at: '2013-02-20T12:44Z',
    text: `The pattern is r'(?<=\\n)\\s*#.*'. On a file with long runs of blank lines the time grows with the square of the length of the run, since \\s* starts again at each newline and eats all the others. re.MULTILINE with ^ isn't better. I can rewrite my pattern ([ \\t]* does it), but perhaps the engine might notice that "#" is required and isn't there at all.`,
    set: { type: 'performance', components: ['Regular Expressions'], versions: ['Python 3.3', 'Python 3.4'] },
    events: [
      {
        by: 'dmitar',
        after: '6h',
        text: `The compiler computes a literal *prefix* only. A required literal anywhere in the pattern would need a pass over the parsed pattern and a memchr before each search. In your file with one "#" at the end it would not help.`,
      },
      {
        by: 'marchbanks',
        after: '1d',
        text: `Backtracking engines do this. Everyone who writes \\s* next to \\n has to learn it once.`,
      },
      {
        by: 'gwenllian',
        after: '3h',
        text: `I have learnt it. I only meant that it is a cheap trick that other engines do, and it turns 40 s into nothing for files without comments.`,
      },
      {
        by: 'dmitar',
        after: '12d',
        text: `I tried: "required literal" for patterns without alternation at the top level. It helps 9 of the 51 patterns in the regex benchmark, and costs 2 to 4 % for short strings. Not convinced, not against.`,
        files: [
          {
            name: 'required-literal.patch',
            text: `--- a/Lib/sre_compile.py
+++ b/Lib/sre_compile.py
@@ -430,6 +430,17 @@ def _compile_info(code, pattern, flags):
     if not (flags & SRE_FLAG_IGNORECASE and flags & SRE_FLAG_LOCALE):
         # look for literal prefix
         prefix, prefix_skip, got_all = _get_literal_prefix(pattern, flags)
+        # or for one that has to be somewhere
+        required = None
+        if not prefix:
+            for op, av in pattern.data:
+                if op is LITERAL:
+                    required = av
+                    break
`,
          },
        ],
        set: { stage: 'patch review' },
      },
      {
        by: 'ivo.tarn',
        after: '30w',
        text: `Without a clear gain I'd leave the engine alone. If somebody shows a real workload, let's look again.`,
        set: { status: 'languishing', priority: 'low' },
      },
    ],
  },
  {
    title: "'ß'.title() should be 'ẞ' or at least not 'Ss'",
    by: 'ilse.d',
    at: '2017-07-11T06:50Z',
    text: `Since June there is an official capital ẞ in German orthography. 'straße'.upper() gives STRASSE, and 'ß'.title() gives 'Ss'. Can we have 'STRAẞE'?`,
    set: { type: 'enhancement', components: ['Unicode'], versions: ['Python 3.7'] },
    events: [
      {
        by: 'noor.b',
        after: '5h',
        text: `str.upper() follows SpecialCasing.txt of the Unicode Character Database, which keeps SS for stability: the capital letter is mapped down to ß, but never the other way. The council allows both spellings, too. So nothing that we could decide.`,
        set: { status: 'closed', resolution: 'rejected' },
      },
      { by: 'ilse.d', after: '2h', text: `Understood. I'll write to them. On paper, with a capital ẞ.` },
    ],
  },
  {
    ref: 'text-utf7-surrogate',
    title: 'UTF-7 decoder joins a lone high surrogate at the end of one chunk with the next base64 run',
    by: 'xiulan',
    at: '2012-04-16T20:02Z',
    text: `IncrementalDecoder('utf-7'), fed byte by byte, and the whole input at once give different results for b'+2AA-+3AA-'. At once: two lone surrogates, in pieces: U+10000. A differential fuzzer for all codecs finds this within seconds and nothing else in utf-8, utf-16 or utf-32. Congratulations for these!`,
    files: [
      {
        name: 'pieces.py',
        text: `import codecs

DATA = b'+2AA-+3AA-'


def in_pieces(data, size):
    decoder = codecs.getincrementaldecoder('utf-7')()
    parts = [data[i:i + size] for i in range(0, len(data), size)]
    return ''.join(decoder.decode(part) for part in parts) + decoder.decode(b'', True)


print(ascii(DATA.decode('utf-7')))
for size in range(1, len(DATA)):
    print(size, ascii(in_pieces(DATA, size)))
`,
      },
    ],
    set: { type: 'behavior', components: ['Unicode'], versions: ['Python 3.3'] },
    events: [
      {
        by: 'keiko.arashi',
        after: '9h',
        text: `Only sizes 5 and up differ here. "surrogate" isn't reset at the end of a run when the '-' is the last byte of the input and not final. Two lines.`,
        set: { stage: 'needs patch' },
      },
      {
        by: 'rukmini',
        after: '3d',
        text: `My try.`,
        files: [
          {
            name: 'utf7-reset.patch',
            text: `--- a/Objects/unicodeobject.c
+++ b/Objects/unicodeobject.c
@@ -4170,6 +4170,10 @@ PyUnicode_DecodeUTF7Stateful(const char *s,
                 inShift = 0;
                 s++;
+                if (surrogate) {
+                    if (unicode_putchar(&unicode, &outpos, surrogate) < 0)
+                        goto onError;
+                    surrogate = 0;
+                }
                 if (ch == '-') {
`,
          },
        ],
      },
      {
        by: 'keiko.arashi',
        after: '1d',
        text: `Right place, one problem: for final=False the run may go on in the next chunk, so do it only after the '-' has been seen.`,
      },
      { by: 'rukmini', after: '2d', text: `Moved below the test for '-', and the fuzzer is quiet after two hours.` },
      {
        by: 'keiko.arashi',
        after: '4d',
        text: `Please run it with errors='replace' as well: the position in the exception is one too far now. Nearly there.`,
        set: { stage: 'patch review' },
      },
    ],
  },
  {
    title: 'UnicodeEncodeError: charmap, my program prints a tick and Windows says no',
    by: 'barnaby',
    at: '2015-01-31T15:15Z',
    text: `print('\\u2713 done') works in IDLE but in the black window:

Traceback (most recent call last):
  File "C:\\Python34\\lib\\encodings\\cp850.py", line 19, in encode
    return codecs.charmap_encode(input,self.errors,encoding_map)[0]
UnicodeEncodeError: 'charmap' codec can't encode character '\\u2713' in position 0: character maps to <undefined>

I thought that Python 3 was made for this.`,
    set: { versions: ['Python 3.4'] },
    events: [
      {
        by: 'oriel',
        after: '2h',
        text: `Python is willing, the console with code page 850 isn't. Write sys.stdout = open(1, 'w', encoding='utf-8', closefd=False) after "chcp 65001", or set PYTHONIOENCODING=cp850:replace to see a question mark.`,
        set: { components: ['Unicode', 'Windows', 'IO'], type: 'behavior' },
      },
      {
        by: 'barnaby',
        after: '1h',
        text: `With chcp 65001 it prints "✓ done" and then some letters of it once more in the next line??`,
      },
      {
        by: 'oriel',
        after: '5h',
        text: `That's a bug of that code page: WriteFile reports characters where bytes are expected. The true solution is to use WriteConsoleW for consoles. There's work on that, as a package so far. Setting to later: it's for a new version, and a large change.`,
        set: { status: 'closed', resolution: 'later' },
      },
      {
        by: 'yaw.mensima',
        after: '90w',
        text: `For the record: 3.6 talks to the console in Unicode (PEP 528), your tick is a tick there.`,
      },
    ],
  },
  {
    title: 'unicodedata.normalize("NFC", s) is quadratic for thousands of combining marks',
    by: 'wrenfield',
    at: '2021-04-28T18:21Z',
    text: `A comment of 64 kB with one "a" and 32,000 alternating marks of classes 220 and 230 keeps a worker busy for 17 s: the canonical ordering is an insertion sort. There is a text on it in UAX #15 (Stream-Safe Text Format, at most 30 marks). Anyone who normalises user names before authentication has a problem.`,
    files: [
      {
        name: 'zalgo.py',
        text: `import time
import unicodedata

for count in 1_000, 2_000, 4_000, 8_000:
    text = 'a' + '\\u0316\\u0300'[::-1] * count
    begin = time.perf_counter()
    unicodedata.normalize('NFC', text)
    print(count, round(time.perf_counter() - begin, 3))
`,
      },
    ],
    set: {
      type: 'security',
      components: ['Unicode', 'Extension Modules'],
      versions: ['Python 3.8', 'Python 3.9', 'Python 3.10'],
    },
    events: [
      {
        by: 'bjarki',
        after: '4h',
        text: `Confirmed: 0.02, 0.08, 0.31, 1.25 s. Reports like this should go to the security address first; it's public now, so let's be quick.`,
        set: { priority: 'critical', stage: 'needs patch' },
      },
      {
        by: 'wrenfield',
        after: '20m',
        text: `Sorry. I thought of it as a performance issue until the third paragraph.`,
      },
      {
        by: 'noor.b',
        after: '7h',
        text: `Counting sort by class for runs over 20 marks, the insertion sort below that. Stable, O(n), and the ordinary case isn't touched. nfd_nfkd() needs a second buffer for long runs only.`,
        files: [
          {
            name: 'counting-sort.diff',
            text: `diff --git a/Modules/unicodedata.c b/Modules/unicodedata.c
--- a/Modules/unicodedata.c
+++ b/Modules/unicodedata.c
@@ -618,6 +618,12 @@ nfd_nfkd(PyObject *self, PyObject *input, int k)
     /* Sort canonically. */
     i = 0;
     prev = _getrecord_ex(PyUnicode_READ(kind, data, i))->combining;
+    if (longest_run(kind, data, PyUnicode_GET_LENGTH(result)) > SHORT_RUN) {
+        if (sort_runs_by_counting(result) < 0) {
+            Py_DECREF(result);
+            return NULL;
+        }
+        return result;
+    }
     for (i++; i < PyUnicode_GET_LENGTH(result); i++) {
`,
          },
        ],
        set: { stage: 'patch review', assignee: 'noor.b' },
      },
      {
        by: 'bjarki',
        after: '2d',
        text: `The composition step after it has the same disease in a milder form (it looks back over skipped marks). With 8,000 I still measure 0.2 s.`,
      },
      {
        by: 'noor.b',
        after: '3d',
        text: `True. "skipped" is an array of 20; beyond this we give up composing, so it's bounded. The 0.2 s are the insertion into the result. I'll do that as well.`,
      },
      {
        by: 'tamsin.ok',
        after: '8w',
        text: `What's the state? I would hold 3.10.0rc1 for it but rather not.`,
        set: { keywords: ['security_issue'] },
      },
      {
        by: 'noor.b',
        after: '1d',
        text: `The first half is ready and takes away the factor 100. Shall I land it alone?`,
      },
      { by: 'tamsin.ok', after: '2h', text: `Please.` },
      {
        by: 'noor.b',
        after: '1d',
        text: `Landed: 71c0f8de2ba6 (main), 05b9e3a7f41c (3.10), 2e6cd10f89b7 (3.9). The second half stays open here.`,
        set: {
          priority: 'normal',
          stage: 'needs patch',
          versions: ['-Python 3.8', '-Python 3.9', '-Python 3.10', '+Python 3.11'],
        },
      },
    ],
  },
  {
    title: 'ElementTree.indent() leaves the tail of comments alone',
    by: 'ottilie',
    at: '2020-12-07T08:35Z',
    text: `I'm very happy about indent() in 3.9. With comments between elements the next element begins in the same line as the comment, when the tree comes from a parser with TreeBuilder(insert_comments=True). A small test is attached.`,
    files: [
      {
        name: 'indent_comment.py',
        text: `import xml.etree.ElementTree as ET

parser = ET.XMLParser(target=ET.TreeBuilder(insert_comments=True))
root = ET.fromstring('<garden><!-- shade --><fern/><!-- sun --><lavender/></garden>', parser)
ET.indent(root)
print(ET.tostring(root, encoding='unicode'))
`,
      },
    ],
    set: { type: 'behavior', components: ['XML'], versions: ['Python 3.9', 'Python 3.10'] },
    events: [
      {
        by: 'quillon',
        after: '1d',
        text: `For me this prints

<garden>
  <!-- shade -->
  <fern />
  <!-- sun -->
  <lavender />
</garden>

with 3.9.1. Which version do you run?`,
        set: { status: 'pending', stage: 'test needed' },
      },
      {
        by: 'ottilie',
        after: '3h',
        text: `3.9.0rc2 by accident (the container was old). With 3.9.1 it's right. Sorry!`,
      },
      { by: 'ottilie', after: '1m', set: { status: 'closed', resolution: 'out of date' } },
    ],
  },
  {
    ref: 'text-expat-226',
    title: 'Update the bundled expat, two of the fixed overflows can be reached from pyexpat',
    by: 'anselm.w',
    at: '2018-08-16T10:40Z',
    text: `The release notes list nine fixes. I went through them: two concern entry points which we use (XML_GetBuffer with a huge size, and the position after a split UTF-8 sequence). Distributions that use --with-system-expat are on the new one already; the Windows and macOS installers aren't.`,
    set: {
      type: 'security',
      components: ['XML', 'Extension Modules'],
      versions: ['Python 2.7', 'Python 3.6', 'Python 3.7', 'Python 3.8'],
      priority: 'release blocker',
      stage: 'needs patch',
    },
    events: [
      {
        by: 'mbalinga',
        after: '5h',
        text: `Updating by hand takes care with our pyexpatns.h (prefix of the symbols) and expat_config.h, which is not upstream's. A script in Modules/expat/ would be a present for the next one who does this.`,
      },
      {
        by: 'anselm.w',
        after: '2d',
        text: `Script and result. 3,400 lines in the second commit that nobody needs to read.`,
        files: [
          {
            name: 'refresh.sh.patch',
            text: `--- /dev/null
+++ b/Modules/expat/refresh.sh
@@ -0,0 +1,12 @@
+#!/bin/sh
+# Usage: refresh.sh <folder of an unpacked expat>
+set -eu
+here=$(dirname "$0")
+for name in ascii.h asciitab.h expat.h expat_external.h iasciitab.h \\
+    internal.h latin1tab.h nametab.h siphash.h utf8tab.h \\
+    xmlparse.c xmlrole.c xmlrole.h xmltok.c xmltok.h xmltok_impl.c \\
+    xmltok_impl.h xmltok_ns.c
+do
+    cp "$1/lib/$name" "$here/$name"
+done
+patch -p3 -d "$here" < "$here/namespace.patch"
`,
          },
        ],
        set: { stage: 'patch review' },
      },
      {
        by: 'yaw.mensima',
        after: '1d',
        text: `Builds on Windows with a new warning: rand_s needs _CRT_RAND_S defined before stdlib.h. Harmless, since we give the hash salt ourselves.`,
      },
      {
        by: 'coordinator',
        after: '2d',
        text: `I've compared the copied files with the upstream tarball, whose signature I verified. Identical except for the patch.`,
        set: { stage: 'commit review' },
      },
      {
        by: 'anselm.w',
        after: '6h',
        text: `Done in four branches: 1e9a60c8fd74, 50bc37d1f9e2, d46a8e1fb093, 93e7c5d20a1f.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'xml.dom.minidom: toprettyxml() inserts blank lines, more each time the file is saved',
    by: 'lupe',
    at: '2014-05-19T21:29Z',
    text: `My pupils save their game levels as XML. After ten saves the file is 90 % blank lines. parse() keeps the white space of the former toprettyxml() as text nodes, and then more is added around. Is there a way to say "pretty, but only once"?`,
    set: { type: 'behavior', components: ['XML'], versions: ['Python 2.7', 'Python 3.4'] },
    events: [
      {
        by: 'quillon',
        after: '8h',
        text: `White space is content in XML, so the parser has to keep it, and toprettyxml() can't know that it was its own. Remove text nodes with nothing but space before writing.`,
      },
      {
        by: 'sanna.lehto',
        after: '3d',
        text: `Could a keyword strip_blank=True of toprettyxml() leave out such nodes? I'd use it daily. Everyone on the web does "\\n".join(line for line in text.split("\\n") if line.strip()), which destroys CDATA.`,
      },
      {
        by: 'quillon',
        after: '2d',
        text: `An opt-in keyword is acceptable to me. Needs tests with xml:space="preserve".`,
        set: { type: 'enhancement', stage: 'needs patch', versions: ['+Python 3.5', '-Python 2.7', '-Python 3.4'] },
      },
      {
        by: 'jib',
        after: '15w',
        text: `I gave it a try over the holidays; xml:space is inherited, so it walks down with the setting.`,
        files: [
          {
            name: 'strip-blank.patch',
            text: `--- a/Lib/xml/dom/minidom.py
+++ b/Lib/xml/dom/minidom.py
@@ -1073,6 +1073,8 @@ class Text(CharacterData):
     def writexml(self, writer, indent="", addindent="", newl=""):
+        if self._strip_blank and not self.data.strip():
+            return
         _write_data(writer, "%s%s%s" % (indent, self.data, newl))
`,
          },
        ],
      },
      {
        by: 'quillon',
        after: '1w',
        text: `writexml() is public and overridden by people, so a new attribute is cleverer than a new parameter, well seen. But it's set on nodes and never taken off again. Pass it through a subclass of the writer instead?`,
        set: { stage: 'patch review' },
      },
    ],
  },
  {
    title: 'SAX parser stops with "no element found" for a document that comes through a pipe slowly',
    by: 'snorri',
    at: '2011-11-30T13:37Z',
    text: `xml.sax.parse(sys.stdin) on input that arrives in bursts:

Traceback (most recent call last):
  File "/usr/lib/python3.2/xml/sax/expatreader.py", line 213, in close
    self.feed("", isFinal = 1)
  File "/usr/lib/python3.2/xml/sax/handler.py", line 38, in fatalError
    raise exception
xml.sax._exceptions.SAXParseException: <stdin>:14:22: no element found

IncrementalParser.parse() reads until read() returns an empty string, and a non-blocking stdin returns None or an empty one.`,
    set: { type: 'behavior', components: ['XML'], versions: ['Python 3.2'] },
    events: [
      {
        by: 'dmitar',
        after: '1d',
        text: `A non-blocking file isn't a file in the sense of that function. Is it you who sets O_NONBLOCK?`,
      },
      {
        by: 'snorri',
        after: '4h',
        text: `The parent process does, it's a terminal multiplexer which shares its tty. I have no say in it.`,
      },
      {
        by: 'dmitar',
        after: '2h',
        text: `Then os.set_blocking()... isn't there yet, so fcntl. Or feed() with your own loop around select. I'd refuse to make parse() wait actively.`,
        set: { status: 'closed', resolution: 'wont fix' },
      },
    ],
  },
  {
    ref: 'text-emoji-width',
    title: 'textwrap and str.center() count code points, so Japanese tables are crooked',
    by: 'hpark77',
    at: '2013-10-08T02:00Z',
    text: `East Asian wide characters take two columns. unicodedata.east_asian_width() knows it, but nothing in the standard library adds these up. I'd like unicodedata.width(text), and textwrap.wrap(text, columns=len) with a function to measure. Korean command line programs all carry a copy of the same eight lines.`,
    set: { type: 'enhancement', components: ['Unicode', 'Library (Lib)'], versions: ['Python 3.4'] },
    events: [
      {
        by: 'keiko.arashi',
        after: '4h',
        text: `+1 from another wide country. The width isn't a property of the text alone: ambiguous characters (class A) are one or two columns by the terminal's mood, combining marks are zero, and controls are an error.`,
      },
      {
        by: 'noor.b',
        after: '1d',
        text: `And Arabic ligatures, and Devanagari clusters. A function which promises "columns" promises too much. The C library has wcswidth(), which at least agrees with the terminal if both use one libc.`,
      },
      { by: 'hpark77', after: '5h', text: `Perfect is not what I want. Better than len() is what I want.` },
      {
        by: 'marchbanks',
        after: '2d',
        text: `A library on PyPI can follow Unicode yearly. The standard library follows it once per release.`,
      },
      {
        by: 'keiko.arashi',
        after: '3w',
        text: `So does unicodedata itself. Here is a version with zero for Mn, Me and Cf, two for W and F, and a parameter for A.`,
        files: [
          {
            name: 'columns.py',
            text: `from unicodedata import category, east_asian_width


def columns(text, ambiguous=1):
    widths = {'W': 2, 'F': 2, 'A': ambiguous}
    total = 0
    for character in text:
        if category(character) in ('Mn', 'Me', 'Cf'):
            continue
        total += widths.get(east_asian_width(character), 1)
    return total


assert columns('abc') == 3
assert columns('\\ud55c\\uad6d') == 4
assert columns('e\\u0301') == 1
`,
          },
        ],
      },
      {
        by: 'hedda.quill',
        after: '2d',
        text: `I'd split it: (1) textwrap gets a measuring function, uncontroversial; (2) what function to ship. Nothing keeps us from doing (1) now.`,
        set: { stage: 'needs patch' },
      },
      {
        by: 'mei-ting',
        after: '20w',
        text: `(1) as a patch. text_len= is the name of the parameter. break_long_words bisects, for it can't slice by columns.`,
        files: [
          {
            name: 'textwrap-text-len.patch',
            text: `--- a/Lib/textwrap.py
+++ b/Lib/textwrap.py
@@ -115,7 +115,8 @@ class TextWrapper:
                  break_long_words=True,
                  drop_whitespace=True,
                  break_on_hyphens=True,
-                 tabsize=8):
+                 tabsize=8,
+                 text_len=len):
         self.width = width
`,
          },
        ],
      },
      {
        by: 'keiko.arashi',
        after: '3d',
        text: `I've tried it on the man pages of my own tools. It's a pleasure.`,
        set: { stage: 'patch review', versions: ['+Python 3.5', '-Python 3.4'] },
      },
      {
        by: 'ivo.tarn',
        after: '9w',
        text: `One trap: the placeholder of shorten() has to be measured with the same function. And wcwidth-like functions return -1 for controls, which makes lines longer than the limit; document that it mustn't be negative.`,
      },
      { by: 'mei-ting', after: '2d', text: `Both in version 2.` },
      {
        by: 'xiulan',
        after: '120w',
        text: `Emoji with ZWJ sequences have made all of this more exciting since. Is (1) still on the table? It needs no Unicode knowledge at all.`,
      },
      {
        by: 'hedda.quill',
        after: '6d',
        text: `It is. I need somebody to rebase it. The versions field follows reality.`,
        set: { versions: ['+Python 3.8', '-Python 3.5'], keywords: ['needs review'] },
      },
    ],
  },
  {
    title: 'idna codec accepts labels of 64 bytes when the input is bytes',
    by: 'tinkerbyte',
    at: '2016-03-14T15:09Z',
    text: `'a' * 64 as str: UnicodeError "label too long". The same as bytes through b.decode('idna'): passes. RFC 3490 4.1 step 8 doesn't know such a difference.

Traceback (most recent call last):
  File "/usr/lib/python3.5/encodings/idna.py", line 165, in encode
    raise UnicodeError("label empty or too long")
UnicodeError: label empty or too long`,
    set: { type: 'behavior', components: ['Unicode'], versions: ['Python 3.5', 'Python 3.6'] },
    events: [
      {
        by: 'noor.b',
        after: '1d',
        text: `Decoding is ToUnicode, "which never fails". Only ToASCII has the length check. I believe we do what the RFC says.`,
      },
      {
        by: 'tinkerbyte',
        after: '3h',
        text: `Section 4.2: "ToUnicode never fails; if any step fails, the original input is returned". So returning it unchanged is allowed. I stand corrected, my server shall check lengths by itself.`,
        set: { status: 'closed', resolution: 'not a bug' },
      },
    ],
  },
  {
    title: 'A way to ask a compiled pattern for the groups that are optional',
    by: 'mei-ting',
    at: '2019-10-21T11:04Z',
    text: `For type stubs I'd like to know whether m.group('year') may be None: "(?P<year>\\d+)?" may, "(?P<year>\\d*)" may not. sre_parse gives the tree, but it is undocumented and changed twice since I use it. A read-only property Pattern.groupinfo with name, index and "always participates" would do.`,
    set: { type: 'enhancement', components: ['Regular Expressions'], versions: ['Python 3.9'] },
    events: [
      {
        by: 'hedda.quill',
        after: '1d',
        text: `"Always participates" isn't as obvious as it looks: conditionals (?(1)...|...), alternation, repetition with a minimum of 0, negative lookaheads. A conservative answer, "maybe None", is computable in one walk. I'm +0.`,
      },
      {
        by: 'gwenllian',
        after: '2d',
        text: `A mypy plug-in of ours does precisely this walk. It's 60 lines, of which 20 are about sre_parse's habits.`,
      },
      {
        by: 'dmitar',
        after: '5d',
        text: `I'd rather not freeze anything that makes another engine harder to fit in. One flag per group is harmless though.`,
        set: { stage: 'needs patch', priority: 'low' },
      },
    ],
  },
  {
    title: 'cElementTree.iterparse() crashes if the "end" handler clears the parent',
    by: 'pasquale',
    at: '2010-11-04T16:55Z',
    text: `Segmentation fault (only with cElementTree, 2.7, not ElementTree) when I call parent.clear() while a child is still being parsed. I do this to save memory with a 6 GB file of soil samples. It works for small files.`,
    set: { type: 'crash', components: ['XML'], versions: ['Python 2.7'] },
    events: [
      {
        by: 'quillon',
        after: '1d',
        text: `Could you make a file with which it happens? A generated one of 100 MB is fine as a script.`,
        set: { stage: 'test needed' },
      },
      {
        by: 'pasquale',
        after: '3d',
        text: `This makes it crash after about a minute.`,
        files: [
          {
            name: 'soil.py',
            text: `import xml.etree.cElementTree as ET
from StringIO import StringIO

rows = '<sample><depth>3</depth></sample>' * 200000
source = StringIO('<field><row>' + rows + '</row></field>')
row = None
for event, element in ET.iterparse(source, events=('start', 'end')):
    if event == 'start' and element.tag == 'row':
        row = element
    elif event == 'end' and element.tag == 'depth':
        row.clear()
`,
          },
        ],
      },
      {
        by: 'quillon',
        after: '2d',
        text: `treebuilder keeps a borrowed "last" element for the tail text. row.clear() frees it, the next data event writes to it. "last" needs a reference of its own.`,
        set: { stage: 'needs patch', priority: 'high' },
      },
      {
        by: 'zdenka',
        after: '2w',
        text: `Patch with Pasquale's script, shortened, as test.`,
        files: [
          {
            name: 'own-last.diff',
            text: `Index: Modules/_elementtree.c
===================================================================
--- Modules/_elementtree.c	(revision 86213)
+++ Modules/_elementtree.c	(working copy)
@@ -1712,8 +1712,8 @@
     self->this = node;
 
-    self->last = node;
+    Py_INCREF(node);
+    Py_XSETREF(self->last, node);
 
     if (self->start_event_obj) {
`,
          },
        ],
        set: { stage: 'patch review' },
      },
      {
        by: 'quillon',
        after: '5d',
        text: `Py_XSETREF doesn't exist; you invented a useful macro there. With four lines in its place: committed to 2.7 and 3.2.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'open() of a file with a UTF-8 BOM: csv.DictReader has a first column called \\ufeffname',
    by: 'octavia',
    at: '2016-10-18T09:41Z',
    text: `Excel writes "CSV UTF-8" with a BOM. print(row) shows a column 'name' that isn't 'name'. Everybody in my office fell for it. Should utf-8 not ignore the BOM when it reads?

Traceback (most recent call last):
  File "members.py", line 9, in <module>
    print(row['name'])
KeyError: 'name'`,
    set: { type: 'behavior', components: ['Unicode', 'IO'], versions: ['Python 3.5'] },
    events: [
      {
        by: 'oriel',
        after: '3h',
        text: `encoding='utf-8-sig' does. 'utf-8' mustn't: U+FEFF is a legitimate character, and reading and writing back has to give the same bytes.`,
      },
      {
        by: 'octavia',
        after: '1h',
        text: `I had never heard of utf-8-sig. The page of the csv module would be the place to mention it.`,
      },
      {
        by: 'oriel',
        after: '1d',
        text: `Good point, it's a documentation issue then.`,
        set: {
          components: ['+Documentation', '-Unicode', '-IO'],
          type: 'enhancement',
          stage: 'needs patch',
          keywords: ['easy', 'newcomer friendly'],
        },
      },
      {
        by: 'abelard',
        after: '6w',
        text: `How about a footnote: "files written by spreadsheet programs often start with a byte order mark, open them with encoding='utf-8-sig'"?`,
      },
      { by: 'oriel', after: '2d', text: `Perfect, please as a patch.` },
    ],
  },
  {
    title: 'Case-insensitive match fails between "K" and the Kelvin sign with re.ASCII off',
    by: 'cosmo',
    at: '2014-07-29T10:10Z',
    text: `re.match('k', '\\u212a', re.I) is None, re.match('\\u212a', 'k', re.I) is a match. A relation that isn't symmetric gives me headaches. lower() of the Kelvin sign is "k".`,
    set: { type: 'behavior', components: ['Regular Expressions', 'Unicode'], versions: ['Python 3.4', 'Python 3.5'] },
    events: [
      {
        by: 'keiko.arashi',
        after: '1d',
        text: `Pattern characters are lowered at compile time and subject characters at match time, so both are "k" here and I'd expect two matches. On 3.4.1 I get two. Are you on a narrow build or an older one?`,
        set: { stage: 'test needed' },
      },
      {
        by: 'cosmo',
        after: '2h',
        text: `3.4.0, from a PPA. I've 3.4.1 here now: two matches. But 'ſ' (long s) and 's'?`,
      },
      {
        by: 'keiko.arashi',
        after: '5h',
        text: `lower('ſ') is itself; upper is 'S'. We have a table of such equivalences since 3.4.2 (it's on default as e07b5f1c82a9), 'ſ' and 's' is in there.`,
        set: { status: 'closed', resolution: 'out of date', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'Why is xml.etree vulnerable to billion laughs and yet not marked as such at parse()?',
    by: 'rukmini',
    at: '2021-09-15T13:20Z',
    text: `There's a table "XML vulnerabilities" three pages away from the function which I use. A reader of ElementTree.parse() doesn't see it. With expat 2.4.1 bundled the amplification attack is stopped, isn't it? Then the table is too pessimistic; with a system expat it depends.`,
    set: {
      type: 'enhancement',
      components: ['XML', 'Documentation'],
      versions: ['Python 3.9', 'Python 3.10', 'Python 3.11'],
    },
    events: [
      {
        by: 'anselm.w',
        after: '1d',
        text: `Right on all counts. Proposal: a warning box at parse(), fromstring() and iterparse(), a footnote with the expat version in the table, and pyexpat.EXPAT_VERSION as the way to find out.`,
        set: { stage: 'needs patch', keywords: ['easy'] },
      },
      {
        by: 'rukmini',
        after: '4d',
        text: `Draft.`,
        files: [
          {
            name: 'etree-warning.diff',
            text: `--- a/Doc/library/xml.rst
+++ b/Doc/library/xml.rst
@@ -60,13 +60,15 @@ circumvent firewalls.
 kind                       sax                  etree                minidom
 =========================  ===================  ===================  ==================
-billion laughs             **Vulnerable**       **Vulnerable**       **Vulnerable**
-quadratic blowup           **Vulnerable**       **Vulnerable**       **Vulnerable**
+billion laughs             **Vulnerable** (1)   **Vulnerable** (1)   **Vulnerable** (1)
+quadratic blowup           **Vulnerable** (1)   **Vulnerable** (1)   **Vulnerable** (1)
`,
          },
        ],
      },
      {
        by: 'anselm.w',
        after: '2d',
        text: `Reads well. Could you mention that distributions may link with an older one?`,
        set: { stage: 'patch review' },
      },
    ],
  },
]

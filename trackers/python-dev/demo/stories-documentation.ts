import type { DemoStory } from 'muster-tracker/tracker'

export const stories: readonly DemoStory[] = [
  {
    title: 'Tutorial 4.7: the example with a mutable default is introduced one section too late',
    by: 'abelard',
    at: '2010-03-22T09:20Z',
    text: `Section 4.7.1 shows def f(a, L=[]) after the students have been told to write functions with lists as arguments. Last term, 11 of 24 homeworks had the mistake. If the warning came before the exercise there'd be no harvest for it.`,
    set: { type: 'enhancement', components: ['Documentation'], versions: ['Python 2.7', 'Python 3.1'] },
    events: [
      { by: 'mbalinga', after: '1d', text: `The tutorial has no exercises; they are yours, aren't they?` },
      { by: 'abelard', after: '5h', text: `Yes, but the order is the tutorial's.` },
      {
        by: 'mbalinga',
        after: '3d',
        text: `The present order has defaults first (4.7.1), and the warning stands there, in bold. I find it hard to move it further up without talking of defaults before defining functions.`,
        set: { status: 'closed', resolution: 'works for me' },
      },
      { by: 'abelard', after: '1d', text: `I looked again: I have a printed copy of 2003. My apologies to everyone!` },
    ],
  },
  {
    ref: 'docs-sphinx-upgrade',
    title: 'Build the manuals with a current Sphinx and drop the home-made extensions it makes obsolete',
    by: 'mbalinga',
    at: '2019-09-19T08:30Z',
    text: `Doc/tools/extensions has grown to 900 lines. About half of it does what Sphinx can do by itself since 2.0 (versionadded with a title, glossary sorting, c:type with a parser of its own). The other half stays: audit events, opcode index, our "impl-detail". Goal: build with 2.x and with the version of Debian stable, as the distributions need it.`,
    set: {
      type: 'enhancement',
      components: ['Documentation', 'Build'],
      versions: ['Python 3.9'],
      stage: 'needs patch',
      assignee: 'mbalinga',
    },
    events: [
      { by: 'hedda.quill', after: '1d', text: `Debian stable has 1.8.4. So "2.x" may only mean "2.x as well".` },
      {
        by: 'mbalinga',
        after: '2d',
        text: `Yes. First result: with 3.0 beta, the C domain rejects 3,412 of our declarations. It is the better parser, and right in most cases.`,
      },
      {
        by: 'ottilie',
        after: '5d',
        text: `I went through those of the Doc/c-api/ directory alphabetically up to "codec". A third are macros without parentheses.`,
      },
      {
        by: 'mbalinga',
        after: '10w',
        text: `Down to 870. I pin the build to 2.4 meanwhile, so that nobody's pull request turns red because of a release elsewhere (1f7e60c2d49b).`,
      },
      {
        by: 'zdenka',
        after: '80w',
        text: `Is the pin still needed? 4.0 is out and the theme looks broken on narrow screens without it.`,
        set: { versions: ['+Python 3.11', '-Python 3.9'] },
      },
    ],
  },
  {
    title: 'Search of docs.python.org finds nothing for "with" and "is"',
    by: 'pasquale',
    at: '2020-05-07T18:45Z',
    text: `I wanted to read about the with statement. The search says that my search did not match any documents. Also for: is, not, in, for, and. Half of the language is invisible.`,
    set: { components: ['Documentation'], versions: ['Python 3.8'] },
    events: [
      {
        by: 'ottilie',
        after: '4h',
        text: `The words are in the list of English stop words that Sphinx's search removes. A list without the keywords of Python has to be configured.`,
        set: { type: 'behavior' },
      },
      {
        by: 'mbalinga',
        after: '1d',
        text: `Which only newer Sphinx versions let us do without overriding the class. I'll make it depend on the upgrade.`,
        dependsOn: ['docs-sphinx-upgrade'],
        set: { stage: 'needs patch', versions: ['Python 3.9'] },
      },
      {
        by: 'pasquale',
        after: '20h',
        text: `Until then the index page helps: "with (statement)". I only mention it for the next one who searches.`,
      },
    ],
  },
  {
    title: 'os.replace() is documented as atomic, which is not true across all the supported systems',
    by: 'fenwick',
    at: '2016-01-28T14:00Z',
    text: `The page promises an atomic renaming and cites POSIX for it. On Windows it's MoveFileExW, and Microsoft doesn't promise anything of the kind. We had a truncated state file after a power cut:

Traceback (most recent call last):
  File "C:/service/state.py", line 19, in load
    return json.load(file)
  File "C:/Python35/lib/json/decoder.py", line 357, in raw_decode
json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)`,
    set: { type: 'behavior', components: ['Documentation'], versions: ['Python 3.5', 'Python 3.6'] },
    events: [
      {
        by: 'yaw.mensima',
        after: '5h',
        text: `Two things. Atomic means that other processes see the old or the new file, which NTFS does in practice. Durable means that it survives a power cut, and that isn't the case on POSIX either, unless you fsync() the file *and* the directory.`,
      },
      { by: 'fenwick', after: '1h', text: `Then, for a naive user like me, a sentence on durability would be good.` },
      {
        by: 'yaw.mensima',
        after: '2d',
        text: `Agreed: "Atomicity says nothing about what is on the disk after a crash; call os.fsync() before." Who writes a diff?`,
        set: { keywords: ['easy'], stage: 'needs patch', type: 'enhancement' },
      },
      { by: 'eudora', after: '30w', text: `I would, but should the text promise atomicity on Windows or not?` },
      { by: 'yaw.mensima', after: '4d', text: `"On POSIX systems" is what we know. Say nothing of Windows.` },
    ],
  },
  {
    title: 'Glossary: "iterable" and "iterator" define each other',
    by: 'rasmus_k',
    at: '2011-02-25T20:10Z',
    text: `iterable: an object whose iter() gives an iterator. iterator: an object for which iter() gives itself; see iterable. My little sister asked which of the two a list is and I found no sentence to point her to.`,
    set: { type: 'enhancement', components: ['Documentation'], versions: ['Python 2.7', 'Python 3.2'] },
    events: [
      { by: 'mbalinga', after: '6h', text: `How old is she? I'd like to write it for her.` },
      { by: 'rasmus_k', after: '1h', text: `Eleven.` },
      {
        by: 'mbalinga',
        after: '1d',
        text: `"An iterable is something that you can go through from its beginning, as often as you like: a list is one. An iterator is a bookmark: it knows where you are, can only go forward, and is used up at the end. iter(x) puts a new bookmark into x." What does she say?`,
        set: { stage: 'patch review' },
      },
      { by: 'rasmus_k', after: '3h', text: `She asks if one can put a bookmark into a bookmark.` },
      {
        by: 'mbalinga',
        after: '40m',
        text: `"...and a bookmark's bookmark is the bookmark itself." Best reviewer we've ever had.`,
      },
      {
        by: 'hedda.quill',
        after: '2d',
        text: `The definitions must stay precise as well: keep them as the first sentence, put the bookmark second. "as often as you like" isn't true of files.`,
      },
      {
        by: 'mbalinga',
        after: '5d',
        text: `Committed in this order: r88641, and ported to 3.2.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'Missing comma in the signature of logging.config.listen()',
    by: 'ottilie',
    at: '2016-10-13T07:31Z',
    text: `listen(port=DEFAULT_LOGGING_CONFIG_PORT verify=None)`,
    files: [
      {
        name: 'comma.diff',
        text: `--- a/Doc/library/logging.config.rst
+++ b/Doc/library/logging.config.rst
@@ -90 +90 @@
-.. function:: listen(port=DEFAULT_LOGGING_CONFIG_PORT verify=None)
+.. function:: listen(port=DEFAULT_LOGGING_CONFIG_PORT, verify=None)
`,
      },
    ],
    set: { components: ['Documentation'], versions: ['Python 3.5', 'Python 3.6'] },
    events: [
      {
        by: 'perpetua',
        after: '2h',
        text: `5cf3100d7ea2. Thanks!`,
        set: { status: 'closed', resolution: 'fixed', priority: 'low' },
      },
    ],
  },
  {
    title: 'The HOWTO on sockets recommends a receive loop that never ends',
    by: 'snorri',
    at: '2012-11-05T12:00Z',
    text: `The receiving example of the Socket HOWTO raises an error when a chunk is empty. Good. The paragraph below then lets one read blocks of 4096 bytes until everything has come, without saying how one knows. I have had four interns who wrote while True: data += recv(4096).`,
    set: { type: 'enhancement', components: ['Documentation'], versions: ['Python 3.3', 'Python 3.4'] },
    events: [
      {
        by: 'ivo.tarn',
        after: '2d',
        text: `This text is a rant from before the millennium; I like it and I wouldn't show it to interns. Would you write a section "Where does a message end?" with length prefix, delimiter, and close?`,
      },
      {
        by: 'snorri',
        after: '3w',
        text: `I did, and it became two pages. Attached.`,
        files: [
          {
            name: 'message-ends.patch',
            text: `--- a/Doc/howto/sockets.rst
+++ b/Doc/howto/sockets.rst
@@ -190,2 +190,14 @@
+Where does a message end?
+-------------------------
+
+TCP carries bytes, not messages. What you send at once may arrive in pieces,
+and two pieces may arrive at once. There are three honest ways to find the end:
+
+* tell the length beforehand and read exactly that many bytes;
+* end each message with bytes that cannot occur inside of it;
+* close the connection, if there is only one message.
+
+An empty result of \`\`recv()\`\` means that the other side has closed, never that
+there is nothing to read at the moment.
`,
          },
        ],
      },
      {
        by: 'ivo.tarn',
        after: '4d',
        text: `Excellent, "honest ways" included. I will apply it when the paragraphs that say the opposite are out.`,
        set: { stage: 'patch review', assignee: 'ivo.tarn' },
      },
      { by: 'ilse.d', after: '50w', text: `I've found this by searching for my hanging loop. Please apply!` },
      {
        by: 'ivo.tarn',
        after: '1d',
        text: `Shame on me. 0f8d63b2e1ca, 3.3 and default.`,
        set: { status: 'closed', resolution: 'fixed' },
      },
    ],
  },
  {
    title: 'Explain what the slash means in signatures such as pow(x, y, z=None, /)',
    by: 'barnaby',
    at: '2017-03-01T19:19Z',
    text: `help(pow) ends with a slash. I copied the names and got

Traceback (most recent call last):
  File "<stdin>", line 1, in <module>
TypeError: pow() takes no keyword arguments

I thought that it's a typo and looked at sum: the same. It cannot be googled. What is it?`,
    set: { type: 'enhancement', components: ['Documentation'], versions: ['Python 3.6'] },
    events: [
      {
        by: 'sanna.lehto',
        after: '1h',
        text: `Everything before it can only be given by position: pow(x=2, y=3) is an error. The notation is of PEP 457, a draft.`,
      },
      {
        by: 'mbalinga',
        after: '1d',
        text: `An FAQ entry on it would be found by search engines. Newcomers, this is for you.`,
        set: { keywords: ['easy', 'newcomer friendly'], stage: 'needs patch' },
      },
      {
        by: 'lupe',
        after: '8d',
        text: `FAQ entry, with divmod as its example.`,
        files: [
          {
            name: 'faq-slash.diff',
            text: `--- a/Doc/faq/programming.rst
+++ b/Doc/faq/programming.rst
@@ -750,2 +750,12 @@
+What is the slash in the signature of a function?
+-------------------------------------------------
+
+It ends the arguments that have no public name. They are given by their place
+only::
+
+   >>> divmod(7, 2)
+   (3, 1)
+   >>> divmod(x=7, y=2)
+   Traceback (most recent call last):
+   TypeError: divmod() takes no keyword arguments
`,
          },
        ],
      },
      { by: 'mbalinga', after: '2d', text: `Lovely.`, set: { stage: 'commit review' } },
      {
        by: 'hedda.quill',
        after: '6d',
        text: `64f9a0c81be3. The doctest needed its File line; added.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'Offline HTML download has dead links to whatsnew/changelog.html',
    by: 'tevita',
    at: '2018-11-14T03:40Z',
    text: `We are offline most of the day here, so I use the zip. In python-3.7.1-docs-html.zip 84 links lead to whatsnew/changelog.html, which isn't there.`,
    set: { type: 'behavior', components: ['Documentation'], versions: ['Python 3.7'] },
    events: [
      {
        by: 'ottilie',
        after: '5h',
        text: `The file is there in the zip of 3.7.0 and in the tar.bz2 of 3.7.1. So the zip was made before blurb had run?`,
      },
      {
        by: 'bjarki',
        after: '8h',
        text: `That's it: my release script ran "make dist" twice, after I'd stopped it in between. I will upload the zip anew today.`,
        set: { assignee: 'bjarki' },
      },
      { by: 'tevita', after: '1d', text: `Downloaded in the night, all links are alive. Thank you from Vava'u.` },
      {
        by: 'bjarki',
        after: '2h',
        text: `And the script stops now if the directory isn't clean.`,
        set: { status: 'closed', resolution: 'fixed' },
      },
    ],
  },
  {
    title: 'Translate error messages of the interpreter',
    by: 'jib',
    at: '2015-02-10T17:17Z',
    text: `For children who learn Python and don't know English, "TypeError: can only concatenate str (not "int") to str" is noise. Java has localised messages. Propose gettext in PyErr_Format.`,
    set: { type: 'enhancement', components: ['Interpreter Core', 'Unicode'], versions: ['Python 3.5'] },
    events: [
      {
        by: 'bjarki',
        after: '1d',
        text: `Programs (and doctests) match on messages, though they shouldn't. And a message in Georgian can't be searched on the web by its author, nor read by who is to help.`,
      },
      {
        by: 'gwenllian',
        after: '3h',
        text: `An IDE for schools could translate after the fact: sys.excepthook and a table. A colleague has done this for Welsh, with 120 messages covering nearly everything that a beginner meets.`,
      },
      { by: 'jib', after: '1d', text: `A table outside is a clever way. I'll try this for Arabic and French.` },
      {
        by: 'bjarki',
        after: '3d',
        text: `I'd love to hear how it went. Rejecting the change in the core.`,
        set: { status: 'closed', resolution: 'rejected', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'Deprecation notes should say in which release a thing will really be removed',
    by: 'vikram.s',
    at: '2021-01-19T06:44Z',
    text: `In the library reference, there are 214 "Deprecated since version". 61 name the release of removal, 19 of these name one that's out, and the thing is still there (list attached as CSV). It would help to plan upgrades if the note had a form that a machine can check.`,
    files: [
      {
        name: 'deprecations.py',
        text: `import pathlib
import re
import sys

NOTE = re.compile(r'[.][.] deprecated(-removed)?:: (?P<since>[0-9.]+)(?: (?P<until>[0-9.]+))?')

print('file,line,since,until')
for path in sorted(pathlib.Path(sys.argv[1]).rglob('*.rst')):
    for number, line in enumerate(path.read_text(encoding='utf-8').splitlines(), 1):
        if note := NOTE.search(line):
            print(path, number, note['since'], note['until'] or '', sep=',')
`,
      },
    ],
    set: { type: 'enhancement', components: ['Documentation'], versions: ['Python 3.10'] },
    events: [
      {
        by: 'hedda.quill',
        after: '1d',
        text: `The directive exists: deprecated-removed takes two versions. So it's "only" the use of it. PEP 387 asks for the removal release, at least since 2020.`,
      },
      {
        by: 'mbalinga',
        after: '2d',
        text: `For the 153 without, someone has to decide, module by module, and in many cases the honest answer is "never". I'd accept "not scheduled" as a value.`,
        set: { stage: 'needs patch' },
      },
      { by: 'xiulan', after: '4w', text: `I can do the 19 wrong ones as a start.` },
      { by: 'hedda.quill', after: '1d', text: `Please do: each as a pull request to the person in the experts index.` },
    ],
  },
  {
    title: 'PDF manual in A4 has code blocks that run off the page',
    by: 'marchbanks',
    at: '2013-10-02T10:00Z',
    text: `I had the library reference printed and bound (four volumes). On page 1127, and 61 other pages, the right ends of the examples are missing, being outside of the paper. The longest line is the regular expression of the tokenizer example.`,
    set: { type: 'behavior', components: ['Documentation'], versions: ['Python 3.3'] },
    events: [
      { by: 'ottilie', after: '1d', text: `You have bound it?! Respect.` },
      {
        by: 'mbalinga',
        after: '3h',
        text: `LaTeX does not break verbatim lines. Keep examples below 72 columns is the rule, not enforced. "make suspicious" could check.`,
      },
      {
        by: 'ottilie',
        after: '6d',
        text: `I made a list of all lines over 76 columns in literal blocks: 240. Most can be wrapped. Shall I attach one patch or forty?`,
      },
      {
        by: 'mbalinga',
        after: '2d',
        text: `One per directory (howto, library, tutorial), so that reviewers survive.`,
        set: { stage: 'needs patch' },
      },
      {
        by: 'ottilie',
        after: '12d',
        text: `tutorial/ is ready.`,
        files: [
          {
            name: 'narrow-tutorial.patch',
            text: `--- a/Doc/tutorial/stdlib2.rst
+++ b/Doc/tutorial/stdlib2.rst
@@ -44,3 +44,5 @@
-    >>> print('the lion roars at {place} in the {daytime} and the tamer answers with a {thing}'.format(**today))
+    >>> text = ('the lion roars at {place} in the {daytime} '
+    ...         'and the tamer answers with a {thing}')
+    >>> print(text.format(**today))
`,
          },
        ],
      },
      {
        by: 'mbalinga',
        after: '1d',
        text: `In (93be0d41c6f7). On with the others.`,
        set: { versions: ['+Python 3.4'] },
      },
      {
        by: 'quillon',
        after: '180w',
        text: `The build uses a LaTeX package now that wraps verbatim lines with a little arrow. The remaining ones look all right to me.`,
      },
      { by: 'marchbanks', after: '2d', text: `I can confirm this from the second edition of my four volumes.` },
      {
        by: 'mbalinga',
        after: '5h',
        text: `Then there's nothing left to do. Thanks to Ottilie for the part she did by hand!`,
        set: { status: 'closed', resolution: 'out of date' },
      },
    ],
  },
  {
    title: 'What is the difference between "Changed in version" and "Deprecated" in audit hooks?',
    by: 'cosmo',
    at: '2020-02-28T23:10Z',
    text: `sys.addaudithook has "New in 3.8", "Changed in version 3.8.1: Similar to..." and an implementation detail. I don't understand the Changed note, it seems to be cut off after "derived from". Is it derived from Exception or from RuntimeError?`,
    set: { type: 'behavior', components: ['Documentation'], versions: ['Python 3.8', 'Python 3.9'] },
    events: [
      {
        by: 'ottilie',
        after: '8h',
        text: `RuntimeError until 3.8.0, Exception from then on. A line break inside of a role made Sphinx drop the rest of the sentence.`,
      },
      {
        by: 'zdenka',
        after: '1d',
        text: `Are there more such places? grep -c says that 31 roles in Doc/ span lines; most render well.`,
        set: { stage: 'needs patch', keywords: ['easy'] },
      },
      {
        by: 'mei-ting',
        after: '3w',
        text: `All 31 joined. No change of wording.`,
        files: [
          {
            name: 'roles-on-one-line.patch',
            text: `--- a/Doc/library/sys.rst
+++ b/Doc/library/sys.rst
@@ -36,3 +36,2 @@
-      Only exceptions derived from :exc:\`
-      Exception\` are suppressed; before, it was :exc:\`RuntimeError\`.
+      Only exceptions derived from :exc:\`Exception\` are suppressed; before, it was :exc:\`RuntimeError\`.
`,
          },
        ],
      },
      { by: 'zdenka', after: '2d', text: `Checked each, looks good.`, set: { stage: 'commit review' } },
    ],
  },
  {
    title: 're documentation: state that lookbehind needs a fixed width, with what to do instead',
    by: 'lupe',
    at: '2014-01-20T11:30Z',
    text: `re.compile('(?<=ab*)c') ->

Traceback (most recent call last):
  File "<stdin>", line 1, in <module>
  File "/usr/lib/python3.3/sre_compile.py", line 348, in _simple
sre_constants.error: look-behind requires fixed-width pattern

The manual says so. OK. But people who come from .NET don't know what to do: match the prefix and use a group.`,
    set: {
      type: 'enhancement',
      components: ['Documentation', 'Regular Expressions'],
      versions: ['Python 3.3', 'Python 3.4'],
    },
    events: [
      { by: 'hedda.quill', after: '2d', text: `Reasonable. One sentence and one example; the page is long already.` },
      {
        by: 'lupe',
        after: '3d',
        text: `Two lines.`,
        files: [
          {
            name: 'lookbehind.diff',
            text: `--- a/Doc/library/re.rst
+++ b/Doc/library/re.rst
@@ -262,2 +262,5 @@
+   For a prefix of variable length, let the expression match it too and take
+   a group: \`\`ab*(c)\`\` finds what \`\`(?<=ab*)c\`\` would.
+
`,
          },
        ],
        set: { type: 'enhancement' },
      },
      {
        by: 'hedda.quill',
        after: '1d',
        text: `"finds" is imprecise if matches overlap. I'd say "is often enough". Else good.`,
        set: { stage: 'patch review' },
      },
    ],
  },
  {
    title: 'The glossary link of "duck-typing" plays a quack',
    by: 'octavia',
    at: '2021-04-01T08:00Z',
    text: `In the spirit of the day: could it? <audio src="quack.ogg">. I have a recording of excellent quality, in the public domain, by a duck of my acquaintance.`,
    set: { type: 'enhancement', components: ['Documentation'] },
    events: [
      { by: 'marchbanks', after: '1h', text: `How will it sound in my bound edition?` },
      { by: 'mbalinga', after: '2h', text: `We would need a signed contributor agreement from the duck.` },
      {
        by: 'tamsin.ok',
        after: '3h',
        text: `If it is played by something that quacks like Sphinx, I have no objection. Closing before midnight.`,
        set: { status: 'closed', resolution: 'later' },
      },
    ],
  },
  {
    title: 'Installing Python modules: "python setup.py install" is still the first thing one reads',
    by: 'wrenfield',
    at: '2013-12-02T15:50Z',
    text: `With PEP 453, 3.4 ships pip. "Installing Python Modules" begins with "setup.py install", gives two pages to --home and --prefix, and pip isn't mentioned at all.`,
    set: { type: 'enhancement', components: ['Documentation', 'Distutils'], versions: ['Python 3.4'] },
    events: [
      {
        by: 'hedda.quill',
        after: '5h',
        text: `Right: release blocker for 3.4 in my eyes, as the PEP requires it.`,
        set: { priority: 'release blocker', stage: 'needs patch' },
      },
      { by: 'bjarki', after: '1d', text: `Agreed, until rc 1.` },
      {
        by: 'wrenfield',
        after: '6d',
        text: `Outline: a new, short page with pip and venv; the old text moves to distutils/ unchanged, with a box saying what it is.`,
      },
      { by: 'mbalinga', after: '2d', text: `+1, incl. redirects of the anchors; 40,000 blogs link to these.` },
      {
        by: 'wrenfield',
        after: '3w',
        text: `Ready for review; 9 pages become 3.`,
        files: [
          {
            name: 'installing-with-pip.patch',
            text: `--- a/Doc/installing/index.rst
+++ b/Doc/installing/index.rst
@@ -0,0 +1,13 @@
+Installing modules
+==================
+
+Python comes with :program:\`pip\`, which fetches a package and all that it needs::
+
+   python -m pip install parrot-sketch
+
+Let each project have an environment of its own, so that none of them upgrades
+what another one relies on::
+
+   python -m venv env
+
+The commands of distutils are described :ref:\`elsewhere <old-install>\`.
`,
          },
        ],
      },
      {
        by: 'hedda.quill',
        after: '2d',
        text: `I would add "py -m pip" for Windows. Otherwise ready.`,
        set: { stage: 'commit review' },
      },
      {
        by: 'bjarki',
        after: '10d',
        text: `Pushed in time: b7f91d0e44a2.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'Screen readers read every ">>>" prompt aloud as "greater greater greater"',
    by: 'sanna.lehto',
    at: '2019-05-06T10:36Z',
    text: `I'm helping a blind student with the tutorial. An example of six lines is eighteen "greater" and nine "dot". The button that hides the prompts (top right of a block) can't be reached by keyboard; it's a span with a click handler.

With a real button element and aria-pressed, and the prompts in aria-hidden spans, both problems would be gone. I've tested this with NVDA and Orca.`,
    set: { type: 'enhancement', components: ['Documentation'], versions: ['Python 3.7', 'Python 3.8'] },
    events: [
      {
        by: 'mbalinga',
        after: '3h',
        text: `Thank you; that was overdue. copybutton.js is ours, so we can do it at once.`,
        set: { priority: 'high', stage: 'needs patch' },
      },
      {
        by: 'sanna.lehto',
        after: '5d',
        text: `Here. The student has tried it and asks me to tell you that it is "a different planet".`,
        files: [
          {
            name: 'copybutton-keyboard.patch',
            text: `--- a/Doc/tools/static/copybutton.js
+++ b/Doc/tools/static/copybutton.js
@@ -20,4 +20,8 @@
-    var toggle = document.createElement('span')
-    toggle.textContent = '>>>'
+    var toggle = document.createElement('button')
+    toggle.type = 'button'
+    toggle.setAttribute('aria-pressed', 'false')
+    toggle.setAttribute('aria-label', 'Hide prompts and output')
+    toggle.textContent = '>>>'
     block.prepend(toggle)
`,
          },
        ],
      },
      {
        by: 'calloway',
        after: '1d',
        text: `While at it: the label must be translatable, the manuals exist in Japanese and French.`,
      },
      {
        by: 'mbalinga',
        after: '2d',
        text: `It can follow. Merged as 48ce07ab91d0, and to 3.7. For what's left (contrast of comments, skip link) please open new issues, I will look at them first thing.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'Document how fork() and threads get along, once and in one place',
    by: 'gwenllian',
    at: '2019-10-28T16:00Z',
    text: `os.fork, multiprocessing ("spawn is safer"), threading, subprocess.preexec_fn, logging ("reinitialised after fork") and random each have a sentence. No page says: only the calling thread survives, locks stay locked, here is what Python does about its own. I can write this if somebody who knows corrects me.`,
    set: { type: 'enhancement', components: ['Documentation'], versions: ['Python 3.8', 'Python 3.9'] },
    events: [
      { by: 'perpetua', after: '1d', text: `I know some of it and I'd like to read the rest. HOWTO?` },
      {
        by: 'dmitar',
        after: '5h',
        text: `Please mention macOS, where system libraries start threads behind your back. That's why the default became spawn there.`,
      },
      {
        by: 'gwenllian',
        after: '3w',
        text: `Draft: 4 pages. Open questions are marked. The biggest: is os.register_at_fork() for users or for us?`,
      },
      {
        by: 'perpetua',
        after: '6d',
        text: `For authors of libraries that own locks. Corrections sent by mail; I like your drawing of the sleeping lock.`,
        set: { stage: 'patch review' },
      },
      {
        by: 'gwenllian',
        after: '14w',
        text: `I'm waiting for answers on three of the open questions; Dmitar, they're yours.`,
      },
      { by: 'mbalinga', after: '8w', text: `Pending until we hear from Dmitar.`, set: { status: 'pending' } },
    ],
  },
]

import type { DemoStory } from 'muster-tracker/tracker'

export const stories: readonly DemoStory[] = [
  {
    ref: 'idle-paste-indent',
    title: 'IDLE: pasting a function from a web page gives "inconsistent use of tabs"',
    by: 'barnaby',
    at: '2016-09-20T18:20Z',
    text: `I copy from the lesson, paste it into the editor, press F5, and a box says "inconsistent use of tabs and spaces in indentation". I see no tabs. What are tabs?`,
    set: { versions: ['Python 3.5'], components: ['IDLE'] },
    events: [
      {
        by: 'sanna.lehto',
        after: '1h',
        text: `The page has tab characters, IDLE writes spaces, they look alike. Edit > Select All, then Format > Untabify Region, 8, OK.`,
      },
      { by: 'barnaby', after: '10m', text: `Runs! But how should I have known that?` },
      {
        by: 'sunniva',
        after: '1d',
        text: `You shouldn't. IDLE could offer "convert to spaces" when what is pasted has leading tabs and the file doesn't. That's a small dialog, or even no dialog.`,
        set: { type: 'enhancement', versions: ['Python 3.6', 'Python 3.7'], stage: 'needs patch' },
      },
      { by: 'zdenka', after: '2d', text: `No dialog, please: convert, and make it one undo step.` },
      {
        by: 'fenwick',
        after: '40w',
        text: `I tried. Leading tabs are converted with the width of 8 that the tokenizer assumes. Ctrl+Z brings the original back.`,
        files: [
          {
            name: 'paste-untabify.diff',
            text: `--- a/Lib/idlelib/editor.py
+++ b/Lib/idlelib/editor.py
@@ -402,2 +402,12 @@ class EditorWindow:
     def paste(self, event):
+        try:
+            pasted = self.top.clipboard_get()
+        except TclError:
+            return None
+        if '    ' in pasted or not self.uses_tabs():
+            lines = pasted.split(chr(10))
+            pasted = chr(10).join(untabified(line) for line in lines)
+        self.text.insert('insert', pasted)
+        self.text.see('insert')
+        return 'break'
`,
          },
        ],
      },
      {
        by: 'sunniva',
        after: '5d',
        text: `Pasting must replace the selection (on X11 too). And Makefiles are edited in IDLE by some people: convert only if the window's file is Python.`,
        set: { stage: 'patch review' },
      },
    ],
  },
  {
    title: 'TabError in a program that has no tab in it, as far as anyone can see',
    by: 'ilse.d',
    at: '2017-11-16T14:12Z',
    text: `Traceback (most recent call last):
  File "/usr/lib/python3.6/idlelib/run.py", line 120, in main
  File "garden.py", line 14
    water(bed)
             ^
TabError: inconsistent use of tabs and spaces in indentation

Line 14 I've pasted from a mail of my nephew.`,
    set: { components: ['IDLE'], versions: ['Python 3.6'] },
    events: [
      {
        by: 'fenwick',
        after: '3h',
        text: `Format > Untabify Region will help you. The cause is known, it's your nephew's editor and our paste.`,
      },
      {
        by: 'zdenka',
        after: '1d',
        text: `Same as the issue about pasting from web pages; the patch there would have helped.`,
        duplicateOf: 'idle-paste-indent',
        set: { status: 'closed', resolution: 'duplicate', type: 'enhancement' },
      },
    ],
  },
  {
    title: 'Typing a dead key (^ or ~) closes IDLE on macOS',
    by: 'pasquale',
    at: '2010-11-30T10:22Z',
    text: `Italian Pro keyboard, OS X 10.6.5, Python 2.7 from python.org. In the shell I press Option-n for the tilde: window gone. From the Terminal I see "Bus error". Not in 2.6 that comes with the system.`,
    set: { type: 'crash', components: ['IDLE', 'macOS', 'Tkinter'], versions: ['Python 2.7', 'Python 3.1'] },
    events: [
      { by: 'anselm.w', after: '2h', text: `Which Tcl/Tk? print tkinter's tk.call("info", "patchlevel").` },
      { by: 'pasquale', after: '30m', text: `8.5.7.` },
      {
        by: 'anselm.w',
        after: '1d',
        text: `It's Apple's Tk 8.5.7, whose Cocoa input method support crashes on composed characters. Install ActiveTcl 8.5.9 and it will be used instead.`,
        set: { keywords: ['64bit'] },
      },
      { by: 'pasquale', after: '1d', text: `No crash with that one.` },
      {
        by: 'bjarki',
        after: '3d',
        text: `Then it is Tk's bug. I'll put a warning on the download page, and IDLE should show it in the shell if it finds 8.5.7 on a Mac.`,
      },
      {
        by: 'anselm.w',
        after: '9d',
        text: `Warning in the shell: r86941.`,
        set: { status: 'closed', resolution: 'third party', versions: ['+3rd party'] },
      },
    ],
  },
  {
    title: 'Line numbers in the IDLE editor',
    by: 'abelard',
    at: '2011-09-05T07:45Z',
    text: `I say: "look at line 17", and 24 children count with their fingers. The number is in the corner at the bottom, but only of the line where the cursor is. This is my only wish for Christmas.`,
    set: { type: 'enhancement', components: ['IDLE'], versions: ['Python 3.3'] },
    events: [
      {
        by: 'quillon',
        after: '1d',
        text: `It has been wished for often. The obstacle is Tk's Text: there's no margin. One puts a second Text or Canvas beside it and keeps both in step when scrolling, folding, changing fonts.`,
      },
      {
        by: 'rasmus_k',
        after: '9d',
        text: `A Canvas that asks the Text for dlineinfo of each visible line takes 0.4 ms per redraw. It draws only what is on the screen, so length of the file doesn't matter. Sketch attached.`,
        files: [
          {
            name: 'line_numbers.py',
            text: `import tkinter


class LineNumbers(tkinter.Canvas):
    """Draws the number of each line that can be seen beside a Text."""

    def __init__(self, parent, text):
        super().__init__(parent, width=40, highlightthickness=0)
        self.text = text
        for event in '<Configure>', '<KeyRelease>', '<MouseWheel>', '<ButtonRelease>':
            text.bind(event, self.redraw, add=True)

    def redraw(self, event=None):
        self.delete('all')
        index = self.text.index('@0,0')
        while (info := self.text.dlineinfo(index)) is not None:
            number = index.partition('.')[0]
            self.create_text(36, info[1], anchor='ne', text=number, font=self.text['font'])
            index = self.text.index(index + ' +1 line')


window = tkinter.Tk()
text = tkinter.Text(window)
LineNumbers(window, text).pack(side='left', fill='y')
text.pack(side='left', fill='both', expand=True)
window.mainloop()
`,
          },
        ],
      },
      {
        by: 'sunniva',
        after: '2d',
        text: `Wow, short. The mouse wheel event comes before the scrolling, so it's late by one. Wrap yscrollcommand instead.`,
      },
      { by: 'abelard', after: '60w', text: `It is Christmas again...` },
      {
        by: 'zdenka',
        after: '5d',
        text: `I've tried the sketch with 3.3 and a file of 12,000 lines. Good on Linux; on Windows it flickers.`,
        set: { stage: 'needs patch', versions: ['+Python 3.4', '-Python 3.3'] },
      },
      {
        by: 'quillon',
        after: '40w',
        text: `A disabled Text doesn't flicker. The numbers are inserted or deleted only if the count of lines changes; scrolling is yview_moveto.`,
      },
      {
        by: 'abelard',
        after: '110w',
        text: `The children of 2011 are about to leave school. They found other editors. I still count aloud.`,
      },
      {
        by: 'fenwick',
        after: '3d',
        text: `I'll take that as a call to arms. Combining Rasmus's and Quillon's ideas: sidebar with a Text, selection by dragging over the numbers as a bonus.`,
      },
      {
        by: 'fenwick',
        after: '7w',
        text: `First version with 22 tests. Off by default, in Options.`,
        files: [
          {
            name: 'idle-sidebar.patch',
            text: `--- /dev/null
+++ b/Lib/idlelib/sidebar.py
@@ -0,0 +1,14 @@
+class Sidebar:
+    """Numbers beside the text; as many of them as the text has lines."""
+
+    def __init__(self, text, numbers):
+        self.text, self.numbers, self.count = text, numbers, 1
+
+    def lines_changed(self):
+        count = int(self.text.index('end-1c').partition('.')[0])
+        if count > self.count:
+            added = range(self.count + 1, count + 1)
+            self.numbers.insert('end-1c', ''.join(chr(10) + str(number) for number in added))
+        elif count < self.count:
+            self.numbers.delete(f'{count + 1}.0 -1c', 'end-1c')
+        self.count = count
`,
          },
        ],
      },
      {
        by: 'sunniva',
        after: '6d',
        text: `Strong. Remarks: (1) the width is computed for three digits; (2) with a proportional font the numbers are to be right-aligned, use a tag; (3) the theme's colours.`,
        set: { stage: 'patch review', versions: ['+Python 3.7', '+Python 3.8', '-Python 3.4'] },
      },
      {
        by: 'fenwick',
        after: '2w',
        text: `(1) and (2) done. For (3) the theme format needs a new element; what if the user's theme was made by an older version?`,
      },
      {
        by: 'sunniva',
        after: '1d',
        text: `Fall back to the colours of the built-in theme. It's been like that for "context" since 3.6.`,
      },
      {
        by: 'octavia',
        after: '5d',
        text: `Tested on Windows 10 at 150 %: numbers are half a pixel higher than the lines, which adds up to one line after about 400.`,
      },
      {
        by: 'fenwick',
        after: '3d',
        text: `It was spacing1 of the tag. Equal now, and a test compares dlineinfo at line 1,000.`,
      },
      {
        by: 'sunniva',
        after: '10d',
        text: `Merged: e2d9047fa6b1 (3.8), 0bb58c1e93fa (3.7; IDLE is exempt from the feature freeze, PEP 434). Thank you, all of you, in eight years.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
      { by: 'abelard', after: '1d', text: `I've told my class, who don't know a world without. I wept a little.` },
    ],
  },
  {
    title: 'tkinter.Text: event <<Modified>> arrives once and never again',
    by: 'rukmini',
    at: '2013-03-04T12:34Z',
    text: `text.bind('<<Modified>>', changed). The first key press calls it, the others don't. I suspect that the virtual event is lost in the Python layer.`,
    set: { type: 'behavior', components: ['Tkinter'], versions: ['Python 3.3'] },
    events: [
      {
        by: 'quillon',
        after: '3h',
        text: `It is generated when the flag changes. It stays set until you do text.edit_modified(False), and doing so generates the event once more. Tk works like that in any language.`,
        set: { status: 'closed', resolution: 'not a bug' },
      },
      {
        by: 'rukmini',
        after: '30m',
        text: `Thank you! And now it's called twice per key, as you say, but that I can handle.`,
      },
    ],
  },
  {
    title: 'Tkinter on a second thread: "main thread is not in main loop" hides a deadlock',
    by: 'snorri',
    at: '2018-01-30T21:00Z',
    text: `A worker sets a StringVar while the main thread is joining the worker.

Traceback (most recent call last):
  File "/usr/lib/python3.6/tkinter/__init__.py", line 336, in set
    return self._tk.globalsetvar(self._name, value)
RuntimeError: main thread is not in main loop

Sometimes it's this exception (after a second), sometimes it hangs for good: if mainloop() had been running but is blocked in a callback. Could the hang be an exception too?`,
    set: { type: 'behavior', components: ['Tkinter', 'Extension Modules'], versions: ['Python 3.6', 'Python 3.7'] },
    events: [
      {
        by: 'dmitar',
        after: '1d',
        text: `WaitForMainloop() waits a second until the dispatching flag is set; if it is set, we queue the event and wait on a condition without a limit. A limit there would raise while the call may still be executed later: worse.`,
      },
      { by: 'snorri', after: '1d', text: `Then warn in debug mode if it takes more than five seconds?` },
      {
        by: 'dmitar',
        after: '3d',
        text: `That is a thing I'd review.`,
        set: { type: 'enhancement', stage: 'needs patch' },
      },
      {
        by: 'quillon',
        after: '30w',
        text: `Also to be documented: which calls are allowed from other threads. At present: nothing is said at all.`,
        set: { components: ['+Documentation'] },
      },
    ],
  },
  {
    title: 'IDLE shell: printing 200,000 lines makes it unusable until it is killed',
    by: 'mei-ting',
    at: '2015-11-11T11:11Z',
    text: `for i in range(200000): print(i) takes 11 minutes, and 6 GB. In a terminal it's 2 s. After it, each key needs half a second.`,
    set: { type: 'performance', components: ['IDLE'], versions: ['Python 3.5'] },
    events: [
      {
        by: 'sunniva',
        after: '4h',
        text: `One socket message per write(), two per print. And the Text keeps it all with tags. Buffering on the side of the user process would solve the first, folding long output ("squeezing") the second.`,
      },
      {
        by: 'hpark77',
        after: '2d',
        text: `Buffer by time: flush each 50 ms. An interrupted program must flush as well or the last words before a crash are lost.`,
      },
      {
        by: 'sunniva',
        after: '6d',
        text: `The last words are just what beginners need. A crash of the process can't be caught, so a buffer in it is dangerous. Rather let the *receiver* gather what is in the socket and insert it at once.`,
        set: { stage: 'needs patch' },
      },
      {
        by: 'hpark77',
        after: '20d',
        text: `The receiver's version: 14 s for the same loop.`,
        files: [
          {
            name: 'gather-output.patch',
            text: `--- a/Lib/idlelib/pyshell.py
+++ b/Lib/idlelib/pyshell.py
@@ -1250,3 +1250,12 @@ class PyShell:
     def write(self, s, tags=()):
-        self._insert(s, tags)
+        self._waiting.append((s, tags))
+        if self._timer is None:
+            self._timer = self.top.after(20, self._insert_waiting)
+
+    def _insert_waiting(self):
+        self._timer = None
+        waiting, self._waiting = self._waiting, []
+        for tags, group in itertools.groupby(waiting, key=lambda pair: pair[1]):
+            self._insert(''.join(text for text, _ in group), tags)
`,
          },
        ],
      },
      {
        by: 'zdenka',
        after: '3d',
        text: `After input() the prompt can come later than the user's typing. Flush before the shell begins to read.`,
        set: { stage: 'patch review' },
      },
      {
        by: 'sunniva',
        after: '12w',
        text: `Ha-eun, do you still want to work on it? Squeezing landed in the meantime and changed the same lines.`,
        set: { versions: ['+Python 3.7', '+Python 3.8', '-Python 3.5'] },
      },
    ],
  },
  {
    title: 'messagebox.askyesno() returns True for "No" in a Turkish locale',
    by: 'xiulan',
    at: '2012-04-19T06:06Z',
    text: `A user in Ankara reports that our program deletes files although he says no. I set LANG=tr_TR.UTF-8 and LC_ALL, Python 3.2.3, Tk 8.5.11, and can't see it. He is on Windows 7. I attach what he ran.`,
    files: [
      {
        name: 'ankara.py',
        text: `import locale
import sys
from tkinter import TkVersion, messagebox

print(sys.version, TkVersion, locale.getlocale())
print('YES'.lower(), 'No'.lower(), 'NO'.lower() == 'no')
print(repr(messagebox._show('Test', 'Say no', messagebox.QUESTION, messagebox.YESNO)))
`,
      },
    ],
    set: { type: 'behavior', components: ['Tkinter', 'Windows'], versions: ['Python 3.2'] },
    events: [
      {
        by: 'yaw.mensima',
        after: '9h',
        text: `With Turkish regional settings on Windows 7 I get 'no' for No, and False. What does his run print?`,
        set: { stage: 'test needed' },
      },
      {
        by: 'xiulan',
        after: '6d',
        text: `'no' as well! It turns out that he clicked "Hayir", then "Are you sure that you don't want to keep the files?", and then "No".`,
      },
      {
        by: 'yaw.mensima',
        after: '1h',
        text: `So the bug is in the English language.`,
        set: { status: 'closed', resolution: 'works for me' },
      },
    ],
  },
  {
    title: 'IDLE should save with the newline style in which the file was opened',
    by: 'octavia',
    at: '2014-03-17T13:25Z',
    text: `I open a file with LF on Windows, fix one letter, save: git shows 400 changed lines. Notepad++ keeps LF. I'd never have thought that IDLE is the one.`,
    set: { type: 'behavior', components: ['IDLE', 'Windows'], versions: ['Python 2.7', 'Python 3.4'] },
    events: [
      {
        by: 'quillon',
        after: '8h',
        text: `IOBinding remembers the eol convention (self.eol_convention = first line end found). It worked in 3.3. Bisected to 7f10ab4cc2d9, where open(..., newline=None) came in and normalised before we look.`,
        set: { stage: 'needs patch', priority: 'high' },
      },
      {
        by: 'quillon',
        after: '2d',
        text: `The fix is newline='' in one place. For mixed files: the most frequent one, and the ends of the other lines are changed on saving. A message box asks before, as it did.`,
        files: [
          {
            name: 'keep-newlines.patch',
            text: `--- a/Lib/idlelib/IOBinding.py
+++ b/Lib/idlelib/IOBinding.py
@@ -228,3 +228,3 @@
-            with open(filename, 'r', encoding=encoding) as file:
+            with open(filename, 'r', encoding=encoding, newline='') as file:
                 chars = file.read()
`,
          },
        ],
        set: { stage: 'patch review' },
      },
      {
        by: 'sunniva',
        after: '3d',
        text: `Good and minimal. There's no test for IOBinding whatsoever; please bring one for the three conventions.`,
      },
      { by: 'quillon', after: '5d', text: `Done, uses the filter directly without opening a window.` },
      {
        by: 'sunniva',
        after: '1d',
        text: `d9b60e14a75c, 3.4 and default. 2.7 was never affected.`,
        set: { status: 'closed', resolution: 'fixed', versions: ['-Python 2.7', '+Python 3.5'] },
      },
    ],
  },
  {
    ref: 'tk-86-mac',
    title: 'Update Tcl/Tk in the macOS installer to 8.6.11',
    by: 'anselm.w',
    at: '2021-01-05T09:00Z',
    text: `The 8.6.8 that we build has black windows on Big Sur and ignores dark mode. 8.6.11 came out on New Year's Eve. I've built an installer with it, universal2; test_ttk has four failures that look like changed default sizes.`,
    set: {
      type: 'enhancement',
      components: ['macOS', 'Tkinter', 'Build'],
      versions: ['Python 3.9', 'Python 3.10'],
      priority: 'release blocker',
      stage: 'needs patch',
      assignee: 'anselm.w',
    },
    events: [
      { by: 'tamsin.ok', after: '5h', text: `Release blocker for 3.9.2, OK. Date is February 15.` },
      {
        by: 'cosmo',
        after: '1d',
        text: `Installed your build on an M1: menus work, IDLE is dark, emoji in the shell show as boxes but do not crash. Best Tk ever.`,
      },
      { by: 'anselm.w', after: '4d', text: `Emoji in the shell used to be a crash; boxes I'll take.` },
      {
        by: 'anselm.w',
        after: '3w',
        text: `Tests adapted (they compared pixels). File dialogs with "parent" hang in fullscreen mode: reported upstream, patch taken from their repository.`,
        set: { stage: 'patch review' },
      },
      {
        by: 'tamsin.ok',
        after: '12d',
        text: `In. 3.9.2 is built with 8.6.11+patch. c51e08fa73bd.`,
        set: { status: 'closed', resolution: 'fixed' },
      },
    ],
  },
  {
    title: 'Emoji in IDLE: the cursor stands between the halves of a character',
    by: 'cosmo',
    at: '2021-02-22T22:02Z',
    text: `print(chr(0x1F40D)) draws a snake (thanks!). Then Left arrow: cursor is inside the snake. Backspace removes a half, and what is left can't be saved:

Traceback (most recent call last):
  File "/Library/Frameworks/Python.framework/Versions/3.9/lib/python3.9/idlelib/iomenu.py", line 268, in encode
    return chars.encode('utf-8-sig')
UnicodeEncodeError: 'utf-8' codec can't encode character '\\ud83d' in position 7: surrogates not allowed`,
    set: { type: 'behavior', components: ['IDLE', 'Tkinter', 'Unicode'], versions: ['Python 3.9', 'Python 3.10'] },
    events: [
      {
        by: 'sunniva',
        after: '10h',
        text: `Tk 8.6 stores two UTF-16 units for it and counts them as two. _tkinter joins them on the way out, but an index in Text counts halves. IDLE could bind Left, Right, Backspace and Delete such that they jump over the second half.`,
        dependsOn: ['tk-86-mac'],
        set: { stage: 'needs patch' },
      },
      {
        by: 'keiko.arashi',
        after: '1d',
        text: `Tk 9 (or 8.7) is said to count characters. How much work do we want to put in until then? At least saving must not fail: lone surrogates could be replaced with a warning.`,
      },
      { by: 'cosmo', after: '2h', text: `Not losing my file would be the main thing, yes.` },
      {
        by: 'sunniva',
        after: '3d',
        text: `Splitting it: this issue is for saving. Arrow keys wait for Tk.`,
        set: { priority: 'high', versions: ['+Python 3.11'] },
      },
    ],
  },
  {
    title: 'ttk.Treeview.tag_configure() has no effect on background colours since 8.6.9',
    by: 'jib',
    at: '2019-01-31T15:45Z',
    text: `tree.tag_configure('late', background='salmon'): rows stay white. It worked on the previous installer. I didn't change anything.`,
    set: { type: 'behavior', components: ['Tkinter'], versions: ['Python 3.7'] },
    events: [
      {
        by: 'quillon',
        after: '4h',
        text: `Regression of Tk 8.6.9: the theme's map for the Treeview style wins over tags. Remove ('!disabled', '!selected') from style.map() and it works. They have it fixed for 8.6.10.`,
      },
      { by: 'jib', after: '1d', text: `The workaround works. Can you update Tk?` },
      {
        by: 'yaw.mensima',
        after: '2d',
        text: `When 8.6.10 is released. I'd keep this one open so that people find the workaround.`,
        set: { status: 'pending', resolution: 'third party', versions: ['+3rd party'] },
      },
      {
        by: 'yaw.mensima',
        after: '50w',
        text: `8.6.10 is in the Windows build now (8c3fd27a10e5).`,
        set: { status: 'closed', resolution: 'third party' },
      },
    ],
  },
  {
    title: 'Autocomplete in IDLE evaluates properties of the object before the dot',
    by: 'vikram.s',
    at: '2017-06-21T05:55Z',
    text: `I typed "robot." in the shell and waited, the completion window opened -- and the robot's arm moved, as the list is made with getattr(). It's a property named "home". I'm sure that this isn't a good API for a robot, but neither is completion that has effects.`,
    set: { type: 'behavior', components: ['IDLE'], versions: ['Python 3.6'] },
    events: [
      { by: 'cosmo', after: '20m', text: `Best bug report of the year.` },
      { by: 'sunniva', after: '5h', text: `dir() is enough for the names. Where do we call getattr?` },
      {
        by: 'vikram.s',
        after: '1d',
        text: `For "robot.ho" + Tab it doesn't; it's after the choice, when the call tip wants to know whether it is callable: eval("robot.home").`,
      },
      {
        by: 'sunniva',
        after: '2d',
        text: `I see. inspect.getattr_static for the last part of the expression, then; no call tip for a property.`,
        set: { stage: 'needs patch' },
      },
      {
        by: 'vikram.s',
        after: '6d',
        text: `And the parts before? "cell.robot.home" evaluates robot. That is necessary, I understand. I will rename "home" to "go_home()".`,
      },
    ],
  },
  {
    title: 'Ctrl+Space does not open completions when an input method is active',
    by: 'keiko.arashi',
    at: '2014-07-07T07:07Z',
    text: `With ibus or fcitx the key toggles the input method and never reaches IDLE. On Windows it's Ctrl+Space for Chinese. Nearly all editors have an alternative. Suggested: Alt+/ in addition; it's "expand word" at present, which few know.`,
    set: { type: 'enhancement', components: ['IDLE'], versions: ['Python 3.5'] },
    events: [
      {
        by: 'hpark77',
        after: '3h',
        text: `Same in Korean. I've set it to Ctrl+J in my key set, though I didn't find out for a year that one can.`,
      },
      {
        by: 'marchbanks',
        after: '1d',
        text: `I am one of the few who know Alt+/, and I press it all day. Please don't.`,
      },
      { by: 'sunniva', after: '2d', text: `Tab after a dot opens completions as well. Does that suffice?` },
      {
        by: 'keiko.arashi',
        after: '4h',
        text: `In the middle of a name it does; in an empty line it indents. It's a good 90 %.`,
      },
      {
        by: 'sunniva',
        after: '8d',
        text: `I'd rather document Tab and the key sets than take something from Thaddeus. Setting to low.`,
        set: { priority: 'low', components: ['+Documentation'] },
      },
    ],
  },
  {
    title: 'filedialog.askopenfilename() with 60 file types is cut off below the screen',
    by: 'tevita',
    at: '2020-11-02T04:04Z',
    text: `On Linux the list of types is a menu, not a scrollable list. My tool reads 60 sensor formats. Types from number 47 on can't be chosen on my screen.`,
    set: { type: 'behavior', components: ['Tkinter'], versions: ['Python 3.9'] },
    events: [
      {
        by: 'quillon',
        after: '2d',
        text: `Drawn by Tk's own Tcl code (tk_getOpenFile on X11). We only pass the list on. Could you group them: one entry with several extensions each?`,
        set: { status: 'pending', resolution: 'third party' },
      },
    ],
  },
  {
    title: 'Remove the tix module from tkinter',
    by: 'zdenka',
    at: '2018-10-11T12:00Z',
    text: `tkinter.tix wraps Tix, whose last release was in 2008. Deprecated since 3.6. Debian is about to drop the library; the tests are skipped on all of our buildbots, because none has it. Users can go to ttk.`,
    set: { type: 'enhancement', components: ['Tkinter'], versions: ['Python 3.8'], stage: 'needs patch' },
    events: [
      {
        by: 'snorri',
        after: '1d',
        text: `My control panel uses tix.Meter and tix.HList. There's a ttk replacement for one of them.`,
      },
      { by: 'quillon', after: '2d', text: `HList is Treeview. I can show you.` },
      {
        by: 'bjarki',
        after: '6d',
        text: `No removals of modules while 2.7 is alive: those who port should find the same names. Afterwards, with pleasure.`,
        set: { resolution: 'postponed', versions: ['+Python 3.10', '-Python 3.8'] },
      },
      { by: 'zdenka', after: '75w', text: `2.7 isn't alive any more since January. May I?` },
      {
        by: 'bjarki',
        after: '3d',
        text: `PEP 387 wants two releases with a visible warning. 3.6's is in the documentation only; nothing warns at import. So let us warn in 3.10.`,
        set: { keywords: ['easy'], resolution: 'postponed' },
      },
      {
        by: 'calloway',
        after: '30w',
        text: `I've added the warning to the module and to its test. Anything else?`,
        files: [
          {
            name: 'tix-warning.patch',
            text: `--- a/Lib/tkinter/tix.py
+++ b/Lib/tkinter/tix.py
@@ -28,2 +28,6 @@
 import tkinter
+import warnings
+
+warnings.warn('tkinter.tix goes away: its library has no maintainer; use tkinter.ttk',
+              DeprecationWarning, stacklevel=2)
`,
          },
        ],
      },
      {
        by: 'zdenka',
        after: '2d',
        text: `The test imports tix in setUpModule too, use warnings_helper there. Otherwise ready.`,
        set: { stage: 'commit review' },
      },
    ],
  },
]

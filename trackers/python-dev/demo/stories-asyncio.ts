import type { DemoStory } from 'muster-tracker/tracker'

export const stories: readonly DemoStory[] = [
  {
    ref: 'asyncio-reader-limit',
    title: 'StreamReader.readuntil() forgets the separator when it straddles two chunks',
    by: 'lupe',
    at: '2016-05-11T08:20Z',
    text: `I speak a home-grown protocol whose records end in CR LF NUL. Once in a few thousand records readuntil() waits for ever although the separator has arrived. It happens when the peer's TCP segments cut the separator into two parts: the search starts again behind the first part.

The attached test does it every time with feed_data():

Traceback (most recent call last):
  File "straddle.py", line 15, in <module>
    asyncio.get_event_loop().run_until_complete(main())
  File "/usr/lib/python3.5/asyncio/base_events.py", line 337, in run_until_complete
    return future.result()
  File "/usr/lib/python3.5/asyncio/tasks.py", line 385, in wait_for
concurrent.futures._base.TimeoutError`,
    files: [
      {
        name: 'straddle.py',
        text: `import asyncio

SEPARATOR = bytes([13, 10, 0])


async def main():
    reader = asyncio.StreamReader()
    reader.feed_data(b'record one' + SEPARATOR[:2])
    waiting = asyncio.ensure_future(reader.readuntil(SEPARATOR))
    await asyncio.sleep(0)
    reader.feed_data(SEPARATOR[2:] + b'rec')
    print(await asyncio.wait_for(waiting, 2))


asyncio.get_event_loop().run_until_complete(main())
`,
      },
    ],
    set: { type: 'behavior', components: ['asyncio'], versions: ['Python 3.5', 'Python 3.6'] },
    events: [
      {
        by: 'keiko.arashi',
        after: '5h',
        text: `Nice report, thank you. I see it too. After an unsuccessful search we go on at the end of the buffer; we have to step back by one less than the separator is long, but never below zero.`,
        set: { stage: 'needs patch', assignee: 'keiko.arashi' },
      },
      {
        by: 'lupe',
        after: '1d',
        text: `Here is that as a patch, with my script turned into a test.`,
        files: [
          {
            name: 'readuntil-offset.patch',
            text: `--- a/Lib/asyncio/streams.py
+++ b/Lib/asyncio/streams.py
@@ -541,6 +541,7 @@ class StreamReader:
             found = self._buffer.find(separator, searched)
             if found >= 0:
                 return self._take(found + len(separator))
-            searched = len(self._buffer)
+            # A part of the separator may be there already.
+            searched = max(0, len(self._buffer) - len(separator) + 1)
             await self._wait_for_data('readuntil')
`,
          },
        ],
      },
      {
        by: 'anselm.w',
        after: '2d',
        text: `The change is right. Please let the test also cover a separator that is cut in three, and one of length one, so that the max() is exercised.`,
        set: { stage: 'patch review' },
      },
      { by: 'lupe', after: '9h', text: `Done, both pass. I have sent the contributor form as well.` },
      {
        by: 'keiko.arashi',
        after: '3d',
        text: `Committed to 3.5 as 71be0a3fd9c2 and to default as e80c55b1247a. Thanks, Lupe!`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    ref: 'asyncio-proactor-pipe',
    title: 'ProactorEventLoop prints "Event loop is closed" after a perfectly normal exit',
    by: 'octavia',
    at: '2019-11-18T17:44Z',
    text: `On Windows with 3.8 every program of mine that starts a subprocess ends with this, after all output is there. Exit code is 0. With 3.7 it was silent.

Exception ignored in: <function _ProactorBasePipeTransport.__del__ at 0x000001E2B9D3D0D0>
Traceback (most recent call last):
  File "C:/Python38/lib/asyncio/proactor_events.py", line 116, in __del__
    self.close()
  File "C:/Python38/lib/asyncio/proactor_events.py", line 108, in close
    self._loop.call_soon(self._call_connection_lost, None)
  File "C:/Python38/lib/asyncio/base_events.py", line 719, in call_soon
    self._check_closed()
RuntimeError: Event loop is closed`,
    set: { type: 'behavior', components: ['asyncio', 'Windows'], versions: ['Python 3.8'] },
    events: [
      {
        by: 'hpark77',
        after: '14h',
        text: `Same here on Windows 10 1909, also without a subprocess: opening a TLS connection and leaving the coroutine at once is enough. If I put an await asyncio.sleep(0.2) at the end it is gone.`,
      },
      {
        by: 'yaw.mensima',
        after: '1d',
        text: `What changed in 3.8 is the default loop: it is the proactor now. The transport is still alive when run() closes the loop, and its __del__ then wants to schedule something on the closed loop.

So there are two questions: should __del__ be that ambitious (I think not), and should run() wait for transports that are closing (I'd like that, but it is a feature).`,
        set: { priority: 'high', keywords: ['3.8regression'], stage: 'needs patch' },
      },
      {
        by: 'dmitar',
        after: '6d',
        text: `For __del__: warn, call the socket's close(), and never touch the loop. The selector transports have done exactly that since 3.4. I can prepare the change at the weekend.`,
        set: { assignee: 'dmitar' },
      },
      {
        by: 'dmitar',
        after: '4d',
        text: `Patch attached. I left out a test that relies on when the garbage collector runs; the one that is in it deletes the transport by hand.`,
        files: [
          {
            name: 'proactor-del.diff',
            text: `diff --git a/Lib/asyncio/proactor_events.py b/Lib/asyncio/proactor_events.py
--- a/Lib/asyncio/proactor_events.py
+++ b/Lib/asyncio/proactor_events.py
@@ -113,4 +113,5 @@
     def __del__(self, warn=warnings.warn):
         if not self._released:
             warn(f'{self!r} was never closed', ResourceWarning)
-            self.close()
+            # The loop may be gone: nothing that would have to be scheduled.
+            self._sock.close()
`,
          },
        ],
        set: { stage: 'patch review' },
      },
      {
        by: 'yaw.mensima',
        after: '8d',
        text: `I ran test_asyncio three hundred times over night on two Windows machines with it. No surprises.`,
        set: { stage: 'commit review' },
      },
      {
        by: 'octavia',
        after: '12w',
        text: `Is there anything I can do to move this along? My users believe that the program crashed.`,
      },
      {
        by: 'tamsin.ok',
        after: '5d',
        text: `Nothing; it was us who forgot. Merged as 4c0d9a6e13bf, backported to 3.8 as 0a7ef2b8d561.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'RuntimeError on Windows whenever an aiohttp script ends',
    by: 'barnaby',
    at: '2020-02-02T12:05Z',
    text: `Hello, I don't know whether this is the right place. My script works and prints the page, and then it prints a long red text that finishes in "Event loop is closed". I didn't close anything. Python 3.8.1, Windows 10.`,
    set: { versions: ['Python 3.8'] },
    events: [
      {
        by: 'sanna.lehto',
        after: '3h',
        text: `It is the right place, and it is not your fault. Could you run the script with python -X dev and tell us what the first line of the red text is?`,
        set: { type: 'behavior', components: ['asyncio', 'Windows'] },
      },
      {
        by: 'barnaby',
        after: '1h',
        text: `Exception ignored in: <function _ProactorBasePipeTransport.__del__ at 0x000002135F0A41F0>`,
      },
      {
        by: 'yaw.mensima',
        after: '6h',
        text: `That is the one where __del__ of the pipe transport talks to a loop that is gone. A patch is waiting there. Until then: asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy()) if you don't need subprocesses.`,
        duplicateOf: 'asyncio-proactor-pipe',
        set: { status: 'closed', resolution: 'duplicate' },
      },
    ],
  },
  {
    title: 'Task names for create_task(), so that a log line tells who is waiting',
    by: 'sunniva',
    at: '2018-02-21T10:10Z',
    text: `With a few hundred tasks, asyncio's debug output is a wall of <Task pending coro=<worker() running at ...>>. threading.Thread has had a name for decades. I propose Task.get_name(), Task.set_name() and a keyword name= of create_task(). Default: Task-1, Task-2 and so on.`,
    set: { type: 'enhancement', components: ['asyncio'], versions: ['Python 3.8'], stage: 'needs patch' },
    events: [
      {
        by: 'perpetua',
        after: '1d',
        text: `+1. Two details. The C Task and the Python Task have to number from one counter. And third-party task factories don't know the keyword: call set_name() on whatever the factory returns, if it has such a method.`,
      },
      {
        by: 'marchbanks',
        after: '2d',
        text: `Why not a plain attribute? Getters and setters are not how Python is written.`,
      },
      {
        by: 'sunniva',
        after: '2h',
        text: `Because Future subclasses of other loops are written in other languages and a method is easier to promise than a slot. It is also what the rest of asyncio does (get_loop(), is_closing()).`,
      },
      {
        by: 'oriel',
        after: '9d',
        text: `I would use this on the first day. Don't forget the repr.`,
        set: { keywords: ['needs review'] },
      },
      {
        by: 'sunniva',
        after: '4w',
        text: `Everything you asked for is in this version.`,
        files: [
          {
            name: 'task-names-v3.patch',
            text: `--- a/Lib/asyncio/tasks.py
+++ b/Lib/asyncio/tasks.py
@@ -94,4 +98,12 @@ class Task:
+    def get_name(self):
+        if self.__label is None:
+            self.__label = 'Task-%d' % self.__number
+        return self.__label
+
+    def set_name(self, label):
+        self.__label = str(label)
+
     def cancel(self):
`,
          },
        ],
        set: { stage: 'patch review' },
      },
      {
        by: 'perpetua',
        after: '8d',
        text: `Merged as b6de90a1c47f; What's New has a line. I took the liberty to move the counter below the imports.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved', keywords: ['-needs review'] },
      },
    ],
  },
  {
    ref: 'asyncio-cancel-shield',
    title: 'wait_for() swallows a cancellation that arrives together with the result',
    by: 'vikram.s',
    at: '2020-10-06T06:31Z',
    text: `Cancel a task that sits in wait_for(), in the very iteration of the loop in which the inner future completes. The outer task gets the result and goes on as if nobody had asked it to stop. In my supervisor that means a shutdown that hangs about once a day.

I can trigger it with two call_soon() in a row (script). Expected: CancelledError. Seen: "still running".`,
    files: [
      {
        name: 'lost_cancel.py',
        text: `import asyncio


async def worker(inner):
    await asyncio.wait_for(inner, timeout=60)
    print('still running')


async def main():
    loop = asyncio.get_running_loop()
    inner = loop.create_future()
    task = loop.create_task(worker(inner))
    await asyncio.sleep(0)
    loop.call_soon(inner.set_result, None)
    loop.call_soon(task.cancel)
    await asyncio.wait([task])
    print(task)


asyncio.run(main())
`,
      },
    ],
    set: { type: 'behavior', components: ['asyncio'], versions: ['Python 3.8', 'Python 3.9', 'Python 3.10'] },
    events: [
      {
        by: 'keiko.arashi',
        after: '11h',
        text: `Reproduced on main (a31f96c0de84) and on 3.9, not on 3.7. Bisecting gives 5d0c7713fe28, "Don't lose the result in wait_for() when cancelled". So the fix for losing results made us lose cancellations.`,
        set: { priority: 'critical', keywords: ['3.8regression'], stage: 'needs patch' },
      },
      {
        by: 'dmitar',
        after: '1d',
        text: `We can't have both with the present API. Either the result is dropped (the resource it stands for leaks) or the cancellation is (the task runs on). Which of the two does more harm?`,
      },
      {
        by: 'vikram.s',
        after: '3h',
        text: `Losing the cancellation. A leaked connection is closed by the garbage collector with a warning. A task that doesn't stop takes my deployment with it.`,
      },
      {
        by: 'gwenllian',
        after: '2d',
        text: `From the other side of the fence: our pool hands out connections through wait_for(pool.get(), 3). When results were dropped we ran out of connections every Friday. Please don't just turn the wheel back.`,
      },
      {
        by: 'oriel',
        after: '5h',
        text: `What about not wrapping in a task at all? If wait_for() awaited the coroutine in the current task and a timer cancelled that task, there would be just one thing to cancel and no window. The context-manager form of timeouts works like that.`,
      },
      {
        by: 'keiko.arashi',
        after: '1d',
        text: `That's the right direction, but the semantics differ visibly: contextvars set inside are seen outside, and a coroutine that is given wait_for() runs in the caller's task. Not for a bugfix release.`,
      },
      {
        by: 'dmitar',
        after: '3d',
        text: `For 3.10 then. For 3.8 and 3.9 the smallest thing is to raise CancelledError when the outer task was cancelled and the inner future has a result, and to log at debug level that a result was dropped.`,
      },
      { by: 'gwenllian', after: '4h', text: `So Fridays will be exciting again.` },
      {
        by: 'perpetua',
        after: '2d',
        text: `Gwenllian, could your pool put the connection back in a done callback? Then a dropped result doesn't matter. I know that this is a workaround.`,
      },
      {
        by: 'gwenllian',
        after: '1d',
        text: `It could, now that I know. Documentation should say so: "a result may be lost when a cancellation comes at the same moment; acquire resources inside the awaited coroutine".`,
      },
      {
        by: 'keiko.arashi',
        after: '6d',
        text: `I've written that paragraph, see the diff. Still to do: the behaviour in 3.10.`,
        files: [
          {
            name: 'wait-for-doc.diff',
            text: `--- a/Doc/library/asyncio-task.rst
+++ b/Doc/library/asyncio-task.rst
@@ -463,2 +463,7 @@ Timeouts
+   .. note::
+      A cancellation may arrive at the moment when *aw* completes. The
+      result is lost then; what it stands for has to be released by the
+      awaited coroutine or by a callback.
+
`,
          },
        ],
        set: { stage: 'patch review' },
      },
      {
        by: 'vikram.s',
        after: '3w',
        text: `I have run the rewritten version from Oriel's branch in staging for two weeks, some forty million calls. No hang, no leak.`,
      },
      {
        by: 'tamsin.ok',
        after: '10w',
        text: `Feature freeze is near. Do we want the rewrite in beta 1? Otherwise it moves to 3.11.`,
        set: { versions: ['+Python 3.11', '-Python 3.8'] },
      },
      {
        by: 'oriel',
        after: '2d',
        text: `3.11. I would rather land it early in a cycle than explain it late in one.`,
        set: { versions: ['-Python 3.10', '-Python 3.9'], priority: 'high', assignee: 'oriel' },
      },
    ],
  },
  {
    title: 'asyncio.Queue: a way to say that no more items will come',
    by: 'fenwick',
    at: '2017-08-30T19:12Z',
    text: `Everybody who writes a consumer invents a sentinel. With N consumers one has to put N sentinels, with several producers one has to count. Could Queue get a close() after which get() raises QueueClosed once it is empty?`,
    set: { type: 'enhancement', components: ['asyncio'], versions: ['Python 3.7'] },
    events: [
      {
        by: 'ivo.tarn',
        after: '2d',
        text: `asyncio.Queue mirrors queue.Queue on purpose. If it gets this, the other one should as well, and multiprocessing has a third opinion about what close() means. It needs a discussion on python-ideas first.`,
      },
      {
        by: 'fenwick',
        after: '9d',
        text: `I asked there. Eleven answers, eight in favour, two "write a library", one about tabs.`,
      },
      {
        by: 'calloway',
        after: '30w',
        text: `Any progress? I have written that sentinel for the fourth time this year.`,
      },
      {
        by: 'dmitar',
        after: '3d',
        text: `Nobody has worked it out. What is open: does put() that is waiting for room raise on close, do items that are inside count, and what becomes of join(). I'm glad to review a patch which answers these.`,
        set: { stage: 'needs patch', versions: ['+Python 3.8', '-Python 3.7'] },
      },
    ],
  },
  {
    title: 'Datagram endpoint stops reading for good after one ICMP "port unreachable"',
    by: 'tevita',
    at: '2015-03-09T02:58Z',
    text: `My program sends UDP to sensors on small islands; some of them are off at times. After the first refused datagram error_received() is called with ConnectionRefusedError, fine, but nothing is ever received again from ANY sensor. One socket, many peers.

Traceback (most recent call last):
  File "/usr/lib/python3.4/asyncio/selector_events.py", line 977, in _read_ready
    data, addr = self._sock.recvfrom(self.max_size)
ConnectionRefusedError: [Errno 111] Connection refused`,
    set: { type: 'behavior', components: ['asyncio'], versions: ['Python 3.4'] },
    events: [
      {
        by: 'zdenka',
        after: '16h',
        text: `I can't reproduce it on Linux 3.16 with the 3.4.3 from source: the reader stays registered. Which distribution is this, and is the endpoint connected (remote_addr given)?`,
        set: { stage: 'test needed' },
      },
      {
        by: 'tevita',
        after: '2d',
        text: `Debian 8, and yes: remote_addr is given, but I use sendto() with other addresses too.`,
      },
      {
        by: 'zdenka',
        after: '4h',
        text: `A connected UDP socket only receives from the peer that it is connected to; the kernel drops the rest. Leave remote_addr out and all the sensors will be heard. It is confusing that sendto() lets you send elsewhere.`,
        set: { status: 'pending', resolution: 'not a bug' },
      },
      {
        by: 'tevita',
        after: '1d',
        text: `Oh! Yes, that is it. All twelve islands answer. Sorry for the noise. Maybe the documentation of create_datagram_endpoint could warn.`,
      },
      {
        by: 'zdenka',
        after: '6h',
        text: `Good idea, but the socket documentation is the better place. I have opened no issue for it, feel free to. Closing.`,
        set: { status: 'closed', resolution: 'not a bug' },
      },
    ],
  },
  {
    title: 'loop.run_in_executor() should accept keyword arguments',
    by: 'cosmo',
    at: '2016-12-01T15:00Z',
    text: `Traceback (most recent call last):
  File "fetch.py", line 8, in main
    page = await loop.run_in_executor(None, requests.get, url, timeout=3)
TypeError: run_in_executor() got an unexpected keyword argument 'timeout'

Everyone trips over it once. Why not pass **kwargs on?`,
    set: { type: 'enhancement', components: ['asyncio'], versions: ['Python 3.7'] },
    events: [
      {
        by: 'anselm.w',
        after: '2h',
        text: `PEP 3156 leaves them out deliberately, for call_soon() and friends too, so that these methods can have keywords of their own later. That came true: context= is on its way. functools.partial is the answer.`,
      },
      { by: 'cosmo', after: '20m', text: `partial it is, but the error message could say so.` },
      {
        by: 'bjarki',
        after: '5d',
        text: `Rejecting the feature for the reason given. The documentation does mention partial, in a note below the method.`,
        set: { status: 'closed', resolution: 'rejected', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'Memory grows by 40 MB an hour: exceptions of finished tasks keep their frames',
    by: 'snorri',
    at: '2014-09-22T21:35Z',
    text: `A crawler, 3.4.1. tracemalloc says that the most is held by frames in traceback objects of tasks that failed and that I have looked at (task.exception()). It seems the task, its exception, the traceback, the frame and its local variable "task" form a ring which only the cyclic collector can break, and with gc.disable() nothing does.`,
    set: { type: 'resource usage', components: ['asyncio'], versions: ['Python 3.4', 'Python 3.5'] },
    events: [
      { by: 'perpetua', after: '1d', text: `Why is the collector disabled?` },
      { by: 'snorri', after: '1h', text: `Someone wrote that it makes things faster.` },
      {
        by: 'perpetua',
        after: '40m',
        text: `It makes some things faster until they aren't. Still, asyncio should not build rings of its own: _step() keeps "self" and the exception in locals. Setting self = None in a finally clause breaks it. We do the same in concurrent.futures.`,
        set: { stage: 'needs patch', keywords: ['easy'] },
      },
      {
        by: 'rasmus_k',
        after: '6d',
        text: `First patch ever, please be gentle.`,
        files: [
          {
            name: 'break-ring.patch',
            text: `--- a/Lib/asyncio/tasks.py
+++ b/Lib/asyncio/tasks.py
@@ -287,3 +287,5 @@ class Task(futures.Future):
         finally:
             self._leave()
+            # Else a failed task, its traceback and this frame hold each other.
+            self = exc = None
`,
          },
        ],
      },
      {
        by: 'perpetua',
        after: '1d',
        text: `Very well done. One nit: exc is unbound when there was no exception; initialise it above the try.`,
        set: { stage: 'patch review' },
      },
      {
        by: 'rasmus_k',
        after: '1d',
        text: `New version is up.`,
        files: [
          {
            name: 'break-ring-2.patch',
            text: `--- a/Lib/asyncio/tasks.py
+++ b/Lib/asyncio/tasks.py
@@ -236,2 +236,3 @@ class Task(futures.Future):
         self._enter()
+        error = None
@@ -287,3 +288,5 @@ class Task(futures.Future):
         finally:
             self._leave()
+            # Else a failed task, its traceback and this frame hold each other.
+            self = error = None
`,
          },
        ],
      },
      {
        by: 'perpetua',
        after: '2d',
        text: `Pushed as 1db94f6e0a75 (3.4) and merged to default.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'SIGCHLD watcher loses the exit status of a child that dies before it is watched',
    by: 'jib',
    at: '2013-12-15T11:09Z',
    text: `create_subprocess_exec('/bin/true') returns, but await process.wait() gives 255 and the log says "Unknown child process pid 4711, will report returncode 255". About one in 2000 runs under load. /bin/true is very fast and my machine has many cores.`,
    set: { type: 'behavior', components: ['asyncio'], versions: ['Python 3.4'] },
    events: [
      {
        by: 'dmitar',
        after: '7h',
        text: `The fork happens before add_child_handler(). The safe watcher copes as it polls per pid; the fast one needs the with-block around both. Please print asyncio.get_child_watcher(): do you set one yourself?`,
        set: { stage: 'test needed' },
      },
      {
        by: 'jib',
        after: '2h',
        text: `I had set FastChildWatcher, yes. With the default it does not happen in a million runs.`,
      },
      {
        by: 'dmitar',
        after: '1d',
        text: `So it's about FastChildWatcher and another library that waits for children. My guess: something else in your process calls os.waitpid(-1). Can you strace it?`,
        set: { status: 'pending' },
      },
      {
        by: 'jib',
        after: '5d',
        text: `strace says: an extension that wraps a scanner driver installs its own SIGCHLD handler and does wait4(-1). I'll talk to them.`,
      },
      {
        by: 'dmitar',
        after: '3h',
        text: `Thank you for digging. Nothing that we can do about a driver that eats everybody's children.`,
        set: { status: 'closed', resolution: 'third party', versions: ['+3rd party'] },
      },
    ],
  },
  {
    title: 'gather(return_exceptions=True) raises anyway if the outer task is cancelled',
    by: 'ilse.d',
    at: '2018-09-03T13:40Z',
    text: `The documentation of gather says that with return_exceptions=True exceptions end up in the list like results. When I cancel the task that awaits it I do get an exception: CancelledError. I wanted a list with six CancelledErrors.`,
    set: { type: 'behavior', components: ['asyncio'], versions: ['Python 3.7'] },
    events: [
      {
        by: 'noor.b',
        after: '1d',
        text: `These are exceptions of the children. You cancelled the parent: gather() passes that to the children and then the parent has to be cancelled too, or it would be impossible to stop anything that gathers.`,
      },
      { by: 'ilse.d', after: '2h', text: `I understand it, but I don't find it in the text.` },
      {
        by: 'noor.b',
        after: '3h',
        text: `The text says that the children are cancelled when gather() is. That is what happens to them, and not what happens to you. I agree this is worth half a sentence.`,
        set: { components: ['+Documentation'], keywords: ['easy', 'newcomer friendly'], stage: 'needs patch' },
      },
      {
        by: 'eudora',
        after: '5w',
        text: `May I take this? How about: "... and the cancellation is raised in the awaiting task whatever return_exceptions says."`,
      },
      {
        by: 'noor.b',
        after: '9h',
        text: `Splendid. Make it "regardless of return_exceptions" and attach it as a diff.`,
      },
    ],
  },
  {
    title: 'IsolatedAsyncioTestCase runs asyncSetUp() in a different context from the test',
    by: 'mei-ting',
    at: '2021-07-13T08:08Z',
    text: `A ContextVar that I set in asyncSetUp() has its default again in the test method:

Traceback (most recent call last):
  File "/usr/lib/python3.9/unittest/async_case.py", line 65, in _callTestMethod
    self._callMaybeAsync(method)
  File "/usr/lib/python3.9/unittest/async_case.py", line 88, in _callMaybeAsync
    return self._asyncioTestLoop.run_until_complete(fut)
  File "/srv/shop/tests/test_cart.py", line 19, in test_currency
    self.assertEqual(currency.get(), 'NZD')
AssertionError: 'EUR' != 'NZD'

pytest plugins had the same trouble. I believe users expect one context for setUp, test and tearDown.`,
    set: { type: 'behavior', components: ['asyncio', 'Tests'], versions: ['Python 3.9', 'Python 3.10', 'Python 3.11'] },
    events: [
      {
        by: 'hedda.quill',
        after: '1d',
        text: `Since all of them go through one queue-reading task, they do share that task's context; but setUp (the synchronous one) runs outside. Is it asyncSetUp() or setUp() where you set the variable?`,
      },
      {
        by: 'mei-ting',
        after: '1h',
        text: `asyncSetUp(), and it calls await self.login(), which creates a task that sets it. I see now... the variable is set in that task only.

But setUp() really is outside, and this surprised me before.`,
      },
      {
        by: 'hedda.quill',
        after: '2d',
        text: `Yes, that half is a bug. Running everything with one copied Context would cure it: context.run(self.setUp) and create_task(..., context=context), which 3.11 has.`,
        set: { stage: 'needs patch', versions: ['-Python 3.9', '-Python 3.10'] },
      },
      {
        by: 'tinkerbyte',
        after: '3w',
        text: `Working on it. What about addAsyncCleanup() functions that were registered in setUp()?`,
      },
      {
        by: 'hedda.quill',
        after: '1d',
        text: `Same context. The rule should be short enough to fit into a docstring: one test, one context.`,
      },
      {
        by: 'tinkerbyte',
        after: '12d',
        text: `Here.`,
        files: [
          {
            name: 'one-test-one-context.patch',
            text: `--- a/Lib/unittest/async_case.py
+++ b/Lib/unittest/async_case.py
@@ -41,3 +42,4 @@ class IsolatedAsyncioTestCase(TestCase):
     def _begin(self):
+        self._one_context = contextvars.copy_context()
         self._loop = self._make_loop()
@@ -73,4 +75,4 @@ class IsolatedAsyncioTestCase(TestCase):
-        self.setUp()
-        self._await(self.asyncSetUp)
+        self._one_context.run(self.setUp)
+        self._await(self.asyncSetUp, self._one_context)
`,
          },
        ],
      },
      {
        by: 'sunniva',
        after: '2d',
        text: `Reads well. I'd like a test with addAsyncCleanup too, then it can go in.`,
        set: { stage: 'patch review' },
      },
    ],
  },
  {
    title: 'Deprecate the loop= parameter everywhere before 3.10',
    by: 'anselm.w',
    at: '2018-11-27T09:30Z',
    text: `Passing the loop around was necessary until get_event_loop() inside a coroutine was guaranteed to return the running one. Since 3.5.3 it is. The parameter now only serves to pass the wrong loop. Plan: DeprecationWarning in 3.8 for Lock, Event, Condition, Semaphore, Queue, sleep, wait, wait_for, gather; removal in 3.10.`,
    set: {
      type: 'enhancement',
      components: ['asyncio'],
      versions: ['Python 3.8', 'Python 3.10'],
      stage: 'needs patch',
      assignee: 'anselm.w',
    },
    events: [
      {
        by: 'oriel',
        after: '4h',
        text: `+1, and please do it function by function; a diff over all files is unreadable.`,
      },
      {
        by: 'wrenfield',
        after: '3d',
        text: `I can take the locks. How do I warn only when the caller passed something, given that the default is None?`,
      },
      {
        by: 'anselm.w',
        after: '5h',
        text: `For the public classes None is "not passed". That is good enough: whoever writes loop=None gets what he asks for.`,
      },
      {
        by: 'wrenfield',
        after: '6d',
        text: `Patch for locks.py and queues.py.`,
        files: [
          {
            name: 'deprecate-loop-locks.patch',
            text: `--- a/Lib/asyncio/locks.py
+++ b/Lib/asyncio/locks.py
@@ -158,3 +158,5 @@ class Lock:
     def __init__(self, *, loop=None):
+        if loop is not None:
+            _warn_of_loop('Lock', stacklevel=3)
         self._loop = loop or events.get_event_loop()
`,
          },
        ],
      },
      {
        by: 'abelard',
        after: '2d',
        text: `Please reconsider! I have a library with a loop in every signature and 200 call sites.`,
      },
      { by: 'anselm.w', after: '1d', text: `With the warning you have two releases, about three years. And sed.` },
      {
        by: 'anselm.w',
        after: '5w',
        text: `The first half is in (93c5ad07be61, 0f4e6aa1d8c3).`,
        set: { stage: 'patch review' },
      },
      {
        by: 'wrenfield',
        after: '100w',
        text: `3.10 alphas are out, so this is the moment for the removal. I've prepared it; 1,120 lines go.`,
      },
      {
        by: 'anselm.w',
        after: '6d',
        text: `Removed in 7e2b18c6f09d. It is the finest kind of commit.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'add_signal_handler() refuses to work in a thread, which the docs do not mention',
    by: 'eudora',
    at: '2015-06-18T16:27Z',
    text: `I run an event loop in a thread beside a GUI. loop.add_signal_handler(signal.SIGTERM, ...) gives

Traceback (most recent call last):
  File "/usr/lib/python3.4/asyncio/unix_events.py", line 67, in add_signal_handler
    signal.set_wakeup_fd(self._csock.fileno())
ValueError: set_wakeup_fd only works in main thread

During handling of the above exception, another exception occurred:

RuntimeError: set_wakeup_fd only works in main thread

Is that by design? Then please write it down.`,
    set: { type: 'enhancement', components: ['asyncio', 'Documentation'], versions: ['Python 3.4', 'Python 3.5'] },
    events: [
      {
        by: 'quillon',
        after: '2d',
        text: `By design of the signal module, yes. "Must be called in the main thread" is what signal.signal() says, and we should repeat it.`,
        set: { keywords: ['easy'], stage: 'needs patch' },
      },
      {
        by: 'ottilie',
        after: '11d',
        text: `Done in the style of the signal page.`,
        files: [
          {
            name: 'signal-thread.diff',
            text: `--- a/Doc/library/asyncio-eventloop.rst
+++ b/Doc/library/asyncio-eventloop.rst
@@ -702,2 +702,5 @@ UNIX signals
+   Only the main thread may call this, as with :func:\`signal.signal\`;
+   in any other thread it raises :exc:\`RuntimeError\`.
+
`,
          },
        ],
      },
      { by: 'quillon', after: '1d', text: `Thank you, this is good.`, set: { stage: 'commit review' } },
      { by: 'ivo.tarn', after: '4d', text: `Applied, cc10f7e3ab58.`, set: { status: 'closed', resolution: 'fixed' } },
    ],
  },
  {
    title: 'call_later(float("nan"), f) freezes the loop',
    by: 'xiulan',
    at: '2019-01-25T05:50Z',
    text: `A rate computation of ours divided zero by zero in numpy and the result ended up as a delay. The timer heap isn't ordered any more from then on: NaN compares false with everything, so timers behind it are never due. No exception, no CPU use, just silence.`,
    set: { type: 'behavior', components: ['asyncio'], versions: ['Python 3.7', 'Python 3.8'] },
    events: [
      { by: 'cosmo', after: '2h', text: `Garbage in, silence out?` },
      { by: 'xiulan', after: '1h', text: `A ValueError where the garbage goes in would have saved us two days.` },
      {
        by: 'sunniva',
        after: '3d',
        text: `time.sleep(nan) raises ValueError, so there is a precedent. A check costs some nanoseconds in call_at(); I measured 1.2 % for an empty callback. Acceptable to me. asyncio.sleep() wants the same check.`,
        set: { stage: 'needs patch', priority: 'low' },
      },
      {
        by: 'keiko.arashi',
        after: '2w',
        text: `I'm -0. If we check for NaN, the next report is about Decimal('NaN'), and then about True. Debug mode could check.`,
      },
      { by: 'xiulan', after: '1d', text: `Debug mode would have been enough for us.` },
    ],
  },
  {
    title: 'start_tls() on a connection with unread data drops what was buffered',
    by: 'gwenllian',
    at: '2021-02-08T14:16Z',
    text: `Upgrading an SMTP-like session: the server pipelines its first TLS record directly behind "220 go ahead". asyncio has already read these bytes into the StreamReader of the plain connection, start_tls() begins with an empty buffer, and the handshake waits until it times out.

Traceback (most recent call last):
  File "/usr/lib/python3.9/asyncio/base_events.py", line 1216, in start_tls
    await waiter
  File "/usr/lib/python3.9/asyncio/sslproto.py", line 557, in _check_handshake_timeout
    self._fatal_error(
ConnectionAbortedError: SSL handshake is taking longer than 60.0 seconds: aborting the connection`,
    set: { type: 'behavior', components: ['asyncio', 'SSL'], versions: ['Python 3.8', 'Python 3.9', 'Python 3.10'] },
    events: [
      {
        by: 'noor.b',
        after: '1d',
        text: `In TLS the client speaks first, so a server that sends something before the ClientHello is not within the protocol. What server is that?`,
      },
      {
        by: 'gwenllian',
        after: '4h',
        text: `Sorry, I told it the wrong way round. We are the *server*; the client sends STARTTLS and its ClientHello in one packet.`,
      },
      {
        by: 'noor.b',
        after: '2h',
        text: `Aha. Then note that feeding buffered plain-text bytes into TLS is right, while feeding them to the application after the upgrade is the classical injection hole. So whichever way we do it: the reader's buffer must be empty afterwards.`,
        set: { type: 'security', priority: 'critical', stage: 'test needed' },
      },
      {
        by: 'gwenllian',
        after: '3d',
        text: `A test, failing on main.`,
        files: [
          {
            name: 'test_start_tls_buffered.py',
            text: `import asyncio
import ssl
import unittest


class BufferedUpgrade(unittest.IsolatedAsyncioTestCase):
    async def test_hello_in_the_same_segment(self):
        server = await asyncio.start_server(self.serve, '127.0.0.1', 0)
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        outgoing = ssl.MemoryBIO()
        hello = ssl.create_default_context().wrap_bio(ssl.MemoryBIO(), outgoing, server_hostname='localhost')
        with self.assertRaises(ssl.SSLWantReadError):
            hello.do_handshake()
        writer.write(b'STARTTLS' + bytes([10]) + outgoing.read())
        answer = await asyncio.wait_for(reader.read(3), 2)
        self.assertEqual(answer[0], 22)
`,
          },
        ],
      },
      {
        by: 'noor.b',
        after: '1d',
        text: `Thank you. Only the transport can do this, since only it knows both protocols. I'd pass the reader's rest as an argument to SSLProtocol.`,
        set: { stage: 'needs patch', keywords: ['security_issue'] },
      },
      {
        by: 'dmitar',
        after: '18d',
        text: `The rewrite of sslproto makes room for that: the incoming BIO can be primed. I'll build on it as soon as it has landed.`,
        set: { assignee: 'dmitar', versions: ['+Python 3.11'] },
      },
    ],
  },
  {
    title: 'Run asyncio without select(): support for more than 1024 sockets on Windows',
    by: 'pasquale',
    at: '2014-02-11T18:55Z',
    text: `Traceback (most recent call last):
  File "chat.py", line 61, in <module>
    loop.run_forever()
  File "C:/Python34/lib/asyncio/base_events.py", line 184, in run_forever
    self._run_once()
  File "C:/Python34/lib/selectors.py", line 297, in select
ValueError: too many file descriptors in select()

My chat server has 600 guests, what do I do.`,
    set: { components: ['asyncio', 'Windows'], versions: ['Python 3.4'] },
    events: [
      {
        by: 'yaw.mensima',
        after: '5h',
        text: `On Windows select() takes 512 sockets at most. Use ProactorEventLoop, it has no such limit: asyncio.set_event_loop(asyncio.ProactorEventLoop()).`,
        set: { type: 'behavior' },
      },
      { by: 'pasquale', after: '2h', text: `Works with 3,000 guests now. Thank you!!! Can you make this the default?` },
      {
        by: 'yaw.mensima',
        after: '1d',
        text: `Not yet: it has neither UDP nor signals nor add_reader(). Some day. Marking as later, so that it comes up when those are there.`,
        set: { status: 'closed', resolution: 'later' },
      },
    ],
  },
  {
    title: 'Semaphore wakes a cancelled waiter and then lets everyone else sleep',
    by: 'tinkerbyte',
    at: '2021-11-29T07:21Z',
    text: `Semaphore(1), two waiters. release() picks the first, sets its future; before that task runs it is cancelled by its timeout. It gives the permit back by _wake_up_next()... but only if locked() -- and the count is already 1. The second waiter is never woken. Deadlock with a free permit.

I wrote a small model checker for the five methods (30 lines, attached); it finds the schedule in 0.1 s.`,
    files: [
      {
        name: 'semaphore_model.py',
        text: `"""Walks through all schedules of two waiters, one release and one cancel."""
from itertools import permutations

STEPS = ('wait a', 'wait b', 'release', 'cancel a', 'run a', 'run b')


def possible(schedule):
    position = schedule.index
    return position('wait a') < position('wait b') < position('release') < position('run a')


def stuck(schedule):
    woken, value, waiters = None, 0, []
    for step in schedule:
        verb, _, who = step.partition(' ')
        if verb == 'wait':
            waiters.append(who)
        elif verb == 'release':
            value, woken = 1, waiters.pop(0)
        elif verb == 'cancel' and woken == who:
            woken = None
        elif verb == 'run' and woken == who:
            value, woken = 0, None
    return value == 1 and waiters and woken is None


for schedule in filter(possible, permutations(STEPS)):
    if stuck(schedule):
        print(' -> '.join(schedule))
`,
      },
    ],
    set: { type: 'behavior', components: ['asyncio'], versions: ['Python 3.9', 'Python 3.10', 'Python 3.11'] },
    events: [
      {
        by: 'keiko.arashi',
        after: '9h',
        text: `That is an impressive report. Confirmed on main. The condition should not depend on locked() at all: who was woken and doesn't take the permit hands it on, always.`,
        set: { priority: 'high', stage: 'needs patch' },
      },
      {
        by: 'oriel',
        after: '2d',
        text: `And acquire() must not barge: a newcomer that finds value 1 while others wait has to queue. Otherwise the hand-over starves. I'd redo the class along the lines of Condition with an explicit count of woken waiters.`,
      },
      {
        by: 'tinkerbyte',
        after: '4d',
        text: `The model says that this is free of deadlock for up to four waiters and FIFO for all. Patch follows when I have understood why test_repr compares strings.`,
      },
    ],
  },
]

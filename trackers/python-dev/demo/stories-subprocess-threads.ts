import type { DemoStory } from 'muster-tracker/tracker'

export const stories: readonly DemoStory[] = [
  {
    ref: 'sub-fd-race',
    title: "Two threads that call Popen at the same time inherit each other's pipe ends",
    by: 'yaw.mensima',
    at: '2010-08-11T09:17Z',
    text: `Thread 1 creates its pipes, thread 2 forks before thread 1 has closed the parent's ends: child 2 holds the write end of child 1's stdin, and child 1 never sees EOF. It hangs about once per thousand pairs on an eight-core machine. close_fds=True hides it at the price of 65,000 close() calls.

We need close-on-exec at creation (pipe2 where the system has it) and a lock where it hasn't.`,
    set: {
      type: 'behavior',
      components: ['Library (Lib)', 'Extension Modules'],
      versions: ['Python 2.7', 'Python 3.1', 'Python 3.2'],
      stage: 'needs patch',
      priority: 'critical',
    },
    events: [
      {
        by: 'hedda.quill',
        after: '1d',
        text: `A lock in our Python code doesn't help against extension modules that fork. pipe2() only then; elsewhere it stays a small window.`,
      },
      { by: 'snorri', after: '3d', text: `I have hit this in our build farm and thought for a year it was NFS.` },
      {
        by: 'yaw.mensima',
        after: '2w',
        text: `Proposal: a C helper _posixsubprocess with cloexec_pipe(), and close_fds=True by default in 3.2, where the closing happens in C, after fork, without touching the GIL. 2.7 can't have the latter.`,
        files: [
          {
            name: 'cloexec-pipe.patch',
            text: `Index: Lib/subprocess.py
===================================================================
--- Lib/subprocess.py	(revision 83904)
+++ Lib/subprocess.py	(working copy)
@@ -1035,7 +1035,7 @@
             if stdin is None:
                 pass
             elif stdin == PIPE:
-                p2cread, p2cwrite = os.pipe()
+                p2cread, p2cwrite = _create_pipe()
             elif isinstance(stdin, int):
                 p2cread = stdin
             else:
`,
          },
        ],
        set: { stage: 'patch review' },
      },
      {
        by: 'hedda.quill',
        after: '6d',
        text: `+1 for 3.2. The change of default belongs into What's New in bold letters, somebody will pass descriptors on purpose (pass_fds= for them?).`,
      },
      {
        by: 'yaw.mensima',
        after: '12w',
        text: `r86913 for 3.2, with pass_fds. 2.7 and 3.1 get the pipe2 part: r86914, r86915.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'communicate() never returns if a grandchild keeps stdout open',
    by: 'calloway',
    at: '2012-09-27T10:30Z',
    text: `p = Popen('./start-daemon.sh', stdout=PIPE); p.communicate() hangs although start-daemon.sh has ended; ps shows it as a zombie. The daemon inherited stdout. I would expect it to come back as soon as the process I started is dead. p.wait() does.`,
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 2.7', 'Python 3.3'] },
    events: [
      {
        by: 'perpetua',
        after: '3h',
        text: `communicate() is documented as "Read data from stdout and stderr, until end-of-file is reached." EOF is when the last writer closes. In a shell, $(./start-daemon.sh) hangs in the same way. The daemon should redirect its output.`,
      },
      {
        by: 'calloway',
        after: '2h',
        text: `It's a vendor's daemon. I think the timeout of 3.3 gets me out; after it fires, can I have what was read so far?`,
      },
      {
        by: 'perpetua',
        after: '1d',
        text: `Yes: call communicate() again, nothing is lost. Shall we close this?`,
        set: { status: 'pending' },
      },
      {
        by: 'perpetua',
        after: '5w',
        text: `Taking silence for a yes.`,
        set: { status: 'closed', resolution: 'not a bug' },
      },
    ],
  },
  {
    title: 'multiprocessing.Pool hangs for ever after the OOM killer has taken one of its workers',
    by: 'fenwick',
    at: '2015-04-21T06:45Z',
    text: `The pool replaces the dead worker, but the task it was working on is lost, and map() waits for it until the end of time. On our cluster that is about 300 machine hours a month. I want an exception. Script: kill -9 one of the workers while it sleeps.`,
    files: [
      {
        name: 'killed_worker.py',
        text: `import multiprocessing
import os
import signal
import time


def work(n):
    if n == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.1)
    return n


if __name__ == '__main__':
    with multiprocessing.Pool(4) as pool:
        print(pool.map(work, range(20)))
`,
      },
    ],
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 2.7', 'Python 3.4', 'Python 3.5'] },
    events: [
      {
        by: 'anselm.w',
        after: '6h',
        text: `concurrent.futures.ProcessPoolExecutor declares itself broken in this case and fails every future. For Pool we don't know which task a worker had, since they all read from one queue; and if it died while it held the queue's lock, everybody else stands still too.`,
        set: { stage: 'needs patch' },
      },
      {
        by: 'vikram.s',
        after: '2d',
        text: `A worker could first report "I take task 17" through the result queue. One message more per chunk. I measured 4 µs.`,
      },
      {
        by: 'ottilie',
        after: '30w',
        text: `The number of questions about this on the help list is astonishing. Could the documentation of Pool say in its first paragraph "if your workers may die, use ProcessPoolExecutor"?`,
      },
      {
        by: 'anselm.w',
        after: '120w',
        text: `The paragraph is there since 3.7. The hang as well.`,
        set: { versions: ['-Python 3.4', '-Python 3.5', '+Python 3.7', '+Python 3.8', '-Python 2.7'] },
      },
    ],
  },
  {
    title: 'threading.Timer drifts when it restarts itself; a repeating timer please',
    by: 'eudora',
    at: '2016-05-05T19:00Z',
    text: `I water my tomatoes with a Raspberry Pi. The Timer calls a function that makes the next Timer. After a week it is eleven minutes late. JavaScript has setInterval().`,
    set: { type: 'enhancement', components: ['Library (Lib)'], versions: ['Python 3.6'] },
    events: [
      {
        by: 'cosmo',
        after: '5h',
        text: `Compute the next time from the planned one, not from now: due += 60; Timer(due - time.monotonic(), f). How are the tomatoes?`,
      },
      {
        by: 'eudora',
        after: '1d',
        text: `Wonderful! And the watering is now on time. But I believe that others would like it as well.`,
      },
      {
        by: 'oriel',
        after: '4d',
        text: `What happens when the function takes longer than the interval? Skip, queue, overlap? Each library has an answer that is right for itself. A recipe in the docs of sched would serve more people than a fourth class in threading.`,
        set: { status: 'closed', resolution: 'rejected' },
      },
    ],
  },
  {
    ref: 'sub-winerror-5',
    title: 'Popen.terminate() on Windows raises PermissionError if the process has just ended',
    by: 'barnaby',
    at: '2013-02-12T13:33Z',
    text: `On Linux terminate() of a dead process is silent. On Windows:

Traceback (most recent call last):
  File "runner.py", line 58, in stop
    self.process.terminate()
  File "C:/Python33/lib/subprocess.py", line 1116, in terminate
    _winapi.TerminateProcess(self._handle, 1)
PermissionError: [WinError 5] Access is denied

if it has ended by itself some milliseconds before. I can't check first because it may end between the check and the call.`,
    set: {
      type: 'behavior',
      components: ['Library (Lib)', 'Windows'],
      versions: ['Python 2.7', 'Python 3.2', 'Python 3.3', 'Python 3.4'],
    },
    events: [
      {
        by: 'zdenka',
        after: '4h',
        text: `TerminateProcess() says "access denied" both for a process that isn't ours and for one that is over. After the error one can ask GetExitCodeProcess(): if it isn't STILL_ACTIVE, then swallow.`,
        set: { stage: 'needs patch', keywords: ['easy'] },
      },
      {
        by: 'tinkerbyte',
        after: '1d',
        text: `Caution: a process may end with exit code 259, which is STILL_ACTIVE. Then the error would be raised although it has ended. I think that's acceptable.`,
        files: [
          {
            name: 'terminate-ended.patch',
            text: `diff -r 5b6c8a1d0e42 Lib/subprocess.py
--- a/Lib/subprocess.py
+++ b/Lib/subprocess.py
@@ -1113,7 +1113,14 @@
         def terminate(self):
             """Terminates the process
             """
-            _winapi.TerminateProcess(self._handle, 1)
+            try:
+                _winapi.TerminateProcess(self._handle, 1)
+            except PermissionError:
+                # Also what Windows says of a process that is over.
+                code = _winapi.GetExitCodeProcess(self._handle)
+                if code == _winapi.STILL_ACTIVE:
+                    raise
+                self.returncode = code
`,
          },
        ],
      },
      {
        by: 'ivo.tarn',
        after: '3d',
        text: `Very good, including the comment. 2.7 needs WindowsError there.`,
        set: { stage: 'commit review' },
      },
      {
        by: 'ivo.tarn',
        after: '2d',
        text: `e5d40c7b1a92 (2.7), 08f6b2a4cd13 (3.2), c7713f9e0ab8 (3.3), b25ea88d06f7 (default).`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'kill() from a watchdog thread: "Access is denied", but only sometimes',
    by: 'mei-ting',
    at: '2013-02-25T07:21Z',
    text: `Python 3.3.0, Windows 7. My watchdog thread kills the encoder when the job is cancelled. In one of fifty cases there is [WinError 5], although I am an administrator. I suspected the virus scanner, but it also comes without one.`,
    set: { type: 'behavior', components: ['Windows'], versions: ['Python 3.3'] },
    events: [
      {
        by: 'zdenka',
        after: '2h',
        text: `You win a race against the end of the process, or lose it. kill() is terminate() on Windows, so you'll get the correction with 3.3.1.`,
        duplicateOf: 'sub-winerror-5',
        set: { status: 'closed', resolution: 'duplicate', components: ['+Library (Lib)'] },
      },
    ],
  },
  {
    title: 'RLock.__repr__ says "owner=140211" — which of my threads is that?',
    by: 'octavia',
    at: '2014-09-16T15:05Z',
    text: `I debug a deadlock. It'd help a lot if the repr of a lock named the thread ("owner='worker-3'"), rather than the number that pthread_self() gave it.`,
    set: { type: 'enhancement', components: ['Library (Lib)'], versions: ['Python 3.5'] },
    events: [
      {
        by: 'dmitar',
        after: '6h',
        text: `The Python version of RLock did, the C version can't: it knows nothing of threading._active, and to look there it'd need to import a module inside of a repr.`,
      },
      {
        by: 'jib',
        after: '1d',
        text: `for t in threading.enumerate(): print(t.ident, t.name) tells you. I keep it as a gdb macro.`,
      },
      {
        by: 'octavia',
        after: '3h',
        text: `OK for me. I found the deadlock: logging in a __del__. Keep it open if you like it, I won't miss it.`,
      },
      { by: 'dmitar', after: '9d', text: `Closing, then.`, set: { status: 'closed', resolution: 'wont fix' } },
    ],
  },
  {
    title: 'ThreadPoolExecutor starts a new thread for each submit() while idle ones wait',
    by: 'lupe',
    at: '2016-11-23T16:55Z',
    text: `max_workers=200, one task at a time, each done before the next is submitted. After 200 tasks there are 200 threads, 8 MB of stack each. One thread would have been enough. The comment in _adjust_thread_count() says TODO since 2010.`,
    set: { type: 'resource usage', components: ['Library (Lib)'], versions: ['Python 3.7'] },
    events: [
      {
        by: 'quillon',
        after: '2d',
        text: `Counting idle workers needs a semaphore that a worker releases before it waits and that submit() tries to take. Cheap, but a worker that has released and not yet fetched counts as idle although there may be two items in the queue: then submit() starts none and one item waits longer than today.`,
        set: { stage: 'needs patch' },
      },
      {
        by: 'rasmus_k',
        after: '5d',
        text: `That waits only if the item can't be taken by the next release, no? Each submit() either takes a token or starts a thread. Two items, two tokens or threads. I believe it is tight.`,
      },
      {
        by: 'lupe',
        after: '40w',
        text: `Rasmus is right, I wrote a little state explorer for it (4 workers, 6 items, all interleavings).`,
        files: [
          {
            name: 'parked-workers.diff',
            text: `--- a/Lib/concurrent/futures/thread.py
+++ b/Lib/concurrent/futures/thread.py
@@ -71,4 +71,6 @@
     try:
         while True:
+            # From here on this worker has nothing to do.
+            parked.release()
             item = tasks.get(block=True)
@@ -133,5 +135,8 @@
     def _grow(self):
+        if self._parked.acquire(blocking=False):
+            return
         if len(self._threads) < self._max_workers:
             self._start_worker()
`,
          },
        ],
      },
      {
        by: 'perpetua',
        after: '10w',
        text: `I love that there's a state explorer. Merged for 3.8. A wish for the next one: attach it.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved', versions: ['-Python 3.7', '+Python 3.8'] },
      },
    ],
  },
  {
    title: 'os.fork() in a program with threads should say that it is asking for trouble',
    by: 'bjarki',
    at: '2021-05-18T11:00Z',
    text: `We get a dozen reports a year that are all the same: threads, then fork (mostly by multiprocessing on Linux), a lock copied in its locked state, child hangs. POSIX allows only async-signal-safe functions there, and Python is not one. I propose a DeprecationWarning when fork() is called while more than one thread is known, and a change of the default start method two releases later.`,
    set: { type: 'enhancement', components: ['Interpreter Core', 'Library (Lib)'], versions: ['Python 3.11'] },
    events: [
      {
        by: 'tinkerbyte',
        after: '2h',
        text: `How do you count threads that numpy's BLAS has started? Those are the ones that hurt us.`,
      },
      { by: 'bjarki', after: '3h', text: `/proc/self/task on Linux, a Mach call on macOS, elsewhere only our own.` },
      {
        by: 'vikram.s',
        after: '1d',
        text: `Please mind those for whom fork + copy-on-write is the only way to share 60 GB of read-only data with workers. We know what we do, we fork before any thread. As long as that stays silent, fine.`,
      },
      {
        by: 'hedda.quill',
        after: '3d',
        text: `Silent in that case, yes. The default I would decide apart from the warning. Let's have the warning as a patch and see how many of our own tests light up.`,
        set: { stage: 'needs patch', priority: 'high' },
      },
    ],
  },
  {
    title: 'queue.SimpleQueue.get(timeout=...) wakes too early after SIGSTOP and SIGCONT',
    by: 'sanna.lehto',
    at: '2018-12-12T08:08Z',
    text: `get(timeout=10) in a process that's stopped after 2 s and continued 20 s later raises Empty at once, fine. But if it's continued after 3 s, it raises Empty as well, at second 5 in total. On Linux 4.15, 3.7.1. The sem_timedwait() is interrupted and the deadline isn't recomputed?`,
    set: { type: 'behavior', components: ['Extension Modules'], versions: ['Python 3.7', 'Python 3.8'] },
    events: [
      {
        by: 'mbalinga',
        after: '1d',
        text: `I stop and continue until my fingers hurt and always get 10 s. Could you give us a script with its own os.kill()?`,
        set: { stage: 'test needed' },
      },
      {
        by: 'sanna.lehto',
        after: '5d',
        text: `I can't any more, either. It was a laptop whose clock was 8 s off and NTP stepped it in that minute! Semaphores wait by the realtime clock. That must be what I saw.`,
      },
      {
        by: 'mbalinga',
        after: '2d',
        text: `That is plausible, and it's another bug: sem_timedwait() is bound to CLOCK_REALTIME, so steps of the clock shift all our timeouts. glibc 2.30 is going to have sem_clockwait(). Leaving this open under that flag.`,
        set: { components: ['+Interpreter Core'], stage: 'needs patch' },
      },
    ],
  },
  {
    ref: 'sub-posix-spawn',
    title: 'subprocess could use posix_spawn() or vfork() where nothing forbids it',
    by: 'tamsin.ok',
    at: '2018-06-25T17:35Z',
    text: `A 30 GB process takes 90 ms per Popen, nearly all of it for copying page tables in fork(). vfork() takes 0.4 ms. The conditions are known: no preexec_fn, no setsid, no uid change.`,
    set: {
      type: 'performance',
      components: ['Library (Lib)', 'Extension Modules'],
      versions: ['Python 3.8'],
      stage: 'needs patch',
    },
    events: [
      {
        by: 'hedda.quill',
        after: '1d',
        text: `posix_spawn() reports a failed exec on glibc ≥ 2.24 and macOS as an error; elsewhere as exit code 127, which we may not accept, as Popen promises FileNotFoundError.`,
      },
      {
        by: 'xiulan',
        after: '3d',
        text: `close_fds=True, the default, can't be expressed by it at all (no closefrom action). So hardly anybody would profit.`,
      },
      {
        by: 'tamsin.ok',
        after: '20d',
        text: `vfork() in _posixsubprocess, then. The child shares our memory until exec, so it has to keep its hands in its pockets: no allocation, signals blocked. Our child_exec() is written that way already, minus preexec_fn.`,
      },
      {
        by: 'tamsin.ok',
        after: '110w',
        text: `Merged for 3.10, Linux only.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved', versions: ['-Python 3.8', '+Python 3.10'] },
      },
    ],
  },
  {
    title: 'vfork in _posixsubprocess deadlocks under musl when a signal handler is installed',
    by: 'gwenllian',
    at: '2021-02-16T12:25Z',
    text: `3.10.0a5 in an Alpine container: subprocess.run(['true']) with a Python handler for SIGCHLD hangs in about 1 of 400 calls.

(gdb) bt
#0  __syscall_cp_c () at src/thread/x86_64/syscall_cp.s
#1  __timedwait_cp at src/thread/__timedwait.c:31
#2  sem_timedwait at src/thread/sem_timedwait.c:23
#3  PyThread_acquire_lock_timed at Python/thread_pthread.h:482`,
    set: { type: 'behavior', components: ['Extension Modules'], versions: ['Python 3.10'] },
    events: [
      {
        by: 'tamsin.ok',
        after: '2h',
        text: `Reproduced in that container. All signals are blocked in the parent before vfork(), but musl's sigfillset() leaves its internal ones out, and setuid broadcasts use these. I take it.`,
        set: { priority: 'deferred blocker', assignee: 'tamsin.ok', stage: 'needs patch' },
      },
      {
        by: 'snorri',
        after: '1d',
        text: `For the time being: subprocess._USE_VFORK = False helps? Ah, there's no such thing. One wish more :-)`,
      },
      {
        by: 'tamsin.ok',
        after: '5d',
        text: `Blocking by a raw syscall, and a private subprocess._USE_VFORK for the next surprise. Merged.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved', priority: 'normal' },
      },
    ],
  },
  {
    title: 'signal.pause() misses a signal that comes just before, as everybody knows; offer sigsuspend()',
    by: 'abelard',
    at: '2017-02-07T20:48Z',
    text: `while not done: signal.pause() sleeps for ever if the signal arrives between the test and the pause. In C one blocks the signal and uses sigsuspend(mask). We've got pthread_sigmask() and sigwait() since 3.3, yet not this one.`,
    set: { type: 'enhancement', components: ['Extension Modules'], versions: ['Python 3.7'] },
    events: [
      {
        by: 'yaw.mensima',
        after: '1d',
        text: `In Python the handler runs only when the interpreter loop gets its turn, so sigsuspend() would come back, then the handler runs, then the test. That composes well. sigwait() gives the same without any handler, though. Is there something it can't do?`,
      },
      {
        by: 'abelard',
        after: '1d',
        text: `Several signals with handlers of their own from different libraries. With sigwait() I'd have to call those by hand.`,
      },
      {
        by: 'yaw.mensima',
        after: '8d',
        text: `Fair. Wants a patch with documentation, POSIX only.`,
        set: { stage: 'needs patch', keywords: ['easy (C)'], priority: 'low' },
      },
    ],
  },
  {
    title: 'Spawned children import my __main__ and my form pops up twenty times',
    by: 'ilse.d',
    at: '2019-12-03T10:10Z',
    text: `I changed the computer from Linux to macOS and upgraded to 3.8. Now Pool() opens the window of my tkinter program again and again until the computer is frozen. I had to switch it off. I would call it a crash.`,
    set: { type: 'crash', components: ['macOS', 'Library (Lib)'], versions: ['Python 3.8'] },
    events: [
      {
        by: 'noor.b',
        after: '1h',
        text: `Since 3.8 macOS starts workers by "spawn", as Windows always has, because forking isn't safe with Apple's frameworks. A spawned worker imports your main file to find your functions. Put all that opens windows behind if __name__ == '__main__':.`,
        set: { type: 'behavior' },
      },
      {
        by: 'ilse.d',
        after: '1d',
        text: `That works. But twenty windows is no way to tell me. In the terminal I read something about "bootstrapping phase", which scrolled by very fast.`,
      },
      {
        by: 'noor.b',
        after: '2d',
        text: `Point taken: with a guard missing the pool should give up after the first worker that fails while it starts, instead of replacing it at once, for ever. That's a real bug.`,
        set: { stage: 'needs patch', priority: 'high', components: ['-macOS'] },
      },
    ],
  },
  {
    title: 'threading.local with __slots__ in a subclass leaks one dict per dead thread',
    by: 'rukmini',
    at: '2011-07-29T09:55Z',
    text: `class Context(threading.local): __slots__ = ('user',). A server with short-lived threads grows by 280 bytes per request. Without __slots__ no growth. Found by bisecting our code for two days, and I'm still proud.`,
    set: { type: 'resource usage', components: ['Extension Modules'], versions: ['Python 2.7', 'Python 3.2'] },
    events: [
      {
        by: 'keiko.arashi',
        after: '4h',
        text: `Deservedly. What did you want the slots for? They'd be shared by all threads: slots live in the object, and only the dict is per thread. So the leak is one thing and the class not doing what its name promises another.`,
      },
      {
        by: 'rukmini',
        after: '5h',
        text: `Oh. Oh no. That explains a very old ticket of ours, in which a customer saw another's name.`,
      },
      {
        by: 'keiko.arashi',
        after: '6d',
        text: `The leak is gone by 70a3dce2b81f and 5d1ef0926c4b. I added a paragraph on slots; refusing them would break code that has them by accident and works.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'multiprocessing shared_memory: resource tracker unlinks segments that other programs still use',
    by: 'hpark77',
    at: '2020-04-02T04:44Z',
    text: `A camera process (C++) owns the segment. A short Python script attaches to it by name, reads one frame, exits: and the tracker deletes the segment, with a warning about "leaked" objects. I haven't created it, so I can't leak it.`,
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 3.8', 'Python 3.9'] },
    events: [
      {
        by: 'dmitar',
        after: '1d',
        text: `Attaching registers with the tracker just as creating does. For two Python processes of one family it's harmless, they share a tracker. For strangers it's wrong.`,
        set: { stage: 'needs patch' },
      },
      {
        by: 'user',
        after: '3d',
        text: `Until then, from multiprocessing import resource_tracker; resource_tracker.unregister(shm._name, 'shared_memory') right after attaching. Ugly, reliable.`,
      },
      {
        by: 'hpark77',
        after: '40w',
        text: `What about a keyword track=False? Registering is useful for somebody, presumably.`,
      },
      {
        by: 'dmitar',
        after: '2w',
        text: `I would take track=. Default as it is, else people who rely on the clean-up will fill /dev/shm.`,
        set: {
          type: 'enhancement',
          versions: ['-Python 3.8', '-Python 3.9', '+Python 3.11'],
          keywords: ['newcomer friendly'],
        },
      },
    ],
  },
]

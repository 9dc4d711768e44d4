import type { DemoStory } from 'muster-tracker/tracker'

export const stories: readonly DemoStory[] = [
  {
    ref: 'interp-fstring-caret',
    title: 'Caret of a SyntaxError inside a triple-quoted f-string points into the void',
    by: 'rukmini',
    at: '2019-12-04T13:02Z',
    text: `If the broken expression is on the third line of a triple-quoted f-string, the report shows "(user.)" on line 1 and the caret under nothing at all. In a template of 90 lines that is no help.

Traceback (most recent call last):
  File "/usr/lib/python3.8/runpy.py", line 192, in _run_module_as_main
    return _run_code(code, main_globals, None,
  File "<fstring>", line 1
    (user.)
          ^
SyntaxError: invalid syntax

I expected the line of my file.`,
    set: { type: 'behavior', components: ['Interpreter Core'], versions: ['Python 3.8', 'Python 3.9'] },
    events: [
      {
        by: 'ivo.tarn',
        after: '7h',
        text: `The expression is cut out, wrapped in parentheses and compiled on its own, hence the "<fstring>" and the line 1. fstring_fix_node_location() tries to repair positions afterwards, but only if compilation succeeds. For errors nobody repairs anything.`,
        set: { stage: 'needs patch', components: ['+Parser'] },
      },
      {
        by: 'calloway',
        after: '2d',
        text: `Would it be enough to count newlines before the opening brace and add them to lineno in the exception?`,
      },
      {
        by: 'ivo.tarn',
        after: '4h',
        text: `For the line yes, for the column no, since the wrapped text has that additional parenthesis. Subtract one on the first line of the expression only.`,
      },
      {
        by: 'calloway',
        after: '6d',
        text: `Like this? I have a test with the error on the first, a middle and the last line.`,
        files: [
          {
            name: 'fstring-position.patch',
            text: `--- a/Python/ast.c
+++ b/Python/ast.c
@@ -5021,6 +5021,10 @@ fstring_compile_expr(const char *expr_start, const char *expr_end,
     mod_n = PyParser_SimpleParseStringFlagsFilename(str, "<fstring>",
                                                     Py_eval_input, 0);
     if (!mod_n) {
+        /* Tell where it is in the file, not in our copy. */
+        if (PyErr_ExceptionMatches(PyExc_SyntaxError)) {
+            fstring_move_error(n, expr_start);
+        }
         PyMem_RawFree(str);
         return NULL;
     }
`,
          },
        ],
      },
      {
        by: 'perpetua',
        after: '5d',
        text: `Two leaks: the exception triple that you fetch is not restored when lineno is not an int, and PyLong_FromLong() can fail. Otherwise I like it.`,
        set: { stage: 'patch review', keywords: ['needs review'] },
      },
      { by: 'calloway', after: '3d', text: `Both mended in the branch.` },
      {
        by: 'perpetua',
        after: '2d',
        text: `Merged for 3.9 (f30c8e71ab42). Not for 3.8: tools compare these messages literally, alas.`,
        set: {
          status: 'closed',
          resolution: 'fixed',
          stage: 'resolved',
          versions: ['-Python 3.8'],
          keywords: ['-needs review'],
        },
      },
    ],
  },
  {
    title: 'Interpreter dies when __build_class__ is replaced by a generator function',
    by: 'xiulan',
    at: '2013-08-19T22:41Z',
    text: `A fuzzer found this, so don't expect a sensible use. Put a generator function into builtins.__build_class__, write a class statement, then iterate over the result: segmentation fault in 3.3 and default, assertion failure in a debug build ("f->f_back != NULL"). 2.7 is not affected as it has no such builtin.`,
    files: [
      {
        name: 'buildclass.py',
        text: `import builtins


def build(func, name, *bases):
    yield func()


builtins.__build_class__ = build


class Victim:
    pass


print(list(Victim))
`,
      },
    ],
    set: { type: 'crash', components: ['Interpreter Core'], versions: ['Python 3.3', 'Python 3.4'] },
    events: [
      {
        by: 'dmitar',
        after: '1d',
        text: `Confirmed, gdb says that the class body runs with f_locals borrowed from a frame that is gone. Class bodies take their locals from the caller when the function is called with no arguments.`,
        set: { stage: 'needs patch', priority: 'low' },
      },
      {
        by: 'marchbanks',
        after: '3d',
        text: `Whoever replaces __build_class__ gets what they deserve. Is this worth a line of code?`,
      },
      {
        by: 'dmitar',
        after: '9h',
        text: `"Pure Python code doesn't crash the interpreter unless it uses ctypes" is a promise I'd like to keep cheap. It is one Py_INCREF.`,
      },
      {
        by: 'zdenka',
        after: '12d',
        text: `Attached, with xiulan's script as test_class_body_in_generator.`,
        files: [
          {
            name: 'class-locals-ref.diff',
            text: `diff --git a/Python/ceval.c b/Python/ceval.c
--- a/Python/ceval.c
+++ b/Python/ceval.c
@@ -2031,8 +2031,9 @@ PyEval_EvalFrameEx(PyFrameObject *f, int throwflag)
         TARGET(STORE_LOCALS)
             x = POP();
             v = f->f_locals;
-            Py_XDECREF(v);
             f->f_locals = x;
+            /* Last, as it may run code that looks at this frame. */
+            Py_XDECREF(v);
             DISPATCH();
`,
          },
        ],
      },
      {
        by: 'dmitar',
        after: '6d',
        text: `It cures this script. A variant with a *coroutine-like* generator that is closed from __del__ still trips the assertion, so the locals aren't the whole story. I'd rather find the rest before committing half.`,
        set: { stage: 'needs patch' },
      },
    ],
  },
  {
    title: 'my dictionary forgets the key 1 after I store True',
    by: 'barnaby',
    at: '2017-04-22T18:30Z',
    text: `Hello, I think I found a bug in dict. d = {1: 'one'} and then d[True] = 'yes' and now d is {1: 'yes'}. So it has the old key with the new value. One of my answers in a quiz program was lost because of this. Python 3.6.1 on Windows.`,
    set: { versions: ['Python 3.6'] },
    events: [
      {
        by: 'lupe',
        after: '40m',
        text: `bool is a subclass of int and True == 1, hash(True) == hash(1). For a dict they are one key. Use strings for the answers and you will be safe.`,
      },
      {
        by: 'barnaby',
        after: '2h',
        text: `But type(True) is not type(1)? Other languages keep them apart. Could the dict compare the type as well?`,
      },
      {
        by: 'hedda.quill',
        after: '5h',
        text: `Then d[1.0] and d[1] would be different too, and every program that counts with numpy integers would break. This equality is older than the bool type itself (PEP 285 explains why). Not a bug, though I can see why it surprised you.`,
        set: { status: 'closed', resolution: 'not a bug', type: 'behavior', components: ['Interpreter Core'] },
      },
    ],
  },
  {
    ref: 'interp-lineno-except',
    title: 'Tracing jumps back to the "except" line after the handler has finished (3.10.0b2)',
    by: 'gwenllian',
    at: '2021-06-08T09:14Z',
    text: `Our coverage tool draws an arc from the last line of a handler to the line of "except E as e:". In 3.9 this arc did not exist. The handler ends with "pass"; the invisible cleanup "e = None; del e" seems to carry the line number of the except clause, and PEP 626 says that only lines which are executed produce an event.`,
    files: [
      {
        name: 'arcs.py',
        text: `import sys


def trace(frame, event, arg):
    if event == 'line':
        print(frame.f_lineno - frame.f_code.co_firstlineno, end=' ')
    return trace


def f():
    try:
        1 / 0
    except ZeroDivisionError as error:
        pass
    return 3


sys.settrace(trace)
f()
sys.settrace(None)
print()
`,
      },
    ],
    set: { type: 'behavior', components: ['Interpreter Core'], versions: ['Python 3.10', 'Python 3.11'] },
    events: [
      {
        by: 'sunniva',
        after: '3h',
        text: `I get "1 2 3 4 3 5" where 3.9 gives "1 2 3 4 5". So there is a regression in an area we have promised to get right in this very release. Making it a blocker; it can be argued down.`,
        set: { priority: 'release blocker', keywords: ['3.10regression'], stage: 'needs patch' },
      },
      {
        by: 'anselm.w',
        after: '5h',
        text: `Bisected: 8be17a02f94c, "Keep line numbers of artificial instructions". The cleanup has to exist twice, once for the normal way out and once for an exception inside of the handler. The first copy ought to be artificial (lineno -1) and the second one ought to keep the line.`,
      },
      {
        by: 'gwenllian',
        after: '1d',
        text: `Does that mean a debugger that steps over "pass" goes straight to "return 3"? That would be what users expect.`,
      },
      {
        by: 'anselm.w',
        after: '2h',
        text: `Yes. Patch.`,
        files: [
          {
            name: 'artificial-cleanup.patch',
            text: `--- a/Python/compile.c
+++ b/Python/compile.c
@@ -3231,6 +3231,7 @@ compiler_try_except(struct compiler *c, stmt_ty s)
             compiler_pop_fblock(c, HANDLER_CLEANUP, cleanup_body);
             ADDOP(c, POP_BLOCK);
             ADDOP(c, POP_EXCEPT);
+            c->u->u_lineno = -1;
             /* name = None; del name; # Mark as artificial */
             ADDOP_LOAD_CONST(c, Py_None);
             compiler_nameop(c, handler->v.ExceptHandler.name, Store);
`,
          },
        ],
        set: { stage: 'patch review', assignee: 'anselm.w' },
      },
      {
        by: 'perpetua',
        after: '8h',
        text: `test_sys_settrace wants one more case: the handler ends with "continue" in a loop. There the jump itself is a line event, and must stay.`,
      },
      {
        by: 'anselm.w',
        after: '1d',
        text: `Added. It failed, so thank you: the artificial part now ends before the jump.`,
      },
      {
        by: 'tamsin.ok',
        after: '6h',
        text: `In as d92c40b7e11f, and 3.10 as 52fa8830be6d, beta 3 is tagged with it.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
      { by: 'gwenllian', after: '9d', text: `Beta 3 gives me the same 4,212 arcs as 3.9. Lovely.` },
    ],
  },
  {
    ref: 'interp-subinterp-types',
    title: 'Ending a subinterpreter leaves dangling weak references in object.__subclasses__()',
    by: 'wrenfield',
    at: '2020-08-27T16:48Z',
    text: `We embed Python and start one interpreter for each customer script. After about 30 scripts, the *main* interpreter crashes in a debug build when anything asks for object.__subclasses__(). Static types are shared between interpreters, and so is the list of their subclasses; heap types of the dead interpreter stay in it.

Stack: type___subclasses___impl -> PyWeakref_GET_OBJECT -> 0xdbdbdbdbdbdbdbdb.`,
    set: { type: 'crash', components: ['Subinterpreters'], versions: ['Python 3.8', 'Python 3.9', 'Python 3.10'] },
    events: [
      {
        by: 'bjarki',
        after: '6h',
        text: `Can you share a reproducer that does not need your application? _xxsubinterpreters.create() and run_string() in a loop should do.`,
        set: { stage: 'test needed' },
      },
      {
        by: 'wrenfield',
        after: '1d',
        text: `It does. 50 rounds are plenty.`,
        files: [
          {
            name: 'many_interpreters.py',
            text: `import _xxsubinterpreters as interpreters

SCRIPT = """
class Base: pass
class Derived(Base): pass
Base.me = Base
"""

for _ in range(50):
    number = interpreters.create()
    interpreters.run_string(number, SCRIPT)
    interpreters.destroy(number)

print(len(object.__subclasses__()))
`,
          },
        ],
      },
      {
        by: 'mbalinga',
        after: '2d',
        text: `Crashes here within 12 rounds on main (b0c7f19d2e64), Linux x86-64, --with-pydebug. In a release build it prints a number which grows, which is worse in a way.`,
        set: { stage: 'needs patch', priority: 'high' },
      },
      {
        by: 'sunniva',
        after: '4h',
        text: `The weak reference objects belong to the allocator of the interpreter that made the class. When that one is finalised its arenas go, but the dict in PyBaseObject_Type.tp_subclasses is in the static type and doesn't.`,
      },
      {
        by: 'oriel',
        after: '1d',
        text: `PEP 384 heap types for everything would solve it, in about 2031. Shorter term: keep tp_subclasses of static types in PyInterpreterState, keyed by type.`,
      },
      {
        by: 'bjarki',
        after: '5h',
        text: `That's an additional lookup for each class creation. Not a hot path. But tp_subclasses is documented as "internal use only", and there are extension modules that read it (I looked: two, both to draw diagrams).`,
      },
      {
        by: 'wrenfield',
        after: '3d',
        text: `In the meantime, would clearing help? At the end of an interpreter walk the subclasses of the static types and remove those whose interpreter is ours.`,
      },
      { by: 'sunniva', after: '9h', text: `A class doesn't know its interpreter.` },
      { by: 'wrenfield', after: '2h', text: `Its module does, mostly. All right, no.` },
      {
        by: 'mbalinga',
        after: '8d',
        text: `Prototype of Oriel's way: an array in the interpreter state, indexed by a number that each static built-in type gets in PyType_Ready(). No lookups, 200 pointers per interpreter. The diff is the interesting part.`,
        files: [
          {
            name: 'per-interpreter-subclasses-1.diff',
            text: `diff --git a/Include/internal/pycore_interp.h b/Include/internal/pycore_interp.h
--- a/Include/internal/pycore_interp.h
+++ b/Include/internal/pycore_interp.h
@@ -188,6 +188,10 @@ struct _is {
     struct _Py_exc_state exc_state;
 
+    /* Of static built-in types; each of them knows its index.
+       Heap types keep their own dict in tp_subclasses. */
+    PyObject *static_subclasses[_Py_MAX_STATIC_TYPES];
+
     /* The per-interpreter GIL, one day. */
     struct _ceval_state ceval;
 };
`,
          },
        ],
        set: { stage: 'patch review' },
      },
      {
        by: 'oriel',
        after: '2d',
        text: `I like how dull it is. What about static types in extension modules? They are shared as well and have no index.`,
      },
      {
        by: 'mbalinga',
        after: '1d',
        text: `They stay as bad as they are. A warning when an extension with static types is imported in a second interpreter would be honest, but would also be everywhere.`,
      },
      {
        by: 'perpetua',
        after: '3w',
        text: `Benchmarks: nothing beyond noise, startup +0.04 ms. No objections from me.`,
      },
      {
        by: 'bjarki',
        after: '20w',
        text: `This overlaps with the work on isolating the free lists. Let's wait until that has settled, the struct changes every week at the moment.`,
        set: { versions: ['+Python 3.11', '-Python 3.8', '-Python 3.9'] },
      },
      {
        by: 'wrenfield',
        after: '30w',
        text: `Has it settled? We run with Masego's diff in production since May; two million interpreters, no crash.`,
      },
      { by: 'mbalinga', after: '5d', text: `I'll rebase it during the sprint.`, set: { assignee: 'mbalinga' } },
    ],
  },
  {
    title: 'Please add do ... while to the language',
    by: 'cosmo',
    at: '2012-02-11T11:11Z',
    text: `Every language of this planet has a loop whose condition is at the bottom. I write while True and a break and feel dirty. It would be so easy: the keyword do, a block, then while with the condition.`,
    set: { type: 'enhancement', components: ['Interpreter Core'] },
    events: [
      {
        by: 'abelard',
        after: '1h',
        text: `A new keyword "do" breaks all code that has a method of this name. COM programs have hundreds.`,
      },
      {
        by: 'ivo.tarn',
        after: '2h',
        text: `There was a proposal years ago, PEP 315, and no spelling was found that anybody loved. New syntax needs a PEP, a sponsor and the python-ideas list. The tracker can't decide it.`,
        set: { status: 'closed', resolution: 'rejected', stage: 'resolved' },
      },
      { by: 'cosmo', after: '1d', text: `Fair. Off to the list, with asbestos underwear.` },
    ],
  },
  {
    title: '"Perhaps you forgot a comma?" is said about a perfectly placed colon',
    by: 'eudora',
    at: '2021-08-02T07:55Z',
    text: `I love the new messages of 3.10. This one sent me the wrong way:

  File "/home/eudora/bees.py", line 4
    totals = sum(hive.weight for hive in hives print(hive))
                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
SyntaxError: invalid syntax. Perhaps you forgot a comma?

A comma there is a syntax error again, since a generator expression must be parenthesised when it isn't alone.`,
    set: { type: 'behavior', components: ['Parser'], versions: ['Python 3.10', 'Python 3.11'] },
    events: [
      {
        by: 'keiko.arashi',
        after: '3h',
        text: `The rule invalid_expression fires for any two expressions side by side within parentheses. It does not know that the first one is a generator's iterable. We could forbid it while inside a comprehension, at the price of being less helpful in [f(x y) for x in z].`,
        set: { stage: 'needs patch' },
      },
      {
        by: 'fenwick',
        after: '2d',
        text: `Would it be possible to try? I mean: insert the comma, parse again, and suggest it only when the result is valid.`,
      },
      {
        by: 'keiko.arashi',
        after: '7h',
        text: `Possible, quadratic, and it would make the parser depend on itself. A person who types has 50 ms to spare, a tool which parses ten thousand broken files hasn't. Let me think about it.`,
      },
      {
        by: 'jib',
        after: '5w',
        text: `Another one, this time with a lambda: (lambda x: x y). Same wrong advice? No, here the comma is fine. I withdraw it.`,
      },
    ],
  },
  {
    title: '__del__ finds that its module has turned into None',
    by: 'octavia',
    at: '2011-03-15T20:09Z',
    text: `At the end of my program I get this, about every second time:

Exception AttributeError: "'NoneType' object has no attribute 'remove'" in <bound method Spool.__del__ of <spool.Spool object at 0x7f2c8a1d>> ignored

Spool.__del__ calls os.remove(). "import os" is at the top of the file! Who deletes my os?`,
    set: { type: 'behavior', components: ['Interpreter Core'], versions: ['Python 3.1', 'Python 3.2', 'Python 2.7'] },
    events: [
      {
        by: 'quillon',
        after: '2h',
        text: `The interpreter does. At shutdown it sets module globals to None, to break cycles, in an order that you can't rely on. The documentation of __del__ has a warning. Bind what you need as a default: def __del__(self, remove=os.remove).`,
      },
      {
        by: 'octavia',
        after: '5h',
        text: `That is a horrible trick, but thank you, it helps. Shouldn't Python destroy objects first and modules after?`,
      },
      {
        by: 'oriel',
        after: '3d',
        text: `It should, and in 3.x with safe finalisation of cycles it could. I would keep this open as a wish, for somebody with courage.`,
        set: {
          type: 'enhancement',
          versions: ['+Python 3.3', '-Python 2.7', '-Python 3.1', '-Python 3.2'],
          stage: 'needs patch',
        },
      },
      { by: 'snorri', after: '60w', text: `Still there in 3.3 beta.` },
      {
        by: 'oriel',
        after: '80w',
        text: `With PEP 442 and the new module teardown of 3.4 your example runs silently a thousand times out of a thousand. Globals are only set to None as a last resort now. Out of date, in the best sense.`,
        set: { status: 'closed', resolution: 'out of date', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'SystemError from compile(): stack size of try/finally in an async comprehension is short by one',
    by: 'hpark77',
    at: '2018-03-09T02:27Z',
    text: `Generated code of our template engine makes 3.7.0b2 fail. Reduced to nine lines (file). With a debug build I get "Assertion 'STACK_LEVEL() <= co->co_stacksize' failed", with a release build sometimes a crash and sometimes a wrong answer.

Traceback (most recent call last):
  File "/usr/lib/python3.7/asyncio/base_events.py", line 566, in run_until_complete
    return future.result()
  File "short_stack.py", line 8, in main
    return [await g(x) async for x in source() if await g(x)]
SystemError: unknown opcode`,
    files: [
      {
        name: 'short_stack.py',
        text: `async def source():
    try:
        yield 1
    finally:
        [x async for x in source()]

async def main():
    try:
        return [await g(x) async for x in source() if await g(x)]
    finally:
        pass
`,
      },
    ],
    set: { type: 'crash', components: ['Interpreter Core'], versions: ['Python 3.7'] },
    events: [
      {
        by: 'perpetua',
        after: '4h',
        text: `The stack effect of END_ASYNC_FOR was written down for the case that the iterator is exhausted. On the exceptional path there are three more items. stackdepth_walk() never sees that.`,
        set: { stage: 'needs patch', priority: 'release blocker', keywords: ['3.7regression'], assignee: 'perpetua' },
      },
      {
        by: 'noor.b',
        after: '1d',
        text: `While there: could we have an assertion in a debug build which compares computed and real depth at each instruction? I'd have it run in the nightly buildbots only.`,
      },
      {
        by: 'perpetua',
        after: '3h',
        text: `Good idea and separate. Patch for this one is short.`,
        files: [
          {
            name: 'async-for-depth.diff',
            text: `--- a/Python/compile.c
+++ b/Python/compile.c
@@ -1078,6 +1078,9 @@ PyCompile_OpcodeStackEffect(int opcode, int oparg)
         case GET_ANEXT:
             return 1;
+        case END_ASYNC_FOR:
+            /* The iterator and what was raised. */
+            return -7;
         case GET_YIELD_FROM_ITER:
             return 0;
`,
          },
        ],
        set: { stage: 'patch review' },
      },
      { by: 'hpark77', after: '8h', text: `All 1,900 templates compile and run with it.` },
      {
        by: 'coordinator',
        after: '2d',
        text: `Reviewed with pencil and paper. The -7 is right: three of the exception, three of the saved one, one iterator.`,
        set: { stage: 'commit review' },
      },
      {
        by: 'perpetua',
        after: '5h',
        text: `3ad07b5f9c18 and, for 3.7, 6e41f0c2d87a.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'Constant folding makes a 20 MB .pyc out of one line',
    by: 'tinkerbyte',
    at: '2015-10-30T14:33Z',
    text: `ZEROES = (0,) * 20000000 at module level... is *not* folded, good. But ZEROES = ((0,) * 200) * 200 is folded in two steps, each of them under the limit for its own step, and so on upwards. With four factors I get a .pyc of 20 MB and an import time of 0.3 s instead of 0.02.

A limit on the size of the result rather than on one operation would help.`,
    set: { type: 'resource usage', components: ['Interpreter Core'], versions: ['Python 3.5', 'Python 3.6'] },
    events: [
      {
        by: 'zdenka',
        after: '1d',
        text: `fold_binops_on_constants() refuses results with more than 20 items, as far as I read it. Which version is it that folds (0,) * 200?`,
      },
      {
        by: 'tinkerbyte',
        after: '2h',
        text: `You're right: it is the *strings* which have a limit of 20 and then the unary and binary ones chain. My example should have been bytes: (b"0" * 20) * 20, no wait. I'd better measure again before I say more.`,
      },
      { by: 'zdenka', after: '1h', text: `Take your time.`, set: { status: 'pending' } },
      {
        by: 'tinkerbyte',
        after: '4d',
        text: `Measured. It was a build with a local patch to the peepholer; stock 3.5 folds none of these. I'm a bit ashamed.`,
      },
      {
        by: 'zdenka',
        after: '30m',
        text: `No need. A correct benchmark that finds nothing is still a correct benchmark.`,
        set: { status: 'closed', resolution: 'works for me' },
      },
    ],
  },
  {
    title: 'exec in a nested function: the error names the wrong function as culprit',
    by: 'pasquale',
    at: '2010-09-21T09:50Z',
    text: `SyntaxError: unqualified exec is not allowed in function 'outer' it contains a nested function with free variables

The exec is in inner(), not in outer(). Also there is a word missing between 'outer' and it. Python 2.7.`,
    set: { type: 'behavior', components: ['Interpreter Core'], versions: ['Python 2.7'] },
    events: [
      {
        by: 'dmitar',
        after: '1d',
        text: `The symbol table reports the scope that has the free variables, not the one with the statement. Changing this in 2.7 would be a lot of work for a message which 3.x doesn't have any more. The missing "because" could be added, but doctests exist that contain this sentence.`,
      },
      { by: 'pasquale', after: '3h', text: `Doctests that test a typo?` },
      {
        by: 'dmitar',
        after: '2h',
        text: `You would be amazed.`,
        set: { status: 'closed', resolution: 'wont fix', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'Mapping pattern with **rest calls keys() of the subject twice',
    by: 'mei-ting',
    at: '2021-03-29T19:06Z',
    text: `case {"id": n, **rest} copies the subject into a new dict through dict(subject), after the lookup through get(). My subject is a lazy mapping whose keys() goes to a database, and the query log shows two identical SELECTs per match statement. PEP 634 says that a match may be optimised by caching, but here something is done that isn't needed.`,
    set: { type: 'performance', components: ['Interpreter Core'], versions: ['Python 3.10'] },
    events: [
      {
        by: 'sunniva',
        after: '5h',
        text: `len() is called once as a quick check, then get() for each key in the pattern, then the copy. Where does the second keys() come from?`,
        set: { stage: 'test needed' },
      },
      { by: 'mei-ting', after: '1h', text: `From my __len__, which is len(list(self.keys())). Hm. So it is mine.` },
      {
        by: 'sunniva',
        after: '2h',
        text: `Partly. The quick check on the length is only worth it when the pattern has keys and the subject may be shorter. For {**rest} alone we could leave it out. Nobody would notice but you :-)`,
        set: { priority: 'low', type: 'enhancement', versions: ['+Python 3.11', '-Python 3.10'], stage: 'needs patch' },
      },
    ],
  },
  {
    title: 'generator.close() called from a second thread: "generator already executing", sometimes never raised',
    by: 'snorri',
    at: '2014-11-12T08:15Z',
    text: `Thread A runs next(g) and sits in a time.sleep() inside of g. Thread B calls g.close(). About 19 in 20 times B gets this, which is fine:

Traceback (most recent call last):
  File "/usr/lib/python3.4/threading.py", line 920, in _bootstrap_inner
    self.run()
  File "/usr/lib/python3.4/threading.py", line 868, in run
    self._target(*self._args, **self._kwargs)
ValueError: generator already executing

 In the 20th B returns as if it had closed, and A goes on reading from a file that the finally clause has closed.

I know that generators aren't thread safe; still, I think the check should be.`,
    set: { type: 'behavior', components: ['Interpreter Core'], versions: ['Python 3.4', 'Python 3.5'] },
    events: [
      {
        by: 'noor.b',
        after: '1d',
        text: `gi_running is set a few instructions after the frame has been entered, and there the GIL might be given away in between if the generator is resumed for the first time. Do your 5 % correlate with the first next()?`,
        set: { stage: 'test needed' },
      },
      { by: 'snorri', after: '6h', text: `Yes! With a warm-up next() it's 0 out of 100,000.` },
      {
        by: 'noor.b',
        after: '3d',
        text: `Then the fix is to set gi_running before PyEval_EvalFrameEx() may look at eval_breaker. I have no time at the moment, anyone is welcome.`,
        set: { stage: 'needs patch', keywords: ['easy (C)'] },
      },
      {
        by: 'rasmus_k',
        after: '9w',
        text: `Tried it. The assignment moves up by four lines, and test_generators fails in a test about f_back. I'm stuck there, sorry.`,
        files: [
          {
            name: 'gi-running-first.patch',
            text: `--- a/Objects/genobject.c
+++ b/Objects/genobject.c
@@ -94,11 +94,11 @@ gen_send_ex(PyGenObject *gen, PyObject *arg, int exc)
+    gen->gi_running = 1;
     /* Generators always return to their most recent caller, not
      * necessarily their creator. */
     Py_XINCREF(tstate->frame);
     assert(f->f_back == NULL);
     f->f_back = tstate->frame;
 
-    gen->gi_running = 1;
     result = PyEval_EvalFrameEx(f, exc);
     gen->gi_running = 0;
`,
          },
        ],
      },
      {
        by: 'zdenka',
        after: '40w',
        text: `Nobody has touched this for most of a year. Setting to languishing so that it is honest about itself.`,
        set: { status: 'languishing', versions: ['+Python 3.6', '-Python 3.4'] },
      },
    ],
  },
  {
    title: 'RuntimeError about recursion swallows the last 300 frames of the traceback that I need',
    by: 'ilse.d',
    at: '2016-07-05T15:20Z',
    text: `Traceback (most recent call last):
  File "/usr/lib/python3.5/copy.py", line 166, in deepcopy
    y = copier(memo)
  File "garden.py", line 77, in __deepcopy__
    return copy.deepcopy(self, memo)
  [Previous line repeated 330 more times]
RecursionError: maximum recursion depth exceeded

The "[Previous line repeated" is a great invention but with two functions that call one another it doesn't work: I get 1,000 lines, of which my terminal keeps 200. Could it recognise cycles of two or three frames?`,
    set: { type: 'enhancement', components: ['Interpreter Core', 'Library (Lib)'], versions: ['Python 3.6'] },
    events: [
      {
        by: 'yaw.mensima',
        after: '9h',
        text: `There are two implementations, traceback.py and Python/traceback.c, and they have to print the same. Cycle detection in the C one isn't nice. What would the output look like?`,
      },
      { by: 'ilse.d', after: '1h', text: `"[Previous 2 frames repeated 498 more times]".` },
      {
        by: 'hedda.quill',
        after: '2d',
        text: `+0. Period two is by far the most common (visit / generic_visit, __getattr__ / property). I'd accept it for periods up to three if the code stays under 40 lines.`,
        set: { stage: 'needs patch' },
      },
      {
        by: 'fenwick',
        after: '26w',
        text: `I've written it for traceback.py in 34 lines. C to follow when someone says yes to this.`,
        files: [
          {
            name: 'repeated-cycles.diff',
            text: `--- a/Lib/traceback.py
+++ b/Lib/traceback.py
@@ -386,22 +386,25 @@ class StackSummary(list):
         result = []
-        last_file = None
-        last_line = None
-        last_name = None
-        count = 0
+        places = [(frame.filename, frame.lineno, frame.name) for frame in self]
+        period, count = 0, 0
         for frame in self:
`,
          },
        ],
      },
      {
        by: 'hedda.quill',
        after: '3d',
        text: `A yes from me. There's a quadratic case when the stack has no cycle at all, please bound it.`,
        set: { stage: 'patch review' },
      },
    ],
  },
  {
    title: 'Walrus target in a class-level comprehension: message should name the rule',
    by: 'vikram.s',
    at: '2020-01-17T05:40Z',
    text: `class Rates:
    best = [last := rate for rate in TABLE]

SyntaxError: assignment expression within a comprehension cannot be used in a class body

I agree that it is forbidden (PEP 572). But the same text appears for a comprehension in a lambda within the class body, where no scope problem exists at all. Either allow that one, or say why.`,
    set: { type: 'behavior', components: ['Interpreter Core'], versions: ['Python 3.8', 'Python 3.9'] },
    events: [
      {
        by: 'ivo.tarn',
        after: '1d',
        text: `symtable_extend_namedexpr_scope() walks up until it meets a function, a module or a class. A lambda is a function scope, so the walk should end there and bind to the lambda's scope. Can you post the exact code?`,
        set: { stage: 'test needed' },
      },
      {
        by: 'vikram.s',
        after: '50m',
        text: `class Rates:
    pick = lambda self: [last := r for r in TABLE]

Python 3.8.1... and it works. It was 3.8.0b1 where I'd seen it. Please close.`,
      },
      {
        by: 'vikram.s',
        after: '10m',
        text: `I see that I may do that myself.`,
        set: { status: 'closed', resolution: 'out of date' },
      },
    ],
  },
  {
    title: 'Interned identifiers of a long-running REPL session are never released',
    by: 'marchbanks',
    at: '2018-09-26T17:31Z',
    text: `I keep one interpreter open for weeks and feed generated code to exec(), each with fresh random names. RSS grows by 80 bytes per name. sys.intern's docs say interned strings are not immortal. Then who holds mine? In the end:

Traceback (most recent call last):
  File "/usr/lib/python3.7/code.py", line 90, in runcode
    exec(code, self.locals)
MemoryError



tracemalloc says Lib/ast.py:35 compile(), which is true and no help.`,
    set: { type: 'resource usage', components: ['Interpreter Core'], versions: ['Python 3.6', 'Python 3.7'] },
    events: [
      {
        by: 'mbalinga',
        after: '6h',
        text: `Keys of split-table dicts: each code object that stores an attribute on instances of one class adds the name to the shared keys of this class, and they never shrink. Do you use a single namespace object with attributes?`,
      },
      { by: 'marchbanks', after: '1d', text: `I do. types.SimpleNamespace, set by setattr().` },
      {
        by: 'mbalinga',
        after: '3h',
        text: `A SimpleNamespace has a plain dict, deleted keys are compacted at the next resize. Are the names deleted again?`,
      },
      {
        by: 'marchbanks',
        after: '4d',
        text: `They are overwritten with None. So the dict keeps the keys, and there is no leak, just me not deleting. One line changed and the curve is flat.`,
      },
      {
        by: 'mbalinga',
        after: '2h',
        text: `Flat curves are the best.`,
        set: { status: 'closed', resolution: 'not a bug' },
      },
    ],
  },
  {
    ref: 'interp-fstring-dup',
    title: 'f"""...""" errors: <fstring>, line 1 although the file is 400 lines long',
    by: 'sanna.lehto',
    at: '2020-01-03T10:25Z',
    text: `Line numbers of syntax errors in multi-line f-strings are always 1. Seen in 3.8.1. In my case the string starts in line 211 and the missing bracket is in line 260, it took me an hour.`,
    set: { type: 'behavior', components: ['Interpreter Core'], versions: ['Python 3.8'] },
    events: [
      {
        by: 'calloway',
        after: '2h',
        text: `An hour for that is a shame. It's known, and fixed for 3.9: the position is moved into the file there.`,
      },
      {
        by: 'ivo.tarn',
        after: '1d',
        duplicateOf: 'interp-fstring-caret',
        set: { status: 'closed', resolution: 'duplicate', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'Warn about "assert (condition, message)" even if the tuple is built by a macro tool',
    by: 'ottilie',
    at: '2019-05-14T12:00Z',
    text: `The SyntaxWarning "assertion is always true, perhaps remove parentheses?" is a blessing. It's emitted by the compiler from the AST only when the test is a Tuple node. Our rewriting tool makes Constant nodes with tuple values, and these are not warned about.`,
    set: { type: 'enhancement', components: ['Interpreter Core'], versions: ['Python 3.8'] },
    events: [
      {
        by: 'oriel',
        after: '1d',
        text: `compiler_assert() would need "or Constant whose value is a non-empty tuple". Two lines, and the optimiser makes such constants from literal tuples too, so at present the warning depends on whether the AST optimiser runs first. That makes it a bug and not a wish.`,
        set: { type: 'behavior', stage: 'needs patch', keywords: ['easy (C)', 'newcomer friendly'] },
      },
      {
        by: 'abelard',
        after: '2w',
        text: `I would like to try this as my first C change. Where do tests for warnings of the compiler live?`,
      },
      {
        by: 'oriel',
        after: '5h',
        text: `Lib/test/test_syntax.py or test_grammar.py, look for "assertion is always true". Welcome!`,
      },
      {
        by: 'abelard',
        after: '8d',
        text: `I hope that this is all.`,
        files: [
          {
            name: 'assert-constant-tuple.patch',
            text: `--- a/Python/compile.c
+++ b/Python/compile.c
@@ -3310,8 +3310,11 @@ compiler_assert(struct compiler *c, stmt_ty s)
-    if (s->v.Assert.test->kind == Tuple_kind &&
-        asdl_seq_LEN(s->v.Assert.test->v.Tuple.elts) > 0)
+    if ((s->v.Assert.test->kind == Tuple_kind &&
+         asdl_seq_LEN(s->v.Assert.test->v.Tuple.elts) > 0) ||
+        (s->v.Assert.test->kind == Constant_kind &&
+         PyTuple_Check(s->v.Assert.test->v.Constant.value) &&
+         PyTuple_Size(s->v.Assert.test->v.Constant.value) > 0))
     {
`,
          },
        ],
      },
      {
        by: 'oriel',
        after: '1d',
        text: `Well done. Committed as 0be63d1f7a95; you are in Misc/ACKS now.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
]

import type { DemoStory } from 'muster-tracker/tracker'

export const stories: readonly DemoStory[] = [
  {
    title: 'get_type_hints() evaluates annotations in the namespace of the wrong module for inherited fields',
    by: 'zdenka',
    at: '2017-10-04T07:15Z',
    text: `Two modules. shapes.py defines class Base with an annotation 'Point' (a string), and imports Point. circles.py defines class Circle(Base) and does not. get_type_hints(Circle) used to look into sys.modules of each class of the MRO. If Base is made by a class decorator that sets __module__ to something that isn't importable, it falls back to the globals of the caller:

Traceback (most recent call last):
  File "circles.py", line 9, in <module>
    print(typing.get_type_hints(Circle))
  File "/usr/lib/python3.6/typing.py", line 1508, in get_type_hints
    value = _eval_type(value, base_globals, localns)
  File "/usr/lib/python3.6/typing.py", line 378, in _eval_type
    return t._eval_type(globalns, localns)
NameError: name 'Point' is not defined`,
    set: {
      type: 'behavior',
      components: ['Library (Lib)'],
      versions: ['Python 3.6', 'Python 3.7'],
      stage: 'test needed',
    },
    events: [
      {
        by: 'oriel',
        after: '2d',
        text: `If __module__ is a lie there is not much that get_type_hints() could do. Which decorator is it?`,
      },
      {
        by: 'zdenka',
        after: '5h',
        text: `Our own; it makes classes look as if they lived in the package's top module, as many libraries do. The package is importable, only "Point" is not in its namespace.`,
      },
      {
        by: 'oriel',
        after: '1d',
        text: `Then what you want is a way to remember the true globals. A method's __globals__ would be one, but a class body without methods has none. PEP 563 makes the question more urgent, so I leave this open.`,
        set: { stage: 'needs patch', versions: ['+Python 3.8'] },
      },
    ],
  },
  {
    ref: 'typing-cache-collision',
    title: 'Literal[1] and Literal[True] get mixed up by the subscription cache',
    by: 'rukmini',
    at: '2020-01-14T10:02Z',
    text: `>>> from typing import Literal
>>> Literal[1]
typing.Literal[1]
>>> Literal[True]
typing.Literal[1]

In a fresh interpreter, the other way round, I get Literal[True] twice. 1 == True and their hashes agree, so the lru_cache behind __class_getitem__ thinks they're the same. PEP 586 says that they are different types. My serializer writes "1" instead of "true" depending on the order of imports. Fun to debug!`,
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 3.8', 'Python 3.9'] },
    events: [
      {
        by: 'sunniva',
        after: '3h',
        text: `lru_cache has typed=True for this. Costs little: subscriptions aren't a hot path. Do it for all special forms, as Optional[Literal[...]] goes through the cache too.`,
        set: { stage: 'needs patch' },
      },
      {
        by: 'hpark77',
        after: '1d',
        text: `typed=True looks at the types of the direct arguments only. Literal[(1, 2)] is called with one tuple whose type is tuple, so nothing is won for several values.`,
      },
      {
        by: 'sunniva',
        after: '2h',
        text: `You are right. Then unpack the parameters before they reach the cached function.`,
      },
      {
        by: 'hpark77',
        after: '3d',
        text: `Patch. It also makes Literal[1] != Literal[True], by comparing (value, type) pairs. Order of values doesn't count, as the PEP wants.`,
        files: [
          {
            name: 'literal-types.patch',
            text: `--- a/Lib/typing.py
+++ b/Lib/typing.py
@@ -401,4 +401,4 @@
-    @_remembered
-    def __getitem__(self, values):
-        return self._subscribe(self, values)
+    def __getitem__(self, values):
+        values = values if isinstance(values, tuple) else (values,)
+        return self._subscribe_typed(*((type(value), value) for value in values))
`,
          },
        ],
      },
      {
        by: 'zdenka',
        after: '2d',
        text: `Looks correct. Equality of Literal objects is a change of behaviour that deserves a versionchanged note.`,
        set: { stage: 'patch review' },
      },
      {
        by: 'sunniva',
        after: '5w',
        text: `Applied to main and 3.9 (0ca1e58f77b2, 54d9b8e01ff3). For 3.8 somebody has to do it by hand, the code moved.`,
        set: { stage: 'backport needed' },
      },
    ],
  },
  {
    title: 'Literal[0] shows up as Literal[False] in help() of our API',
    by: 'marchbanks',
    at: '2020-05-19T14:45Z',
    text: `def rotate(quarter: Literal[0, 1, 2, 3]) is displayed as "quarter: Literal[False, True, 2, 3]" by pydoc. I assure the honourable reader that I have never written False there. Elsewhere in the program there is, however, a Literal[False, True, 2].`,
    set: { type: 'behavior', versions: ['Python 3.8'] },
    events: [
      {
        by: 'hpark77',
        after: '2h',
        text: `This is the same cache, reported in January. It works on main.`,
        set: { components: ['Library (Lib)'] },
      },
      {
        by: 'zdenka',
        after: '1d',
        text: `Indeed. Closing in favour of the older one, where the backport to 3.8 is due.`,
        duplicateOf: 'typing-cache-collision',
        set: { status: 'closed', resolution: 'duplicate' },
      },
    ],
  },
  {
    title: 'NamedTuple with a default before a non-default names the wrong field in its error',
    by: 'eudora',
    at: '2016-11-08T20:30Z',
    text: `class Book(NamedTuple):
    title: str
    year: int = 0
    author: str

Traceback (most recent call last):
  File "books.py", line 3, in <module>
    class Book(NamedTuple):
  File "/usr/lib/python3.6/typing.py", line 2061, in __new__
TypeError: Non-default namedtuple field title cannot follow default field(s) year

It's author that can't follow year. I am on 3.6b3.`,
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 3.6'] },
    events: [
      {
        by: 'ivo.tarn',
        after: '6h',
        text: `I get "author" with b4 and with what will be rc1. Which exact build?`,
        set: { status: 'pending', stage: 'test needed' },
      },
      {
        by: 'eudora',
        after: '3h',
        text: `Python 3.6.0b3 from a third-party archive for Ubuntu. I updated, and it says author. Fast service!`,
        set: { status: 'closed', resolution: 'out of date' },
      },
    ],
  },
  {
    title: 'Importing typing takes a fifth of the start-up time of small scripts',
    by: 'quillon',
    at: '2016-04-27T13:13Z',
    text: `python3 -X importtime does not exist yet, so I used a patched importlib: of the 41 ms that "import ourtool" takes, typing is 8.6. Nearly all of this is the creation of some sixty generic aliases of collections.abc classes, each a class of its own with an ABC cache. Our command-line tools have annotations and nothing else of typing.`,
    set: { type: 'performance', components: ['Library (Lib)'], versions: ['Python 3.6'] },
    events: [
      {
        by: 'keiko.arashi',
        after: '1d',
        text: `Could the aliases be instances rather than classes? Then no metaclass conflict, no ABC registry, and subclassing goes through one hook. It needs two small hooks in the core: one that lets an object answer for the bases of a class, and one for Class[...]. A PEP, in other words.`,
      },
      {
        by: 'oriel',
        after: '3d',
        text: `I would be glad about that PEP for another reason: the metaclass of Generic conflicts with everybody else's metaclass.`,
      },
      {
        by: 'keiko.arashi',
        after: '40w',
        text: `PEP 560 is written, with numbers: import typing goes down to 1.3 ms on the same machine.`,
      },
      {
        by: 'quillon',
        after: '2h',
        text: `This exceeds my wildest dreams.`,
        set: { versions: ['+Python 3.7', '-Python 3.6'] },
      },
      {
        by: 'keiko.arashi',
        after: '38w',
        text: `In 3.7 since 9e4ab1170cd6.`,
        set: { status: 'closed', resolution: 'fixed' },
      },
    ],
  },
  {
    title: 'TypedDict: total=False on a subclass makes inherited keys look optional at run time',
    by: 'sanna.lehto',
    at: '2019-12-05T09:52Z',
    text: `class Point(TypedDict):
    x: int
    y: int
class Labelled(Point, total=False):
    label: str

Labelled.__total__ is False. A type checker knows that x and y are still required, but a validator that only has the class cannot find out. I'd like to have __required_keys__ and __optional_keys__, two frozensets.`,
    set: { type: 'enhancement', components: ['Library (Lib)'], versions: ['Python 3.9'] },
    events: [
      {
        by: 'oriel',
        after: '1d',
        text: `A reasonable wish; all the information is at hand when the class is made.`,
        set: { stage: 'needs patch' },
      },
      {
        by: 'ottilie',
        after: '9d',
        text: `Attached. Tests cover three levels with alternating totality.`,
        files: [
          {
            name: 'typeddict-keys.diff',
            text: `--- a/Lib/typing.py
+++ b/Lib/typing.py
@@ -1731,2 +1731,8 @@ class _TypedDictMeta(type):
+        required, optional = set(), set()
+        for base in bases:
+            required |= getattr(base, '__required_keys__', frozenset())
+            optional |= getattr(base, '__optional_keys__', frozenset())
+        (required if total else optional).update(own)
         made.__total__ = total
`,
          },
        ],
      },
      {
        by: 'zdenka',
        after: '3d',
        text: `A key that is required in the base and given again in a non-total subclass is in both sets now.`,
      },
      {
        by: 'ottilie',
        after: '1d',
        text: `Type checkers refuse that redefinition, but you are right, at run time the last one should win. Fixed locally, new diff tonight.`,
      },
      {
        by: 'oriel',
        after: '4w',
        text: `Merged with that correction: 66cd0e9f4a18.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'Please make int a subtype of float for isinstance() as well',
    by: 'abelard',
    at: '2018-03-20T11:11Z',
    text: `PEP 484 says that an argument annotated as float may be an int. Then isinstance(3, float) should be True, otherwise Python contradicts itself. I have fixed my copy by editing floatobject.c, can I send a pull request?`,
    set: { type: 'enhancement', components: ['Interpreter Core'], versions: ['Python 3.8'] },
    events: [
      {
        by: 'bjarki',
        after: '1h',
        text: `It would break every program that tells ints from floats by isinstance(), for instance json. The rule of PEP 484 is a convenience of type checkers and is called so. numbers.Real is what you want at run time: isinstance(3, numbers.Real).`,
        set: { status: 'closed', resolution: 'rejected' },
      },
      {
        by: 'abelard',
        after: '3h',
        text: `I see. But 3 is a real number and 3.0 is a real number. I'm a teacher; explain this to a class of fourteen-year-olds!`,
      },
      {
        by: 'gwenllian',
        after: '5h',
        text: `"A ticket for one person and a ticket for 1.0 persons cost the same, but only one of them fits into the machine." Mine laugh, and remember.`,
      },
    ],
  },
  {
    title: 'Protocol classes with an __init__ lose it when a concrete class inherits from them',
    by: 'calloway',
    at: '2021-03-30T16:50Z',
    text: `from typing import Protocol

class Named(Protocol):
    name: str
    def __init__(self, name): self.name = name

class Dog(Named): pass

Dog('Rex').name

Traceback (most recent call last):
  File "<stdin>", line 1, in <module>
AttributeError: 'Dog' object has no attribute 'name'

In 3.9.2 it was 'Rex'; in the current 3.9 branch, silently, Named's __init__ is replaced by the one that forbids to instantiate protocols.`,
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 3.9', 'Python 3.10'] },
    events: [
      {
        by: 'sunniva',
        after: '4h',
        text: `Bisected to 20f7a6c3be91. It was to fix that the forbidding __init__ was inherited by non-protocol subclasses. The check has to be made in the class that's being created, not by what it finds in the MRO.`,
        set: { priority: 'release blocker', keywords: ['3.9regression'], stage: 'needs patch' },
      },
      {
        by: 'tamsin.ok',
        after: '2h',
        text: `Can I have this by Thursday? I'd rather not delay 3.9.3 for typing, but I will.`,
      },
      {
        by: 'sunniva',
        after: '1d',
        text: `Two choices: revert 20f7a6c3be91 on 3.9 (then the older bug is back, which no one complained about for two releases), or the right fix with 40 lines of tests. I vote for the first on 3.9 and the second on main.`,
      },
      { by: 'hedda.quill', after: '2h', text: `Agreed.` },
      {
        by: 'sunniva',
        after: '5h',
        text: `Reverted on 3.9 (b0e17d55ca32).`,
        set: { versions: ['-Python 3.9', '+Python 3.11'], priority: 'high' },
      },
      {
        by: 'sunniva',
        after: '12d',
        text: `And the fix for 3.10 and main: 2c9f6610d8be, f7ba3e09441d.`,
        set: { status: 'closed', resolution: 'fixed' },
      },
    ],
  },
  {
    title: 'ParamSpec is not accepted in user-defined generics with more than one parameter',
    by: 'tinkerbyte',
    at: '2021-05-24T18:05Z',
    text: `T = TypeVar('T'); P = ParamSpec('P')
class Job(Generic[T, P]): ...
Job[int, [str, bytes]]

Traceback (most recent call last):
  File "<stdin>", line 1, in <module>
  File "/usr/lib/python3.10/typing.py", line 305, in inner
    return func(*args, **kwds)
  File "/usr/lib/python3.10/typing.py", line 1323, in __class_getitem__
    params = tuple(_type_check(p, msg) for p in params)
TypeError: Parameters to generic types must be types. Got [<class 'str'>, <class 'bytes'>].

Straight from the examples of PEP 612. Python 3.10.0b1.`,
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 3.10', 'Python 3.11'] },
    events: [
      {
        by: 'oriel',
        after: '7h',
        text: `Generic has to turn lists into tuples where the parameter is a ParamSpec, and only there. Since the beta is out this is a bug and not a feature.`,
        set: { stage: 'needs patch', priority: 'deferred blocker' },
      },
      { by: 'tamsin.ok', after: '20h', text: `Deferred to beta 2 it is, no further.` },
      {
        by: 'tinkerbyte',
        after: '2d',
        text: `I tried. The error message for Job[int] then becomes "Too few parameters", which is right by accident. Would you look at it?`,
        files: [
          {
            name: 'generic-paramspec.patch',
            text: `--- a/Lib/typing.py
+++ b/Lib/typing.py
@@ -1318,3 +1318,6 @@ class Generic:
         arguments = arguments if isinstance(arguments, tuple) else (arguments,)
+        arguments = tuple(
+            tuple(argument) if isinstance(parameter, ParamSpec) and isinstance(argument, list) else argument
+            for parameter, argument in zip(cls.__parameters__, arguments)
+        )
         _check_each(cls, arguments)
`,
          },
        ],
      },
      {
        by: 'zdenka',
        after: '1d',
        text: `zip() cuts off surplus arguments, so Job[int, [str], bytes] is accepted now. Compare the lengths first.`,
        set: { stage: 'patch review' },
      },
    ],
  },
  {
    title: 'cast() should check its claim under -X dev',
    by: 'cosmo',
    at: '2020-08-09T22:22Z',
    text: `typing.cast(int, "five") returns "five" and nobody ever knows. In development mode it might do an isinstance() and warn. Only for plain classes of course.`,
    set: { type: 'enhancement', components: ['Library (Lib)'], versions: ['Python 3.10'] },
    events: [
      {
        by: 'oriel',
        after: '1d',
        text: `cast() is for the case in which the checker is wrong and the author knows better; the most frequent use is with mocks, which would all warn. -1.`,
      },
      {
        by: 'vikram.s',
        after: '5h',
        text: `If you want a check, assert isinstance(x, int) is as long, and both machines understand it.`,
      },
      {
        by: 'cosmo',
        after: '2d',
        text: `OK, convinced. I close this myself.`,
        set: { status: 'closed', resolution: 'rejected' },
      },
    ],
  },
  {
    title: 'Forward references in dataclass fields break pickling of typing.List aliases',
    by: 'xiulan',
    at: '2019-06-27T03:33Z',
    text: `We pickle function signatures to send them to workers. List['Node'] survives; once get_type_hints() was called on the class, it doesn't:

Traceback (most recent call last):
  File "send.py", line 21, in <module>
    pickle.dumps(typing.List['Node'])
  File "/usr/lib/python3.7/typing.py", line 512, in __reduce__
_pickle.PicklingError: Can't pickle <class '__main__.Node'>: attribute lookup Node on __main__ failed

ForwardRef caches the value that it evaluated, and the cached alias shares the ForwardRef with everyone who spells List['Node']. So evaluation in one module changes what another module pickles. Worse, both may have a Node of their own.`,
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 3.7', 'Python 3.8'] },
    events: [
      {
        by: 'zdenka',
        after: '5h',
        text: `The sharing is the bug. Evaluating must not have an effect that others can see. Has anyone measured what the cache in ForwardRef gains?`,
        set: { stage: 'needs patch' },
      },
      {
        by: 'quillon',
        after: '3d',
        text: `For get_type_hints() over our code base, 4,100 classes: 0.9 s with it, 1.1 s without. It could key the cache by the identity of the globals and have both.`,
      },
      { by: 'xiulan', after: '1d', text: `I'd be happy with 1.1 s and correct results.` },
    ],
  },
  {
    title: 'Document that Optional[X] has nothing to do with optional arguments',
    by: 'ilse.d',
    at: '2017-02-16T08:40Z',
    text: `Every week a colleague writes def f(x: Optional[int]) and wonders why f() fails. The page says "Optional type" and that is the only explanation. Two sentences could help many.`,
    set: { type: 'enhancement', components: ['Documentation'], versions: ['Python 3.6', 'Python 3.7'] },
    events: [
      {
        by: 'ottilie',
        after: '2d',
        text: `Like this?`,
        files: [
          {
            name: 'optional-is-not-optional.diff',
            text: `--- a/Doc/library/typing.rst
+++ b/Doc/library/typing.rst
@@ -1020,2 +1020,8 @@
+   This is about values, not about calls: an argument with a default can be
+   left out whatever its type, and one without can't, though None be allowed::
+
+      def wait(seconds: float = 1.0): ...        # may be left out
+      def stop_at(when: Optional[datetime]): ...  # may not
+
`,
          },
        ],
      },
      { by: 'ilse.d', after: '3h', text: `Yes! I will print it out.` },
      {
        by: 'mbalinga',
        after: '2d',
        text: `Good. "though None be allowed" is more Shakespeare than reference manual; I changed it to "even if None is allowed". Pushed: d8e90b371ca5, 3.6 and main.`,
        set: { status: 'closed', resolution: 'fixed' },
      },
    ],
  },
  {
    title: 'A way to ask whether an annotation is a Union, without isinstance tricks',
    by: 'fenwick',
    at: '2018-12-12T12:12Z',
    text: `Since 3.7 there is no class behind Union, and I must write t.__origin__ is typing.Union with getattr in case there is no __origin__. For Optional, Tuple, Callable likewise. Every library has this dozen lines and each has a bug with bare List. Suggested: typing.get_origin(t), typing.get_args(t).`,
    set: { type: 'enhancement', components: ['Library (Lib)'], versions: ['Python 3.8'] },
    events: [
      {
        by: 'oriel',
        after: '3d',
        text: `I like it: two functions, no promises about the classes behind them. get_args(Callable[[int], str]) should give ([int], str), nested as it was written.`,
        set: { stage: 'needs patch', keywords: ['newcomer friendly'] },
      },
      { by: 'mei-ting', after: '4w', text: `Mentor wanted :) I've started; where do the tests go?` },
      {
        by: 'oriel',
        after: '8h',
        text: `Lib/test/test_typing.py, a class of its own at the end. Write me whenever you are stuck.`,
      },
      {
        by: 'mei-ting',
        after: '15d',
        text: `Finished, including documentation.`,
        files: [
          {
            name: 'origin-and-args.patch',
            text: `--- a/Lib/test/test_typing.py
+++ b/Lib/test/test_typing.py
@@ -3120,0 +3121,12 @@
+class TakingApartTests(TestCase):
+    def test_plain_classes_have_no_origin(self):
+        self.assertIsNone(get_origin(int))
+        self.assertEqual(get_args(int), ())
+
+    def test_callable_keeps_its_list(self):
+        self.assertEqual(get_args(Callable[[int], str]), ([int], str))
+
+    def test_optional_is_a_union(self):
+        self.assertIs(get_origin(Optional[int]), Union)
+        self.assertEqual(get_args(Optional[int]), (int, type(None)))
`,
          },
        ],
      },
      {
        by: 'oriel',
        after: '2d',
        text: `Very clean. Committed as 415ab0de97c3 with your name in ACKS. Welcome!`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'Annotated types vanish when from __future__ import annotations meets a local class',
    by: 'gwenllian',
    at: '2021-10-19T09:09Z',
    text: `Inside a function I define two dataclasses; the second mentions the first. With the future import, fields of the second have the *string* as their type, and get_type_hints() fails as the name lives in a function that has returned:

Traceback (most recent call last):
  File "/srv/ledger/tests/test_schema.py", line 88, in test_nested
    schema = schema_of(Invoice)
  File "/srv/ledger/schema.py", line 41, in schema_of
    hints = typing.get_type_hints(cls)
  File "/usr/lib/python3.10/typing.py", line 1806, in get_type_hints
  File "<string>", line 1, in <module>
NameError: name 'Line' is not defined

PEP 563 knew that and called it acceptable. It isn't for our test-suite, which defines everything locally. I know that PEP 649 is around. What do I tell my team: wait, or rewrite 700 tests?`,
    set: {
      type: 'behavior',
      components: ['Library (Lib)', 'Interpreter Core'],
      versions: ['Python 3.10', 'Python 3.11'],
    },
    events: [
      {
        by: 'hedda.quill',
        after: '1d',
        text: `Wait, and leave the future import out of the tests. Nothing forces you to use it now that it isn't the default of 3.10.`,
      },
      { by: 'oriel', after: '6h', text: `Or pass localns=locals() to get_type_hints(), if it's you who calls it.` },
      {
        by: 'gwenllian',
        after: '4h',
        text: `It's the library that calls it, once, when the class is made. I'll leave out the import.`,
      },
      {
        by: 'hedda.quill',
        after: '10d',
        text: `I'll postpone this until the Steering Council has decided about PEP 649; whatever it says will answer your question for good.`,
        set: { resolution: 'postponed', status: 'closed' },
      },
    ],
  },
  {
    title: 'collections.abc.Callable[[], None] and typing.Callable[[], None] compare unequal',
    by: 'hpark77',
    at: '2020-11-11T04:28Z',
    text: `PEP 585 promises that the two spellings mean the same to a checker. At run time list[int] != List[int] and I can live with this. But the new Callable also *flattens*: collections.abc.Callable[[int, str], None].__args__ is (([int, str]), None) while typing gives (int, str, None). Libraries that read __args__ have to know which door the user came through.`,
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 3.9', 'Python 3.10'] },
    events: [
      {
        by: 'sunniva',
        after: '10h',
        text: `This is something nobody thought of; I'd call it a bug of 3.9. Which is right? typing's flat form is documented nowhere, but five years of code depend on it.`,
        set: { stage: 'needs patch', priority: 'high' },
      },
      { by: 'zdenka', after: '1d', text: `Flat, for the sake of five years. get_args() restores the list anyway.` },
      {
        by: 'tamsin.ok',
        after: '4d',
        text: `In 3.9.2 or only in 3.10? A change of __args__ in a maintenance release makes me nervous; leaving it makes me nervous as well.`,
      },
      {
        by: 'sunniva',
        after: '2d',
        text: `Both, with a DeprecationWarning in 3.9 for the case of non-list first arguments. Few people have used it since October.`,
      },
      {
        by: 'hpark77',
        after: '8d',
        text: `I asked three maintainers of libraries that look inside: all want it in 3.9.2.`,
      },
      {
        by: 'sunniva',
        after: '3w',
        text: `Then so be it: 80ca5ef1d7b4 and 3dd0f6b9a2e7.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'NewType("UserId", int) should be a class, so that pickle and help() know it',
    by: 'snorri',
    at: '2018-06-05T19:40Z',
    text: `help(UserId) shows "Help on function new_type in module typing: new_type(x)". pickle finds no typing.new_type. repr() is a hex address. For something whose whole purpose is a name, it's remarkably anonymous.`,
    set: { type: 'enhancement', components: ['Library (Lib)'], versions: ['Python 3.8'] },
    events: [
      {
        by: 'keiko.arashi',
        after: '1d',
        text: `A function was chosen for speed, since calling it costs a call. A class with __call__ in Python is about 1.6 times slower (I measured 71 against 44 ns).`,
      },
      { by: 'snorri', after: '7h', text: `27 nanoseconds for a name! Take them, I have plenty.` },
      { by: 'rukmini', after: '2d', text: `We create UserIds by the million. Please don't take mine.` },
      {
        by: 'keiko.arashi',
        after: '90w',
        text: `With vectorcall in 3.9 the difference is 9 ns. I think it is time.`,
        set: { stage: 'needs patch', versions: ['+Python 3.10', '-Python 3.8'] },
      },
      { by: 'rukmini', after: '1d', text: `I withdraw my objection.` },
    ],
  },
  {
    title: 'typing.IO claims to have .mode and .name but SpooledTemporaryFile does not',
    by: 'pasquale',
    at: '2015-12-03T15:15Z',
    text: `mypy accepts my code. At run time:

Traceback (most recent call last):
  File "upload.py", line 30, in describe
    return file.name, file.mode
  File "/usr/lib/python3.5/tempfile.py", line 691, in mode
    return self._file.mode
AttributeError: '_io.BytesIO' object has no attribute 'mode'

Who lies?`,
    set: { components: ['Library (Lib)'], versions: ['Python 3.5'] },
    events: [
      {
        by: 'quillon',
        after: '5h',
        text: `typeshed, in this case: it declares SpooledTemporaryFile as an IO. Report it there, please; the stubs are not maintained in this tracker.`,
        set: { type: 'behavior', status: 'pending', resolution: 'third party' },
      },
      {
        by: 'pasquale',
        after: '1d',
        text: `They say that the file should grow the attributes. I feel like a tennis ball.`,
      },
      {
        by: 'quillon',
        after: '4h',
        text: `Haha. There is truth in it: when rolled over it has a mode, before not. Let it be a wish for tempfile then.`,
        set: { type: 'enhancement', versions: ['Python 3.6'], stage: 'needs patch', resolution: 'remind' },
      },
      {
        by: 'zdenka',
        after: '150w',
        text: `Still true in 3.8, and I don't see anybody working on it.`,
        set: { status: 'languishing' },
      },
    ],
  },
]

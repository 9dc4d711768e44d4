import type { DemoStory } from 'muster-tracker/tracker'

export const stories: readonly DemoStory[] = [
  {
    ref: 'dm-strptime-day',
    title: 'strptime() without a year refuses the 29th of February, in leap years too',
    by: 'wrenfield',
    at: '2012-02-29T09:02Z',
    text: `Happy leap day! Our syslog reader has been dead since midnight, because syslog lines have no year:

>>> datetime.strptime('Feb 29 00:00:04', '%b %d %H:%M:%S')
Traceback (most recent call last):
  File "<stdin>", line 1, in <module>
  File "/usr/lib/python2.7/_strptime.py", line 440, in _strptime
    datetime_date(year, 1, 1).toordinal() + 1
ValueError: day is out of range for month

It takes 1900 for the year, and 1900 wasn't one.`,
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 2.7', 'Python 3.2'] },
    events: [
      {
        by: 'ivo.tarn',
        after: '2h',
        text: `Any default year is wrong for somebody. 1904 internally for the day-of-year arithmetic would let time.strptime() pass, but a datetime still has to carry a real year, and 1900-02-29 is not a date.`,
      },
      {
        by: 'marchbanks',
        after: '1h',
        text: `The current year, then. A log without a year means this one, unless it's the first of January.`,
      },
      {
        by: 'ivo.tarn',
        after: '1d',
        text: `A parser whose result depends on the day it runs on can't be tested. I'd do the time.strptime() half and document the other: prepend a year to the string and add %Y to the format.`,
        set: { stage: 'needs patch', components: ['+Documentation'] },
      },
      {
        by: 'rukmini',
        after: '6d',
        text: `Patch for time.strptime().`,
        files: [
          {
            name: 'leap-default.diff',
            text: `--- a/Lib/_strptime.py
+++ b/Lib/_strptime.py
@@ -428,3 +428,7 @@ def _strptime(data_string, format):
+    # 1904 is the first leap year after 1900; put back 1900 at the end.
+    leap_fix = year is None and month == 2 and day == 29
+    year = 1904 if leap_fix else (1900 if year is None else year)
     if julian == -1:
         julian = datetime_date(year, month, day).toordinal() -
`,
          },
        ],
      },
      {
        by: 'ivo.tarn',
        after: '5d',
        text: `With a closing line that restores 1900 it's in: 9ce1f4b7703a (2.7), 40dd81e62fb5 (3.2), a0b6c5e31d77 (default). See you in four years.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'Log parser broken today only: "day is out of range for month"',
    by: 'pasquale',
    at: '2012-02-29T11:40Z',
    text: `Yesterday it was OK, I changed nothing, Python 2.7.2 on Debian. datetime.strptime(line[:15], '%b %d %H:%M:%S') raises ValueError. Is there an update I must install?`,
    events: [
      {
        by: 'quillon',
        after: '25m',
        text: `You are the second today :-) The format has no year, 1900 is assumed, and that has no 29th of February. Use strptime('2012 ' + line[:15], '%Y %b %d %H:%M:%S').`,
        duplicateOf: 'dm-strptime-day',
        set: {
          status: 'closed',
          resolution: 'duplicate',
          type: 'behavior',
          components: ['Library (Lib)'],
          versions: ['Python 2.7'],
        },
      },
      { by: 'pasquale', after: '10m', text: `Works, thank you. I put a note in my calendar for 2016.` },
    ],
  },
  {
    title: 'math.fsum() raises OverflowError although the exact sum is representable',
    by: 'xiulan',
    at: '2011-05-17T13:20Z',
    text: `fsum([1e308, 1e308, -1e308, -1e308]) should be 0.0. It raises "OverflowError: intermediate overflow in fsum". The documentation promises "an accurate floating point sum", and of the four numbers each is finite, as is their sum.`,
    set: { type: 'behavior', components: ['Extension Modules'], versions: ['Python 3.3'] },
    events: [
      {
        by: 'zdenka',
        after: '8h',
        text: `The partial sums are doubles, so the first addition is infinite already. It could be avoided by scaling everything by 2**-n, which loses bits at the other end for subnormal input. There is no free solution.`,
      },
      {
        by: 'anselm.w',
        after: '1d',
        text: `There is one: keep one extra partial that counts multiples of 2**1024. Every intermediate overflow adds or subtracts one there. Some thirty lines of C.`,
        set: { stage: 'needs patch', priority: 'low' },
      },
      {
        by: 'xiulan',
        after: '3d',
        text: `I don't know enough C for that. For what it's worth, the case came from real data: differences of log-likelihoods that someone had exponentiated too early.`,
      },
      {
        by: 'tevita',
        after: '190w',
        text: `sum(map(Fraction, xs)) is the workaround until then. Slow as a ferry, but exact.`,
      },
    ],
  },
  {
    title: 'timedelta * float rounds half away from zero, timedelta / float half to even',
    by: 'gwenllian',
    at: '2013-11-04T18:15Z',
    text: `timedelta(microseconds=1) * 0.5 is 0:00:00.000001 and timedelta(microseconds=1) / 2 is 0. One of them must be wrong. A patch that sends both through the same rounding function is attached; the C and the Python implementation then agree on 20 million random pairs.`,
    files: [
      {
        name: 'td-half-even.patch',
        text: `diff --git a/Lib/datetime.py b/Lib/datetime.py
--- a/Lib/datetime.py
+++ b/Lib/datetime.py
@@ -598,5 +598,5 @@ class timedelta:
     def __mul__(self, other):
         if isinstance(other, float):
             a, b = other.as_integer_ratio()
-            return self * a / b
+            return timedelta(0, 0, _divide_and_round(self._to_microseconds() * a, b))
`,
      },
    ],
    set: { type: 'behavior', components: ['Library (Lib)', 'Extension Modules'], versions: ['Python 3.4'] },
    events: [
      {
        by: 'bjarki',
        after: '1d',
        text: `Good catch and good method. Half to even is what the rest of datetime says it does since 3.3, so multiplication has to move.`,
        set: { stage: 'patch review' },
      },
      { by: 'fenwick', after: '4h', text: `Does that alter results that people have stored? Half a microsecond…` },
      {
        by: 'bjarki',
        after: '2h',
        text: `It does, which is why it goes to 3.4 only. c1d07be2a945. Thank you, Gwenllian.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: '0.1 + 0.2 is computed wrongly on my new laptop',
    by: 'eudora',
    at: '2015-09-21T20:11Z',
    text: `I get 0.30000000000000004. I have tested it in the shell of IDLE and on the command line. My calculator and Excel say 0.3. It is an AMD processor if that matters. Python 3.5.0 64 bit.`,
    set: { type: 'behavior', versions: ['Python 3.5'] },
    events: [
      {
        by: 'noor.b',
        after: '30m',
        text: `Your processor is fine. Binary fractions can't express 0.1, just as decimals can't express 1/3, and Excel hides the rest by showing fifteen digits. There's a chapter about it in the tutorial: "Floating Point Arithmetic: Issues and Limitations". If you add up money, have a look at the decimal module.`,
        set: { status: 'closed', resolution: 'not a bug', components: ['Interpreter Core'] },
      },
      {
        by: 'eudora',
        after: '40m',
        text: `I read it and I am a bit shocked, but I understand. Thank you for being friendly about it.`,
      },
    ],
  },
  {
    ref: 'dm-zoneinfo-cache',
    title: 'ZoneInfo.no_cache() followed by pickle gives back the cached object',
    by: 'sanna.lehto',
    at: '2020-07-13T06:50Z',
    text: `I test what happens when tzdata is updated under a running process. no_cache() gives me a new instance, but pickle.loads(pickle.dumps(zone)) returns the old one from the cache. The reduce function writes only the key. Two datetimes that were equal before a trip through multiprocessing aren't afterwards.`,
    set: {
      type: 'behavior',
      components: ['Library (Lib)', 'Extension Modules'],
      versions: ['Python 3.9', 'Python 3.10'],
    },
    events: [
      {
        by: 'tamsin.ok',
        after: '3h',
        text: `3.9 is in beta and this is a new module: what we ship now we ship for ever. Marking.`,
        set: { priority: 'release blocker', stage: 'needs patch' },
      },
      {
        by: 'sunniva',
        after: '1d',
        text: `Pickle by key is on purpose: the receiving machine may know newer rules and should use them. What's missing is whether the instance came from the cache. A second argument to the unpickling function, True or False, is enough.`,
        set: { assignee: 'sunniva' },
      },
      {
        by: 'sunniva',
        after: '2d',
        text: `In master and 3.9. Instances from files still refuse to be pickled, deliberately.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
      { by: 'sanna.lehto', after: '1d', text: `Confirmed with b5, through a process pool as well.` },
    ],
  },
  {
    title: 'calendar.TextCalendar.formatmonth() misaligns weekdays in locales with wide characters',
    by: 'keiko.arashi',
    at: '2014-01-09T03:30Z',
    text: `In ja_JP the weekday names are one character, which a terminal shows two columns wide. The header row comes out as wide as the numbers would be in one and a half months. len() isn't the width of a string; we'd need unicodedata.east_asian_width() here.`,
    set: { type: 'behavior', components: ['Library (Lib)', 'Unicode'], versions: ['Python 3.4'], stage: 'needs patch' },
    events: [
      {
        by: 'hpark77',
        after: '1d',
        text: `Korean too. I have used this for years, it isn't complete (combining marks) but my calendar hangs straight:`,
        files: [
          {
            name: 'width.py',
            text: `import calendar
import unicodedata


def columns(text):
    return sum(2 if unicodedata.east_asian_width(c) in 'WF' else 1 for c in text)


class WideCalendar(calendar.LocaleTextCalendar):
    def formatweekday(self, day, width):
        name = super().formatweekday(day, width).strip()
        while columns(name) > width:
            name = name[:-1]
        return name + ' ' * (width - columns(name))


print(WideCalendar(locale='ko_KR.UTF-8').formatmonth(2014, 1))
`,
          },
        ],
      },
      {
        by: 'dmitar',
        after: '3d',
        text: `textwrap, argparse and pprint have the same ailment. I'd rather have one documented function for the width of a text than a private one per module. Put it on hold until someone proposes it properly?`,
      },
      {
        by: 'keiko.arashi',
        after: '5d',
        text: `Agreed in principle. I leave it open as the example for why we want one.`,
        set: { type: 'enhancement', priority: 'low', versions: ['+Python 3.5', '-Python 3.4'] },
      },
    ],
  },
  {
    title: 'math.gcd() and friends for any number of arguments, and lcm() to go with it',
    by: 'jib',
    at: '2019-10-30T10:00Z',
    text: `functools.reduce(math.gcd, numbers) works and nobody remembers it. max() takes any number of arguments. And where there is a greatest common divisor there should be a least common multiple; people write a*b//gcd(a,b) and forget zero.`,
    set: { type: 'enhancement', components: ['Extension Modules'], versions: ['Python 3.9'] },
    events: [
      {
        by: 'vikram.s',
        after: '5h',
        text: `gcd() of nothing should be 0 and lcm() of nothing 1, being the neutral elements. Let that be in the docs, because I'd have guessed otherwise.`,
      },
      {
        by: 'perpetua',
        after: '2d',
        text: `I'm in favour of both. For two arguments it must not become slower, which in practice means METH_FASTCALL and no tuple.`,
        set: { stage: 'needs patch', keywords: ['easy (C)'] },
      },
      {
        by: 'jib',
        after: '12d',
        text: `I dared. 3 % slower for two small ints, the same above 2**64.`,
        files: [
          {
            name: 'gcd-many.patch',
            text: `--- a/Modules/mathmodule.c
+++ b/Modules/mathmodule.c
@@ -733,6 +733,20 @@
+static PyObject *
+math_gcd(PyObject *module, PyObject * const *args, Py_ssize_t nargs)
+{
+    if (nargs == 2) {
+        return _PyLong_GCD(args[0], args[1]);
+    }
+    PyObject *res = PyLong_FromLong(0);
+    for (Py_ssize_t i = 0; res != NULL && i < nargs; i++) {
+        Py_SETREF(res, _PyLong_GCD(res, args[i]));
+    }
+    return res;
+}
`,
          },
        ],
      },
      {
        by: 'zdenka',
        after: '2d',
        text: `That fast path forgets to convert the arguments with __index__. math.gcd(True, numpy.int64(4)) works today. Otherwise very nice for a first patch in C.`,
        set: { stage: 'patch review' },
      },
      {
        by: 'perpetua',
        after: '4w',
        text: `Corrected and merged as 5a6efd73c1b2, lcm() as 91b0d4fc8e37.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'Segfault: statistics.stdev() of Decimals with a context whose Emax is tiny',
    by: 'tinkerbyte',
    at: '2018-03-03T15:45Z',
    text: `Found by a fuzzer. getcontext().Emax = 1, then stdev([Decimal('1e1'), Decimal('9e1'), Decimal('5')]) kills the interpreter on 3.7.0b2. The pure Python decimal raises Overflow as it should.`,
    files: [
      {
        name: 'crash.py',
        text: `from decimal import Decimal, getcontext
from statistics import stdev

context = getcontext()
context.Emax = 1
context.clear_traps()
print(stdev([Decimal('1e1'), Decimal('9e1'), Decimal('5')]))
`,
      },
    ],
    set: { type: 'crash', components: ['Extension Modules'], versions: ['Python 3.7'] },
    events: [
      {
        by: 'mbalinga',
        after: '4h',
        text: `Can't make it crash on Linux x86-64, neither release nor debug build. I get Infinity. Which compiler, which flags? A backtrace from gdb would be best.`,
        set: { stage: 'test needed', status: 'pending' },
      },
      {
        by: 'tinkerbyte',
        after: '3d',
        text: `clang 5.0 with -O3 -flto. And now that I look: with -O2 it's gone, and so it is with clang 6. I fear I have found a bug in a compiler.`,
      },
      {
        by: 'mbalinga',
        after: '1d',
        text: `Then there's nothing we could repair. Thank you for following it up.`,
        set: { status: 'closed', resolution: 'third party' },
      },
    ],
  },
  {
    ref: 'dm-fromisoformat',
    title: 'Parse what isoformat() prints: a classmethod date.fromisoformat() and its brothers',
    by: 'ottilie',
    at: '2011-09-13T07:30Z',
    text: `datetime can write ISO 8601 but not read it. strptime() has no directive for "+02:00" with the colon, and microseconds that may be absent need two formats and a try. I'd be content with exactly what isoformat() can produce.`,
    set: { type: 'enhancement', components: ['Library (Lib)'], versions: ['Python 3.3'] },
    events: [
      { by: 'cosmo', after: '2h', text: `And week dates! 2011-W37-2! And durations!` },
      {
        by: 'hedda.quill',
        after: '1d',
        text: `ISO 8601 in full is forty pages of options. I support the modest wish: the inverse of isoformat(), nothing more, under a name which says so.`,
        set: { stage: 'needs patch' },
      },
      {
        by: 'marchbanks',
        after: '8d',
        text: `A function called "from ISO format" that refuses a perfectly good ISO format such as 20110913T073000Z is going to be a steady source of reports here.`,
      },
      {
        by: 'snorri',
        after: '120w',
        text: `Two and a half years. Every project I know has its own regular expression by now, mine is on its third.`,
      },
      {
        by: 'hedda.quill',
        after: '190w',
        text: `Done at last, in 3.7, in C and in Python. And yes, Thaddeus, the box in the documentation names what it refuses.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved', versions: ['+Python 3.7', '-Python 3.3'] },
      },
    ],
  },
  {
    title: 'datetime.fromisoformat() chokes on the Z that JavaScript appends',
    by: 'calloway',
    at: '2018-08-06T12:12Z',
    text: `>>> datetime.fromisoformat('2018-08-06T12:12:00Z')
Traceback (most recent call last):
  File "<stdin>", line 1, in <module>
ValueError: Invalid isoformat string: '2018-08-06T12:12:00Z'

Nine of ten timestamps on the web look like this. .replace('Z', '+00:00') is now in every code base that I maintain.`,
    set: { type: 'enhancement', components: ['Library (Lib)', 'Extension Modules'], versions: ['Python 3.8'] },
    events: [
      { by: 'marchbanks', after: '1h', text: `See my forecast of 2011.` },
      {
        by: 'sunniva',
        after: '1d',
        text: `The contract is "what isoformat() emits", and it never emits Z. If we widen it, then to something one can state in a sentence, not by one letter a year. Most of ISO 8601 without weeks-only and durations might be such a sentence.`,
        set: { stage: 'test needed' },
      },
      { by: 'lupe', after: '30d', text: `+1 for Z alone right now. Perfect is the enemy of my Monday.` },
      {
        by: 'octavia',
        after: '100w',
        text: `RFC 3339 is a sentence. It's also what JavaScript, Go and Java write by default.`,
      },
      {
        by: 'sunniva',
        after: '60w',
        text: `I have a branch for 3.11 that takes almost all of ISO 8601, at 10 % more time for the common form. It needs somebody who measures on Windows.`,
        set: {
          versions: ['-Python 3.8', '+Python 3.11'],
          stage: 'patch review',
          assignee: 'sunniva',
          keywords: ['needs review'],
        },
      },
    ],
  },
  {
    title: 'time.sleep(-0.0000001) returns at once instead of raising ValueError',
    by: 'abelard',
    at: '2016-12-20T22:05Z',
    text: `sleep(-1): ValueError: sleep length must be non-negative. sleep(-1e-7): nothing. sleep(-1e-10): nothing. Sign is a sign.`,
    set: { type: 'behavior', components: ['Extension Modules'], versions: ['Python 3.6'] },
    events: [
      {
        by: 'dmitar',
        after: '1d',
        text: `The conversion to nanoseconds rounds towards plus infinity, so that we never sleep less than asked; -1e-10 becomes 0 there. -1e-7 should raise and does for me: "-0.0000001" is -100 ns. Which platform?`,
      },
      { by: 'abelard', after: '6h', text: `Windows. It seems the clock there has steps of 100 ns or so?` },
      {
        by: 'dmitar',
        after: '2d',
        text: `Milliseconds even, in that function. I would not add code to all platforms in order to complain about a nap that lasts minus one tenth of a microsecond.`,
        set: { status: 'closed', resolution: 'wont fix', components: ['+Windows'] },
      },
    ],
  },
  {
    title: 'random.triangular() with low == high divides by zero',
    by: 'ilse.d',
    at: '2012-06-18T16:16Z',
    text: `random.uniform(5, 5) is 5.0, but

>>> random.triangular(5, 5)
Traceback (most recent call last):
  File "<stdin>", line 1, in <module>
  File "/usr/lib/python3.2/random.py", line 346, in triangular
    c = 0.5 if mode is None else (mode - low) / (high - low)
ZeroDivisionError: division by zero

(with mode given). A risk simulation of mine has some costs that are certain.`,
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 2.7', 'Python 3.2', 'Python 3.3'] },
    events: [
      {
        by: 'quillon',
        after: '2d',
        text: `A degenerate triangle is still a distribution. Catching the exception in this function and returning low costs nothing in the normal case.`,
        set: { keywords: ['easy'], stage: 'needs patch' },
      },
      {
        by: 'barnaby',
        after: '3d',
        text: `My first patch here, please be gentle.`,
        files: [
          {
            name: 'triangular.diff',
            text: `--- a/Lib/random.py
+++ b/Lib/random.py
@@ -343,4 +343,7 @@
         u = self.random()
-        c = 0.5 if mode is None else (mode - low) / (high - low)
+        try:
+            c = 0.5 if mode is None else (mode - low) / (high - low)
+        except ZeroDivisionError:
+            return low
         if u > c:
`,
          },
        ],
      },
      {
        by: 'oriel',
        after: '1d',
        text: `Gentle enough? Committed in c40ae0b91d62, with a test and your name in Misc/ACKS.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'Hash of an aware datetime changes when tzdata is reloaded, and dict lookups fail from then on',
    by: 'fenwick',
    at: '2021-03-29T05:55Z',
    text: `A long-running scheduler keeps jobs in a dict by next run time, with ZoneInfo. On Sunday, after an update of tzdata and ZoneInfo.clear_cache(), 14 jobs could be seen by iteration and not found by key. The hash is computed from the UTC time at first use and cached on the instance; equal ones made later have another hash.`,
    set: {
      type: 'behavior',
      components: ['Library (Lib)', 'Extension Modules'],
      versions: ['Python 3.9', 'Python 3.10'],
    },
    events: [
      {
        by: 'sunniva',
        after: '4h',
        text: `Two instances of "the same" zone with other rules: they name other instants, so they are unequal, and the hash is honest. A dict whose keys are wall times in a zone whose rules change is a dict of moving things. Store UTC as the key.`,
      },
      {
        by: 'fenwick',
        after: '3h',
        text: `I know that by now :-) I think that the documentation of clear_cache() should say so in red, then. It reads like a harmless thing.`,
      },
      {
        by: 'sunniva',
        after: '1d',
        text: `That I agree with.`,
        set: {
          components: ['Documentation', '-Extension Modules', '-Library (Lib)'],
          stage: 'needs patch',
          keywords: ['newcomer friendly'],
        },
      },
    ],
  },
  {
    title: 'Fraction.limit_denominator() takes minutes for Fraction(1, 10**100000)',
    by: 'snorri',
    at: '2017-07-01T19:19Z',
    text: `I know, I know. But it's from user input on a web form (a recipe scaler!), so it makes a nice denial of service. limit_denominator(64) of a value far below 1/64 could answer 0 straight away.`,
    set: { type: 'performance', components: ['Library (Lib)'], versions: ['Python 3.7'] },
    events: [
      {
        by: 'anselm.w',
        after: '9h',
        text: `The loop of the continued fraction ends after one step for this value. The minutes are spent in Fraction('1e-100000'), or in turning it into text again. Could you profile?`,
      },
      {
        by: 'snorri',
        after: '1d',
        text: `You're right and I am embarrassed: it's int(), 10**100000 from a string. limit_denominator() needs 4 ms.`,
        set: { status: 'closed', resolution: 'not a bug' },
      },
    ],
  },
  {
    title: 'cmath.isclose() says True for an infinity and a finite number with abs_tol=inf',
    by: 'rasmus_k',
    at: '2020-01-15T14:00Z',
    text: `cmath.isclose(complex('inf'), 1, abs_tol=float('inf')) is True, math.isclose(float('inf'), 1, abs_tol=float('inf')) is False. The comment in the C code of the first says "same rules as math.isclose".`,
    set: { type: 'behavior', components: ['Extension Modules'], versions: ['Python 3.8', 'Python 3.9'] },
    events: [
      {
        by: 'zdenka',
        after: '7h',
        text: `The check for infinities looks at the real parts of both and forgets the case that only one of them is infinite. Two lines.`,
        set: { stage: 'needs patch', keywords: ['easy (C)'] },
      },
      {
        by: 'xiulan',
        after: '2d',
        text: `What is right for complex(inf, nan)? C99 calls that an infinity. math has nothing to compare it with.`,
      },
    ],
  },
]

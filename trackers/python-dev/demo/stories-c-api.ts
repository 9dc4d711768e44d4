import type { DemoStory } from 'muster-tracker/tracker'

export const stories: readonly DemoStory[] = [
  {
    ref: 'capi-module-addobject',
    title: 'PyModule_AddObject() steals only on success, and nearly nobody knows',
    by: 'dmitar',
    at: '2016-11-22T11:36Z',
    text: `I went through the 96 calls in Modules/. Seven of them handle a failure correctly. The others leak a reference, or, worse, two of them free the object twice because the author believed that it is always stolen.

I propose PyModule_AddObjectRef(), which never steals, and a documentation note on the old one. The old one stays.`,
    set: {
      type: 'enhancement',
      components: ['C API', 'Extension Modules'],
      versions: ['Python 3.7'],
      stage: 'needs patch',
    },
    events: [
      {
        by: 'ivo.tarn',
        after: '3h',
        text: `+1 for the note. For the new function I'd like to see how a converted module looks; if each call grows to four lines I will dream of macros.`,
      },
      {
        by: 'dmitar',
        after: '4d',
        text: `Converted _heapq-sized examples. With a helper "static int add(PyObject *m, const char *name, PyObject *value)" that decrefs it is one line per constant.`,
        files: [
          {
            name: 'addobjectref-2.patch',
            text: `--- a/Python/modsupport.c
+++ b/Python/modsupport.c
@@ -634,8 +634,9 @@ va_build_stack(PyObject **small_stack, Py_ssize_t small_stack_len,
 int
-PyModule_AddObject(PyObject *m, const char *name, PyObject *o)
+PyModule_AddObjectRef(PyObject *m, const char *name, PyObject *value)
 {
+    /* Never steals: what the caller owned, the caller owns. */
     PyObject *dict;
`,
          },
        ],
        set: { stage: 'patch review' },
      },
      {
        by: 'gwenllian',
        after: '2d',
        text: `As an author of three extensions: yes please. Could it accept NULL with an exception set and return -1? Then PyModule_AddObjectRef(m, "x", PyLong_FromLong(1)) doesn't need a temporary... no, it would leak. Forget the second half, the NULL would still be welcome.`,
      },
      {
        by: 'dmitar',
        after: '1d',
        text: `NULL with an exception returns -1, NULL without one raises SystemError. Done.`,
      },
      {
        by: 'perpetua',
        after: '9w',
        text: `Let's have it early in 3.8 rather than a week before a beta. Moving.`,
        set: { versions: ['+Python 3.8', '-Python 3.7'] },
      },
      {
        by: 'dmitar',
        after: '35w',
        text: `Merged at last: 9d0be86f1c32. Conversions of single modules can be separate issues.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'PyArg_ParseTuple "y*" leaks the buffer when a later argument is refused',
    by: 'tinkerbyte',
    at: '2012-05-08T19:22Z',
    text: `In a function which parses "y*i", pass a bytearray and a string. TypeError as it should be, and after this the bytearray can't be resized any more:

Traceback (most recent call last):
  File "/usr/lib/python3.2/code.py", line 90, in runcode
    exec(code, self.locals)
  File "<console>", line 1, in <module>
BufferError: Existing exports of data: object cannot be re-sized`,
    set: { type: 'behavior', components: ['Interpreter Core'], versions: ['Python 3.2', 'Python 3.3'] },
    events: [
      {
        by: 'oriel',
        after: '1d',
        text: `cleanreturn() calls the registered destructors only for memory, not for buffers: cleanup_buffer() is registered with the wrong capsule name since b9c02f7714de. A regression test belongs into _testcapi.`,
        set: { components: ['+C API', '-Interpreter Core'], stage: 'test needed' },
      },
      {
        by: 'tinkerbyte',
        after: '2d',
        text: `Test: _testcapi.getargs_y_star_i(bytearray(b"x"), "no") and then append. It fails without any patch, as wanted.`,
        files: [
          {
            name: 'test_leaked_export.py',
            text: `import unittest
import _testcapi


class LeakedExport(unittest.TestCase):
    def test_refused_argument_releases_the_buffer(self):
        data = bytearray(b'x')
        with self.assertRaises(TypeError):
            _testcapi.getargs_y_star_i(data, 'no')
        data.append(33)


if __name__ == '__main__':
    unittest.main()
`,
          },
        ],
      },
      {
        by: 'oriel',
        after: '4h',
        text: `Thanks, that made it a five minute job. 3.2: 1c7f23e8d0b4, default: a83e6f90c15d.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'Let Py_LIMITED_API modules ask for a vectorcall',
    by: 'anselm.w',
    at: '2019-09-03T08:44Z',
    text: `PEP 590 is provisional in 3.8 and private by its underscore. Wheels that are built against the stable ABI go through tp_call with a tuple and a dict, and pay about 40 ns for each callback. I'd like PyObject_Vectorcall() and PyObject_VectorcallMethod() in the limited API as soon as the names have lost their underscore.`,
    set: { type: 'enhancement', components: ['C API'], versions: ['Python 3.9'] },
    events: [
      {
        by: 'sunniva',
        after: '1d',
        text: `Once in the stable ABI we can never change PY_VECTORCALL_ARGUMENTS_OFFSET. I'm confident about calling, less so about types providing it (the offset in the object, inheritance by heap types).`,
      },
      {
        by: 'anselm.w',
        after: '2h',
        text: `Calling only, then. The other side can come when we know more.`,
        set: { stage: 'needs patch' },
      },
      {
        by: 'hpark77',
        after: '12w',
        text: `For reference: our binding generator would gain 11 % in the signal dispatch benchmark.`,
      },
      {
        by: 'perpetua',
        after: '6d',
        text: `Let us wait one release. 3.9 removes the underscores, 3.10 can bless them.`,
        set: { versions: ['+Python 3.10', '-Python 3.9'], priority: 'low' },
      },
      {
        by: 'anselm.w',
        after: '60w',
        text: `3.10 was busy with the interpreter. For 3.11 I have a branch with the entries in stable_abi.txt.`,
        set: { versions: ['+Python 3.11', '-Python 3.10'], stage: 'patch review', assignee: 'anselm.w' },
      },
      {
        by: 'sunniva',
        after: '3d',
        text: `Reviewed: the Windows python3.dll needs the exports in PC/python3dll.c as well.`,
      },
    ],
  },
  {
    title: 'ctypes: struct with a bit field of type c_bool is passed with garbage in the upper bytes',
    by: 'jib',
    at: '2017-01-25T13:13Z',
    text: `I drive a scanner through a vendor's library. It has struct { bool ready:1; bool paper:1; int pages; } and is passed by value. On x86-64 Linux the callee sees ready and paper right, and "pages" is 0x7f00 plus the true number. By pointer everything is right.`,
    files: [
      {
        name: 'scanner_flags.py',
        text: `from ctypes import CDLL, Structure, c_bool, c_int


class Flags(Structure):
    _fields_ = [
        ('ready', c_bool, 1),
        ('paper', c_bool, 1),
        ('pages', c_int),
    ]


library = CDLL('./libflags.so')
library.pages_of.argtypes = [Flags]
print(hex(library.pages_of(Flags(True, False, 3))))
`,
      },
    ],
    set: { type: 'behavior', components: ['ctypes'], versions: ['Python 3.5', 'Python 3.6'] },
    events: [
      {
        by: 'yaw.mensima',
        after: '8h',
        text: `The ffi_type that ctypes builds doesn't know of bit fields: it lists three elements, so libffi computes the classes for a struct of 12 bytes instead of 8. By value, structures with bit fields can't work at all at the moment on this ABI.`,
        set: { stage: 'needs patch' },
      },
      {
        by: 'jib',
        after: '1h',
        text: `Then I would have preferred an exception over a scanner which believes it holds 32,515 pages.`,
      },
      {
        by: 'yaw.mensima',
        after: '2d',
        text: `Agreed. Raising TypeError for by-value bit fields is a change for 3.7 only; there could be code that works by luck.`,
        set: { versions: ['+Python 3.7', '-Python 3.5', '-Python 3.6'] },
      },
      {
        by: 'rukmini',
        after: '5d',
        text: `I have made one that raises.`,
        files: [
          {
            name: 'no-bitfields-by-value.diff',
            text: `diff --git a/Modules/_ctypes/_ctypes.c b/Modules/_ctypes/_ctypes.c
--- a/Modules/_ctypes/_ctypes.c
+++ b/Modules/_ctypes/_ctypes.c
@@ -2231,6 +2231,13 @@ converters_from_argtypes(PyObject *ob)
     for (i = 0; i < nArgs; ++i) {
         PyObject *cnv;
         PyObject *tp = PyTuple_GET_ITEM(ob, i);
+        StgDictObject *stgdict = PyType_stgdict(tp);
+        if (stgdict != NULL && stgdict->flags & TYPEFLAG_HASBITFIELD) {
+            PyErr_Format(PyExc_TypeError,
+                         "item %zd in _argtypes_ passes a struct with "
+                         "bit fields by value, which is unsupported", i + 1);
+            goto argtypes_error_1;
+        }
         cnv = _PyObject_GetAttrId(tp, &PyId_from_param);
`,
          },
        ],
      },
      {
        by: 'yaw.mensima',
        after: '4d',
        text: `The flag has to be inherited by structs which contain such a struct. After that it's ready.`,
        set: { stage: 'patch review' },
      },
      { by: 'rukmini', after: '2d', text: `It is inherited now, test included.` },
      {
        by: 'yaw.mensima',
        after: '3d',
        text: `Committed as ce5b01a7f348. The real support would be a new issue, and a large one.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    ref: 'capi-clinic-default',
    title: 'Argument Clinic emits "= NULL" into text signatures of optional parameters',
    by: 'wrenfield',
    at: '2014-02-18T21:07Z',
    text: `After conversion of two modules help(f) says f(path, mode=<unrepresentable>) for parameters that may be left out but have no default in Python. inspect.signature() raises for them:

Traceback (most recent call last):
  File "/usr/lib/python3.4/inspect.py", line 1922, in _signature_fromstr
    module = ast.parse(program)
ValueError: <built-in function f> builtin has invalid signature`,
    set: { type: 'behavior', components: ['Argument Clinic'], versions: ['Python 3.4', 'Python 3.5'] },
    events: [
      {
        by: 'quillon',
        after: '4h',
        text: `Parameters without a Python default are what square brackets are for (optional groups). If the C code only tests for NULL, then give it "= None" in Clinic and accept None; that is nearly always the better interface.`,
      },
      { by: 'wrenfield', after: '1d', text: `For most of them, yes. For dict.pop() it isn't: None is a value there.` },
      {
        by: 'hedda.quill',
        after: '3d',
        text: `I see three cases: (1) None is fine, (2) groups, (3) a real sentinel. For the third, Clinic should refuse to make a signature and the docstring must carry it by hand. Raising in inspect is not OK: "no signature" has to be no signature.`,
        set: { stage: 'needs patch' },
      },
      {
        by: 'wrenfield',
        after: '2w',
        text: `Clinic writes the old style first line for case 3 with this.`,
        files: [
          {
            name: 'clinic-no-signature.patch',
            text: `--- a/Tools/clinic/clinic.py
+++ b/Tools/clinic/clinic.py
@@ -4012,6 +4012,11 @@ class DSLParser:
 
         parameters = f.parameters.values()
 
+        # A default that only C can express must not be advertised.
+        if any(p.default is unspecified_in_python for p in parameters):
+            add(f.docstring_only_line())
+            return output()
+
         if not f.return_converter.doc_default:
`,
          },
        ],
      },
      {
        by: 'hedda.quill',
        after: '6d',
        text: `Applied to default, a4e21f6b0d87; 3.4 gets the inspect half only: 30f8cc5e9b1a.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'Segfault in a Cython module that worked for four years',
    by: 'sanna.lehto',
    at: '2021-06-30T06:05Z',
    text: `With 3.10.0b3 "import fishnet" crashes at once. 3.9 is fine with the same source, rebuilt for each version. No traceback, just Segmentation fault (core dumped). I attach what gdb prints.`,
    files: [
      {
        name: 'gdb.txt',
        text: `Program received signal SIGSEGV, Segmentation fault.
0x00007ffff5a3c1d4 in __Pyx_PyCode_New (...) at fishnet.c:48211
48211       code = PyCode_New(a, k, l, s, f, code, c, n, v, fv, cell, fn, name, fline, lnos);
#1  0x00007ffff5a31b02 in __Pyx_InitCachedConstants () at fishnet.c:40933
#2  0x00007ffff5a322f0 in __pyx_pymod_exec_fishnet () at fishnet.c:41790
#3  0x00005555556b2c17 in PyModule_ExecDef (...) at Objects/moduleobject.c:400
`,
      },
    ],
    set: { type: 'crash', components: ['C API'], versions: ['Python 3.10'] },
    events: [
      {
        by: 'bjarki',
        after: '3h',
        text: `Line table format: 3.10 expects the PEP 626 layout in the last argument and your generated file passes an old-style lnotab. Which Cython made fishnet.c? 0.29.24 is needed for 3.10.`,
        set: { status: 'pending' },
      },
      {
        by: 'sanna.lehto',
        after: '1d',
        text: `0.29.14, from our distribution. With .24 it imports and passes its tests. Could PyCode_New() not check this?`,
      },
      {
        by: 'bjarki',
        after: '5h',
        text: `It gets a bytes object of any content. There's nothing to check, I'm afraid. What's New mentions it under "Porting to Python 3.10".`,
        set: { status: 'closed', resolution: 'third party', versions: ['+3rd party'] },
      },
    ],
  },
  {
    title: 'Document who owns the reference that PyWeakref_GetObject() returns, in words nobody can misread',
    by: 'rasmus_k',
    at: '2015-04-02T16:16Z',
    text: `"Return value: borrowed reference." Borrowed from whom? From the weak reference it can't be, as this one owns nothing. If another thread, or a destructor, drops the last strong one between the call and my Py_INCREF, I hold a pointer to freed memory. I've found six such places on a day of reading popular extensions. One of them, on a good day:

Traceback (most recent call last):
  File "/usr/lib/python3.4/weakref.py", line 131, in __getitem__
    o = self.data[key]()
SystemError: error return without exception set`,
    set: { type: 'enhancement', components: ['C API', 'Documentation'], versions: ['Python 3.5'] },
    events: [
      {
        by: 'noor.b',
        after: '2h',
        text: `With the GIL held and no Python code running in between you are safe, but it's easy to run Python code without noticing. A note is right. A function that returns a new reference would be better still.`,
        set: { stage: 'needs patch', keywords: ['easy'] },
      },
      {
        by: 'rasmus_k',
        after: '3d',
        text: `The note:`,
        files: [
          {
            name: 'weakref-note.diff',
            text: `--- a/Doc/c-api/weakref.rst
+++ b/Doc/c-api/weakref.rst
@@ -55,6 +55,12 @@ as much as it can.
    Return the referenced object from a weak reference, *ref*.  If the referent is
    no longer live, returns :const:\`Py_None\`.
 
+   .. warning::
+
+      Nothing keeps the returned object alive. Call :c:func:\`Py_INCREF\` on it
+      before anything that may run Python code, give away the GIL or
+      destroy another object.
+
 
 .. c:function:: PyObject* PyWeakref_GET_OBJECT(PyObject *ref)
`,
          },
        ],
      },
      {
        by: 'noor.b',
        after: '1d',
        text: `Committed, 6f08b2d4ce91, to 2.7 and 3.4 also. For the function: separate issue if you feel strongly about it.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    ref: 'capi-heap-types',
    title: 'Convert the remaining static types of _csv, _struct and _zoneinfo to heap types',
    by: 'mbalinga',
    at: '2020-09-01T09:30Z',
    text: `Part of making extension modules usable in more than one interpreter (PEP 489, PEP 573). I list what is left in these three: 2 types in _csv, 3 in _struct, 1 in _zoneinfo. Module state exists already in two of them.`,
    set: {
      type: 'enhancement',
      components: ['Extension Modules', 'Subinterpreters'],
      versions: ['Python 3.10'],
      stage: 'needs patch',
    },
    events: [
      { by: 'zdenka', after: '1d', text: `I'll take _csv.`, set: { keywords: ['PEP 3121'] } },
      {
        by: 'zdenka',
        after: '8d',
        text: `Patch. test_csv passes, also with -R 3:3.`,
        files: [
          {
            name: 'csv-heap-types.patch',
            text: `--- a/Modules/_csv.c
+++ b/Modules/_csv.c
@@ -19,6 +19,8 @@ typedef struct {
     PyObject *error_obj;   /* CSV exception */
     PyObject *dialects;   /* Dialect registry */
+    PyTypeObject *dialect_type;
+    PyTypeObject *reader_type;
     long field_limit;   /* max parsed field size */
 } _csvstate;
`,
          },
        ],
        set: { stage: 'patch review' },
      },
      {
        by: 'perpetua',
        after: '2d',
        text: `Heap types are mutable and can be instantiated unless we forbid both: _csv.reader.__new__ was not callable before and now it is, and gives an object with NULL inside.`,
      },
      {
        by: 'zdenka',
        after: '5h',
        text: `Ouch, indeed: type(csv.reader([]))() crashes. So this waits until types can be declared immutable and without a constructor.`,
      },
      {
        by: 'mbalinga',
        after: '1d',
        text: `That's the other issue; noted as a dependency. Hold all three until it is in.`,
        dependsOn: ['capi-immutable-types'],
      },
      {
        by: 'perpetua',
        after: '33w',
        text: `The flags have landed. _csv can go on.`,
        set: { versions: ['+Python 3.11', '-Python 3.10'] },
      },
      {
        by: 'zdenka',
        after: '2w',
        text: `Rebased, with Py_TPFLAGS_DISALLOW_INSTANTIATION where it belongs. Merged _csv as 7c12ab90ff4e; the other two remain.`,
        set: { stage: 'needs patch' },
      },
    ],
  },
  {
    ref: 'capi-immutable-types',
    title: 'Flags for heap types: immutable, and not to be instantiated from Python',
    by: 'perpetua',
    at: '2020-09-12T10:00Z',
    text: `When a static type becomes a heap type it gains two abilities that nobody asked for. People can write datetime.tzinfo.utcoffset = lambda: 3, and call types that only C may create. Two type flags would give us the old behaviour back:

- Py_TPFLAGS_IMMUTABLETYPE
- Py_TPFLAGS_DISALLOW_INSTANTIATION`,
    set: { type: 'enhancement', components: ['C API'], versions: ['Python 3.10'], priority: 'deferred blocker' },
    events: [
      {
        by: 'bjarki',
        after: '4h',
        text: `How many of the converted types are affected today? If there are some in 3.9 this is a regression we have shipped.`,
      },
      { by: 'perpetua', after: '1d', text: `I count 11 in main and 3 in 3.9. The three are obscure.` },
      {
        by: 'marchbanks',
        after: '2d',
        text: `What is so bad about being able to patch a type? It's a dynamic language.`,
      },
      {
        by: 'sunniva',
        after: '3h',
        text: `Shared types in several interpreters, and the method cache. Also os._Environ is one thing, but re.Pattern.match replaced by a test library is quite another.`,
      },
      {
        by: 'anselm.w',
        after: '9d',
        text: `Do we inherit them? I say: immutable no (subclasses are the user's), disallow no either.`,
      },
      {
        by: 'perpetua',
        after: '12w',
        text: `Written like that. Both are checked in type_new / type_setattro and documented in typeobj.rst.`,
        files: [
          {
            name: 'type-flags-4.diff',
            text: `--- a/Objects/typeobject.c
+++ b/Objects/typeobject.c
@@ -3919,11 +3919,11 @@ static int
 type_setattro(PyTypeObject *type, PyObject *name, PyObject *value)
 {
     int res;
-    if (!(type->tp_flags & Py_TPFLAGS_HEAPTYPE)) {
+    if (type->tp_flags & Py_TPFLAGS_IMMUTABLETYPE) {
         PyErr_Format(
             PyExc_TypeError,
-            "can't set attributes of built-in/extension type '%s'",
+            "cannot set %R attribute of immutable type '%s'",
             type->tp_name);
         return -1;
     }
`,
          },
        ],
        set: { stage: 'patch review' },
      },
      {
        by: 'tamsin.ok',
        after: '3w',
        text: `I want this in before the first beta, hence the priority.`,
        set: { priority: 'release blocker' },
      },
      {
        by: 'bjarki',
        after: '11d',
        text: `Approved. Please don't set the flag for types in the test modules, they are patched on purpose.`,
        set: { stage: 'commit review' },
      },
      {
        by: 'perpetua',
        after: '1d',
        text: `Merged: 20ce4f817bd9 and f17a60e5d3c8.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'Python.h and <stdlib.h> disagree about free() on AIX when 32-bit',
    by: 'snorri',
    at: '2013-06-17T07:59Z',
    text: `xlc 11: "free" is redefined by -D__VEC__ to vec_free. Objects from PyMem_Malloc are then freed by the wrong function. Building with -qnoaltivec hides it. I report it just in case someone else runs into the same wall; we've switched the flag off.`,
    set: { type: 'compile error', components: ['Build', 'C API'], versions: ['Python 2.7', 'Python 3.3'] },
    events: [
      {
        by: 'ivo.tarn',
        after: '1d',
        text: `Thanks for the description. Which header defines it, and does it happen with a plain "int main" which includes stdlib.h and string.h?`,
        set: { status: 'pending', stage: 'test needed' },
      },
      {
        by: 'zdenka',
        after: '9w',
        text: `No answer for two months and none of us has an AIX. If someone can tell what header it is, please reopen.`,
        set: { status: 'closed', resolution: 'works for me' },
      },
    ],
  },
  {
    title: 'ctypes.util.find_library("c") returns None in a container without gcc or ldconfig',
    by: 'fenwick',
    at: '2018-07-19T10:48Z',
    text: `Slim images have neither gcc nor ld nor ldconfig (or it is in /sbin, which isn't on the PATH of my user). find_library() tries all three silently and gives None. CDLL("libc.so.6") works all the time.

Traceback (most recent call last):
  File "/usr/lib/python3.7/ctypes/__init__.py", line 369, in __getattr__
    func = self.__getitem__(name)
AttributeError: python3: undefined symbol: sodium_init

(That's CDLL(None), which is what CDLL(find_library(...)) became.) Couldn't find_library walk the directories of LD_LIBRARY_PATH and /lib, /usr/lib and the multiarch ones as a last resort?`,
    set: { type: 'enhancement', components: ['ctypes'], versions: ['Python 3.8'] },
    events: [
      {
        by: 'quillon',
        after: '6h',
        text: `Guessing directories is what we are trying to get away from, since the dynamic linker has its own idea. On the other hand None helps nobody. What about dl_iterate_phdr(), "libraries that are loaded already"? libc surely is.`,
      },
      { by: 'fenwick', after: '1d', text: `For libc that's perfect, for libsodium it isn't.` },
      {
        by: 'tevita',
        after: '3w',
        text: `Musl too: there's no ldconfig at all, and gcc is 150 MB that I don't want in an image. I use this function, feel free.`,
        files: [
          {
            name: 'find_on_musl.py',
            text: `import os

PLACES = ('/lib', '/usr/local/lib', '/usr/lib')


def find_library(name):
    wanted = f'lib{name}.so'
    for place in PLACES:
        if not os.path.isdir(place):
            continue
        for entry in sorted(os.listdir(place)):
            if entry == wanted or entry.startswith(wanted + '.'):
                return os.path.join(place, entry)
    return None
`,
          },
        ],
      },
      {
        by: 'yaw.mensima',
        after: '4d',
        text: `os.path.join() returns a path where find_library() promises a name for dlopen on Linux. Otherwise that's about what I'd accept as the last resort, with the ELF class checked so that a 32-bit library isn't taken.`,
        set: { stage: 'needs patch' },
      },
      { by: 'ottilie', after: '50w', text: `Ping? Every second image of ours carries a copy of Tevita's function.` },
    ],
  },
  {
    title: 'tp_finalize is never called for objects of a type made by PyType_FromSpec without Py_TPFLAGS_HAVE_FINALIZE',
    by: 'hpark77',
    at: '2014-08-25T04:20Z',
    text: `It is documented, I know. But there is a silent nothing: I have given a Py_tp_finalize slot, which can have no other meaning than "call this". Let PyType_FromSpec() set the flag when the slot is present.`,
    set: { type: 'enhancement', components: ['Interpreter Core'], versions: ['Python 3.5'] },
    events: [
      {
        by: 'oriel',
        after: '9h',
        text: `The flag exists for binary compatibility with types compiled before the slot was there. A slot array can't have been compiled before. So yes, safe.`,
        set: { components: ['+C API'], stage: 'needs patch', keywords: ['easy (C)'] },
      },
      {
        by: 'mei-ting',
        after: '6d',
        text: `Here it is. (First patch, be gentle.)`,
        files: [
          {
            name: 'finalize-flag.patch',
            text: `--- a/Objects/typeobject.c
+++ b/Objects/typeobject.c
@@ -2660,6 +2660,8 @@ PyType_FromSpecWithBases(PyType_Spec *spec, PyObject *bases)
         *(void**)(res_start + slotoffsets[slot->slot]) = slot->pfunc;
 
+        if (slot->slot == Py_tp_finalize)
+            type->tp_flags |= Py_TPFLAGS_HAVE_FINALIZE;
         /* need to make a copy of the docstring slot, which usually
            points to a static string literal */
`,
          },
        ],
      },
      {
        by: 'oriel',
        after: '1d',
        text: `Gently: it's right. One test with _testcapi, and I'll commit.`,
        set: { stage: 'patch review' },
      },
      { by: 'mei-ting', after: '2d', text: `Test added. The finaliser increments a counter.` },
      {
        by: 'oriel',
        after: '8h',
        text: `Thank you. I want to check on the Windows worker that no type of ours gets the flag twice, then it goes in.`,
        set: { stage: 'commit review', assignee: 'oriel' },
      },
    ],
  },
  {
    title: 'Expose a stable way to read the value of a PyLong as 64-bit limbs',
    by: 'vikram.s',
    at: '2021-02-09T12:30Z',
    text: `Number libraries copy ob_digit by hand, with 15 and 30 bit digits, and break whenever the layout does. _PyLong_AsByteArray() is private and takes two passes. I'd like something like PyLong_AsLimbs(obj, limbs, count, &sign). GMP bindings, crypto wrappers and two database drivers of my acquaintance would use it at once.`,
    set: { type: 'enhancement', components: ['C API'], versions: ['Python 3.11'] },
    events: [
      {
        by: 'keiko.arashi',
        after: '1d',
        text: `The counterpart is more interesting: making an int without a copy through bytes. For reading, _PyLong_AsByteArray() is 3 ns per digit; did you measure that to be a bottleneck?`,
      },
      {
        by: 'vikram.s',
        after: '5h',
        text: `For 4096-bit numbers: 410 ns through bytes, 95 ns by peeking. A signature does it thirty times.`,
      },
      {
        by: 'anselm.w',
        after: '2d',
        text: `I'd rather export the layout as data (digit size, bits per digit, order) and hand out a read-only view. GMP's mpz_import() takes exactly these parameters, so nobody has to convert twice.`,
      },
      { by: 'vikram.s', after: '3h', text: `Even better.`, set: { type: 'performance' } },
      {
        by: 'keiko.arashi',
        after: '4w',
        text: `That wants a PEP or at least a thread on capi-sig, because compact ints may get a different layout altogether.`,
        set: { stage: 'needs patch', type: 'enhancement' },
      },
    ],
  },
  {
    title: 'Py_BuildValue("N") drops a reference twice if a later "O&" converter fails',
    by: 'xiulan',
    at: '2011-10-20T15:47Z',
    text: `Found by reading: do_mktuple() continues after an error in order to consume the N references. When the *converter* of O& fails, the loop ends early, but only if it isn't the last argument. I can't produce a crash, but the refcount with sys.getrefcount() is one less than before in a debug build.`,
    set: {
      type: 'behavior',
      components: ['Interpreter Core', 'C API'],
      versions: ['Python 2.7', 'Python 3.2', 'Python 3.3'],
    },
    events: [
      {
        by: 'dmitar',
        after: '2d',
        text: `I read it three times and believe that the early end isn't there: "bad" is recorded and the loop runs on. Could you show the call which loses the reference?`,
        set: { stage: 'test needed' },
      },
      {
        by: 'xiulan',
        after: '1d',
        text: `Py_BuildValue("(O&N)", failing, 0, obj), with nested parentheses. Without them it's right.`,
      },
      {
        by: 'dmitar',
        after: '5h',
        text: `Now I see: inside of a nested tuple do_mktuple() returns at once, and then the outer level skips to the end of the *format*, not of the arguments. Very good eyes.`,
        set: { stage: 'needs patch' },
      },
      {
        by: 'xiulan',
        after: '3d',
        files: [
          {
            name: 'buildvalue-nested.diff',
            text: `diff -r 5b1c0e8a72d4 Python/modsupport.c
--- a/Python/modsupport.c
+++ b/Python/modsupport.c
@@ -158,7 +158,7 @@ do_mklist(const char **p_format, va_list
     if (v == NULL)
-        return NULL;
+        return do_ignore(p_format, p_va, endchar, n, flags);
     for (i = 0; i < n; i++) {
`,
          },
        ],
        text: `do_ignore() consumes the rest of a group and returns NULL. The test goes over all nesting up to three levels.`,
      },
      {
        by: 'dmitar',
        after: '1w',
        text: `Reviewed: va_copy() isn't done for the nested level on platforms where va_list is an array, so do_ignore() may read the same arguments again. That is what holds it up; the test is fine and can go in before.`,
        set: { stage: 'patch review' },
      },
    ],
  },
  {
    title: 'PyGILState_Ensure() deadlocks in a callback from a thread that was started before fork()',
    by: 'pasquale',
    at: '2019-03-21T18:18Z',
    text: `My C++ audio library starts a thread when it is loaded. Then I use multiprocessing and in the child the callback never returns, it hangs in PyGILState_Ensure. py-spy shows nothing. If I use the "spawn" method it works.`,
    set: { type: 'behavior', components: ['C API'], versions: ['Python 3.7'] },
    events: [
      {
        by: 'noor.b',
        after: '4h',
        text: `Threads don't survive fork(): only the one that forked exists in the child. How is the callback invoked there at all?`,
        set: { status: 'pending' },
      },
      {
        by: 'pasquale',
        after: '1d',
        text: `The library restarts its thread with pthread_atfork. I've looked now: it does this in the *prepare* handler's counterpart, before Python's own child handler has run.`,
      },
      {
        by: 'noor.b',
        after: '3h',
        text: `There you are. PyOS_AfterFork_Child() re-creates the GIL's mutex; before that call the lock may be held by a thread which no longer exists. The library may start a thread but must not call into Python until then.`,
      },
      { by: 'pasquale', after: '6h', text: `How can the library know?` },
      {
        by: 'noor.b',
        after: '1d',
        text: `It can't, but you can: os.register_at_fork(after_in_child=...) and start the audio from there. Adding a sentence about this to the "fork" section of init.rst would be good; leaving the issue open for that.`,
        set: { components: ['+Documentation'], type: 'enhancement', stage: 'needs patch', keywords: ['easy'] },
      },
    ],
  },
  {
    title: 'Make Py_None, Py_True and Py_False immortal so that read-only pages stay shared',
    by: 'gwenllian',
    at: '2021-10-12T08:08Z',
    text: `We fork 64 workers from one warmed-up process. After a minute about 70 % of what was shared has become private, by reference counts alone. gc.freeze() helps with the collector but not with this. A reference count which isn't written for some objects would save us around 9 GB per machine.`,
    set: { type: 'performance', components: ['Interpreter Core', 'C API'], versions: ['Python 3.11'] },
    events: [
      {
        by: 'sunniva',
        after: '3h',
        text: `The idea comes up every two years; the branch in Py_INCREF cost 4 to 10 % when it was last measured. If someone can bring it under 1 %, I am interested, also because interpreters with a GIL of their own need exactly this.`,
      },
      {
        by: 'oriel',
        after: '1d',
        text: `Trick: use the sign bit of the 32-bit half. One add and one conditional move on x86-64. My microbenchmarks say 1.8 %.`,
        files: [
          {
            name: 'immortal-sketch.diff',
            text: `--- a/Include/object.h
+++ b/Include/object.h
@@ -476,6 +476,10 @@ static inline void _Py_INCREF(PyObject *op)
 #ifdef Py_REF_DEBUG
     _Py_RefTotal++;
 #endif
+    // Immortal: the lower half is saturated and stays so.
+    uint32_t count = (uint32_t)op->ob_refcnt + 1;
+    if (count == 0)
+        return;
     op->ob_refcnt++;
 }
`,
          },
        ],
      },
      {
        by: 'octavia',
        after: '2d',
        text: `Does this change sys.getrefcount(None)? Our teaching material shows it in lesson two.`,
      },
      { by: 'oriel', after: '1h', text: `It would show 4294967295. Lesson two gets more exciting.` },
      {
        by: 'bjarki',
        after: '6d',
        text: `Extensions built against the stable ABI carry the old Py_INCREF inline and would happily count an immortal object up (harmless) and down (not harmless if it is unbalanced). The saturation must have room for that.`,
        set: { stage: 'needs patch' },
      },
      {
        by: 'gwenllian',
        after: '5w',
        text: `I ran Oriel's sketch on one machine of the fleet: private memory 11.2 GB -> 3.1 GB. Latency unchanged within error. From here it looks like Christmas.`,
      },
    ],
  },
  {
    title: 'PyImport_ImportModuleNoBlock still promises not to block',
    by: 'abelard',
    at: '2012-12-01T14:14Z',
    text: `Since the import lock is per module in 3.3, it's the same as PyImport_ImportModule, says the source. Documentation describes the old behaviour with the global lock and ImportError. New code shouldn't be led to it.`,
    set: { type: 'behavior', components: ['C API', 'Documentation'], versions: ['Python 3.3', 'Python 3.4'] },
    events: [
      {
        by: 'quillon',
        after: '1d',
        text: `Right. It should get a "changed in 3.3" and a deprecation in words; the compiler macro can wait.`,
        set: { stage: 'needs patch', keywords: ['easy', 'newcomer friendly'] },
      },
      {
        by: 'lupe',
        after: '2d',
        text: `Written, with a hint what to use instead.`,
        files: [
          {
            name: 'noblock.diff',
            text: `--- a/Doc/c-api/import.rst
+++ b/Doc/c-api/import.rst
@@ -31,12 +31,9 @@ Importing Modules
 .. c:function:: PyObject* PyImport_ImportModuleNoBlock(const char *name)
 
-   This version of :c:func:\`PyImport_ImportModule\` does not block. It's intended
-   to be used in C functions that import other modules to execute a function.
-   The import may block if another thread holds the import lock.
+   A deprecated alias of :c:func:\`PyImport_ImportModule\`.
 
    .. versionchanged:: 3.3
-      This function never blocks.
+      It blocks like any other import, as there is a lock per module.
`,
          },
        ],
      },
      {
        by: 'quillon',
        after: '1d',
        text: `Nice and short. 2b90e7cf5d18.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
]

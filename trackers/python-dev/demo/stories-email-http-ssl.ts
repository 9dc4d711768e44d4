import type { DemoStory } from 'muster-tracker/tracker'

export const stories: readonly DemoStory[] = [
  {
    ref: 'email-fold-encoded',
    title: 'email folds an encoded word in the middle of a multi-byte character',
    by: 'hpark77',
    at: '2018-04-03T02:10Z',
    text: `A subject in Korean, 60 syllables, policy=email.policy.SMTP. The header is split into several =?utf-8?b?...?= words, and one cut lies between the second and the third byte of a syllable. RFC 2047 section 5: each word must stand for whole characters. Outlook shows question marks, my colleagues show me their displeasure.`,
    set: { type: 'behavior', components: ['email'], versions: ['Python 3.6', 'Python 3.7'] },
    events: [
      {
        by: 'mbalinga',
        after: '6h',
        text: `Thanks. I see how: the folder encodes the whole to base64 and looks for a place by the length of the *encoded* text. It should guess a number of characters, encode, and shorten until it fits.`,
        set: { stage: 'needs patch', assignee: 'mbalinga' },
      },
      {
        by: 'hpark77',
        after: '1d',
        text: `Script with three more languages attached; Thai and the family emoji are cut too.`,
        files: [
          {
            name: 'fold_check.py',
            text: `from email.header import decode_header
from email.message import EmailMessage
from email.policy import SMTP

SAMPLES = {
    'korean': 'ga na da ra '.replace('a', chr(0xAC00)) * 12,
    'thai': chr(0x0E01) * 70,
    'emoji': chr(0x1F468) * 40,
}

for name, subject in SAMPLES.items():
    message = EmailMessage(policy=SMTP)
    message['Subject'] = subject
    for line in message.as_bytes().splitlines():
        if b'=?' not in line:
            continue
        for part, charset in decode_header(line.decode('ascii').partition(': ')[2] or line.decode('ascii').strip()):
            try:
                part.decode(charset)
            except UnicodeDecodeError as error:
                print(name, error)
`,
          },
        ],
      },
      {
        by: 'mbalinga',
        after: '9d',
        text: `Patch: halves the text until it fits, so O(log n) encodings per line.`,
        files: [
          {
            name: 'fold-whole-characters.patch',
            text: `--- a/Lib/email/_header_value_parser.py
+++ b/Lib/email/_header_value_parser.py
@@ -2801,4 +2801,8 @@
-        word = _ew.encode(rest[:room], charset=charset)
+        count = min(len(rest), room)
+        word = _ew.encode(rest[:count], charset=charset)
+        while len(word) > room and count > 1:
+            count = count // 2 if len(word) > 2 * room else count - 1
+            word = _ew.encode(rest[:count], charset=charset)
         lines.append(word)
`,
          },
        ],
        set: { stage: 'patch review' },
      },
      {
        by: 'ivo.tarn',
        after: '4d',
        text: `Combining characters may still be separated from their base. That's allowed by the RFC, but if you have the choice, cut at a space.`,
      },
      {
        by: 'mbalinga',
        after: '2w',
        text: `It prefers spaces now. In as 0d9cbe7741a5 (3.7) and 62fb8a0ed13c (3.6).`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'Garbled umlauts in long subjects when mail goes through smtplib.send_message()',
    by: 'ilse.d',
    at: '2018-06-12T06:50Z',
    text: `"Einladung zur Jahreshauptversammlung des Kleingärtnervereins ... Möhrenbeet" arrives as M??hrenbeet, but only from a certain length on. Shorter: fine. Body: fine. 3.6.5.`,
    set: { type: 'behavior', components: ['email'], versions: ['Python 3.6'] },
    events: [
      {
        by: 'mbalinga',
        after: '5h',
        text: `Your ö was cut in two. 3.6.6 has the correction; may I ask you to try its release candidate?`,
        duplicateOf: 'email-fold-encoded',
        set: { status: 'closed', resolution: 'duplicate' },
      },
      { by: 'ilse.d', after: '1d', text: `The Möhrenbeet is whole again. Thank you from 84 gardeners.` },
    ],
  },
  {
    title: 'http.client: a server that sends 100 Continue twice makes getresponse() raise BadStatusLine',
    by: 'lupe',
    at: '2012-02-07T17:33Z',
    text: `Some proxies answer "Expect: 100-continue" themselves and pass on the 100 of the origin as well.

Traceback (most recent call last):
  File "upload.py", line 40, in <module>
    response = connection.getresponse()
  File "/usr/lib/python3.2/http/client.py", line 1049, in getresponse
    response.begin()
  File "/usr/lib/python3.2/http/client.py", line 346, in begin
    version, status, reason = self._read_status()
http.client.BadStatusLine: HTTP/1.1 100 Continue

As far as I can see there's a loop over 100s, however it reads only one header block.`,
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 2.7', 'Python 3.2', 'Python 3.3'] },
    events: [
      {
        by: 'ivo.tarn',
        after: '1d',
        text: `The loop is right for two 100s when both have an empty header block. Yours has "Via:" in the second. Is there a capture?`,
        set: { stage: 'test needed' },
      },
      {
        by: 'lupe',
        after: '1d',
        text: `Yes: "HTTP/1.1 100 Continue", "Via: 1.1 cache-7", empty line. Then the same without Via, then 201.`,
      },
      {
        by: 'ivo.tarn',
        after: '3d',
        text: `Reproduced with a socket that replays that. The loop skips header lines by testing the *stripped* line of the bytes against an empty str. A leftover of the 2to3 times.`,
        set: { stage: 'needs patch', versions: ['-Python 2.7'] },
      },
      {
        by: 'lupe',
        after: '2d',
        text: `One character: b''.`,
        files: [
          {
            name: 'continue-twice.patch',
            text: `--- a/Lib/http/client.py
+++ b/Lib/http/client.py
@@ -352,4 +352,4 @@
             for line in self._interim_lines():
-                if line.strip() == '':
+                if line.strip() == b'':
                     break
                 self._note(line)
`,
          },
        ],
      },
      {
        by: 'ivo.tarn',
        after: '1d',
        text: `Thanks! ee0b743ac19d in 3.2, merged.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'ssl: CERTIFICATE_VERIFY_FAILED after installing from python.org on a Mac',
    by: 'barnaby',
    at: '2017-01-09T19:05Z',
    text: `I did the tutorial and then urlopen("https://...") and got

Traceback (most recent call last):
  File "/Library/Frameworks/Python.framework/Versions/3.6/lib/python3.6/urllib/request.py", line 1318, in do_open
    encode_chunked=req.has_header('Transfer-encoding'))
ssl.SSLError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed (_ssl.c:749)

Is that page a hacker?`,
    set: { components: ['macOS', 'SSL'], versions: ['Python 3.6'] },
    events: [
      {
        by: 'sanna.lehto',
        after: '1h',
        text: `No hacker. The 3.6 installer brings its own OpenSSL, which has no list of authorities. In the folder Applications/Python 3.6 there's a script "Install Certificates": double click it, once. The last screen of the installer told you so.`,
      },
      {
        by: 'barnaby',
        after: '30m',
        text: `It works. Honestly I never read the last screen, there's always only "Thank you" on it.`,
      },
      {
        by: 'noor.b',
        after: '3h',
        text: `As this is documented, not a bug. Though nobody reads last screens; maybe the installer should run the script itself.`,
        set: { status: 'closed', resolution: 'not a bug' },
      },
    ],
  },
  {
    title: 'Certificate matching should be left to OpenSSL 1.0.2 and ssl.match_hostname() go',
    by: 'noor.b',
    at: '2017-09-04T11:00Z',
    text: `We match host names in Python, after the handshake. OpenSSL can do so during it: earlier failure, proper alert to the peer, and partial wildcards are its problem. It needs X509_VERIFY_PARAM_set1_host, so OpenSSL 1.0.2. PEP 543 would expect it too.`,
    set: {
      type: 'enhancement',
      components: ['SSL'],
      versions: ['Python 3.7'],
      stage: 'needs patch',
      assignee: 'noor.b',
    },
    events: [
      { by: 'dmitar', after: '5h', text: `What of Debian 8 and RHEL 6, which have 1.0.1?` },
      {
        by: 'noor.b',
        after: '1d',
        text: `RHEL 7 has 1.0.2 since 7.4. Debian 8 will be out of support before 3.7.1. PEP 644-style arguments in short: 1.0.1 gets no fixes from anyone.`,
      },
      {
        by: 'bjarki',
        after: '2d',
        text: `Buildbots: two workers have to be updated or retired. I can talk to their owners.`,
        set: { keywords: ['buildbot'] },
      },
      {
        by: 'hpark77',
        after: '3d',
        text: `There are servers with an underscore in the name. match_hostname() accepts them.`,
      },
      { by: 'noor.b', after: '7h', text: `So does OpenSSL.` },
      {
        by: 'noor.b',
        after: '12w',
        text: `In: 31ce09fb8d57. match_hostname() stays, deprecated, for those who call it by hand.`,
        set: { status: 'closed', resolution: 'fixed', keywords: ['-buildbot'] },
      },
    ],
  },
  {
    title: 'urllib.parse.urljoin() treats "data:" URLs as relative to their base',
    by: 'cosmo',
    at: '2015-07-21T14:14Z',
    text: `urljoin("http://a/b", "data:,x") is right, but urljoin("data:text/html,<p>", "#top") gives "#top". The RFC says any URI can be a base.`,
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 3.5'] },
    events: [
      {
        by: 'quillon',
        after: '2d',
        text: `urljoin knows a list of schemes that use relative references, uses_relative, and "data" isn't among them. The list is a relic of RFC 1808, when one had to know. Dropping it changes results for mailto: and others; adding "data" doesn't harm.`,
      },
      {
        by: 'cosmo',
        after: '4h',
        text: `I register "matrix" and "ipfs" by appending to that list from outside. Please don't drop, or please do drop, but don't just add!`,
      },
      {
        by: 'quillon',
        after: '1d',
        text: `That's what I call a clear request. Any proposal has to come with a table of old and new results for all the schemes in the module.`,
        set: { stage: 'test needed' },
      },
      {
        by: 'rasmus_k',
        after: '20w',
        text: `Made the table: of 1,184 combinations 37 change, all of them currently return the second argument alone.`,
        files: [
          {
            name: 'urljoin_table.py',
            text: `from itertools import product
from urllib import parse

SCHEMES = ['http', 'ftp', 'mailto', 'data', 'urn', 'news', 'sip', 'svn+ssh']
REFERENCES = ['', '#f', '?q', 'x', '/x', '//h/x', '.', '..', 'http:x']


def table():
    for scheme, reference in product(SCHEMES, REFERENCES):
        base = scheme + '://host/a/b?c#d'
        yield base, reference, parse.urljoin(base, reference)


before = list(table())
parse.uses_relative.extend(SCHEMES)
parse.uses_netloc.extend(SCHEMES)
parse.clear_cache()
for (base, reference, old), (_, _, new) in zip(before, table()):
    if old != new:
        print(f'{base:32} {reference:10} {old:24} {new}')
`,
          },
        ],
      },
      {
        by: 'quillon',
        after: '5d',
        text: `37 that nobody can rely upon. I am convinced. Next: the patch.`,
        set: { stage: 'needs patch', versions: ['+Python 3.6', '-Python 3.5'] },
      },
    ],
  },
  {
    ref: 'http-smuggle',
    title: 'http.server accepts "Content-Length : 5" with a space before the colon',
    by: 'vikram.s',
    at: '2020-06-15T13:37Z',
    text: `RFC 7230 3.2.4: a server MUST reject it with 400. Behind a proxy that ignores such a header and takes the body for the next request, this is request smuggling. The parser is email's, which is tolerant as mail has to be. I am aware that http.server isn't for production, but WSGI servers are built on it.`,
    set: {
      type: 'security',
      components: ['Library (Lib)', 'email'],
      versions: ['Python 3.7', 'Python 3.8', 'Python 3.9'],
    },
    events: [
      {
        by: 'noor.b',
        after: '2h',
        text: `Thanks for the care of the report. It would have been better sent to the security list; it's public now, so let us be quick.`,
        set: { priority: 'release blocker', stage: 'needs patch', keywords: ['security_issue'] },
      },
      {
        by: 'mbalinga',
        after: '5h',
        text: `email must not change: real mails have that space. parse_headers() in http.client sees the raw lines before they get to the parser; that is the place.`,
      },
      {
        by: 'noor.b',
        after: '1d',
        text: `Done there. Names of fields have to be tokens. Leading whitespace in the first line is refused as well.`,
        files: [
          {
            name: 'strict-field-names.patch',
            text: `--- a/Lib/http/client.py
+++ b/Lib/http/client.py
@@ -205,2 +205,9 @@
+_field_line = re.compile(br"[!#$%&'*+.^_|~0-9A-Za-z-]+:").match
+
+def _check_field_line(line, first):
+    folded = line[:1] in b' ' and not first
+    if line.strip() and not folded and not _field_line(line):
+        raise InvalidHeaderLine(line[:80])
+
 def parse_headers(fp, _class=HTTPMessage):
`,
          },
        ],
        set: { stage: 'patch review' },
      },
      {
        by: 'tamsin.ok',
        after: '4h',
        text: `For a client the same check means that pages of broken servers can't be loaded. Is it wanted there?`,
      },
      {
        by: 'noor.b',
        after: '3h',
        text: `No. The RFC tells a client to strip the space. The check is an argument then, strict=True from http.server only.`,
      },
      {
        by: 'vikram.s',
        after: '1d',
        text: `Tested with the strict version: 400 for all the 14 variants that I know of.`,
      },
      {
        by: 'tamsin.ok',
        after: '2d',
        text: `8b6f11d2ac07 (main), 1fc90ed57ba4 (3.8), 6a04e7da9c81 (3.7). Released with 3.8.4.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'smtplib: starttls() followed by login() reuses the AUTH list from before the upgrade',
    by: 'sanna.lehto',
    at: '2014-10-29T10:55Z',
    text: `Our server offers no AUTH before TLS, PLAIN after it. login() says

Traceback (most recent call last):
  File "/usr/lib/python3.4/smtplib.py", line 585, in login
    raise SMTPException("SMTP AUTH extension not supported by server.")
smtplib.SMTPException: SMTP AUTH extension not supported by server.

if I called ehlo() by hand before starttls(). If I don't it works. The documentation suggests that starttls() clears what was learned.`,
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 3.4'] },
    events: [
      {
        by: 'ivo.tarn',
        after: '5h',
        text: `It does clear esmtp_features, ehlo_resp and helo_resp -- if the reply is 220. Does your server say 220?`,
      },
      { by: 'sanna.lehto', after: '2h', text: `It says 250 Ready to start TLS. RFC 3207 says 220. Wrong server!` },
      {
        by: 'ivo.tarn',
        after: '1h',
        text: `Then starttls() shouldn't go on as if nothing had happened. Since 3.5 an unexpected code raises SMTPResponseException, so you would have known. I don't think it can be backported.`,
        set: { status: 'closed', resolution: 'out of date' },
      },
    ],
  },
  {
    title: 'EmailMessage.set_content(subtype="markdown") works, get_body() never finds it',
    by: 'eudora',
    at: '2020-03-18T20:02Z',
    text: `get_body(preferencelist=('markdown', 'plain')) gives None:

Traceback (most recent call last):
  File "newsletter.py", line 22, in <module>
    print(message.get_body(('markdown', 'plain')).get_content())
AttributeError: 'NoneType' object has no attribute 'get_content'

The docs say that the list may have 'related', 'html' and 'plain', so it's me who is asking too much. RFC 7763 registers text/markdown, and it would be a nice thing to have.`,
    set: { type: 'enhancement', components: ['email'], versions: ['Python 3.9'] },
    events: [
      {
        by: 'mbalinga',
        after: '1d',
        text: `Any text subtype in the list, in general. I see no reason against it, apart from the loop's being fiddly.`,
        set: { stage: 'needs patch', keywords: ['newcomer friendly'] },
      },
      {
        by: 'calloway',
        after: '3w',
        text: `I would like to try. Is there a test with nested alternatives I could start from?`,
      },
      {
        by: 'mbalinga',
        after: '1d',
        text: `TestEmailMessageBase, the parameters are dictionaries of (message, expected positions). Add one called message_with_markdown.`,
      },
    ],
  },
  {
    title: 'getaddresses() lets "alice@example.org, <bob@example.org>" be one address of two people',
    by: 'tinkerbyte',
    at: '2019-07-04T21:21Z',
    text: `email.utils.parseaddr('alice@example.org)bob@example.com') gives ('', 'alice@example.orgbob@example.com')... and with quotes and brackets one can make getaddresses() report a domain which the receiving server doesn't see. Our sign-up checks the domain with it. So did those of two frameworks that I looked at.`,
    set: { type: 'security', components: ['email'], versions: ['Python 3.7', 'Python 3.8', 'Python 3.9'] },
    events: [
      {
        by: 'mbalinga',
        after: '8h',
        text: `The old parser takes what it can get; it is meant for showing mail, not for deciding. The new one in email.headerregistry reports defects. I'd recommend Address(addr_spec=text), which raises.`,
      },
      {
        by: 'tinkerbyte',
        after: '1d',
        text: `I switched to it. But parseaddr() is what the internet recommends, and "returns ('', '') on failure" in the manual sounds like a check.`,
      },
      {
        by: 'noor.b',
        after: '2d',
        text: `Let us add strict=True as the default: if the number of addresses found differs from the commas outside of quotes, plus one, return ('', ''). And an escape hatch for archives of the nineties.`,
        set: { stage: 'needs patch', keywords: ['security_issue'], priority: 'high' },
      },
      {
        by: 'mbalinga',
        after: '5d',
        text: `Counting commas is a heuristic on top of a heuristic. I'd rather reimplement these on the new parser, with a cap on the length since it is quadratic.`,
      },
      { by: 'noor.b', after: '1d', text: `How long will that take?` },
      { by: 'mbalinga', after: '6h', text: `For ever, if I am honest. OK: heuristic first.` },
      {
        by: 'tinkerbyte',
        after: '9d',
        text: `I generated 50,000 addresses from the grammar of RFC 5322 and as many mutants: the comma rule refuses 3 valid ones (comments with commas) and lets no mutant through.`,
        set: { versions: ['+Python 3.10', '-Python 3.7'] },
      },
      { by: 'zdenka', after: '30w', text: `Who has the patch? It appears that everybody is waiting for everybody.` },
    ],
  },
  {
    title: 'xmlrpc.client.ServerProxy ignores the timeout of socket.setdefaulttimeout() for HTTPS',
    by: 'jib',
    at: '2011-06-09T12:30Z',
    text: `setdefaulttimeout(5) before anything else. With http:// a dead server raises socket.timeout after 5 seconds, with https:// it hangs until TCP gives up. Python 2.7.1.`,
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 2.7'] },
    events: [
      {
        by: 'dmitar',
        after: '9h',
        text: `The handshake is done in blocking mode since HTTPSConnection passes its own timeout object on, and None means "none" there rather than "default". Looks like a one-line fix in httplib.`,
        set: { stage: 'needs patch', keywords: ['easy'] },
      },
      {
        by: 'fenwick',
        after: '4d',
        text: `Fix and test. The test opens a listening socket that never accepts.`,
        files: [
          {
            name: 'https-default-timeout.patch',
            text: `--- a/Lib/httplib.py
+++ b/Lib/httplib.py
@@ -1150,4 +1150,4 @@
-            sock = socket.create_connection((self.host, self.port), None)
+            sock = socket.create_connection((self.host, self.port), self.timeout)
             if self._tunnel_host:
                 self.sock = sock
                 self._tunnel()
`,
          },
        ],
      },
      {
        by: 'dmitar',
        after: '2d',
        text: `A listening socket that never accepts is still connected by the kernel; fine for the handshake. Please use support.bind_port().`,
        set: { stage: 'patch review' },
      },
      {
        by: 'jib',
        after: '400w',
        text: `Does anyone still need this? I left 2.7 four years ago, and 3.x was never affected.`,
      },
      {
        by: 'dmitar',
        after: '3d',
        text: `No. Thank you for cleaning up!`,
        set: { status: 'closed', resolution: 'out of date' },
      },
    ],
  },
  {
    title: 'SSLSocket.recv_into() returns 0 at a truncated record and the caller believes in EOF',
    by: 'gwenllian',
    at: '2013-05-14T09:19Z',
    text: `With suppress_ragged_eofs=True (the default) a connection that is cut without close_notify looks like a clean end. An attacker who can cut a TCP connection can truncate a download at will, and http.client is content if there's no Content-Length. The default is from a time when servers were sloppier.`,
    set: { type: 'security', components: ['SSL'], versions: ['Python 3.3', 'Python 3.4'] },
    events: [
      {
        by: 'noor.b',
        after: '1d',
        text: `True, and still not changeable overnight: about one in twelve of the top 1,000 sites does not send close_notify. I counted today.`,
      },
      {
        by: 'gwenllian',
        after: '3h',
        text: `http.client could set it to False for responses that end with the connection. Those are the only ones in danger.`,
      },
      {
        by: 'noor.b',
        after: '2d',
        text: `One in twelve of *these* too, and users will tell us "works in my browser". Browsers show a truncated page with pleasure.`,
      },
      {
        by: 'dmitar',
        after: '5d',
        text: `An attribute on the response, response.truncated, so that one who cares can ask?`,
        set: { stage: 'needs patch' },
      },
      { by: 'gwenllian', after: '1d', text: `Good thinking. Those who care are three, but they'd be grateful.` },
    ],
  },
  {
    title: 'http.cookies rejects a cookie with a colon in its name and all cookies behind it',
    by: 'rukmini',
    at: '2014-08-12T16:16Z',
    text: `SimpleCookie('theme=dark; ad:id=7; session=abc') has theme and nothing else.

Traceback (most recent call last):
  File "/srv/shop/session.py", line 12, in user_of
    token = cookies['session'].value
KeyError: 'session'

An advertisement on another subdomain logs our users out. RFC 6265 asks servers to be lenient: skip what you don't understand and go on.`,
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 2.7', 'Python 3.4'] },
    events: [
      {
        by: 'ivo.tarn',
        after: '5h',
        text: `It is half intended: since 2.7.8 parsing stops at the first thing that's invalid, to prevent that a cookie's value injects another. Skipping to the next semicolon has the same effect on injection and keeps the rest.`,
      },
      {
        by: 'noor.b',
        after: '1d',
        text: `Careful: quoted values may contain semicolons. ad:"x; session=evil" must not give a session.`,
      },
      {
        by: 'rukmini',
        after: '2d',
        text: `In RFC 6265 they may not; it's only our own quoting that escapes them. But I see the danger: we must parse the quoted string even of the cookie that we skip.`,
      },
      {
        by: 'ivo.tarn',
        after: '4d',
        text: `So: parse a name as anything but = ; and whitespace, parse the value as ever, then drop the pair if the name isn't a token.`,
        set: { stage: 'needs patch', versions: ['+Python 3.5', '-Python 2.7'] },
      },
      {
        by: 'rukmini',
        after: '3w',
        text: `Implements this. 14 tests.`,
        files: [
          {
            name: 'cookie-skip.patch',
            text: `--- a/Lib/http/cookies.py
+++ b/Lib/http/cookies.py
@@ -565,4 +565,6 @@ class BaseCookie(dict):
             name, value = match.group('key'), match.group('val')
             position = match.end()
+            if not _is_legal_key(name):
+                continue
             self._remember(name, *self.value_decode(value))
`,
          },
        ],
      },
      {
        by: 'noor.b',
        after: '9d',
        text: `I tried to break it for an evening and couldn't.`,
        set: { stage: 'commit review' },
      },
    ],
  },
  {
    ref: 'ssl-openssl3',
    title: 'Build and test the ssl module with OpenSSL 3.0',
    by: 'noor.b',
    at: '2021-01-12T08:00Z',
    text: `3.0 alpha 10 is out. Deprecated: ENGINE, ERR_func_error_string and half of what _ssl.c does with DH parameters. Different: error codes for truncated files, security level 1 refuses SHA-1 signatures, so most of our test certificates. This issue collects the pieces.`,
    set: {
      type: 'enhancement',
      components: ['SSL', 'Build', 'Extension Modules'],
      versions: ['Python 3.10'],
      priority: 'high',
      assignee: 'noor.b',
      stage: 'needs patch',
    },
    events: [
      {
        by: 'dmitar',
        after: '1d',
        text: `I can regenerate the certificates with SHA-256. make_ssl_certs.py needs an update anyway.`,
      },
      {
        by: 'bjarki',
        after: '2d',
        text: `There is a buildbot worker with nothing else to do now. It is called "Custom OpenSSL 3".`,
        set: { keywords: ['buildbot'] },
      },
      {
        by: 'noor.b',
        after: '8w',
        text: `Of 41 failures 9 are left. Most annoying one: an unexpected EOF is an error (SSL_R_UNEXPECTED_EOF_WHILE_READING) now instead of a syscall error with errno 0.`,
      },
      {
        by: 'noor.b',
        after: '20w',
        text: `All green with beta 1. What remains is a decision whether 3.9 should build with it: I'd say yes, without promising anything.`,
        set: { versions: ['+Python 3.9', '+Python 3.11'] },
      },
      {
        by: 'anselm.w',
        after: '6d',
        text: `Fine with me as long as the documentation says "experimental".`,
        set: { stage: 'patch review' },
      },
    ],
  },
  {
    title: 'hashlib.new("md4") disappears with some distributions, and ntlm with it',
    by: 'octavia',
    at: '2021-09-27T14:02Z',
    text: `Traceback (most recent call last):
  File "/usr/lib/python3.9/hashlib.py", line 156, in __hash_new
    return _hashlib.new(name, data, **kwargs)
ValueError: [digital envelope routines] unsupported

Fedora rawhide with OpenSSL 3. md4 is listed in hashlib.algorithms_available nevertheless.`,
    set: { type: 'behavior', components: ['SSL', 'Extension Modules'], versions: ['Python 3.9', 'Python 3.10'] },
    events: [
      {
        by: 'noor.b',
        after: '3h',
        text: `MD4 went to the "legacy" provider, which isn't loaded by default. That's a decision of OpenSSL and of your distribution. That algorithms_available lies is our bug: it lists names rather than what can be fetched.`,
        dependsOn: ['ssl-openssl3'],
        set: { stage: 'needs patch' },
      },
      { by: 'octavia', after: '1d', text: `I've enabled the provider in openssl.cnf, so it's not urgent for me.` },
    ],
  },
  {
    title: 'urlopen() sends "Connection: close" and there is no way to talk it out of that',
    by: 'rasmus_k',
    at: '2010-10-21T18:18Z',
    text: `I fetch 3,000 tiny files from one server. 3,000 handshakes. Keep-alive in urllib would be heaven. It sets the header even if I give my own.`,
    set: { type: 'enhancement', components: ['Library (Lib)'], versions: ['Python 3.2'] },
    events: [
      {
        by: 'ivo.tarn',
        after: '1d',
        text: `urlopen() has no place to keep a connection in: openers are shared by threads and nobody ever closes them. http.client can keep alive; for comfort there are third-party libraries that do pools well.`,
      },
      { by: 'rasmus_k', after: '2d', text: `I'd even write it. KeepAliveHandler in urllib.request, opt-in.` },
      {
        by: 'ivo.tarn',
        after: '1d',
        text: `One has existed in a well-known package of the 2000s, and its bug list is instructive: responses that aren't read to their end, 304s with a body, half-closed sockets. I don't want this in the standard library without a maintainer for ten years.`,
      },
      { by: 'rasmus_k', after: '3h', text: `I'm 19, ten years sound long.` },
      {
        by: 'bjarki',
        after: '4w',
        text: `Rejecting then. Rasmus, with that attitude you will be a core developer before the ten years are over.`,
        set: { status: 'closed', resolution: 'rejected' },
      },
    ],
  },
  {
    title: 'imaplib.IMAP4.idle() to wait for new mail',
    by: 'pasquale',
    at: '2012-12-24T17:00Z',
    text: `RFC 2177. I poll every 10 seconds and my provider sent me a letter. A paper letter.`,
    set: { type: 'enhancement', components: ['email', 'Library (Lib)'], versions: ['Python 3.4'] },
    events: [
      {
        by: 'mbalinga',
        after: '2d',
        text: `Frame it! The command itself is simple, but imaplib's _get_response() insists on a tagged answer, and idling has no end of its own. It should be a context manager that yields responses, with a timeout as servers drop you after 29 minutes.`,
        set: { stage: 'needs patch' },
      },
      {
        by: 'snorri',
        after: '9w',
        text: `I have this in production since last spring (attached, under the contributor agreement). It pokes in private attributes.`,
        files: [
          {
            name: 'idle_sketch.py',
            text: `import contextlib
import select


@contextlib.contextmanager
def idle(connection, seconds=29 * 60):
    """Yields an iterator of untagged responses; leaves IDLE at the end of the block."""
    tag = connection._new_tag()
    connection.send(tag + b' IDLE' + bytes([13, 10]))
    connection.readline()

    def responses():
        while select.select([connection.sock], [], [], seconds)[0]:
            yield connection.readline().rstrip()

    yield responses()
    connection.send(b'DONE' + bytes([13, 10]))
    while not connection.readline().startswith(tag):
        pass
`,
          },
        ],
      },
      {
        by: 'mbalinga',
        after: '3d',
        text: `select() doesn't see what is buffered in the SSL layer or in the file object. Else a good start.`,
      },
      { by: 'pasquale', after: '150w', text: `The letter hangs on my wall. Any news?` },
      {
        by: 'mbalinga',
        after: '5d',
        text: `None. Moving to the current version.`,
        set: { versions: ['+Python 3.6', '-Python 3.4'] },
      },
    ],
  },
  {
    title: 'wsgiref.simple_server answers HEAD requests with a body',
    by: 'wrenfield',
    at: '2016-03-16T09:26Z',
    text: `If the application doesn't care about the method (most of the tutorials don't), wsgiref sends whatever it returns. Over keep-alive connections the client takes the body for the next status line:

Traceback (most recent call last):
  File "probe.py", line 17, in <module>
    second = connection.getresponse()
  File "/usr/lib/python3.5/http/client.py", line 1174, in getresponse
  File "/usr/lib/python3.5/http/client.py", line 264, in _read_status
http.client.BadStatusLine: <!doctype html>

PEP 3333 leaves it to the server: "servers must not transmit the body of a HEAD response".`,
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 3.5', 'Python 3.6'] },
    events: [
      { by: 'anselm.w', after: '2d', text: `I can't find this sentence in PEP 3333. Where is it?` },
      {
        by: 'wrenfield',
        after: '3h',
        text: `You are right, I quoted RFC 7231 from memory and made it sound like the PEP. The PEP only says that a server may skip iterating.`,
      },
      {
        by: 'anselm.w',
        after: '1d',
        text: `The RFC is enough. Our simple server closes the connection after each response unless asked otherwise, which is why nobody was hurt.`,
        set: { stage: 'needs patch', priority: 'low' },
      },
      {
        by: 'anselm.w',
        after: '10w',
        text: `Aoife, would you like to do the patch? If not, I'd leave that to the next sprint.`,
        set: { status: 'pending' },
      },
    ],
  },
]

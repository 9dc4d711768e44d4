import type { DemoStory } from 'muster-tracker/tracker'

export const stories: readonly DemoStory[] = [
  {
    title: 'socket.create_connection() reports the error of the last address, which is rarely the interesting one',
    by: 'rasmus_k',
    at: '2011-12-01T13:40Z',
    text: `Our server refuses on IPv4 (firewall, ECONNREFUSED), and the machine has no IPv6 route. The user is told "Network is unreachable" and checks his cable. The first error would have said what's wrong. Best would be all of them.`,
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 2.7', 'Python 3.2', 'Python 3.3'] },
    events: [
      {
        by: 'hedda.quill',
        after: '1d',
        text: `getaddrinfo() orders by preference, so "first" is as good a guess as "last", but not a better one: with broken IPv6 first it would be the uninteresting one for many more people.`,
      },
      {
        by: 'octavia',
        after: '2d',
        text: `What about putting the others into the message? "Connection refused (198.51.100.7:80); Network is unreachable ([2001:db8::7]:80)".`,
      },
      {
        by: 'hedda.quill',
        after: '4d',
        text: `Programs look at errno. Text alone I wouldn't mind.`,
        set: { type: 'enhancement', stage: 'needs patch', versions: ['-Python 2.7', '-Python 3.2'] },
      },
      {
        by: 'sunniva',
        after: '480w',
        text: `With exception groups in 3.11 there's finally a proper container: all_errors=True raises an ExceptionGroup. I've a branch.`,
        set: { versions: ['-Python 3.3', '+Python 3.11'], stage: 'patch review', assignee: 'sunniva' },
      },
    ],
  },
  {
    ref: 'net-ftp-epsv',
    title: 'ftplib connects to whatever host the answer to PASV names',
    by: 'wrenfield',
    at: '2017-04-06T10:26Z',
    text: `A malicious FTP server can make the client connect to any address and port in its own network ("227 Entering Passive Mode (10,0,0,5,0,25)") and report whether it's open. Browsers and curl have ignored the host part for years and use the address of the control connection.`,
    set: {
      type: 'security',
      components: ['Library (Lib)'],
      versions: ['Python 2.7', 'Python 3.5', 'Python 3.6', 'Python 3.7'],
    },
    events: [
      {
        by: 'tamsin.ok',
        after: '6h',
        text: `Confirmed. Servers with a separate data host exist, on paper. An attribute for them, trust_named_data_host = False by default.`,
        set: { keywords: ['security_issue'], priority: 'high', stage: 'needs patch' },
      },
      {
        by: 'perpetua',
        after: '1d',
        text: `Changing a default in a security release of 3.5, hmm. Whoever needs the old behaviour can't know. But I see no other way; the attribute is at least searchable.`,
      },
      {
        by: 'wrenfield',
        after: '3d',
        text: `Patch, with a test server that lies.`,
        files: [
          {
            name: 'ftp-pasv-peer.patch',
            text: `diff --git a/Lib/ftplib.py b/Lib/ftplib.py
--- a/Lib/ftplib.py
+++ b/Lib/ftplib.py
@@ -318,5 +319,8 @@ class FTP:
         if self.af == socket.AF_INET:
-            host, port = parse227(self.sendcmd('PASV'))
+            named, port = parse227(self.sendcmd('PASV'))
+            # The server may name any machine that we can reach and it can't.
+            peer = self.sock.getpeername()[0]
+            host = named if self.trust_named_data_host else peer
         else:
             host, port = parse229(self.sendcmd('EPSV'), self.sock.getpeername())
`,
          },
        ],
      },
      {
        by: 'tamsin.ok',
        after: '4d',
        text: `Committed to all branches: 7b9e03cd152a, c80f4d26be31, 4ae17fd0b3c8, 90dd5c2b6f17. Thank you for the quiet report and the loud test.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'FTP.retrbinary() stops after an hour: control connection idle during a long transfer',
    by: 'tevita',
    at: '2013-09-30T02:02Z',
    text: `Satellite images, 6 GB over a slow line. The data arrives completely, then:

Traceback (most recent call last):
  File "fetch.py", line 22, in <module>
    ftp.retrbinary('RETR tile_0412.nc', out.write, 65536)
  File "/usr/lib/python3.3/ftplib.py", line 421, in retrbinary
    return self.voidresp()
  File "/usr/lib/python3.3/ftplib.py", line 231, in getline
    line = self.file.readline(self.maxline + 1)
TimeoutError: [Errno 110] Connection timed out

because the router has forgotten the control connection.`,
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 3.3'] },
    events: [
      {
        by: 'ivo.tarn',
        after: '10h',
        text: `ftp.sock.setsockopt(SOL_SOCKET, SO_KEEPALIVE, 1), with TCP_KEEPIDLE below the patience of the router, should do. It can't be the library's default, as mobile users pay for it.`,
      },
      {
        by: 'tevita',
        after: '3d',
        text: `With KEEPIDLE=300 eleven tiles came through in a row. It's a pity to have to know this.`,
      },
      {
        by: 'ivo.tarn',
        after: '2d',
        text: `Then let's write it down in ftplib's documentation.`,
        set: {
          components: ['+Documentation', '-Library (Lib)'],
          stage: 'needs patch',
          keywords: ['easy'],
          type: 'enhancement',
        },
      },
    ],
  },
  {
    title: 'socketserver.ThreadingMixIn remembers every thread it ever made',
    by: 'vikram.s',
    at: '2018-10-02T07:19Z',
    text: `3.7 keeps the threads in self._threads so that server_close() can join them, and never takes the finished ones out. tracemalloc after a night:

/usr/lib/python3.7/threading.py:890: size=212 MiB, count=402117
/usr/lib/python3.7/socketserver.py:661: size=31.1 MiB, count=1

400,000 requests, 400,000 dead Thread objects.`,
    set: { type: 'resource usage', components: ['Library (Lib)'], versions: ['Python 3.7', 'Python 3.8'] },
    events: [
      {
        by: 'dmitar',
        after: '3h',
        text: `Our fault. I'll reap the dead ones on each append.`,
        set: { keywords: ['3.7regression'], priority: 'release blocker', assignee: 'dmitar', stage: 'needs patch' },
      },
      {
        by: 'xiulan',
        after: '1d',
        text: `Reaping on each append is quadratic with many long-lived connections. A WeakSet?`,
      },
      {
        by: 'dmitar',
        after: '4h',
        text: `A running thread is held by threading._active, so weak references are enough. Yes! Simpler than mine.`,
      },
      {
        by: 'dmitar',
        after: '3d',
        text: `Done for 3.7.1 and master.`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved', priority: 'high' },
      },
    ],
  },
  {
    title: 'How can I make http.server visible to my phone?',
    by: 'cosmo',
    at: '2019-05-11T09:36Z',
    text: `I run python -m http.server on the laptop, it says "Serving HTTP on 0.0.0.0 port 8000". When I type 0.0.0.0:8000 on the phone, nothing happens. Is it a bug or my phone?`,
    events: [
      {
        by: 'noor.b',
        after: '20m',
        text: `Neither: 0.0.0.0 means "all my addresses" to the laptop and nothing to the phone. Find the laptop's address (ip addr, ipconfig) and type that. Questions like this get quicker answers on the mailing list for help.`,
        set: { status: 'closed', resolution: 'not a bug', type: 'behavior', components: ['Library (Lib)'] },
      },
      { by: 'cosmo', after: '15m', text: `192.168.1.23:8000, there it is. That WAS quick.` },
      {
        by: 'marchbanks',
        after: '1d',
        text: `To be fair to him: the line invites one to click on http://0.0.0.0:8000/, as if it were an address.`,
      },
    ],
  },
  {
    title: 'telnetlib: negotiation of NAWS inside of read_until() eats the byte 0xFF twice',
    by: 'snorri',
    at: '2010-11-29T18:50Z',
    text: `A terminal 255 columns wide sends IAC SB NAWS 0 255 255 0 24 IAC SE (255 doubled). process_rawq() un-doubles within the subnegotiation, and sbdataq then is one byte short when the width was 255 and the height too. Old routers of ours do that.`,
    files: [
      {
        name: 'naws.py',
        text: `import telnetlib

IAC, SB, SE, NAWS = [bytes([n]) for n in (255, 250, 240, 31)]

seen = []
session = telnetlib.Telnet()
session.set_option_negotiation_callback(lambda sock, command, option: seen.append(session.read_sb_data()))
double = IAC + IAC
session.rawq = IAC + SB + NAWS + bytes(1) + double + bytes(1) + double + IAC + SE
session.process_rawq()
print([len(data) for data in seen], 'expected 5 somewhere')
`,
      },
    ],
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 3.1', 'Python 3.2'] },
    events: [
      {
        by: 'bjarki',
        after: '3d',
        text: `Nobody here has a router like that :-) The script is good, though. Want to try a patch?`,
        set: { stage: 'needs patch', priority: 'low' },
      },
      {
        by: 'snorri',
        after: '2w',
        text: `The routers go to the scrapyard in January. I won't have anything to test with.`,
      },
      {
        by: 'bjarki',
        after: '300w',
        text: `Five years without a second report. telnetlib itself is on its way to the scrapyard.`,
        set: { status: 'closed', resolution: 'wont fix' },
      },
    ],
  },
  {
    ref: 'net-selectors-epoll-dup',
    title: 'selectors.EpollSelector goes on reporting a descriptor that was closed while a dup() lives',
    by: 'sanna.lehto',
    at: '2016-01-18T16:00Z',
    text: `epoll watches the open file description, not the number. If a library has dup()ed my socket and I close mine without unregister(), epoll reports the old number for ever and there's no way left to remove it: unregister() says KeyError or "Bad file descriptor". 100 % CPU.`,
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 3.5', 'Python 3.6'] },
    events: [
      {
        by: 'keiko.arashi',
        after: '5h',
        text: `It's how epoll works, "Q6" in its manual page. But it isn't in ours. We ask people to unregister before closing; we don't say what happens to those who forget.`,
      },
      {
        by: 'anselm.w',
        after: '2d',
        text: `select() could drop events for numbers that it doesn't know… it does, that is the loop: it drops them and goes round. A warning there in dev mode would have told you.`,
        set: { stage: 'needs patch' },
      },
      { by: 'sanna.lehto', after: '1d', text: `It would have told me in a minute instead of a weekend.` },
    ],
  },
  {
    title: 'Server with socket pairs burns a core after a client library was upgraded',
    by: 'fenwick',
    at: '2016-06-09T11:45Z',
    text: `strace shows epoll_wait(4, [{EPOLLIN, {u32=19, u64=19}}], 64, -1) = 1 in an endless loop, 19 is closed according to /proc. Began with version 2.3 of a database driver that does os.dup(). Python 3.5.1.`,
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 3.5'] },
    events: [
      {
        by: 'keiko.arashi',
        after: '2h',
        text: `epoll follows the description that the driver's duplicate keeps alive; unregister your end before you close it.`,
        duplicateOf: 'net-selectors-epoll-dup',
        set: { status: 'closed', resolution: 'duplicate' },
      },
      { by: 'fenwick', after: '1d', text: `One line swapped with another, and the fan is silent.` },
    ],
  },
  {
    title: 'urllib.robotparser treats "Disallow: /?" as "Disallow: /"',
    by: 'gwenllian',
    at: '2015-06-03T08:35Z',
    text: `RobotFileParser cuts the empty query when it normalises the path, so a site which forbids only URLs with a query seems to forbid everything. Half of the shops in my list of archives do that.

Attached: a patch that keeps the question mark, and eight rules from the wild as tests.`,
    files: [
      {
        name: 'robots-empty-query.diff',
        text: `--- a/Lib/urllib/robotparser.py
+++ b/Lib/urllib/robotparser.py
@@ -160,3 +160,6 @@ class RuleLine:
-        path = urllib.parse.urlunparse(urllib.parse.urlparse(path))
-        self.path = urllib.parse.quote(path)
+        bare, mark, query = path.partition('?')
+        bare = urllib.parse.quote(urllib.parse.unquote(bare))
+        # An empty query counts: "/?" forbids less than "/".
+        self.path = bare + mark + query
         self.allowance = allowance
`,
      },
    ],
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 2.7', 'Python 3.4', 'Python 3.5'] },
    events: [
      {
        by: 'quillon',
        after: '2d',
        text: `can_fetch() has to treat the URL in the same way, or "/?a" won't match "/?". I see that your tests would have failed without, did you forget a hunk?`,
        set: { stage: 'patch review' },
      },
      {
        by: 'gwenllian',
        after: '2h',
        text: `I did. v2 has both.`,
        files: [
          {
            name: 'robots-empty-query-2.diff',
            text: `--- a/Lib/urllib/robotparser.py
+++ b/Lib/urllib/robotparser.py
@@ -131,2 +131,3 @@ class RobotFileParser:
-        url = urllib.parse.urlunparse(('', '', parsed_url.path, parsed_url.params, parsed_url.query, ''))
+        _, mark, query = url.partition('?')
+        url = urllib.parse.quote(parsed_url.path) + mark + query
         url = url or "/"
`,
          },
        ],
      },
      { by: 'quillon', after: '5d', text: `Ready for someone with commit rights.`, set: { stage: 'commit review' } },
      { by: 'jib', after: '60w', text: `Ping? The patch still applies with an offset of 4 lines.` },
    ],
  },
  {
    title: 'poplib gives up with "line too long" on a mail that was sent by our fax machine',
    by: 'pasquale',
    at: '2014-12-11T17:07Z',
    text: `Since the last update of Python our script for incoming faxes doesn't read one message:

Traceback (most recent call last):
  File "faxes.py", line 14, in <module>
    lines = box.retr(n)[1]
  File "/usr/lib/python2.7/poplib.py", line 232, in retr
    return self._longcmd('RETR %s' % which)
  File "/usr/lib/python2.7/poplib.py", line 104, in _getline
    raise error_proto('line too long')
poplib.error_proto: line too long

The fax writes the whole TIFF in one line of base64. Thunderbird reads it.`,
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 2.7'] },
    events: [
      {
        by: 'tamsin.ok',
        after: '5h',
        text: `The limit of 2048 is against servers that send an endless line until your memory is full. Mail may have at most 998 characters a line, so the machine is in breach; but it's your mail and you want it. poplib._MAXLINE = 20 * 1024 * 1024 in your script.`,
      },
      {
        by: 'pasquale',
        after: '1d',
        text: `It's printing again! The manufacturer says he won't repair it, the model is from 2003.`,
      },
      {
        by: 'tamsin.ok',
        after: '1d',
        text: `A machine which old faxes still fear. Closing.`,
        set: { status: 'closed', resolution: 'third party' },
      },
    ],
  },
  {
    title: 'socket.if_nameindex() on Windows returns GUID names that if_nametoindex() refuses',
    by: 'barnaby',
    at: '2020-01-30T21:21Z',
    text: `if_nameindex() gives me [(1, 'loopback_0'), (9, 'ethernet_32769'), ...], while the user interface and netsh know "Ethernet 2". if_nametoindex('Ethernet 2') raises OSError: no interface with this name. Neither name appears in the multicast examples.`,
    set: { type: 'behavior', components: ['Windows', 'Extension Modules'], versions: ['Python 3.8'] },
    events: [
      {
        by: 'zdenka',
        after: '1d',
        text: `They go together at least: if_nametoindex('ethernet_32769') is 9. "Ethernet 2" is the alias of the interface, for which there are other functions. Docs?`,
        set: { components: ['+Documentation'] },
      },
      {
        by: 'lupe',
        after: '4d',
        text: `A user can only type the alias. If both were accepted on input nothing would break, as far as I see.`,
      },
      {
        by: 'zdenka',
        after: '3d',
        text: `An alias can be renamed to the LUID name of another card, by somebody wicked. I'd leave the function thin.`,
        set: { stage: 'needs patch', components: ['-Extension Modules'], type: 'enhancement', priority: 'low' },
      },
    ],
  },
  {
    title: 'ipaddress: is_private is wrong for 192.0.0.9 and nine other blocks of the IANA registry',
    by: 'rukmini',
    at: '2021-01-07T15:15Z',
    text: `I compared with the registries for special-purpose addresses. The library has 192.0.0.0/29 as private and lacks 192.0.0.170/31, and 192.0.0.9/32 is global per RFC 7723. The complete comparison in a script. SSRF filters rest on this property.`,
    files: [
      {
        name: 'compare.py',
        text: `import ipaddress

# Block, globally reachable as the registry says.
REGISTRY = [
    ('192.0.0.0/24', False),
    ('192.0.0.9/32', True),
    ('192.0.0.10/32', True),
    ('192.0.0.170/31', False),
    ('64:ff9b:1::/48', False),
    ('2001:1::1/128', True),
    ('2001:20::/28', True),
]

for block, reachable in REGISTRY:
    network = ipaddress.ip_network(block)
    if network[0].is_global != reachable:
        print(block, 'should be', reachable)
`,
      },
    ],
    set: { type: 'security', components: ['Library (Lib)'], versions: ['Python 3.8', 'Python 3.9', 'Python 3.10'] },
    events: [
      {
        by: 'perpetua',
        after: '8h',
        text: `We need a list of exceptions within the private blocks, not only more blocks. And a documented source and date, so that the next person can diff.`,
        set: { stage: 'needs patch', priority: 'high' },
      },
      {
        by: 'calloway',
        after: '2d',
        text: `is_private and is_global aren't opposites, 100.64.0.0/10 is neither. Please keep that, RFC 6598 really wants it so.`,
      },
      {
        by: 'noor.b',
        after: '4d',
        text: `I have it half done, in a table generated from the two CSV files. Generated at development time, naturally, not at run time.`,
        set: { assignee: 'noor.b' },
      },
    ],
  },
  {
    title: 'Let smtpd listen on a UNIX socket',
    by: 'ottilie',
    at: '2012-02-06T10:00Z',
    text: `For integration tests on a shared host I'd prefer a path to a port that somebody else has taken. SMTPServer(('/tmp/mail.sock', None), ...)? A subclass has to copy the whole of __init__ at present.`,
    set: { type: 'enhancement', components: ['Library (Lib)'], versions: ['Python 3.3'] },
    events: [
      {
        by: 'bjarki',
        after: '2d',
        text: `Moving the four lines which create the socket into a method that one may override: yes. A notation for paths: no.`,
        set: { stage: 'needs patch', keywords: ['easy'] },
      },
      {
        by: 'abelard',
        after: '2w',
        text: `I could do that. Which name do you want? create_socket is taken by asyncore.`,
      },
      {
        by: 'bjarki',
        after: '470w',
        text: `smtpd is deprecated since 3.6 and will be removed; aiosmtpd does this.`,
        set: { status: 'closed', resolution: 'out of date' },
      },
    ],
  },
  {
    title: 'getaddrinfo() holds a global lock on macOS, so one slow name server stops all threads',
    by: 'jib',
    at: '2015-10-27T19:05Z',
    text: `A crawler with 50 threads does one lookup at a time on OS X, fifty on Linux. In socketmodule.c there's a lock "for platforms where getaddrinfo is not thread-safe", among them __APPLE__. Since when is it safe, does anybody know?`,
    set: {
      type: 'performance',
      components: ['macOS', 'Extension Modules'],
      versions: ['Python 2.7', 'Python 3.5', 'Python 3.6'],
    },
    events: [
      {
        by: 'oriel',
        after: '1d',
        text: `The manual page of 10.4 says "not thread-safe", that of 10.5 doesn't any longer. We build for 10.6 and up, so I think the lock can go, subject to a check at configure time for ancient targets.`,
      },
      {
        by: 'mei-ting',
        after: '3d',
        text: `Ran 200 threads × 10,000 lookups on 10.6.8 (the mini in the basement) without the lock: no crash, no wrong answer. 10.11 as well.`,
      },
      {
        by: 'oriel',
        after: '6d',
        text: `Basements are underrated. 1d5bb0ea37c6 (2.7), 02fe98cd4a10 (3.5), ae4407b1d9f2 (default).`,
        set: { status: 'closed', resolution: 'fixed', stage: 'resolved' },
      },
    ],
  },
  {
    title: 'nntplib for compressed headers (XZVER, COMPRESS DEFLATE)',
    by: 'marchbanks',
    at: '2013-06-14T23:00Z',
    text: `I archive newsgroups. There are still some of us. 10 million overview lines are 3 GB in plain text and 400 MB compressed, and most big servers offer it.`,
    set: { type: 'enhancement', components: ['Library (Lib)'], versions: ['Python 3.4'] },
    events: [
      {
        by: 'hedda.quill',
        after: '5d',
        text: `XZVER is private to some providers and encodes zlib in yEnc, heaven help us. COMPRESS is a draft. When it's an RFC, gladly.`,
        set: { stage: 'needs patch', priority: 'low' },
      },
      {
        by: 'marchbanks',
        after: '180w',
        text: `RFC 8054, "Network News Transfer Protocol (NNTP) Extension for Compression", January 2017. I have waited like a gentleman.`,
      },
      {
        by: 'snorri',
        after: '1w',
        text: `The streams have to be swapped below the buffered file object, in the middle of a session. As in starttls(), so there's a model to copy.`,
      },
      {
        by: 'anselm.w',
        after: '150w',
        text: `Nobody has come forward.`,
        set: { status: 'languishing', versions: ['-Python 3.4', '+Python 3.9'] },
      },
    ],
  },
  {
    title: 'asyncore.dispatcher.handle_error() prints a traceback of a traceback when repr(self) fails',
    by: 'eudora',
    at: '2011-04-03T14:14Z',
    text: `My class has a __repr__ which uses self.peer, set in handle_connect(). If the connection fails before that:

error: uncaptured python exception, closing channel <__repr__(self) failed for object at 0x8a3f0cc> (<class 'AttributeError'>:'Client' object has no attribute 'peer' [/usr/lib/python3.2/asyncore.py|read|82] [client.py|__repr__|17])

I searched for an hour in the wrong place: where's the first exception?`,
    set: { type: 'behavior', components: ['Library (Lib)'], versions: ['Python 3.2', 'Python 3.3'] },
    events: [
      {
        by: 'dmitar',
        after: '9h',
        text: `In your case the first exception was the AttributeError: compact_traceback() shows line 17 of your file. The message is truthful but dense, I admit. Can you show a run in which another one is hidden?`,
        set: { status: 'pending', stage: 'test needed' },
      },
      {
        by: 'eudora',
        after: '2d',
        text: `No. I now see it was the log call in handle_connect_event, that did the repr.`,
        set: { status: 'closed', resolution: 'works for me' },
      },
    ],
  },
]

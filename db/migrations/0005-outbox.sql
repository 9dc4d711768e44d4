-- compatible
-- What the tracker tells people: promised in the transaction of the change, composed and sent by the worker.

-- What changed and whom the tracker means to tell. Who of them may read it is asked when the mail is composed.
create table _notification (
  id uuid primary key,
  class text not null,
  node integer not null,
  event text not null check (event in ('create', 'set')),
  at timestamptz(3) not null,
  actor integer,
  source text not null,
  -- Whose text the mail carries; null tells of the changes alone.
  message integer,
  -- As the journal has them; null for a new node.
  changes jsonb,
  -- Users to tell, and addresses that hear of everything.
  people integer[] not null,
  addresses text[] not null default '{}',
  -- Properties that the note leaves out.
  quiet text[] not null default '{}',
  composed_at timestamptz(3)
);
create index _notification_open on _notification (at) where composed_at is null;

-- A mail as each of its readers gets it, save for the headers and the footer that are a reader's own.
create table _mail (
  id bigint generated always as identity primary key,
  kind text not null,
  -- The same at every attempt: whoever gets it twice sees it once.
  message_id text not null,
  class text,
  node integer,
  made_at timestamptz(3) not null default now(),
  subject text not null,
  -- Headers, texts and attachments; null once it has gone to everybody, where it held a secret.
  content jsonb,
  holds_secret boolean not null default false
);
create index _mail_made on _mail (made_at);
create index _mail_node on _mail (class, node);

create table _delivery (
  id bigint generated always as identity primary key,
  mail bigint not null references _mail on delete cascade,
  -- null: an address that is nobody's here.
  user_id integer,
  address text not null,
  reason text not null,
  -- What the reader follows that brought it, as a designator: component3, query12.
  because text,
  -- waiting: to be sent; held: for a digest; kept: this tracker sends nothing outward; failed: tried too often.
  state text not null default 'waiting'
    check (state in ('waiting', 'held', 'kept', 'sent', 'bounced', 'failed', 'cancelled')),
  attempts integer not null default 0,
  -- What the relay said last.
  answer text,
  tried_at timestamptz(3),
  ended_at timestamptz(3),
  unique (mail, address)
);
create index _delivery_open on _delivery (mail) where state = 'waiting';
create index _delivery_held on _delivery (user_id) where state = 'held';
create index _delivery_failed on _delivery (id) where state in ('bounced', 'failed');
create index _delivery_user on _delivery (user_id, id);

-- How people want to be told. Without a row: every change, at once.
create table _mail_preference (
  user_id integer primary key,
  -- every change, messages alone, one mail a day or a week, none
  told text not null check (told in ('every', 'messages', 'daily', 'weekly', 'none')),
  -- Whether also of one's own changes; null: as the tracker does.
  own boolean
);

-- Nodes that somebody does not want to hear of.
create table _mute (
  user_id integer not null,
  class text not null,
  node integer not null,
  primary key (user_id, class, node)
);
create index _mute_node on _mute (class, node);

-- Whoever wants to hear of every issue with that component, keyword or of that saved query.
create table _subscription (
  user_id integer not null,
  class text not null,
  node integer not null,
  told text not null default 'every' check (told in ('every', 'messages', 'daily', 'weekly')),
  primary key (user_id, class, node)
);
create index _subscription_node on _subscription (class, node);

-- Keys that this tracker made for itself; what they sign stays valid as long as they stay.
create table _secret (
  name text primary key,
  value bytea not null
);

-- A mail is tried for about two days: after 15 s, and then ever more seldom, every six hours at last. What is left
-- then is kept in `dead`, to be looked at and sent again.
select pgboss.create_queue('dead', '{"policy": "standard", "retentionSeconds": 7776000, "deleteAfterSeconds": 7776000}');
select pgboss.create_queue('notify', '{"policy": "standard", "notify": true, "deadLetter": "dead", "retryLimit": 16,
  "retryDelay": 15, "retryBackoff": true, "retryDelayMax": 21600, "expireInSeconds": 600, "heartbeatSeconds": 30,
  "retentionSeconds": 7776000, "deleteAfterSeconds": 86400}');
select pgboss.create_queue('mail', '{"policy": "standard", "notify": true, "deadLetter": "dead", "retryLimit": 16,
  "retryDelay": 15, "retryBackoff": true, "retryDelayMax": 21600, "expireInSeconds": 600, "heartbeatSeconds": 30,
  "retentionSeconds": 7776000, "deleteAfterSeconds": 86400}');

-- compatible
-- Muster's own tables. Those of the tracker's classes are made from its schema.

-- What the tables were built for, so that the next schema can be compared with it.
create table _schema (
  only_row boolean primary key default true check (only_row),
  tracker text not null,
  built jsonb not null,
  built_at timestamptz(3) not null default now()
);

-- Bytes of messages and files, by their SHA-256.
create table _content (
  hash bytea primary key check (octet_length(hash) = 32),
  bytes bytea not null
);
-- Attachments are packed already, and text is read whole: don't spend time on packing, keep it out of line.
alter table _content alter column bytes set storage external;

-- Every change, old and new values. Sequence numbers are not in commit order.
create table _journal (
  sequence bigint generated always as identity primary key,
  class text not null,
  node integer not null,
  at timestamptz(3) not null,
  actor integer,
  actor_name text,
  source text not null,
  action text not null,
  changes jsonb,
  linker_class text,
  linker_node integer,
  linker_property text
);
create index _journal_node on _journal (class, node, sequence);

-- What an import could not store in place: kept, shown as such and exported again.
create table _dangling (
  class text not null,
  node integer not null,
  property text not null,
  value jsonb,
  reason text not null
);
create index _dangling_node on _dangling (class, node);

-- Where the nodes came from. What was seeded, or is demo data, and was not touched since gives way to an
-- import; `sequence` is the journal's last entry when it was written.
create table _origin (
  only_row boolean primary key default true check (only_row),
  kind text not null check (kind in ('seeded', 'demo', 'imported')),
  sequence bigint not null
);

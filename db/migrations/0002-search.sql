-- compatible
-- Full text. Words are cut by Muster itself, so nothing here depends on PostgreSQL's parsers and dictionaries.

-- Every text by itself, with positions: for phrases, for snippets, and for texts that only some may read.
create table _search_text (
  class text not null,
  node integer not null,
  property text not null,
  words tsvector not null,
  -- Room that the lexemes take in a thread's document.
  bytes integer not null,
  -- Found through its own index: not, or not in every thread it belongs to, part of the thread's document.
  alone boolean not null default true,
  primary key (class, node, property)
);
create index _search_text_alone on _search_text using gin (words) with (fastupdate = off) where alone;

-- All that every reader of an issue may read of it, as one set of words. A word of the title is there once more behind
-- a `=`; one that only the contents of files have is there behind a `/` alone.
create table _search_thread (
  class text not null,
  node integer not null,
  words tsvector not null,
  primary key (class, node)
);
create index _search_thread_words on _search_thread using gin (words) with (fastupdate = off);
-- A bitmap reads the rows of all that match: keep them small, the words out of line.
alter table _search_thread alter column words set storage external;
alter table _search_thread set (toast_tuple_target = 128);

-- Content as text, for conditions on it; bytes that are no UTF-8 are read one by one, without a fault.
create function _content_text(bytes bytea) returns text language plpgsql immutable parallel safe as $$
begin
  return convert_from(bytes, 'UTF8');
exception when others then
  return encode(bytes, 'escape');
end
$$;

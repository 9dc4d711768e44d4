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

-- Threads whose document answers a query. The planner does not know what it costs to unpack a document, so it would
-- rather read all of them than the index for a common word: it may not, here.
create function _threads_with(class text, query tsquery) returns setof integer
language plpgsql stable rows 500 set enable_seqscan = off as $$
begin
  return query select d.node from _search_thread d where d.class = $1 and d.words @@ $2;
end
$$;

-- The same with ranks, 0 for titles, 1 for texts, 2 for files, unless more than so many are found: then one row of nulls.
-- A query that is null is not asked.
create function _ranked_threads_with(class text, title tsquery, texts tsquery, everything tsquery, most integer)
returns table (node integer, rank integer)
language plpgsql stable rows 100 set enable_seqscan = off as $$
declare
  found_threads integer;
begin
  select count(*) into found_threads
  from (select from _search_thread d where d.class = $1 and d.words @@ everything limit most + 1) s;
  if found_threads > most then
    return query select null::integer, null::integer;
  elsif title is null then
    return query select d.node, 1 from _search_thread d where d.class = $1 and d.words @@ everything;
  elsif found_threads > 0 then
    return query
      select d.node, 0 from _search_thread d where d.class = $1 and d.words @@ title
      union all
      select d.node, 1 from _search_thread d where d.class = $1 and d.words @@ (texts && !!title)
      union all
      select d.node, 2 from _search_thread d where d.class = $1 and d.words @@ (everything && !!texts);
  end if;
end
$$;

-- Content as text, for conditions on it; bytes that are no UTF-8 are read one by one, without a fault.
create function _content_text(bytes bytea) returns text language plpgsql immutable parallel safe as $$
begin
  return convert_from(bytes, 'UTF8');
exception when others then
  return encode(bytes, 'escape');
end
$$;

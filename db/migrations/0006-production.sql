-- compatible
-- Whether people rely on what is in this database. There is a row where they do: nothing in Muster removes it, and
-- nothing in Muster erases a database that has one.
create table _production (
  only_row boolean primary key default true check (only_row),
  marked_at timestamptz(3) not null default now()
);

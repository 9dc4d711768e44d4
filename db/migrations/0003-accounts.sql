-- compatible
-- Who is signed in, and how fast one may try.

-- A session is known by the SHA-256 of its cookie alone: whoever reads this table can't use one.
create table _session (
  hash bytea primary key check (octet_length(hash) = 32),
  user_id integer not null,
  -- SHA-256 of the stored password at login: a new password, set through any door, ends the session.
  password_digest bytea not null,
  is_remembered boolean not null,
  created_at timestamptz(3) not null default now(),
  seen_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  address text,
  user_agent text
);
create index _session_user on _session (user_id);
create index _session_expiry on _session (expires_at);

-- The generic cell rate algorithm: `empty_at` is when the bucket will have run empty, `full_at` how far it
-- may be filled. Keys are digests: what people type where a name is asked for may be a password.
create table _throttle (
  key bytea primary key,
  empty_at timestamptz(3) not null,
  full_at timestamptz(3) not null
);
create index _throttle_empty on _throttle (empty_at);

-- compatible
-- What somebody asked for who has to prove first that a mailbox is theirs: an account, a new password, another address.

create table _account_request (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('registration', 'password', 'address')),
  -- SHA-256 of what its page is found by, where there is one that tells how far it got.
  handle bytea unique check (octet_length(handle) = 32),
  -- Who wants another address.
  user_id integer,
  -- As it was typed; a password is hashed.
  details jsonb not null,
  -- The mail about it that was composed last.
  mail bigint references _mail on delete set null,
  made_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null
);
create index _account_request_expiry on _account_request (expires_at);
create index _account_request_user on _account_request (user_id);

-- Known by its SHA-256 alone, like a session: whoever reads this table can't use one. Each holds once.
create table _account_token (
  hash bytea primary key check (octet_length(hash) = 32),
  kind text not null check (kind in ('registration', 'password', 'address', 'undo')),
  request bigint references _account_request on delete cascade,
  user_id integer,
  -- The address to change to, or back to.
  address text,
  made_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null
);
create index _account_token_expiry on _account_token (expires_at);
create index _account_token_user on _account_token (user_id);
create index _account_token_request on _account_token (request);

-- Composes the mails about accounts: who is meant is looked up there, so that no page takes longer for a known name.
select pgboss.create_queue('account', '{"policy": "standard", "notify": true, "deadLetter": "dead", "retryLimit": 16,
  "retryDelay": 15, "retryBackoff": true, "retryDelayMax": 21600, "expireInSeconds": 600, "heartbeatSeconds": 30,
  "retentionSeconds": 7776000, "deleteAfterSeconds": 86400}');

-- compatible
-- Digests are made anew from what was to be told, so that they hold only what may still be read.
alter table _mail add column notification uuid;

-- One job a day, whatever the number of workers; it fails for few readers at most, and the next day has what it left.
select pgboss.create_queue('digests', '{"policy": "standard", "notify": true, "deadLetter": "dead", "retryLimit": 8,
  "retryDelay": 60, "retryBackoff": true, "retryDelayMax": 7200, "expireInSeconds": 3600, "heartbeatSeconds": 30,
  "retentionSeconds": 7776000, "deleteAfterSeconds": 86400}');

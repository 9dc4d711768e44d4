-- compatible
-- What nobody asks for any more is taken away by a job, once a night.
select pgboss.create_queue('clean-up', '{"policy": "standard", "notify": true, "deadLetter": "dead", "retryLimit": 4,
  "retryDelay": 60, "retryBackoff": true, "retryDelayMax": 7200, "expireInSeconds": 3600, "heartbeatSeconds": 30,
  "retentionSeconds": 7776000, "deleteAfterSeconds": 86400}');

-- A paper that is handed in twice is found by its digest: whoever decides is told so on the screen.
create index evidence_by_digest on requests.evidence (digest) where request_id is not null;

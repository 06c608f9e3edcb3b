-- What somebody asked for and was given, for their claims.
create index request_by_requester_day on requests.request (requester_id, happened_on desc, id desc)
  where state in ('approved', 'given');

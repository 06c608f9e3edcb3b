-- What somebody asked for that is paid and not completed yet, for what they may still take back.
create index request_paid_by_requester on requests.request (requester_id, happened_on desc, id desc)
  where state = 'paid';

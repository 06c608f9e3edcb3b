-- Commissions on one contract are a share of it together: the few of an entity are found without reading its requests.

create index request_commission on requests.request (entity_id) where form = 'commission';

-- What waits for a fact is looked up whenever a fact is put on record, and by compliance: few rows of many.

create index request_held_by_customer on requests.request (customer_id) where state = 'more_information';
create index request_held_by_person on requests.request (person_id) where state = 'more_information';
create index request_waiting on requests.request (waiting_on, changed_at) where state = 'more_information';

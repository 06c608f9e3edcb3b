-- What one person gave, for companies whose policy limits it.

create index line_by_giver on benefits.line (giver_person_id, happened_on) where giver_person_id is not null;

-- Most Chinese words have two signs, and a trigram needs three: each sign is written twice, so that two make four.

drop index benefits.benefit_by_title;
create index benefit_by_title on benefits.benefit
  using gin (regexp_replace(title, '(.)', '\1\1', 'g') gin_trgm_ops);

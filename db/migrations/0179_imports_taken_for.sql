-- A name of a file that is the short form, the pinyin or a former name of a known party enters as that party. The row
-- says so, so that whoever reads it can see what the file said, and a run that goes on after it was killed tells of
-- all of its rows.

alter table imports.row
  add column taken_for text;
comment on column imports.row.taken_for is
  'The names of the row that were taken for a known party of another name, with that name; null where there are none.';

-- Which sheet of a workbook a run read, and how many lines the reader counted: an own count, so that a row which
-- got lost between reading and storing keeps the run from closing.

alter table imports.run
  add column sheet text,
  add column lines int,
  add constraint every_line_becomes_a_row
    check (lines is null or state in ('running', 'cancelled', 'undone') or rows = lines);
comment on column imports.run.sheet is 'The sheet of a workbook that was read; null for other files and runs of before.';
comment on column imports.run.lines is
  'Lines of the file below its heading, as the reader counted them; null for an undoing and for runs of before.';

-- Defaults come after the labels of existing rows, which they would otherwise decide.
alter table {{media_schema}}.media
  alter column source_type set default 'upload',
  alter column metadata set default '{}';

-- Defaults come after the classification of existing rows, which they would otherwise label. A trigger corrects the rows of older programs.
alter table {{media_schema}}.media
  alter column source_type set default 'upload',
  alter column metadata set default '{}';

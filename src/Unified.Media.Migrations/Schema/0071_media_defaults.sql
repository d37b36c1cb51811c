-- Sets the defaults after the existing rows were classified, which the defaults would otherwise label.
alter table {{media_schema}}.media
  alter column source_type set default 'upload',
  alter column metadata set default '{}';

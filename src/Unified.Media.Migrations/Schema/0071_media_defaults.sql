-- Only now, when the old rows have been classified, new ones may be labelled by default; a trigger looks again at what older programs write.
alter table {{media_schema}}.media
  alter column source_type set default 'upload',
  alter column metadata set default '{}';

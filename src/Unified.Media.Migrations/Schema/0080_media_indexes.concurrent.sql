-- One index an order and a filter. Visibility is included because policies read it: counts stay within the index. A row without a time of
-- creation sorts last, so that no page loses it.
create index concurrently if not exists unified_media_created_idx on {{media_schema}}.media
  (owner_user_id, coalesce(created_at, '-infinity') desc, id desc) include (visibility);
-- step
create index concurrently if not exists unified_media_source_idx on {{media_schema}}.media
  (owner_user_id, source_type, coalesce(created_at, '-infinity') desc, id desc) include (visibility);
-- step
create index concurrently if not exists unified_media_type_idx on {{media_schema}}.media
  (owner_user_id, type, coalesce(created_at, '-infinity') desc, id desc) include (visibility);
-- step
create index concurrently if not exists unified_media_enhancement_idx on {{media_schema}}.media
  (owner_user_id, enhancement_type, coalesce(created_at, '-infinity') desc, id desc) include (visibility) where enhancement_type is not null;
-- step
create index concurrently if not exists unified_media_visibility_idx on {{media_schema}}.media
  (owner_user_id, visibility, coalesce(created_at, '-infinity') desc, id desc);
-- step
create index concurrently if not exists unified_media_size_idx on {{media_schema}}.media
  (owner_user_id, coalesce(size_bytes, 0) desc, id desc) include (visibility);
-- step
create index concurrently if not exists unified_media_title_idx on {{media_schema}}.media
  (owner_user_id, coalesce(title_key, '') collate "C", id) include (visibility);
-- step
create unique index concurrently if not exists unified_media_legacy_uq on {{media_schema}}.media
  (legacy_source, legacy_id) where legacy_source is not null;
-- step
create index concurrently if not exists unified_media_object_idx on {{media_schema}}.media (object_id) where object_id is not null

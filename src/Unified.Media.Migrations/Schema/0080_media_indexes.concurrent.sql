-- One index per order and filter. Visibility is included because policies read it, so that counts need only the index. A row without a creation
-- time sorts last, so that every row is on a page. The expression is a CASE, because PostgreSQL does not treat coalesce() as leakproof, and could
-- not start an index scan at a position under row-level security.
create index concurrently if not exists unified_media_created_idx on {{media_schema}}.media
  (owner_user_id, (case when created_at is null then '-infinity' else created_at end) desc, id desc) include (visibility);
-- step
create index concurrently if not exists unified_media_source_idx on {{media_schema}}.media
  (owner_user_id, source_type, (case when created_at is null then '-infinity' else created_at end) desc, id desc) include (visibility);
-- step
create index concurrently if not exists unified_media_type_idx on {{media_schema}}.media
  (owner_user_id, type, (case when created_at is null then '-infinity' else created_at end) desc, id desc) include (visibility);
-- step
create index concurrently if not exists unified_media_enhancement_idx on {{media_schema}}.media
  (owner_user_id, enhancement_type, (case when created_at is null then '-infinity' else created_at end) desc, id desc) include (visibility)
  where enhancement_type is not null;
-- step
create index concurrently if not exists unified_media_visibility_idx on {{media_schema}}.media
  (owner_user_id, visibility, (case when created_at is null then '-infinity' else created_at end) desc, id desc);
-- step
create index concurrently if not exists unified_media_size_idx on {{media_schema}}.media
  (owner_user_id, (case when size_bytes is null then 0 else size_bytes end) desc, id desc) include (visibility);
-- step
create index concurrently if not exists unified_media_title_idx on {{media_schema}}.media
  (owner_user_id, (case when title_key is null then '' else title_key end) collate "C", id) include (visibility);
-- step
create unique index concurrently if not exists unified_media_legacy_uq on {{media_schema}}.media
  (legacy_source, legacy_id) where legacy_source is not null;
-- step
create index concurrently if not exists unified_media_object_idx on {{media_schema}}.media (object_id) where object_id is not null
-- step
-- Lists over all owners: of all items for the service, of public items for every user.
create index concurrently if not exists unified_media_all_created_idx on {{media_schema}}.media
  ((case when created_at is null then '-infinity' else created_at end) desc, id desc)
-- step
create index concurrently if not exists unified_media_all_size_idx on {{media_schema}}.media
  ((case when size_bytes is null then 0 else size_bytes end) desc, id desc)
-- step
create index concurrently if not exists unified_media_all_title_idx on {{media_schema}}.media
  ((case when title_key is null then '' else title_key end) collate "C", id)
-- step
create index concurrently if not exists unified_media_public_created_idx on {{media_schema}}.media
  ((case when created_at is null then '-infinity' else created_at end) desc, id desc) where {{schema}}.is_public(visibility)
-- step
create index concurrently if not exists unified_media_public_source_idx on {{media_schema}}.media
  (source_type, (case when created_at is null then '-infinity' else created_at end) desc, id desc) where {{schema}}.is_public(visibility)
-- step
create index concurrently if not exists unified_media_public_type_idx on {{media_schema}}.media
  (type, (case when created_at is null then '-infinity' else created_at end) desc, id desc) where {{schema}}.is_public(visibility)
-- step
create index concurrently if not exists unified_media_public_size_idx on {{media_schema}}.media
  ((case when size_bytes is null then 0 else size_bytes end) desc, id desc) where {{schema}}.is_public(visibility)
-- step
create index concurrently if not exists unified_media_public_title_idx on {{media_schema}}.media
  ((case when title_key is null then '' else title_key end) collate "C", id) where {{schema}}.is_public(visibility)

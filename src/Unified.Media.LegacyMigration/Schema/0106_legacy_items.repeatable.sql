-- Writes the rows of media that older rows become. The statements are dynamic, because the types and columns of media differ between databases.

-- Enum labels are in upper or lower case. A kind that the enum does not have is stored as an image.
create or replace function {{schema}}.legacy_describe_media(
  out kind_type text, out visibility_type text, out labels jsonb, out moderation_columns text[], out needs_created_at boolean)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  with columns as (
    select a.attname as name, a.attnotnull as is_required, format_type(a.atttypid, a.atttypmod) as type, a.atttypid as type_id,
      t.typtype = 'e' as is_enum
    from pg_catalog.pg_attribute a join pg_catalog.pg_type t on t.oid = a.atttypid
    where a.attrelid = to_regclass('{{media_schema}}.media') and not a.attisdropped and a.attname in (
      'type', 'visibility', 'created_at', 'is_nsfw', 'is_flagged', 'moderation_status', 'moderation_reason', 'moderated_by', 'moderated_at',
      'user_marked_nsfw', 'nsfw_confidence_score')),
  label_words as (
    select w.word, case when c.is_enum then (
      select e.enumlabel::text from pg_catalog.pg_enum e
      where e.enumtypid = c.type_id and lower(e.enumlabel) = lower(w.word) order by e.enumlabel = w.word desc limit 1) else w.word end as label
    from (values ('type', 'image'), ('type', 'video'), ('type', 'pdf'), ('visibility', 'PRIVATE')) w (name, word)
    join columns c on c.name = w.name)
  select
    (select c.type from columns c where c.name = 'type'), (select c.type from columns c where c.name = 'visibility'),
    (select jsonb_object_agg(l.word, coalesce(l.label, (select i.label from label_words i where i.word = 'image' and l.word <> 'PRIVATE')))
     from label_words l),
    array(select c.name::text from columns c where c.name not in ('type', 'visibility', 'created_at') order by c.name),
    (select c.is_required from columns c where c.name = 'created_at')
  into kind_type, visibility_type, labels, moderation_columns, needs_created_at;
end $$;
comment on function {{schema}}.legacy_describe_media is
  'Describes the table media of the host: types, labels, moderation columns, whether created_at is required.';

-- An older row that becomes an item: the columns of legacy_mapped, and the values that the copy computes.
do $$
begin
  if to_regtype('{{schema}}.legacy_candidate') is null then
    create type {{schema}}.legacy_candidate as (
      legacy_source text, legacy_id uuid, login_id uuid, type text, bucket text, path text, url text, problem text, width integer,
      height integer, duration integer, duration_us bigint, palette jsonb, blurhash text, exif_json jsonb, source_type text,
      enhancement_type text, original_media_id text, metadata jsonb, mime_type text, size_bytes bigint, created_at timestamptz,
      updated_at timestamptz, is_nsfw boolean, is_flagged boolean, moderation_status text, moderation_reason text, moderated_by uuid,
      moderated_at timestamptz, user_marked_nsfw boolean, nsfw_confidence_score numeric, owner_user_id uuid, owners integer, object_hash uuid,
      written_at timestamptz, media_id uuid, is_shared boolean);
  end if;
end $$;

create or replace function {{schema}}.legacy_insert_items(p_candidates {{schema}}.legacy_candidate[], p_objects jsonb) returns integer
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  host record;
  moderation text;
  inserted integer;
begin
  select * into host from {{schema}}.legacy_describe_media();
  select coalesce(string_agg(', ' || quote_ident(name), ''), '') into moderation from unnest(host.moderation_columns) name;
  execute format(
    $query$
      insert into {{media_schema}}.media (
        id, owner_user_id, type, bucket, path, width, height, duration, duration_us, palette, blurhash, exif_json, visibility, created_at,
        updated_at, source_type, enhancement_type, original_media_id, metadata, object_id, url, mime_type, size_bytes, legacy_source,
        legacy_id%1$s)
      select
        media_id, owner_user_id, ($3 ->> type)::%2$s, bucket, path, width, height, duration, duration_us, palette, blurhash, exif_json,
        ($3 ->> 'PRIVATE')::%3$s, coalesce(created_at, case when $4 then now() end), written_at, source_type, enhancement_type,
        original_media_id, metadata || jsonb_build_object('migrated_at', now()), ($2 ->> media_id::text)::bigint, url, mime_type, size_bytes,
        legacy_source, legacy_id::text%1$s
      from unnest($1)
    $query$, moderation, host.kind_type, host.visibility_type)
  using p_candidates, p_objects, host.labels, host.needs_created_at;
  get diagnostics inserted = row_count;
  return inserted;
end $$;
comment on function {{schema}}.legacy_insert_items is 'Inserts older rows into media with the objects given per item id, and returns their number.';

create or replace function {{schema}}.legacy_update_item(p_id uuid, p_mapped {{schema}}.legacy_mapped, p_object bigint) returns timestamptz
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  host record;
  moderation text;
  changed_at timestamptz;
begin
  select * into host from {{schema}}.legacy_describe_media();
  select coalesce(string_agg(format(', %1$I = $2.%1$I', name), ''), '') into moderation from unnest(host.moderation_columns) name;
  execute format(
    $query$
      update {{media_schema}}.media m set
        type = ($4 ->> $2.type)::%2$s, bucket = $2.bucket, path = $2.path, url = $2.url, object_id = $3, width = $2.width,
        height = $2.height, duration = $2.duration, duration_us = $2.duration_us, palette = $2.palette, blurhash = $2.blurhash,
        exif_json = $2.exif_json, source_type = $2.source_type, enhancement_type = $2.enhancement_type,
        original_media_id = $2.original_media_id,
        metadata = $2.metadata || jsonb_build_object('migrated_at', coalesce(m.metadata -> 'migrated_at', to_jsonb(now()))),
        mime_type = $2.mime_type, size_bytes = $2.size_bytes,
        updated_at = greatest($2.updated_at, m.updated_at + interval '1 microsecond')%1$s
      where m.id = $1
      returning m.updated_at
    $query$, moderation, host.kind_type)
  into changed_at using p_id, p_mapped, p_object, host.labels;
  return changed_at;
end $$;
comment on function {{schema}}.legacy_update_item is 'Updates an item from its older row and returns the new updated_at.';

-- A trigger of the host may have updated a new item already; the trigger of that update wrote the same rows.
create or replace function {{schema}}.legacy_insert_side_rows(p_ids uuid[]) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  with sides as materialized (
    select m.id, m.owner_user_id, coalesce(m.created_at, '-infinity') as created_at, m.metadata,
      coalesce(m.visibility::text in ('PUBLIC', 'public'), false) as is_public,
      array(select t.tag from {{schema}}.extract_tags(m.metadata) t (tag)) as tags
    from {{media_schema}}.media m where m.id = any (p_ids)),
  tagged as (
    insert into {{schema}}.media_tags (owner_user_id, tag, created_at, media_id, is_public)
    select s.owner_user_id, t.tag, s.created_at, s.id, s.is_public from sides s cross join lateral unnest(s.tags) t (tag)
    on conflict do nothing)
  insert into {{schema}}.media_search (media_id, owner_user_id, created_at, is_public, doc)
  select s.id, s.owner_user_id, s.created_at, s.is_public, array_to_tsvector(w.words)
  from sides s
  cross join lateral (select {{schema}}.join_search_text(s.metadata, s.tags) as words_from offset 0) f
  cross join lateral (select array_agg(w.word) as words from {{schema}}.extract_words(f.words_from) w (word) offset 0) w
  where w.words <> '{}'
  on conflict do nothing;
end $$;
comment on function {{schema}}.legacy_insert_side_rows is 'Writes the tags and words of new items, as the trigger of a single row does.';

revoke all on function {{schema}}.legacy_describe_media(), {{schema}}.legacy_insert_items({{schema}}.legacy_candidate[], jsonb),
  {{schema}}.legacy_update_item(uuid, {{schema}}.legacy_mapped, bigint), {{schema}}.legacy_insert_side_rows(uuid[])
  from public, {{anon}}, {{authenticated}}, {{service_role}};

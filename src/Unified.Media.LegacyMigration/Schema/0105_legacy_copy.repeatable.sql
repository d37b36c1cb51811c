-- Older rows into items: one statement for a range of a table, the same one for batches of thousands, for a trigger's single row and for an
-- adoption. It is written by a function, because types and columns of media differ between databases.

-- The label of an enum in either letter case, as a literal of the column's own type; null where it has none. For text: as given.
create or replace function {{schema}}.legacy_label(p_column text, p_word text) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  kind oid;
  name text;
begin
  select a.atttypid, format_type(a.atttypid, a.atttypmod) into kind, name from pg_catalog.pg_attribute a
  where a.attrelid = to_regclass('{{media_schema}}.media') and a.attname = p_column;
  if exists (select from pg_catalog.pg_enum e where e.enumtypid = kind) then
    return (
      select format('%L::%s', e.enumlabel, kind::regtype) from pg_catalog.pg_enum e
      where e.enumtypid = kind and lower(e.enumlabel) = lower(p_word) order by e.enumlabel = p_word desc limit 1);
  end if;

  return format('%L::%s', p_word, name);
end $$;

-- The object that an item of an older program names becomes the item's own in the ledger, where nobody else's row names it too. Gives the
-- ledger's row; null where the key proves nothing, or the object is shared.
create or replace function {{schema}}.legacy_adopt_object(
  p_media uuid, p_login uuid, p_owner uuid, p_bucket text, p_key text, p_mime text, p_size bigint, p_created timestamptz)
returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  place uuid := {{schema}}.legacy_object_hash(p_bucket, p_key);
  adopted bigint;
begin
  if not {{schema}}.adoptable(p_bucket, p_key, p_login, p_owner)
    or exists (select from {{schema}}.legacy_map l where l.location = place and l.media_id is distinct from p_media)
    or exists (select from {{schema}}.backfill_media b where b.location = place and b.media_id <> p_media) then
    return null;
  end if;

  insert into {{schema}}.objects (media_id, attempt, owner_user_id, bucket, key, state, adopted, mime_type, size_bytes, created_at)
  values (p_media, 1, p_owner, p_bucket, p_key, 'ready', true, p_mime, p_size, coalesce(p_created, now()))
  on conflict do nothing returning object_id into adopted;
  return adopted;
end $$;

-- An older row's entry in the map, held for a change; all null where there is none. Whoever changes an item takes the item first, then its
-- object, then its entry, as a delete of the item does: in any other order two of them could wait for each other.
create or replace function {{schema}}.legacy_take(p_source text, p_id text) returns {{schema}}.legacy_map
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  known {{schema}}.legacy_map;
begin
  perform from {{media_schema}}.media m
  where m.id = (select l.media_id from {{schema}}.legacy_map l where l.legacy_source = p_source and l.legacy_id = p_id)
  for update;
  select * into known from {{schema}}.legacy_map l where l.legacy_source = p_source and l.legacy_id = p_id for update;
  return known;
end $$;

-- Another row names these objects too: they belong to nobody, and are never erased.
create or replace function {{schema}}.legacy_disown(p_locations uuid[]) returns integer
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with sharers as materialized (
    select m.id from {{media_schema}}.media m
    where m.object_id is not null and m.id in (
      select l.media_id from {{schema}}.legacy_map l where l.location = any (p_locations)
      union select b.media_id from {{schema}}.backfill_media b where b.location = any (p_locations))
    order by m.id for update of m),
  disowned as (
    delete from {{schema}}.objects o using sharers s where o.media_id = s.id and o.adopted and o.state = 'ready'
    returning o.object_id, o.media_id),
  items as (
    update {{media_schema}}.media m set object_id = null from disowned d where m.id = d.media_id and m.object_id = d.object_id)
  select count(*)::integer from disowned
$$;

create or replace function {{schema}}.legacy_functions() returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  source text;
  mapped text;
  owner text := 'cross join lateral (select m.login_id as owner_user_id, 1 as owners) o';
  login text := 'select p_owner';
  moderation text := '';
  kind text;
  not_null boolean;
begin
  if to_regclass('{{media_schema}}.users_profile') is not null then
    owner := 'cross join lateral (
      select (array_agg(p.id))[1] as owner_user_id, count(*) as owners from {{media_schema}}.users_profile p where p.user_id = m.login_id) o';
    login := 'select p.user_id from {{media_schema}}.users_profile p where p.id = p_owner';
  end if;

  -- The login behind an owner, by which older tables and object keys name the same person.
  execute format($template$
    create or replace function {{schema}}.legacy_login(p_owner uuid) returns uuid
    language sql stable security definer set search_path = pg_catalog, pg_temp as $body$ %s $body$;
    $template$, login);
  revoke all on function {{schema}}.legacy_login(uuid) from public, {{anon}}, {{authenticated}}, {{service_role}};
  grant execute on function {{schema}}.legacy_login(uuid) to {{app}}, {{service_role}};

  select coalesce(string_agg(', ' || quote_ident(a.attname), '' order by a.attnum), '') into moderation
  from pg_catalog.pg_attribute a
  where a.attrelid = to_regclass('{{media_schema}}.media') and not a.attisdropped and a.attname in (
    'is_nsfw', 'is_flagged', 'moderation_status', 'moderation_reason', 'moderated_by', 'moderated_at', 'user_marked_nsfw',
    'nsfw_confidence_score');
  select a.attnotnull into not_null from pg_catalog.pg_attribute a
  where a.attrelid = to_regclass('{{media_schema}}.media') and a.attname = 'created_at';
  kind := format('case b.type %s else %s end',
    (select string_agg(format('when %L then %s', word, {{schema}}.legacy_label('type', word)), ' ')
     from unnest(array['video', 'pdf']) as word where {{schema}}.legacy_label('type', word) is not null),
    {{schema}}.legacy_label('type', 'image'));

  foreach source in array array['playground_gallery', 'user_media'] loop
    mapped := case source when 'playground_gallery' then 'legacy_gallery_mapped' else 'legacy_user_media_mapped' end;
    execute format($template$
      create or replace function {{schema}}.legacy_copy_%1$s(
        p_ids uuid[], out rows_read integer, out rows_written integer, out rows_adopted integer, out rows_skipped integer,
        out shared uuid[])
      language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
      set enable_memoize = off as $body$
      declare
        owned text[];
      begin
        perform set_config('{{schema}}.writes_sides', 'on', true);

        -- The planner does not know how long these lists are and takes them for one row: it would join them by comparing everything with
        -- everything. So nothing is joined: rows are looked up by subselects, sharers are found by sorting, and what an INSERT gave is read
        -- from an object by its key.
        with b as materialized (
          select r.*, coalesce(r.updated_at, r.created_at, now()) as written_at,
            case
              when %4$s exists (select from {{media_schema}}.media t where t.id = r.legacy_id)
                or exists (select from {{schema}}.objects t where t.media_id = r.legacy_id)
                then {{schema}}.legacy_derived_id('%1$s', r.legacy_id)
              else r.legacy_id
            end as media_id,
            r.bucket <> 'external' and (
            count(*) over (partition by r.location) > 1
            or (select true from {{schema}}.legacy_map l where l.location = r.location limit 1)
            or (select true from {{schema}}.backfill_media x where x.location = r.location limit 1)) is true as is_shared
          from (
            select m.*, o.owner_user_id, o.owners, {{schema}}.legacy_object_hash(m.bucket, m.path) as location
            from {{schema}}.%2$s m %3$s
            where m.legacy_id = any (p_ids)
              and (select true from {{schema}}.legacy_map l where l.legacy_source = '%1$s' and l.legacy_id = m.legacy_id::text) is null
              and (
                select true from {{schema}}.backfill_problem p
                where p.legacy_source = '%1$s' and p.reason = 'failed' and p.legacy_id = m.legacy_id::text) is null
            offset 0) r
          order by r.legacy_id),
        fresh as (
          insert into {{schema}}.legacy_map (legacy_source, legacy_id, media_id, owner_user_id, location, written_at)
          select '%1$s', b.legacy_id::text, b.media_id, b.owner_user_id, b.location, b.written_at
          from b where b.owners = 1
          on conflict do nothing
          returning legacy_id),
        mine as materialized (select coalesce(jsonb_object_agg(f.legacy_id, true), '{}') as ids from fresh f),
        ledger as (
          insert into {{schema}}.objects (media_id, attempt, owner_user_id, bucket, key, state, adopted, mime_type, size_bytes, created_at)
          select b.media_id, 1, b.owner_user_id, b.bucket, b.path, 'ready', true, b.mime_type, b.size_bytes, coalesce(b.created_at, now())
          from b
          where (select i.ids from mine i) ? b.legacy_id::text and not b.is_shared
            and {{schema}}.adoptable(b.bucket, b.path, b.login_id, b.owner_user_id)
          on conflict do nothing
          returning object_id, media_id),
        linked as materialized (select coalesce(jsonb_object_agg(l.media_id, l.object_id), '{}') as objects from ledger l),
        items as (
          insert into {{media_schema}}.media (
            id, owner_user_id, type, bucket, path, width, height, duration, duration_us, palette, blurhash, exif_json, visibility,
            created_at, updated_at, source_type, enhancement_type, original_media_id, metadata, object_id, url, mime_type, size_bytes,
            legacy_source, legacy_id%5$s)
          select
            b.media_id, b.owner_user_id, %6$s, b.bucket, b.path, b.width, b.height, b.duration, b.duration_us, b.palette, b.blurhash,
            b.exif_json, %7$s, %8$s, b.written_at, b.source_type, b.enhancement_type, b.original_media_id,
            b.metadata || jsonb_build_object('migrated_at', now()), ((select k.objects from linked k) ->> b.media_id::text)::bigint, b.url,
            b.mime_type, b.size_bytes, '%1$s', b.legacy_id::text%5$s
          from b where (select i.ids from mine i) ? b.legacy_id::text
          returning id, owner_user_id, created_at, visibility, metadata),
        -- What the trigger of a single row keeps, for all of them at once.
        sides as materialized (
          select i.id, i.owner_user_id, coalesce(i.created_at, '-infinity') as created_at, i.metadata,
            coalesce(i.visibility::text in ('PUBLIC', 'public'), false) as is_public,
            array(select t.tag from {{schema}}.tags_in(i.metadata) t (tag)) as tags
          from items i),
        tagged as (
          insert into {{schema}}.media_tags (owner_user_id, tag, created_at, media_id, is_public)
          select s.owner_user_id, t.tag, s.created_at, s.id, s.is_public from sides s cross join lateral unnest(s.tags) t (tag)),
        worded as (
          insert into {{schema}}.media_search (media_id, owner_user_id, created_at, is_public, doc)
          select s.id, s.owner_user_id, s.created_at, s.is_public, array_to_tsvector(w.words)
          from sides s
          cross join lateral (select {{schema}}.text_with_words(s.metadata, s.tags) as words_from offset 0) f
          cross join lateral (select array_agg(w.word) as words from {{schema}}.words_in(f.words_from) w (word) offset 0) w
          where w.words <> '{}'),
        listed as (
          insert into {{schema}}.backfill_problem (legacy_source, legacy_id, reason, detail)
          select '%1$s', b.legacy_id::text, r.reason, left(r.detail, 500)
          from b cross join lateral (
            select case when b.owners = 0 then 'owner_unknown' else 'owner_ambiguous' end, b.login_id::text where b.owners <> 1
            union all
            select b.problem, b.path where b.problem is not null and b.owners = 1) r (reason, detail)
          on conflict do nothing)
        select
          (select count(*) from b), (select count(*) from items), (select count(*) from ledger),
          (select count(*) from b where b.owners <> 1), (select array_agg(distinct b.location) from b where b.is_shared),
          (select array_agg(f.legacy_id) from fresh f)
        into rows_read, rows_written, rows_adopted, rows_skipped, shared, owned;
        perform set_config('{{schema}}.writes_sides', '', true);

        -- Rows that waited for their owner wait no more.
        delete from {{schema}}.backfill_problem p
        where p.legacy_source = '%1$s' and p.reason = any (array['owner_unknown', 'owner_ambiguous']) and p.legacy_id = any (owned);
        if shared is not null then
          perform {{schema}}.legacy_disown(shared);
        end if;
      end $body$;
      revoke all on function {{schema}}.legacy_copy_%1$s(uuid[]) from public, {{anon}}, {{authenticated}}, {{service_role}};
      $template$,
      source, mapped, owner,
      case when source = 'user_media' then 'exists (select from {{schema}}.legacy_gallery t where t.id = r.legacy_id) or' else '' end,
      moderation, kind, {{schema}}.legacy_label('visibility', 'PRIVATE'),
      case when not_null then 'coalesce(b.created_at, now())' else 'b.created_at' end);

    -- An older program changed its row: the item follows, unless somebody changed the item itself meanwhile.
    execute format($template$
      create or replace function {{schema}}.legacy_refresh_%1$s(p_id uuid) returns boolean
      language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $body$
      declare
        known {{schema}}.legacy_map;
        b {{schema}}.%2$s;
        owner uuid;
        item record;
        adopted bigint;
      begin
        known := {{schema}}.legacy_take('%1$s', p_id::text);
        if known.legacy_id is null then
          if (select c.rows_written > 0 from {{schema}}.legacy_copy_%1$s(array[p_id]) c) then
            return true;
          end if;

          -- A batch was copying the row at this moment, as it was before: what it copied follows now. Or the row has no owner.
          known := {{schema}}.legacy_take('%1$s', p_id::text);
          if known.legacy_id is null then
            return true;
          end if;
        end if;

        select m.id, m.owner_user_id, m.bucket, m.path, m.object_id, m.updated_at into item
        from {{media_schema}}.media m where m.id = known.media_id for update;
        if not found or known.deleted_at is not null then
          return false;
        end if;

        if item.updated_at is distinct from known.written_at
          or exists (select from {{schema}}.backfill_media x where x.media_id = item.id) then
          insert into {{schema}}.backfill_problem (legacy_source, legacy_id, reason, detail)
          values ('%1$s', p_id::text, 'changed_on_both_sides', item.id::text) on conflict do nothing;
          return false;
        end if;

        select * into b from {{schema}}.%2$s m where m.legacy_id = p_id;
        if (b.bucket, b.path) is distinct from (item.bucket, item.path) then
          delete from {{schema}}.objects o where o.media_id = item.id and o.adopted and o.state = 'ready';
          update {{schema}}.legacy_map l set location = {{schema}}.legacy_object_hash(b.bucket, b.path)
          where l.legacy_source = '%1$s' and l.legacy_id = p_id::text;
          adopted := {{schema}}.legacy_adopt_object(
            item.id, b.login_id, item.owner_user_id, b.bucket, b.path, b.mime_type, b.size_bytes, b.created_at);
        else
          adopted := item.object_id;
        end if;

        update {{media_schema}}.media m set
          type = %3$s, bucket = b.bucket, path = b.path, url = b.url, object_id = adopted, width = b.width, height = b.height,
          duration = b.duration, duration_us = b.duration_us, palette = b.palette, blurhash = b.blurhash, exif_json = b.exif_json,
          source_type = b.source_type, enhancement_type = b.enhancement_type, original_media_id = b.original_media_id,
          metadata = b.metadata || jsonb_build_object('migrated_at', coalesce(m.metadata -> 'migrated_at', to_jsonb(now()))),
          mime_type = b.mime_type, size_bytes = b.size_bytes,
          updated_at = greatest(b.updated_at, m.updated_at + interval '1 microsecond')%4$s
        where m.id = item.id
        returning m.updated_at into known.written_at;
        update {{schema}}.legacy_map l set written_at = known.written_at where l.legacy_source = '%1$s' and l.legacy_id = p_id::text;
        return true;
      end $body$;
      revoke all on function {{schema}}.legacy_refresh_%1$s(uuid) from public, {{anon}}, {{authenticated}}, {{service_role}};
      $template$,
      source, mapped, kind, regexp_replace(moderation, ', (\w+)', ', \1 = b.\1', 'g'));

    -- Rows that were written to when no trigger looked: their items follow. A row that says when it was changed, and says the time that was
    -- copied, is not looked at further; of the others those are touched whose mapping gives something else than the item holds.
    execute format($template$
      create or replace function {{schema}}.legacy_follow_%1$s(p_ids uuid[]) returns integer
      language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $body$
      declare
        suspects uuid[] := array(
          select r.id
          from {{schema}}.%4$s r
          -- A row at a time: a join would read the whole map.
          cross join lateral (
            select l.media_id, l.written_at from {{schema}}.legacy_map l
            where l.legacy_source = '%1$s' and l.legacy_id = r.id::text and l.deleted_at is null and l.mapped_at <> now() limit 1) l
          where r.id = any (p_ids) and l.written_at is not null
            and (r.updated_at is null or greatest(r.updated_at, r.created_at) <> l.written_at)
            and not exists (select from {{schema}}.backfill_media x where x.media_id = l.media_id)
            and not exists (
              select from {{schema}}.backfill_problem p
              where p.legacy_source = '%1$s' and p.reason = 'failed' and p.legacy_id = r.id::text));
        changed uuid[];
      begin
        if suspects = '{}' then
          return 0;
        end if;

        changed := array(
          select b.legacy_id
          from {{schema}}.%2$s b
          join {{schema}}.legacy_map l on l.legacy_source = '%1$s' and l.legacy_id = b.legacy_id::text
          join {{media_schema}}.media m on m.id = l.media_id
          where b.legacy_id = any (suspects) and case
            when m.updated_at is distinct from l.written_at then b.updated_at > l.written_at
            else coalesce(b.updated_at > l.written_at, false) or (
              %3$s, b.bucket, b.path, b.url, b.width, b.height, b.duration, b.duration_us, b.palette, b.blurhash, b.exif_json,
              b.source_type, b.enhancement_type, b.original_media_id, b.metadata, b.mime_type, b.size_bytes)
              is distinct from (
              m.type, m.bucket, m.path, m.url, m.width, m.height, m.duration, m.duration_us, m.palette, m.blurhash, m.exif_json,
              m.source_type, m.enhancement_type, m.original_media_id, m.metadata - 'migrated_at', m.mime_type, m.size_bytes)
            end
          order by b.legacy_id);
        return (select count(*) filter (where {{schema}}.legacy_refresh_%1$s(c.id)) from unnest(changed) c (id));
      end $body$;
      revoke all on function {{schema}}.legacy_follow_%1$s(uuid[]) from public, {{anon}}, {{authenticated}}, {{service_role}};
      $template$,
      source, mapped, kind, replace(mapped, '_mapped', ''));
  end loop;
end $$;

revoke all on function {{schema}}.legacy_label(text, text), {{schema}}.legacy_functions(), {{schema}}.legacy_take(text, text),
  {{schema}}.legacy_disown(uuid[]),
  {{schema}}.legacy_adopt_object(uuid, uuid, uuid, text, text, text, bigint, timestamptz)
  from public, {{anon}}, {{authenticated}}, {{service_role}};
select {{schema}}.legacy_functions();

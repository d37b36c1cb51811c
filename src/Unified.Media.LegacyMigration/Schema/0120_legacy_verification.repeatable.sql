-- Compares items and references with the older rows that they were made from. The expected values come from legacy_expect_item; no function
-- here calls the mapping.

-- Called for every row; PostgreSQL inlines it.
create or replace function {{schema}}.legacy_expect_object(
  p_item uuid, p_columns jsonb, p_object bigint, p_object_hash uuid, p_login uuid, p_owner uuid)
returns table (is_own boolean, is_linked boolean)
language sql stable as $$
  select
    {{schema}}.legacy_expect_ownership(p_columns ->> 'bucket', p_columns ->> 'path', p_login, p_owner)
      and not exists (select from {{schema}}.legacy_map a where a.object_hash = p_object_hash and a.media_id <> p_item)
      and not exists (select from {{schema}}.legacy_item_backup a where a.object_hash = p_object_hash and a.media_id <> p_item),
    exists (
      select from {{schema}}.objects o
      where o.object_id = p_object and o.media_id = p_item and o.bucket = p_columns ->> 'bucket' and o.key = p_columns ->> 'path'
        and o.owner_user_id = p_owner and o.state = 'ready')
$$;
comment on function {{schema}}.legacy_expect_object is
  'Returns whether an item must own its object (the key proves it, no other row names it), and whether the ledger agrees.';

-- kind: position (the last id and the number of rows), count (rows per state), group (rows and items per owner and day, with the sums of their
-- hashes), difference (per field), missing, lost (mapped, but without an item).
create or replace function {{schema}}.legacy_verify_rows(p_source text, p_after uuid, p_limit integer)
returns table (
  kind text, owner_user_id uuid, day date, legacy_id text, media_id uuid, field text, expected text, actual text, row_count bigint,
  item_count bigint, row_hash numeric, item_hash numeric)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  hosts text[] := (select s.hosts from {{schema}}.legacy_state s);
  owners text := 'select array_remove(array[r.user_id], null) as ids';
begin
  if p_source not in ('playground_gallery', 'user_media') or to_regclass('{{media_schema}}.' || p_source) is null then
    return;
  end if;

  if (select s.value = 'true' from {{schema}}.settings s where s.key = 'owners_are_profiles') then
    owners := 'select array_agg(p.id) as ids from {{media_schema}}.users_profile p where p.user_id = r.user_id';
  end if;

  return query execute format($query$
    with r as materialized (
      select t.id, t.user_id, to_jsonb(t) as row from {{media_schema}}.%1$I t where t.id > $1 order by t.id limit $2),
    judged as materialized (
      select r.id, r.user_id, r.row, o.ids[1] as owner, coalesce(cardinality(o.ids), 0) as owners, l.media_id, l.written_at, l.deleted_at,
        l.object_hash, l.legacy_id is not null as is_mapped, l.owner_user_id as mapped_owner, to_jsonb(m) as item, m.id as item_id, m.object_id,
        m.metadata, m.updated_at, e.facts, e.meta, e.generation, x.media_id is not null as is_older_item,
        exists (
          select from {{schema}}.legacy_problem p
          where p.legacy_source = %1$L and p.legacy_id = r.id::text and p.reason = 'failed') as is_failed
      from r
      cross join lateral (%2$s) o
      left join {{schema}}.legacy_map l on l.legacy_source = %1$L and l.legacy_id = r.id::text
      left join {{media_schema}}.media m on m.id = l.media_id
      left join {{schema}}.legacy_item_backup x on x.media_id = m.id
      cross join lateral {{schema}}.legacy_expect_item(%1$L, r.row, $3) e),
    classified as materialized (
      select j.*, case
        when j.deleted_at is not null then 'deleted'
        when j.is_mapped and j.item_id is null then 'lost'
        when not j.is_mapped and j.owners = 0 then 'owner_unknown'
        when not j.is_mapped and j.owners > 1 then 'owner_ambiguous'
        when not j.is_mapped and j.is_failed then 'failed'
        when not j.is_mapped then 'missing'
        when j.is_older_item then 'recognised'
        when j.updated_at is distinct from j.written_at then 'edited'
        else 'migrated' end as row_state
      from judged j),
    compared as (
      select s.id, s.item_id, d.field, d.expected, d.actual
      from classified s
      cross join lateral (
        select f.key as field, nullif(f.value, 'null') #>> '{}' as expected, s.item ->> f.key as actual
        from jsonb_each(s.facts) f
        where s.row_state = 'migrated' and s.item ? f.key and f.key <> 'created_at'
          and nullif(f.value, 'null') is distinct from nullif(case f.key
            when 'type' then to_jsonb(lower(s.item ->> 'type')) when 'visibility' then to_jsonb(upper(s.item ->> 'visibility'))
            else s.item -> f.key end, 'null')
        union all
        select 'metadata.' || f.key, f.value #>> '{}', s.metadata ->> f.key
        from jsonb_each(s.meta) f
        where s.row_state = 'migrated' and f.value is distinct from s.metadata -> f.key
        union all
        select 'metadata.' || f.key, f.value #>> '{}', s.metadata ->> f.key
        from jsonb_each(s.generation) f
        where s.row_state = 'migrated' and f.value is distinct from s.metadata -> f.key
          and s.metadata #> array['generation_metadata', f.key] is distinct from f.value
        union all
        select 'metadata.gallery_id', s.id::text, s.metadata ->> 'gallery_id'
        where s.row_state = 'recognised' and %1$L = 'playground_gallery' and s.metadata ->> 'gallery_id' is null
        union all
        select 'owner_user_id', s.owner::text, s.item ->> 'owner_user_id'
        where s.row_state in ('migrated', 'recognised', 'edited') and (
          s.item ->> 'owner_user_id' is distinct from s.owner::text or s.mapped_owner is distinct from s.owner)
        union all
        select 'created_at', s.row ->> 'created_at', s.item ->> 'created_at'
        where s.row_state in ('migrated', 'edited') and s.row ->> 'created_at' is not null
          and (s.row ->> 'created_at')::timestamptz is distinct from (s.item ->> 'created_at')::timestamptz
        union all
        select 'updated_at', greatest((s.row ->> 'updated_at')::timestamptz, (s.row ->> 'created_at')::timestamptz)::text, s.updated_at::text
        where s.row_state = 'migrated' and s.updated_at < greatest((s.row ->> 'updated_at')::timestamptz, (s.row ->> 'created_at')::timestamptz)
        union all
        select 'object_id', case when own.is_own then 'of its own' else 'none' end, s.object_id::text
        from {{schema}}.legacy_expect_object(s.item_id, s.item, s.object_id, s.object_hash, s.user_id, s.owner) own
        where s.row_state in ('migrated', 'edited') and (
          s.object_id is null and own.is_own or s.object_id is not null and not (own.is_own and own.is_linked))) d)
    select 'position', null::uuid, null::date, (select s.id::text from classified s order by s.id desc limit 1), null::uuid, null, null, null,
      (select count(*) from classified), null::bigint, null::numeric, null::numeric
    union all
    select 'count', null, null, null, null, s.row_state, null, null, count(*), null, null, null from classified s group by s.row_state
    union all
    select 'group', s.owner, ((s.row ->> 'created_at')::timestamptz at time zone 'utc')::date, null, null, null, null, null,
      count(*), count(s.item_id),
      sum(hashtextextended(concat_ws('|', s.id, s.owner, s.facts ->> 'type', s.facts ->> 'bucket', s.facts ->> 'path'), 0)::numeric),
      sum(hashtextextended(concat_ws('|', s.item ->> 'legacy_id', s.item ->> 'owner_user_id', lower(s.item ->> 'type'), s.item ->> 'bucket',
        s.item ->> 'path'), 0)::numeric)
    from classified s where s.row_state in ('migrated', 'missing', 'lost')
    group by 2, 3
    union all
    select 'difference', null, null, c.id::text, c.item_id, c.field, left(c.expected, 300), left(c.actual, 300), null, null, null, null
    from compared c
    union all
    select s.row_state, s.owner, null, s.id::text, s.media_id, null, null, null, null, null, null, null
    from classified s where s.row_state in ('missing', 'lost')
    $query$, p_source, owners)
  using p_after, p_limit, hosts;
end $$;
comment on function {{schema}}.legacy_verify_rows is 'Compares the next rows of an older table with their items.';

-- An orphan is an item whose older row does not exist or belongs to another item. The result row without a source has the last id of the range;
-- null after the last range. Rows are found by subselects, because the planner does not know how short a range is, and would join whole tables.
create or replace function {{schema}}.legacy_verify_orphans(p_after uuid, p_rows integer)
returns table (media_id uuid, legacy_source text, legacy_id text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  upto constant uuid := least(
    (select m.id from {{media_schema}}.media m where m.id > p_after order by m.id offset p_rows - 1 limit 1),
    (select l.media_id from {{schema}}.legacy_map l where l.media_id > p_after order by l.media_id offset p_rows - 1 limit 1));
  last constant uuid := coalesce(upto, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
begin
  return query
    select upto, null::text, null::text
    union all
    select m.id, m.legacy_source::text, m.legacy_id::text
    from {{media_schema}}.media m
    where m.id > p_after and m.id <= last and m.legacy_source in ('playground_gallery', 'user_media')
      and (
        select true from {{schema}}.legacy_map l
        where l.legacy_source = m.legacy_source and l.legacy_id = m.legacy_id and l.media_id = m.id) is null
    union all
    select l.media_id, l.legacy_source::text, l.legacy_id::text
    from {{schema}}.legacy_map l
    where l.media_id > p_after and l.media_id <= last and l.deleted_at is null and case l.legacy_source
      when 'playground_gallery' then (select true from {{schema}}.legacy_gallery g where g.id = l.legacy_id::uuid)
      when 'user_media' then (select true from {{schema}}.legacy_user_media u where u.id = l.legacy_id::uuid)
      else true end is null;
end $$;
comment on function {{schema}}.legacy_verify_orphans is 'Finds items and map entries without their older row among the next ids.';

-- An item that was deleted since, by its user or with its older row, existed when the reference was written.
create or replace function {{schema}}.legacy_is_item_reference(p_reference text, p_owners uuid[]) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  item uuid;
  owner uuid;
begin
  if p_reference is null or p_reference !~* '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' then
    return false;
  end if;

  item := p_reference;
  select m.owner_user_id into owner from {{media_schema}}.media m where m.id = item;
  return case when found then owner = any (p_owners)
    else exists (select from {{schema}}.legacy_removed_item g where g.media_id = item)
      or exists (select from {{schema}}.legacy_map l where l.media_id = item and l.deleted_at is not null) end;
end $$;
comment on function {{schema}}.legacy_is_item_reference is
  'Returns whether a reference names an item of one of these owners, or one that was deleted since.';

-- A rewrite must keep the number and order of elements and every other key, and every id that it wrote must name an item of the same owner. The
-- result row without a relation has the last id of the range; null after the last range.
create or replace function {{schema}}.legacy_verify_references(p_after uuid, p_rows integer)
returns table (relation text, row_id uuid, field text, expected text, actual text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  upto constant uuid := (
    select s.row_id
    from (values ('moodboards', 'items'), ('moodboards', 'featured_image_id'), ('showcases', 'media_ids')) f (relation, field)
    cross join lateral (
      select r.row_id from {{schema}}.legacy_reference_backup r
      where r.relation = f.relation and r.field = f.field and r.row_id > p_after order by r.row_id offset p_rows - 1 limit 1) s
    order by s.row_id limit 1);
  last constant uuid := coalesce(upto, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
begin
  return query select null::text, upto, null::text, null::text, null::text;
  return query
    select r.relation, r.row_id, 'items[' || (e.place - 1) || ']', left(e.old_item::text, 300), left(e.new_item::text, 300)
    from {{schema}}.legacy_reference_backup r
    cross join lateral (
      select * from jsonb_array_elements(r.old_value) with ordinality o (item, place)
      full join jsonb_array_elements(r.new_value) with ordinality n (item, place) using (place)) e (place, old_item, new_item)
    where r.relation = 'moodboards' and r.field = 'items' and r.row_id > p_after and r.row_id <= last and (
      case jsonb_typeof(e.old_item) when 'object' then e.old_item - array['media_id', 'unified_media_id', 'mediaId'] else e.old_item end
      is distinct from
      case jsonb_typeof(e.new_item) when 'object' then e.new_item - array['media_id', 'unified_media_id', 'mediaId'] else e.new_item end);
  if to_regclass('{{media_schema}}.moodboards') is not null then
    return query execute $query$
      select r.relation, r.row_id, 'items[' || (n.place - 1) || '].' || k.name, b.owner_user_id::text, n.item ->> k.name
      from {{schema}}.legacy_reference_backup r
      join {{media_schema}}.moodboards b on b.id = r.row_id
      cross join lateral jsonb_array_elements(r.new_value) with ordinality n (item, place)
      cross join unnest(array['media_id', 'unified_media_id', 'mediaId']) k (name)
      where r.relation = 'moodboards' and r.field = 'items' and r.row_id > $1 and r.row_id <= $2 and jsonb_typeof(n.item) = 'object'
        and n.item ->> k.name is distinct from r.old_value #>> array[(n.place - 1)::text, k.name]
        and not {{schema}}.legacy_is_item_reference(n.item ->> k.name, array[b.owner_user_id])
      union all
      select r.relation, r.row_id, r.field, b.owner_user_id::text, r.new_value #>> '{}'
      from {{schema}}.legacy_reference_backup r
      join {{media_schema}}.moodboards b on b.id = r.row_id
      where r.relation = 'moodboards' and r.field = 'featured_image_id' and r.row_id > $1 and r.row_id <= $2
        and not {{schema}}.legacy_is_item_reference(r.new_value #>> '{}', array[b.owner_user_id]) $query$ using p_after, last;
  end if;

  if to_regclass('{{media_schema}}.showcases') is not null then
    return query execute $query$
      select r.relation, r.row_id, 'media_ids[' || (e.place - 1) || ']', e.old_id, e.new_id
      from {{schema}}.legacy_reference_backup r
      join {{media_schema}}.showcases s on s.id = r.row_id
      cross join lateral (
        select * from jsonb_array_elements_text(r.old_value) with ordinality o (item, place)
        full join jsonb_array_elements_text(r.new_value) with ordinality n (item, place) using (place)) e (place, old_id, new_id)
      where r.relation = 'showcases' and r.field = 'media_ids' and r.row_id > $1 and r.row_id <= $2 and e.new_id is distinct from e.old_id
        and (e.old_id is null or not {{schema}}.legacy_is_item_reference(e.new_id, array[s.creator_user_id, s.talent_user_id])) $query$
    using p_after, last;
  end if;
end $$;
comment on function {{schema}}.legacy_verify_references is 'Compares rewritten references with their old values, for the next ids.';

revoke all on function {{schema}}.legacy_expect_object(uuid, jsonb, bigint, uuid, uuid, uuid), {{schema}}.legacy_is_item_reference(text, uuid[]),
  {{schema}}.legacy_verify_rows(text, uuid, integer), {{schema}}.legacy_verify_orphans(uuid, integer),
  {{schema}}.legacy_verify_references(uuid, integer)
  from public, {{anon}}, {{authenticated}}, {{service_role}};
grant execute on function {{schema}}.legacy_verify_rows(text, uuid, integer), {{schema}}.legacy_verify_orphans(uuid, integer),
  {{schema}}.legacy_verify_references(uuid, integer) to {{worker}};

-- Reports the changes that a migration would make, and the status of a migration.

-- category: position (name is the last id), done, skipped, source, type, problem, object, owner; name is a value of the category.
create or replace function {{schema}}.legacy_plan(p_source text, p_after uuid, p_limit integer)
returns table (category text, name text, row_count bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  mapped text := case p_source
    when 'playground_gallery' then 'legacy_gallery_mapped' when 'user_media' then 'legacy_user_media_mapped' end;
  input text := case p_source when 'playground_gallery' then 'legacy_gallery' else 'legacy_user_media' end;
begin
  return query execute format($query$
    with ids as materialized (select t.id from {{schema}}.%2$I t where t.id > $1 order by t.id limit $2),
    b as materialized (
      select m.legacy_id, m.login_id, m.type, m.source_type, m.bucket, m.path, m.problem, {{schema}}.find_owners(m.login_id) as owners,
        l.media_id, l.deleted_at, l.legacy_id is not null as is_mapped
      from {{schema}}.%1$I m
      left join {{schema}}.legacy_map l on l.legacy_source = %3$L and l.legacy_id = m.legacy_id::text
      where m.legacy_id between (select i.id from ids i order by i.id limit 1) and (select i.id from ids i order by i.id desc limit 1)),
    open_rows as (select * from b where not b.is_mapped and cardinality(b.owners) = 1)
    select 'position', (select b.legacy_id::text from b order by b.legacy_id desc limit 1), count(*) from b
    union all
    select 'done', case when b.deleted_at is not null then 'deleted' else 'migrated' end, count(*) from b where b.is_mapped group by 2
    union all
    select 'skipped', case when cardinality(b.owners) = 0 then 'owner_unknown' else 'owner_ambiguous' end, count(*)
    from b where not b.is_mapped and cardinality(b.owners) <> 1 group by 2
    union all
    select 'source', o.source_type, count(*) from open_rows o group by 2
    union all
    select 'type', o.type, count(*) from open_rows o group by 2
    union all
    select 'problem', o.problem, count(*) from open_rows o where o.problem is not null group by 2
    union all
    select 'object', case
      when o.bucket = 'external' then 'external'
      when {{schema}}.legacy_can_adopt_object(o.bucket, o.path, o.login_id, o.owners[1]) then 'own' else 'unproven' end, count(*)
    from open_rows o group by 2
    union all
    select 'owner', o.owners[1]::text, count(*) from open_rows o group by 2
    $query$, mapped, input, p_source)
  using p_after, p_limit;
end $$;
comment on function {{schema}}.legacy_plan is 'Evaluates and counts the next rows of a table as a migration would, without writing.';

create or replace function {{schema}}.legacy_survey()
returns table (category text, name text, row_count bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  source text;
begin
  foreach source in array array['playground_gallery', 'user_media', 'media', 'moodboards', 'showcases'] loop
    if to_regclass(format('{{media_schema}}.%I', source)) is not null then
      return query execute format('select ''rows'', %L, count(*) from {{media_schema}}.%I', source, source);
    end if;
  end loop;

  return query
    select 'index', i.wanted, case when c.oid is null then 0 when x.indisvalid then 1 else -1 end::bigint
    from unnest(array['unified_media_legacy_gallery_idx', 'unified_media_legacy_user_media_idx']) i (wanted)
    left join pg_catalog.pg_class c on c.relname = i.wanted and c.relnamespace = to_regnamespace('{{media_schema}}')
    left join pg_catalog.pg_index x on x.indexrelid = c.oid;
  return query
    select 'trigger', c.relname::text, 1::bigint from pg_catalog.pg_trigger t join pg_catalog.pg_class c on c.oid = t.tgrelid
    where t.tgname = 'unified_media_legacy_sync';
  if (select s.value = 'true' from {{schema}}.settings s where s.key = 'owners_are_profiles') then
    return query execute
      'select ''logins'', ''with several profiles'', count(*) from (
         select p.user_id from {{media_schema}}.users_profile p group by p.user_id having count(*) > 1) several';
  end if;
end $$;
comment on function {{schema}}.legacy_survey is 'Counts rows to migrate and finds missing indexes, triggers and ambiguous logins.';

create or replace function {{schema}}.legacy_list_problems(p_reason text, p_limit integer)
returns table (legacy_source text, legacy_id text, reason text, detail text, seen_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.legacy_source, p.legacy_id, p.reason, p.detail, p.seen_at from {{schema}}.legacy_problem p
  where p_reason is null or p.reason = p_reason
  order by p.legacy_source, p.reason, p.legacy_id limit p_limit
$$;
comment on function {{schema}}.legacy_list_problems is 'Lists rows that were skipped or need attention.';

create or replace function {{schema}}.legacy_count_problems() returns table (legacy_source text, reason text, row_count bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.legacy_source, p.reason, count(*) from {{schema}}.legacy_problem p group by p.legacy_source, p.reason
  order by p.legacy_source, p.reason
$$;
comment on function {{schema}}.legacy_count_problems is 'Counts the listed rows per table and reason.';

create or replace function {{schema}}.legacy_list_jobs()
returns table (
  job text, state text, rows_read bigint, rows_written bigint, rows_adopted bigint, rows_skipped bigint, rows_failed bigint,
  has_worker boolean, changed_at timestamptz)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select b.job, b.state, b.rows_read, b.rows_written, b.rows_adopted, b.rows_skipped, b.rows_failed,
    coalesce(b.worker_until > clock_timestamp(), false), b.changed_at
  from {{schema}}.legacy_job b order by b.job
$$;
comment on function {{schema}}.legacy_list_jobs is 'Lists the jobs of the run and their progress.';

create or replace function {{schema}}.legacy_get_phase()
returns table (phase text, pause_requested boolean, prepared_at timestamptz, switched_at timestamptz, finished_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.phase, s.pause_requested, s.prepared_at, s.switched_at, s.finished_at from {{schema}}.legacy_state s
$$;
comment on function {{schema}}.legacy_get_phase is 'Returns the phase of the migration and when it was reached.';

create or replace function {{schema}}.legacy_list_objects(p_after bigint, p_limit integer, p_every integer)
returns table (object_id bigint, media_id uuid, bucket text, key text, size_bytes bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select o.object_id, o.media_id, o.bucket, o.key, o.size_bytes from {{schema}}.objects o
  where o.object_id > p_after and o.adopted and o.state = 'ready' and o.object_id % p_every = 0
  order by o.object_id limit p_limit
$$;
comment on function {{schema}}.legacy_list_objects is 'Lists every p_every-th adopted object, for a check in the object store.';

revoke all on function {{schema}}.legacy_plan(text, uuid, integer), {{schema}}.legacy_survey(), {{schema}}.legacy_list_problems(text, integer),
  {{schema}}.legacy_count_problems(), {{schema}}.legacy_list_jobs(), {{schema}}.legacy_get_phase(),
  {{schema}}.legacy_list_objects(bigint, integer, integer)
  from public, {{anon}}, {{authenticated}}, {{service_role}};
grant execute on function {{schema}}.legacy_plan(text, uuid, integer), {{schema}}.legacy_survey(), {{schema}}.legacy_list_problems(text, integer),
  {{schema}}.legacy_count_problems(), {{schema}}.legacy_list_jobs(), {{schema}}.legacy_get_phase(),
  {{schema}}.legacy_list_objects(bigint, integer, integer)
  to {{worker}};

-- Changes the phase of the migration. The order is none, prepared, migrated, switched, finished; rolled_back can follow each phase before finished.

create or replace function {{schema}}.legacy_prepare(p_hosts text[], p_triggers boolean) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  phase text := (select s.phase from {{schema}}.legacy_state s for update);
begin
  if phase = 'finished' then
    raise exception 'the migration is finished' using errcode = '55000';
  end if;

  perform {{schema}}.legacy_create_views();
  if p_triggers then
    perform {{schema}}.legacy_attach_triggers();
  end if;
  perform {{schema}}.legacy_set_reference_triggers(true);
  update {{schema}}.legacy_state s set
    phase = case when s.phase in ('none', 'rolled_back') then 'prepared' else s.phase end,
    hosts = p_hosts, prepared_at = coalesce(s.prepared_at, now()), pause_requested = false, changed_at = now();
end $$;
comment on function {{schema}}.legacy_prepare is 'Prepares a migration: views of the older tables, triggers on request, hosts of the object store.';

create or replace function {{schema}}.legacy_advance(p_to text, p_from text[]) returns boolean
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with advanced as (
    update {{schema}}.legacy_state s set
      phase = p_to, changed_at = now(),
      switched_at = case p_to when 'switched' then now() else s.switched_at end,
      finished_at = case p_to when 'finished' then now() else s.finished_at end
    where s.phase = any (p_from) returning 1)
  select exists (select from advanced)
$$;
comment on function {{schema}}.legacy_advance is
  'Moves the migration to a phase by compare-and-set; returns false if it is in none of the given phases.';

create or replace function {{schema}}.legacy_pause(p_on boolean) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update {{schema}}.legacy_state s set pause_requested = p_on, changed_at = now()
$$;
comment on function {{schema}}.legacy_pause is 'Sets or clears the request to pause.';

create or replace function {{schema}}.legacy_undo_references(p_limit integer, out rows_read integer, out rows_kept integer)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  note {{schema}}.legacy_reference_backup;
  wanted text;
  done integer;
begin
  rows_read := 0;
  rows_kept := 0;
  perform set_config('unified_media.keeps_updated_at', 'on', true);
  for note in select * from {{schema}}.legacy_reference_backup r order by r.relation, r.field, r.row_id limit p_limit for update loop
    rows_read := rows_read + 1;
    wanted := case note.field
      when 'items' then '$1'
      when 'featured_image_id' then '($1 #>> ''{}'')::uuid'
      else 'array(select jsonb_array_elements_text($1)::uuid)' end;
    execute format(
      'update {{media_schema}}.%I t set %I = %s where t.id = $2 and to_jsonb(t.%I)::text = $3', note.relation, note.field, wanted, note.field)
    using note.old_value, note.row_id, note.new_value::text;
    get diagnostics done = row_count;
    if done = 0 then
      execute format('select count(*) from {{media_schema}}.%I t where t.id = $1', note.relation) into done using note.row_id;
      if done = 1 then
        rows_kept := rows_kept + 1;
        insert into {{schema}}.legacy_problem (legacy_source, legacy_id, reason, detail)
        values (note.relation, note.row_id::text, 'edited_and_kept', note.field) on conflict do nothing;
      end if;
    end if;
    delete from {{schema}}.legacy_reference_backup r
    where r.relation = note.relation and r.field = note.field and r.row_id = note.row_id;
  end loop;
end $$;
comment on function {{schema}}.legacy_undo_references is 'Restores up to p_limit rewritten references; those changed since are kept and listed.';

-- Items that users deleted stay deleted. Objects of older programs stay in the store; objects derived from them are deleted.
create or replace function {{schema}}.legacy_undo_copies(
  p_after_source text, p_after_id text, p_limit integer, out rows_read integer, out rows_kept integer, out last_source text, out last_id text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  items uuid[];
begin
  with b as materialized (
    select l.legacy_source, l.legacy_id, l.media_id, l.written_at, l.deleted_at
    from {{schema}}.legacy_map l
    where (l.legacy_source, l.legacy_id) > (p_after_source, p_after_id)
    order by l.legacy_source, l.legacy_id limit p_limit
    for update of l),
  untouched as materialized (
    select b.legacy_source, b.legacy_id, b.media_id
    from b left join {{media_schema}}.media m on m.id = b.media_id
    where b.deleted_at is null and b.written_at is not null
      and not exists (select from {{schema}}.legacy_item_backup x where x.media_id = b.media_id)
      and (m.id is null or m.updated_at is not distinct from b.written_at)),
  unmapped as (
    delete from {{schema}}.legacy_map l using untouched u where l.legacy_source = u.legacy_source and l.legacy_id = u.legacy_id),
  kept as (
    insert into {{schema}}.legacy_problem (legacy_source, legacy_id, reason, detail)
    select b.legacy_source, b.legacy_id, 'edited_and_kept', b.media_id::text
    from b where b.deleted_at is null and b.written_at is not null
      and not exists (select from {{schema}}.legacy_item_backup x where x.media_id = b.media_id)
      and not exists (select from untouched u where u.media_id = b.media_id)
    on conflict do nothing)
  select (select count(*) from b),
    (select count(*) from b where b.deleted_at is null and b.written_at is not null
      and not exists (select from {{schema}}.legacy_item_backup x where x.media_id = b.media_id)
      and not exists (select from untouched u where u.media_id = b.media_id)),
    coalesce((select b.legacy_source from b order by b.legacy_source desc, b.legacy_id desc limit 1), p_after_source),
    coalesce((select b.legacy_id from b order by b.legacy_source desc, b.legacy_id desc limit 1), p_after_id)
  into rows_read, rows_kept, last_source, last_id;

  items := array(
    select m.id from {{media_schema}}.media m
    where m.legacy_source in ('playground_gallery', 'user_media')
      and (m.legacy_source, m.legacy_id) > (p_after_source, p_after_id) and (m.legacy_source, m.legacy_id) <= (last_source, last_id)
      and not exists (
        select from {{schema}}.legacy_map l where l.legacy_source = m.legacy_source and l.legacy_id = m.legacy_id)
      and not exists (select from {{schema}}.legacy_item_backup x where x.media_id = m.id)
    order by m.id for update);

  -- Ledger rows are deleted first, so that the deletion of an item finds no object to delete, and sets no item_deleted.
  delete from {{schema}}.objects o where o.media_id = any (items) and o.adopted and o.state = 'ready';
  perform {{schema}}.legacy_mark_derived_deleted(items);
  delete from {{media_schema}}.media m where m.id = any (items);
end $$;
comment on function {{schema}}.legacy_undo_copies is 'Deletes the next items that the migration made; those changed since are kept and listed.';

create or replace function {{schema}}.legacy_undo_reconciled(p_limit integer, out rows_read integer, out rows_kept integer)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  with b as materialized (
    select x.media_id, x.before, x.written_at from {{schema}}.legacy_item_backup x order by x.media_id limit p_limit for update),
  untouched as materialized (
    select b.media_id, b.before, m.object_id from b join {{media_schema}}.media m on m.id = b.media_id
    where b.before is not null and m.updated_at is not distinct from b.written_at),
  disowned as (
    delete from {{schema}}.objects o using untouched u where o.object_id = u.object_id and o.adopted and o.state = 'ready'),
  restored as (
    update {{media_schema}}.media m set
      bucket = u.before ->> 'bucket', path = u.before ->> 'path', url = u.before ->> 'url', mime_type = u.before ->> 'mime_type',
      size_bytes = (u.before ->> 'size_bytes')::bigint, metadata = nullif(u.before -> 'metadata', 'null'), object_id = null,
      legacy_source = null, legacy_id = null, updated_at = (u.before ->> 'updated_at')::timestamptz
    from untouched u where m.id = u.media_id),
  pairs as (
    update {{schema}}.legacy_map l set object_hash = null, written_at = null from untouched u where l.media_id = u.media_id and l.deleted_at is null),
  kept as (
    insert into {{schema}}.legacy_problem (legacy_source, legacy_id, reason, detail)
    select 'media', b.media_id::text, 'edited_and_kept', null
    from b join {{media_schema}}.media m on m.id = b.media_id
    where b.before is not null and not exists (select from untouched u where u.media_id = b.media_id)
    on conflict do nothing
    returning 1),
  forgotten as (
    delete from {{schema}}.legacy_item_backup x using b where x.media_id = b.media_id)
  select (select count(*) from b),
    (select count(*) from b join {{media_schema}}.media m on m.id = b.media_id
     where b.before is not null and not exists (select from untouched u where u.media_id = b.media_id))
  into rows_read, rows_kept;
end $$;
comment on function {{schema}}.legacy_undo_reconciled is
  'Restores up to p_limit items that existed before the migration; those changed since are kept and listed.';

create or replace function {{schema}}.legacy_end_rollback() returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  perform {{schema}}.legacy_set_reference_triggers(false);
  delete from {{schema}}.legacy_job;
  delete from {{schema}}.legacy_removed_item;
  delete from {{schema}}.legacy_problem p where p.reason <> 'edited_and_kept';
  update {{schema}}.legacy_state s set
    phase = 'rolled_back', pause_requested = false, prepared_at = null, switched_at = null, changed_at = now();
end $$;
comment on function {{schema}}.legacy_end_rollback is 'Ends a rollback: clears the state of the migration.';

-- A rollback is not possible afterwards. The host drops the older tables.
create or replace function {{schema}}.legacy_finish() returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  perform {{schema}}.legacy_detach_triggers();
  perform {{schema}}.legacy_set_reference_triggers(false);
  delete from {{schema}}.legacy_reference_backup;
  delete from {{schema}}.legacy_item_backup;
  delete from {{schema}}.legacy_removed_item;
  perform {{schema}}.legacy_create_views();
end $$;
comment on function {{schema}}.legacy_finish is
  'Finishes the migration: drops triggers, backups and the dependencies of views on the older tables.';

revoke all on function {{schema}}.legacy_prepare(text[], boolean), {{schema}}.legacy_advance(text, text[]), {{schema}}.legacy_pause(boolean),
  {{schema}}.legacy_undo_references(integer), {{schema}}.legacy_undo_copies(text, text, integer), {{schema}}.legacy_undo_reconciled(integer),
  {{schema}}.legacy_end_rollback(), {{schema}}.legacy_finish() from public, {{anon}}, {{authenticated}}, {{service_role}};
grant execute on function {{schema}}.legacy_pause(boolean) to {{worker}};

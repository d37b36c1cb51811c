-- Older programs continue to write while the migration runs. These triggers apply each change of an older row to its item at once. A trigger never
-- fails the write that fires it; it lists failures instead.

-- The object stays in the store, because the older program does not delete objects together with their rows.
create or replace function {{schema}}.legacy_remove_item(p_source text, p_id text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  known {{schema}}.legacy_map;
  is_kept boolean;
begin
  known := {{schema}}.legacy_lock_entry(p_source, p_id);
  if known.legacy_id is null then
    return true;
  end if;

  select m.updated_at is distinct from known.written_at
    or exists (select from {{schema}}.legacy_item_backup x where x.media_id = m.id) into is_kept
  from {{media_schema}}.media m where m.id = known.media_id for update;
  if is_kept then
    insert into {{schema}}.legacy_problem (legacy_source, legacy_id, reason, detail)
    values (p_source, p_id, 'row_gone_item_kept', known.media_id::text) on conflict do nothing;
    return false;
  end if;

  delete from {{schema}}.legacy_map l where l.legacy_source = p_source and l.legacy_id = p_id;
  delete from {{schema}}.legacy_problem p where p.legacy_source = p_source and p.legacy_id = p_id;
  delete from {{schema}}.objects o where o.media_id = known.media_id and o.adopted and o.state = 'ready';
  perform {{schema}}.legacy_mark_derived_deleted(array[known.media_id]);
  delete from {{media_schema}}.media m where m.id = known.media_id and m.legacy_source = p_source;
  insert into {{schema}}.legacy_removed_item (media_id) select known.media_id where known.media_id is not null on conflict do nothing;
  return true;
end $$;
comment on function {{schema}}.legacy_remove_item is
  'Deletes the item of a deleted older row; returns false if the item was kept, because it was changed itself.';

create or replace function {{schema}}.legacy_sync_row() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  case tg_op
    when 'INSERT' then perform {{schema}}.legacy_copy_rows(tg_argv[0], array[new.id]);
    when 'UPDATE' then perform {{schema}}.legacy_refresh_row(tg_argv[0], new.id);
    else perform {{schema}}.legacy_remove_item(tg_argv[0], old.id::text);
  end case;
  return null;
exception
  when others then
    insert into {{schema}}.legacy_problem (legacy_source, legacy_id, reason, detail)
    values (tg_argv[0], case tg_op when 'DELETE' then old.id else new.id end::text, 'sync_failed', sqlstate || ' ' || left(sqlerrm, 400))
    on conflict do nothing;
    return null;
end $$;
comment on function {{schema}}.legacy_sync_row is 'Applies a change of an older row to its item; lists a failure instead of failing the statement.';

create or replace function {{schema}}.legacy_attach_triggers() returns integer
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  source text;
  attached integer := 0;
begin
  foreach source in array array['playground_gallery', 'user_media'] loop
    if to_regclass(format('{{media_schema}}.%I', source)) is not null then
      execute format(
        'create or replace trigger unified_media_legacy_sync after insert or update or delete on {{media_schema}}.%I
         for each row execute function {{schema}}.legacy_sync_row(%L)', source, source);
      attached := attached + 1;
    end if;
  end loop;
  return attached;
end $$;
comment on function {{schema}}.legacy_attach_triggers is 'Creates the triggers on the older tables and returns their number.';

create or replace function {{schema}}.legacy_detach_triggers() returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  source text;
begin
  foreach source in array array['playground_gallery', 'user_media'] loop
    if to_regclass(format('{{media_schema}}.%I', source)) is not null then
      execute format('drop trigger if exists unified_media_legacy_sync on {{media_schema}}.%I', source);
    end if;
  end loop;
end $$;
comment on function {{schema}}.legacy_detach_triggers is 'Drops the triggers on the older tables.';

revoke all on function {{schema}}.legacy_remove_item(text, text), {{schema}}.legacy_sync_row(), {{schema}}.legacy_attach_triggers(),
  {{schema}}.legacy_detach_triggers()
  from public, {{anon}}, {{authenticated}}, {{service_role}};

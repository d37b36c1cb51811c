-- A batch is one call in one transaction: it locks the job, processes the next ids, and moves the position of the job. After a crash the run
-- continues after the last committed batch.

create or replace function {{schema}}.legacy_find_next_references(p_table text, p_after uuid, p_limit integer) returns uuid[]
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  ids uuid[] := '{}';
begin
  if to_regclass(format('{{media_schema}}.%I', p_table)) is not null then
    execute format('select array(select t.id from {{media_schema}}.%I t where t.id > $1 order by t.id limit $2)', p_table)
    into ids using p_after, p_limit;
  end if;
  return ids;
end $$;
comment on function {{schema}}.legacy_find_next_references is 'Returns the next ids of a host table, or none if it does not exist.';

create or replace function {{schema}}.legacy_find_next_ids(p_job text, p_after uuid, p_limit integer) returns uuid[]
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return case p_job
    when 'media' then array(select m.id from {{media_schema}}.media m where m.id > p_after order by m.id limit p_limit)
    when 'newest' then {{schema}}.legacy_find_next_logins(p_after, p_limit)
    when 'playground_gallery' then array(select g.id from {{schema}}.legacy_gallery g where g.id > p_after order by g.id limit p_limit)
    when 'user_media' then array(select u.id from {{schema}}.legacy_user_media u where u.id > p_after order by u.id limit p_limit)
    when 'orphans:playground_gallery' then array(
      select l.legacy_id::uuid from {{schema}}.legacy_map l
      where l.legacy_source = 'playground_gallery' and l.legacy_id > p_after::text order by l.legacy_id limit p_limit)
    when 'orphans:user_media' then array(
      select l.legacy_id::uuid from {{schema}}.legacy_map l
      where l.legacy_source = 'user_media' and l.legacy_id > p_after::text order by l.legacy_id limit p_limit)
    when 'shared' then array(
      select l.media_id from {{schema}}.legacy_map l where l.media_id > p_after order by l.media_id limit p_limit)
    when 'moodboards' then {{schema}}.legacy_find_next_references('moodboards', p_after, p_limit)
    when 'showcases' then {{schema}}.legacy_find_next_references('showcases', p_after, p_limit)
  end;
end $$;
comment on function {{schema}}.legacy_find_next_ids is 'Returns the next ids of a job.';

-- If a row fails, the range is halved until the row is isolated. The row is listed and skipped, and the others are processed. Failures that no
-- row causes end the batch.
create or replace function {{schema}}.legacy_process_range(
  p_job text, p_ids uuid[], out rows_written integer, out rows_adopted integer, out rows_skipped integer, out rows_failed integer)
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  first uuid := p_ids[1];
  last uuid := p_ids[cardinality(p_ids)];
  half integer := cardinality(p_ids) / 2;
  left_part record;
  right_part record;
begin
  rows_failed := 0;
  rows_adopted := 0;
  rows_skipped := 0;
  case p_job
    when 'media' then
      select r.rows_written, r.rows_adopted into rows_written, rows_adopted from {{schema}}.legacy_reconcile_items(first, last) r;
    when 'newest' then
      -- One row more than a page, because lists read one row ahead.
      select r.rows_written, r.rows_adopted into rows_written, rows_adopted from {{schema}}.legacy_copy_newest(p_ids, 51) r;
    when 'playground_gallery', 'user_media' then
      select r.rows_written, r.rows_adopted, r.rows_skipped into rows_written, rows_adopted, rows_skipped
      from {{schema}}.legacy_copy_rows(p_job, p_ids) r;
      rows_written := rows_written + {{schema}}.legacy_refresh_changed_rows(p_job, p_ids);
    when 'orphans:playground_gallery' then
      select count(*) filter (where removed), count(*) filter (where not removed) into rows_written, rows_skipped
      from (
        select {{schema}}.legacy_remove_item('playground_gallery', l.legacy_id) as removed from {{schema}}.legacy_map l
        where l.legacy_source = 'playground_gallery' and l.legacy_id between first::text and last::text and l.deleted_at is null
          and not exists (select from {{schema}}.legacy_gallery g where g.id = l.legacy_id::uuid)
        offset 0) gone;
    when 'orphans:user_media' then
      select count(*) filter (where removed), count(*) filter (where not removed) into rows_written, rows_skipped
      from (
        select {{schema}}.legacy_remove_item('user_media', l.legacy_id) as removed from {{schema}}.legacy_map l
        where l.legacy_source = 'user_media' and l.legacy_id between first::text and last::text and l.deleted_at is null
          and not exists (select from {{schema}}.legacy_user_media u where u.id = l.legacy_id::uuid)
        offset 0) gone;
    when 'shared' then
      -- Two concurrent writers can each have adopted an object that both rows name.
      select coalesce({{schema}}.legacy_release_objects(array_agg(l.object_hash)), 0) into rows_written
      from {{schema}}.legacy_map l
      join {{schema}}.objects o on o.media_id = l.media_id and o.adopted and o.state = 'ready'
      where l.media_id between first and last and (
        exists (select from {{schema}}.legacy_map x where x.object_hash = l.object_hash and x.media_id <> l.media_id)
        or exists (select from {{schema}}.legacy_item_backup x where x.object_hash = l.object_hash and x.media_id <> l.media_id));
    when 'moodboards' then rows_written := {{schema}}.legacy_rewrite_moodboards(p_ids);
    when 'showcases' then rows_written := {{schema}}.legacy_rewrite_showcases(p_ids);
  end case;
exception
  when others then
    -- Errors of resources, locks, connections, cancellation and our own statements are not caused by a row.
    if left(sqlstate, 2) in ('08', '25', '40', '42', '53', '55', '57', '58', 'F0', 'XX') then
      raise;
    end if;

    if half = 0 and p_job = 'newest' then
      -- The copy of the table finds the row that failed.
      rows_written := 0;
      return;
    elsif half = 0 then
      insert into {{schema}}.legacy_problem (legacy_source, legacy_id, reason, detail)
      values (p_job, first::text, 'failed', sqlstate || ' ' || left(sqlerrm, 400))
      on conflict (legacy_source, reason, legacy_id) do update set detail = excluded.detail, seen_at = excluded.seen_at;
      rows_written := 0;
      rows_failed := 1;
      return;
    end if;

    select * into left_part from {{schema}}.legacy_process_range(p_job, p_ids[1:half]);
    select * into right_part from {{schema}}.legacy_process_range(p_job, p_ids[half + 1:]);
    rows_written := left_part.rows_written + right_part.rows_written;
    rows_adopted := left_part.rows_adopted + right_part.rows_adopted;
    rows_skipped := left_part.rows_skipped + right_part.rows_skipped;
    rows_failed := left_part.rows_failed + right_part.rows_failed;
end $$;
comment on function {{schema}}.legacy_process_range is 'Processes consecutive ids of a job and isolates rows that fail.';

-- status: worked, done, paused, busy (another worker holds the job), ended (the migration was finished or rolled back).
create or replace function {{schema}}.legacy_run_batch(
  p_job text, p_worker uuid, p_limit integer, p_lease interval, out status text, out rows_read integer, out rows_written integer,
  out rows_adopted integer, out rows_skipped integer, out rows_failed integer)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  job {{schema}}.legacy_job;
  control {{schema}}.legacy_state;
  ids uuid[];
  part record;
begin
  rows_read := 0;
  rows_written := 0;
  rows_adopted := 0;
  rows_skipped := 0;
  rows_failed := 0;
  select * into control from {{schema}}.legacy_state s for share;
  select * into strict job from {{schema}}.legacy_job b where b.job = p_job for update;
  if control.phase not in ('prepared', 'running', 'migrated', 'switched') then
    status := 'ended';
    return;
  elsif job.worker is distinct from p_worker and job.worker_until > clock_timestamp() then
    status := 'busy';
    return;
  elsif control.pause_requested then
    update {{schema}}.legacy_job b set worker = null, worker_until = null where b.job = p_job;
    status := 'paused';
    return;
  elsif job.state = 'done' then
    status := 'done';
    return;
  end if;

  ids := {{schema}}.legacy_find_next_ids(p_job, job.last_id, p_limit);
  rows_read := cardinality(ids);
  if rows_read > 0 then
    select * into part from {{schema}}.legacy_process_range(p_job, ids);
    rows_written := part.rows_written;
    rows_adopted := part.rows_adopted;
    rows_skipped := part.rows_skipped;
    rows_failed := part.rows_failed;
  end if;

  status := case when rows_read < p_limit then 'done' else 'worked' end;
  update {{schema}}.legacy_job b set
    state = case status when 'done' then 'done' else 'running' end, last_id = coalesce(ids[cardinality(ids)], b.last_id),
    rows_read = b.rows_read + legacy_run_batch.rows_read, rows_written = b.rows_written + legacy_run_batch.rows_written,
    rows_adopted = b.rows_adopted + legacy_run_batch.rows_adopted, rows_skipped = b.rows_skipped + legacy_run_batch.rows_skipped,
    rows_failed = b.rows_failed + legacy_run_batch.rows_failed,
    worker = p_worker, worker_until = clock_timestamp() + p_lease, changed_at = now()
  where b.job = p_job;
end $$;
comment on function {{schema}}.legacy_run_batch is 'Runs the next batch of a job in this transaction; status: worked, done, paused, busy or ended.';

revoke all on function {{schema}}.legacy_find_next_references(text, uuid, integer), {{schema}}.legacy_find_next_ids(text, uuid, integer),
  {{schema}}.legacy_process_range(text, uuid[]), {{schema}}.legacy_run_batch(text, uuid, integer, interval)
  from public, {{anon}}, {{authenticated}}, {{service_role}};
grant execute on function {{schema}}.legacy_run_batch(text, uuid, integer, interval) to {{worker}};

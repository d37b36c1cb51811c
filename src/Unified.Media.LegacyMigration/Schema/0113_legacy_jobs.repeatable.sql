-- Starts and ends runs and their jobs. A worker is one call that processes jobs. It holds a job by a lease, which each batch extends. The job 'run'
-- stands for the whole run.

create or replace function {{schema}}.legacy_begin_run(p_worker uuid, p_lease interval) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  status text := 'resumed';
begin
  -- The row lock on the state serializes callers.
  perform from {{schema}}.legacy_state s for update;
  if exists (select from {{schema}}.legacy_job b where b.worker is distinct from p_worker and b.worker_until > clock_timestamp()) then
    return 'busy';
  end if;

  -- A run that ended is not resumed, even if it ended because of missing rows.
  if not exists (select from {{schema}}.legacy_job b where b.job <> 'run' and b.state <> 'done')
    or exists (select from {{schema}}.legacy_job b where b.job = 'run' and b.state = 'done') then
    status := 'begun';
    delete from {{schema}}.legacy_problem p where p.reason in ('failed', 'sync_failed');
    update {{schema}}.legacy_job b set
      state = 'pending', last_id = '00000000-0000-0000-0000-000000000000', rows_read = 0, rows_written = 0, rows_adopted = 0,
      rows_skipped = 0, rows_failed = 0, worker = null, worker_until = null, changed_at = now();
  end if;

  -- A run of an earlier version can have fewer jobs.
  insert into {{schema}}.legacy_job (job)
  select job from unnest(array[
    'run', 'media', 'newest', 'playground_gallery', 'user_media', 'orphans:playground_gallery', 'orphans:user_media', 'shared', 'moodboards',
    'showcases']) as job
  on conflict do nothing;
  update {{schema}}.legacy_job b set worker = p_worker, worker_until = clock_timestamp() + p_lease where b.job = 'run';
  return status;
end $$;
comment on function {{schema}}.legacy_begin_run is
  'Begins a run or resumes an interrupted one: begun, resumed, or busy while another worker holds it.';

create or replace function {{schema}}.legacy_start_job(p_job text, p_worker uuid, p_lease interval, p_again boolean) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from {{schema}}.legacy_state s for update;
  if exists (select from {{schema}}.legacy_job b where b.worker is distinct from p_worker and b.worker_until > clock_timestamp()) then
    return false;
  end if;

  update {{schema}}.legacy_job b set
    state = case when b.state = 'done' and not p_again then 'done' else 'running' end,
    last_id = case when b.state = 'done' and p_again then '00000000-0000-0000-0000-000000000000' else b.last_id end,
    worker = p_worker, worker_until = clock_timestamp() + p_lease, changed_at = now()
  where b.job in (p_job, 'run');
  return true;
end $$;
comment on function {{schema}}.legacy_start_job is
  'Starts a job at its position, or from its beginning if it is done and p_again; returns false while another worker holds it.';

-- A first run starts with empty tables, and plans for empty tables are slow on full ones. Call it in a transaction of its own, because other
-- sessions can wait for the locks of a batch.
create or replace function {{schema}}.legacy_analyze_tables() returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  analyze {{schema}}.legacy_map;
  analyze {{schema}}.objects;
  analyze {{schema}}.legacy_item_backup;
end $$;
comment on function {{schema}}.legacy_analyze_tables is 'Updates the statistics of the tables that a run fills.';

create or replace function {{schema}}.legacy_end_run(p_worker uuid) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update {{schema}}.legacy_job b set state = 'done', changed_at = now() where b.job = 'run' and b.worker = p_worker
$$;
comment on function {{schema}}.legacy_end_run is 'Marks the run of a worker as done.';

create or replace function {{schema}}.legacy_extend_lease(p_worker uuid, p_lease interval) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update {{schema}}.legacy_job b set worker_until = clock_timestamp() + p_lease where b.worker = p_worker
$$;
comment on function {{schema}}.legacy_extend_lease is 'Extends the lease of a worker that does something other than batches.';

create or replace function {{schema}}.legacy_release_lease(p_worker uuid) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update {{schema}}.legacy_job b set worker = null, worker_until = null where b.worker = p_worker
$$;
comment on function {{schema}}.legacy_release_lease is 'Releases the leases of a worker.';

create or replace function {{schema}}.legacy_find_pressure(p_waiting integer, p_lag interval) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (select count(*) from pg_catalog.pg_stat_activity a where a.wait_event_type = 'Lock' and a.datname = current_database()) > p_waiting then
    return 'locks';
  elsif exists (select from pg_catalog.pg_stat_replication r where r.replay_lag > p_lag) then
    return 'replica';
  end if;
  return null;
end $$;
comment on function {{schema}}.legacy_find_pressure is 'Returns why the migration should pause: locks or replica; null if it may continue.';

revoke all on function {{schema}}.legacy_begin_run(uuid, interval), {{schema}}.legacy_start_job(text, uuid, interval, boolean),
  {{schema}}.legacy_analyze_tables(), {{schema}}.legacy_end_run(uuid), {{schema}}.legacy_extend_lease(uuid, interval),
  {{schema}}.legacy_release_lease(uuid), {{schema}}.legacy_find_pressure(integer, interval)
  from public, {{anon}}, {{authenticated}}, {{service_role}};
grant execute on function {{schema}}.legacy_begin_run(uuid, interval), {{schema}}.legacy_start_job(text, uuid, interval, boolean),
  {{schema}}.legacy_analyze_tables(), {{schema}}.legacy_end_run(uuid), {{schema}}.legacy_extend_lease(uuid, interval),
  {{schema}}.legacy_release_lease(uuid), {{schema}}.legacy_find_pressure(integer, interval) to {{worker}};

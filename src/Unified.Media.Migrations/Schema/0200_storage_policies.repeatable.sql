-- Policies on Supabase Storage's objects, for applications that pass users' tokens on: everybody reads, adds and deletes in folders of
-- their own, as keys are laid out, and nobody replaces. Storage asks them in the same database; elsewhere there is nothing to do. Policies
-- that are there already stay, and a public bucket is read by everybody whatever is said here.
do $$
declare
  own constant text := $own$
    (bucket_id = 'user-media'
      and (storage.foldername(name))[1] in ('uploads', 'enhanced', 'stock')
      and (storage.foldername(name))[2] = (select {{schema}}.get_login_id())::text)
    or (bucket_id = 'playground-images'
      and (storage.foldername(name))[1] = (select {{schema}}.get_login_id())::text)$own$;
  service constant text := $service$bucket_id in ('user-media', 'playground-images')$service$;
begin
  if to_regclass('storage.objects') is null or to_regprocedure('storage.foldername(text)') is null then
    return;
  end if;

  begin
    drop policy if exists unified_media_select_own on storage.objects;
    execute format('create policy unified_media_select_own on storage.objects for select to {{authenticated}} using (%s)', own);

    drop policy if exists unified_media_insert_own on storage.objects;
    execute format('create policy unified_media_insert_own on storage.objects for insert to {{authenticated}} with check (%s)', own);

    drop policy if exists unified_media_delete_own on storage.objects;
    execute format('create policy unified_media_delete_own on storage.objects for delete to {{authenticated}} using (%s)', own);

    -- Where it is not exempt from row-level security, the service role needs a policy.
    drop policy if exists unified_media_service on storage.objects;
    execute format(
      'create policy unified_media_service on storage.objects for all to {{service_role}} using (%1$s) with check (%1$s)', service);
  exception
    when insufficient_privilege then
      -- The table belongs to Storage's own role. Without the policies users' tokens open nothing; the service's key works all the same.
      raise warning 'Unified.Media made no policies on storage.objects: % may not', current_user;
  end;
end $$;

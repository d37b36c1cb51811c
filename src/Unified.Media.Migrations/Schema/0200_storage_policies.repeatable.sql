-- Creates policies on the objects table of Supabase Storage, for applications that forward users' tokens. A user may read, insert and delete
-- objects in the user's own folders, but not replace them. Storage evaluates the policies in the same database; other databases have no such
-- table. Existing policies are kept, and a public bucket is readable regardless of policies.
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

    -- The service role needs a policy where it does not have BYPASSRLS.
    drop policy if exists unified_media_service on storage.objects;
    execute format(
      'create policy unified_media_service on storage.objects for all to {{service_role}} using (%1$s) with check (%1$s)', service);
  exception
    when insufficient_privilege then
      -- The role of Storage owns the table. Without these policies users' tokens grant no access; the service key still works.
      raise warning 'Unified.Media created no policies on storage.objects: % lacks the permission', current_user;
  end;
end $$;

-- Row-level security: one policy per command and role. Policies of the host stay; PostgreSQL combines permissive policies with OR. Our names sort
-- after theirs, because PostgreSQL evaluates the last name first, and an older policy whose subselect finds two profiles fails the statement.
do $$
declare
  public_words text[];
  visibility_type text;
begin
  -- Visibility is text or an enum, in either letter case, and an enum rejects labels that it does not have. The triggers accept the same two words.
  select array_agg(word) into public_words
  from unnest(array['PUBLIC', 'public']) as word
  join pg_catalog.pg_attribute a on a.attrelid = '{{media_schema}}.media'::regclass and a.attname = 'visibility'
  where not exists (select from pg_catalog.pg_enum e where e.enumtypid = a.atttypid)
    or exists (select from pg_catalog.pg_enum e where e.enumtypid = a.atttypid and e.enumlabel = word);

  -- The predicate of the indexes of public items. The body is parsed now, so that no search_path of a caller changes its meaning. Only with the
  -- right to execute the function can the planner match a condition with the predicate.
  select format_type(a.atttypid, null) into visibility_type
  from pg_catalog.pg_attribute a where a.attrelid = '{{media_schema}}.media'::regclass and a.attname = 'visibility';
  execute format(
    'create or replace function {{schema}}.is_public(p_visibility %s) returns boolean language sql immutable parallel safe return %s',
    visibility_type, (select string_agg(format('p_visibility = %L', word), ' or ') from unnest(public_words) as word));
  execute format('comment on function {{schema}}.is_public(%s) is %L', visibility_type, 'Returns whether an item of a visibility is public.');
  execute format('grant execute on function {{schema}}.is_public(%s) to public', visibility_type);

  drop policy if exists unified_media_select_own on {{media_schema}}.media;
  create policy unified_media_select_own on {{media_schema}}.media for select to {{authenticated}}
    using (owner_user_id = any ((select {{schema}}.get_my_owners())::uuid[]));

  drop policy if exists unified_media_select_public on {{media_schema}}.media;
  execute (
    select format(
      'create policy unified_media_select_public on {{media_schema}}.media for select to {{anon}}, {{authenticated}} using (%s)',
      string_agg(format('visibility = %L', word), ' or '))
    from unnest(public_words) as word);

  drop policy if exists unified_media_insert_own on {{media_schema}}.media;
  create policy unified_media_insert_own on {{media_schema}}.media for insert to {{authenticated}}
    with check (owner_user_id = any ((select {{schema}}.get_my_owners())::uuid[]));

  drop policy if exists unified_media_update_own on {{media_schema}}.media;
  create policy unified_media_update_own on {{media_schema}}.media for update to {{authenticated}}
    using (owner_user_id = any ((select {{schema}}.get_my_owners())::uuid[]))
    with check (owner_user_id = any ((select {{schema}}.get_my_owners())::uuid[]));

  drop policy if exists unified_media_delete_own on {{media_schema}}.media;
  create policy unified_media_delete_own on {{media_schema}}.media for delete to {{authenticated}}
    using (owner_user_id = any ((select {{schema}}.get_my_owners())::uuid[]));

  -- The service role needs a policy where it is not exempt from row-level security: the login that migrates may not create an exempt role.
  drop policy if exists unified_media_service on {{media_schema}}.media;
  create policy unified_media_service on {{media_schema}}.media for all to {{service_role}} using (true) with check (true);
end $$;

drop policy if exists unified_media_select_own on {{schema}}.media_tags;
create policy unified_media_select_own on {{schema}}.media_tags for select to {{authenticated}}
  using (owner_user_id = any ((select {{schema}}.get_my_owners())::uuid[]));
drop policy if exists unified_media_select_public on {{schema}}.media_tags;
create policy unified_media_select_public on {{schema}}.media_tags for select to {{anon}}, {{authenticated}} using (is_public);
drop policy if exists unified_media_service on {{schema}}.media_tags;
create policy unified_media_service on {{schema}}.media_tags for select to {{service_role}} using (true);

drop policy if exists unified_media_select_own on {{schema}}.media_search;
create policy unified_media_select_own on {{schema}}.media_search for select to {{authenticated}}
  using (owner_user_id = any ((select {{schema}}.get_my_owners())::uuid[]));
drop policy if exists unified_media_select_public on {{schema}}.media_search;
create policy unified_media_select_public on {{schema}}.media_search for select to {{anon}}, {{authenticated}} using (is_public);
drop policy if exists unified_media_service on {{schema}}.media_search;
create policy unified_media_service on {{schema}}.media_search for select to {{service_role}} using (true);

drop policy if exists unified_media_select_own on {{schema}}.legacy_map;
create policy unified_media_select_own on {{schema}}.legacy_map for select to {{authenticated}}
  using (owner_user_id = any ((select {{schema}}.get_my_owners())::uuid[]));
drop policy if exists unified_media_service on {{schema}}.legacy_map;
create policy unified_media_service on {{schema}}.legacy_map for select to {{service_role}} using (true);

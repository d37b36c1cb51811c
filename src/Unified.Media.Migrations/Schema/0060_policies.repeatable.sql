-- Row-level security: one policy per command and role. Policies of the host are kept; PostgreSQL combines permissive policies with OR, and
-- evaluates the last name first. The names of these policies sort last, so that they decide before an older policy is evaluated: its subselect
-- fails the statement when it finds two profiles.
do $$
declare
  public_labels text[];
  visibility_type text;
begin
  -- Visibility is a text or an enum, in upper or lower case, and an enum rejects labels that it does not have. The triggers accept
  -- the same two labels.
  select array_agg(label) into public_labels
  from unnest(array['PUBLIC', 'public']) as label
  join pg_catalog.pg_attribute a on a.attrelid = '{{media_schema}}.media'::regclass and a.attname = 'visibility'
  where not exists (select from pg_catalog.pg_enum e where e.enumtypid = a.atttypid)
    or exists (select from pg_catalog.pg_enum e where e.enumtypid = a.atttypid and e.enumlabel = label);

  -- The predicate of the indexes of public items. PostgreSQL parses the body now, so that the search_path of a caller does not change its meaning.
  -- Every role may execute it: each writer of media evaluates the predicate, and the planner needs the right to match a condition with it.
  select format_type(a.atttypid, null) into visibility_type
  from pg_catalog.pg_attribute a where a.attrelid = '{{media_schema}}.media'::regclass and a.attname = 'visibility';
  execute format(
    'create or replace function {{schema}}.is_public(p_visibility %s) returns boolean language sql immutable parallel safe return %s',
    visibility_type, (select string_agg(format('p_visibility = %L', label), ' or ') from unnest(public_labels) as label));
  execute format('comment on function {{schema}}.is_public(%s) is %L', visibility_type, 'Returns whether an item of a visibility is public.');
  execute format(
    'revoke all on function {{schema}}.is_public(%s) from {{anon}}, {{authenticated}}, {{service_role}}, {{worker}}, {{app}}', visibility_type);
  execute format('grant execute on function {{schema}}.is_public(%s) to public', visibility_type);

  drop policy if exists unified_media_select_own on {{media_schema}}.media;
  create policy unified_media_select_own on {{media_schema}}.media for select to {{authenticated}}
    using (owner_user_id = any ((select {{schema}}.get_my_owners())::uuid[]));

  drop policy if exists unified_media_select_public on {{media_schema}}.media;
  execute (
    select format(
      'create policy unified_media_select_public on {{media_schema}}.media for select to {{anon}}, {{authenticated}} using (%s)',
      string_agg(format('visibility = %L', label), ' or '))
    from unnest(public_labels) as label);

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

  -- The service role needs a policy where it does not have BYPASSRLS: the migrating login may not be allowed to create such a role.
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

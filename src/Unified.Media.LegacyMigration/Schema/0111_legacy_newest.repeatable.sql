-- Copies the newest rows of every login before the tables are copied in the order of their ids. The first pages of lists are then as fast during
-- the migration as after it.

-- Tables without the index are skipped, because finding their newest rows would scan the whole table.
create or replace function {{schema}}.legacy_has_list_index(p_table text) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select to_regclass('{{media_schema}}.unified_media_legacy_' || p_table || '_idx') is not null
$$;
comment on function {{schema}}.legacy_has_list_index is 'Returns whether an older table has the index of its lists.';

create or replace function {{schema}}.legacy_find_next_logins(p_after uuid, p_limit integer) returns uuid[]
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  has_gallery constant boolean := {{schema}}.legacy_has_list_index('gallery');
  has_user_media constant boolean := {{schema}}.legacy_has_list_index('user_media');
  logins uuid[] := '{}';
  login uuid := p_after;
  other_login uuid;
begin
  while cardinality(logins) < p_limit loop
    other_login := null;
    if has_user_media then
      select u.user_id into other_login from {{schema}}.legacy_user_media u where u.user_id > login order by u.user_id limit 1;
    end if;

    if has_gallery then
      select g.user_id into login from {{schema}}.legacy_gallery g where g.user_id > login order by g.user_id limit 1;
    else
      login := null;
    end if;

    login := least(login, other_login);
    exit when login is null;
    logins := logins || login;
  end loop;
  return logins;
end $$;
comment on function {{schema}}.legacy_find_next_logins is 'Returns the next logins that have older rows.';

-- Rows without an owner are skipped here; the copy of their table counts them.
create or replace function {{schema}}.legacy_copy_newest(
  p_logins uuid[], p_rows integer, out rows_written integer, out rows_adopted integer)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  has_gallery constant boolean := {{schema}}.legacy_has_list_index('gallery');
  has_user_media constant boolean := {{schema}}.legacy_has_list_index('user_media');
  gallery uuid[];
  user_media uuid[];
begin
  select array_agg(n.id) filter (where n.source = 'playground_gallery'), array_agg(n.id) filter (where n.source = 'user_media')
  into gallery, user_media
  from unnest(p_logins) p (id)
  cross join lateral (
    (select 'playground_gallery' as source, g.id, coalesce(g.created_at, '-infinity') as key
    from {{schema}}.legacy_gallery g where has_gallery and g.user_id = p.id
    order by coalesce(g.created_at, '-infinity') desc, g.id desc limit p_rows)
    union all
    (select 'user_media', u.id, coalesce(u.created_at, '-infinity')
    from {{schema}}.legacy_user_media u where has_user_media and u.user_id = p.id
    order by coalesce(u.created_at, '-infinity') desc, u.id desc limit p_rows)
    order by key desc, id desc limit p_rows) n;

  select sum(c.rows_written), sum(c.rows_adopted) into rows_written, rows_adopted
  from (
    select g.rows_written, g.rows_adopted from {{schema}}.legacy_copy_rows('playground_gallery', coalesce(gallery, '{}')) g
    union all
    select u.rows_written, u.rows_adopted from {{schema}}.legacy_copy_rows('user_media', coalesce(user_media, '{}')) u) c;
end $$;
comment on function {{schema}}.legacy_copy_newest is
  'Creates items from the newest p_rows rows of each login; rows that are items already count towards p_rows.';

revoke all on function {{schema}}.legacy_has_list_index(text), {{schema}}.legacy_find_next_logins(uuid, integer),
  {{schema}}.legacy_copy_newest(uuid[], integer)
  from public, {{anon}}, {{authenticated}}, {{service_role}};

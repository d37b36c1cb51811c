-- Before the tables are copied in the order of their ids, the newest rows of every login become items. The first pages of lists are then as fast
-- while the migration runs as after it.

-- A table without the index is left to the copy: finding its newest rows would read all of it.
create or replace function {{schema}}.legacy_has_list_index(p_table text) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select to_regclass('{{media_schema}}.unified_media_legacy_' || p_table || '_idx') is not null
$$;
comment on function {{schema}}.legacy_has_list_index is 'Returns whether an older table has the index of its lists.';

create or replace function {{schema}}.legacy_find_next_people(p_after uuid, p_limit integer) returns uuid[]
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  has_gallery constant boolean := {{schema}}.legacy_has_list_index('gallery');
  has_user_media constant boolean := {{schema}}.legacy_has_list_index('user_media');
  people uuid[] := '{}';
  person uuid := p_after;
  other uuid;
begin
  while cardinality(people) < p_limit loop
    other := null;
    if has_user_media then
      select u.user_id into other from {{schema}}.legacy_user_media u where u.user_id > person order by u.user_id limit 1;
    end if;

    if has_gallery then
      select g.user_id into person from {{schema}}.legacy_gallery g where g.user_id > person order by g.user_id limit 1;
    else
      person := null;
    end if;

    person := least(person, other);
    exit when person is null;
    people := people || person;
  end loop;
  return people;
end $$;
comment on function {{schema}}.legacy_find_next_people is 'Returns the next logins that have older rows.';

-- Rows without an owner are left to the copy of their table, which counts them.
create or replace function {{schema}}.legacy_copy_newest(
  p_people uuid[], p_rows integer, out rows_written integer, out rows_adopted integer)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  has_gallery constant boolean := {{schema}}.legacy_has_list_index('gallery');
  has_user_media constant boolean := {{schema}}.legacy_has_list_index('user_media');
  gallery uuid[];
  user_media uuid[];
begin
  select array_agg(n.id) filter (where n.source = 'playground_gallery'), array_agg(n.id) filter (where n.source = 'user_media')
  into gallery, user_media
  from unnest(p_people) p (id)
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
comment on function {{schema}}.legacy_copy_newest is 'Makes items of each login''s newest rows of both tables; rows that are items already count.';

revoke all on function {{schema}}.legacy_has_list_index(text), {{schema}}.legacy_find_next_people(uuid, integer),
  {{schema}}.legacy_copy_newest(uuid[], integer)
  from public, {{anon}}, {{authenticated}}, {{service_role}};

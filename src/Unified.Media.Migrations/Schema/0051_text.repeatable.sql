-- How tags, words and titles compare: the rules that the library's embedded catalog follows too. What older programs wrote is cut, never
-- refused: a title of two megabytes, or tags that are no list, must not break anybody's insert.

-- Lower case letter by letter: a sigma at the end of a word compares as any other.
do $$
declare
  locale text := coalesce(
    (select quote_ident(collname) from pg_catalog.pg_collation where collname = 'und-x-icu' and collnamespace = 'pg_catalog'::regnamespace limit 1),
    '"default"');
begin
  execute format($f$
    create or replace function {{schema}}.folded(p_text text) returns text
    language sql immutable parallel safe as $body$
      select lower(p_text collate pg_catalog.%1$s)
    $body$;
  $f$, locale);
  execute format($f$
    create or replace function {{schema}}.words_in(p_text text) returns setof text
    language sql immutable parallel safe as $body$
      select left(w[1], 64) from regexp_matches(
        replace({{schema}}.folded(normalize(p_text, nfc)), 'ς', 'σ') collate pg_catalog.%1$s,
        '[[:alnum:]][[:alnum:]\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f]*',
        'g') as w
    $body$;
  $f$, locale);
end $$;

create or replace function {{schema}}.text_of(p_metadata jsonb, p_name text) returns text
language sql immutable parallel safe as $$
  select case when jsonb_typeof(p_metadata -> p_name) = 'string' then p_metadata ->> p_name end
$$;

create or replace function {{schema}}.title_key_of(p_metadata jsonb) returns text
language sql immutable parallel safe as $$
  select {{schema}}.folded(left({{schema}}.text_of(p_metadata, 'title'), 255))
$$;

-- Each tag once, at most 100 of at most 100 characters.
create or replace function {{schema}}.tags_of(p_metadata jsonb) returns text[]
language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
begin
  if jsonb_typeof(p_metadata -> 'tags') is distinct from 'array' then
    return '{}';
  end if;

  return array(
    select distinct tag collate "C"
    from (
      select left({{schema}}.folded(normalize(regexp_replace(e #>> '{}', '^\s+|\s+$', '', 'g'), nfc)), 100) as tag
      from jsonb_array_elements(p_metadata -> 'tags') as e
      where jsonb_typeof(e) = 'string'
      limit 100) as tags
    where tag <> '');
end $$;

-- The words that an item is found by, each once; those of its tags too, which are given as tags_of made them.
create or replace function {{schema}}.words_of(p_metadata jsonb, p_tags text[]) returns text[]
language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
declare
  words_from text := concat_ws(' ',
    left({{schema}}.text_of(p_metadata, 'title'), 1000), left({{schema}}.text_of(p_metadata, 'description'), 8000),
    left(nullif(array_to_string(p_tags, ' '), ''), 8000));
begin
  if words_from = '' then
    return '{}';
  end if;
  return array(select distinct word collate "C" from {{schema}}.words_in(words_from) as word);
end $$;

revoke all on function {{schema}}.folded(text), {{schema}}.words_in(text), {{schema}}.text_of(jsonb, text), {{schema}}.title_key_of(jsonb),
  {{schema}}.tags_of(jsonb), {{schema}}.words_of(jsonb, text[]) from public, {{anon}}, {{authenticated}}, {{service_role}}, {{worker}}, {{app}};
grant execute on function {{schema}}.folded(text), {{schema}}.words_in(text), {{schema}}.text_of(jsonb, text), {{schema}}.title_key_of(jsonb),
  {{schema}}.tags_of(jsonb), {{schema}}.words_of(jsonb, text[]) to {{app}}, {{worker}};

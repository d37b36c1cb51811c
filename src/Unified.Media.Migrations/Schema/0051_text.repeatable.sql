-- Defines how tags, words and titles are compared. The library implements the same rules for its embedded catalog (TagKey, TitleKey,
-- SearchWords), and tests compare the two: change both together. Invalid text of older programs is truncated and never rejected: a title of two
-- megabytes, or tags that are not a list, must not fail an INSERT.

-- Most of these functions have no search_path of their own, because PostgreSQL could not inline them otherwise. None of them is SECURITY DEFINER.

-- The collation of all folding: Unicode's root collation where the server has ICU, otherwise the collation of the database.
-- The functions that use it are declared IMMUTABLE, although their results depend on the version of ICU, of the operating system's locales
-- or of PostgreSQL: a newer version can know more letters. Titles and tags are stored folded, in columns with collation "C", so an upgrade
-- breaks no index; only texts with newly supported letters are compared as before. After an upgrade PostgreSQL warns of a collation
-- version mismatch. Then execute:
--   alter collation {{schema}}.folding refresh version;
--   begin;
--   create temporary table folded on commit drop as
--     select m.id, m.updated_at from {{media_schema}}.media m
--     where m.title_key is distinct from {{schema}}.make_title_key(m.metadata) for no key update;
--   update {{media_schema}}.media m set title_key = {{schema}}.make_title_key(m.metadata) from folded f where m.id = f.id;
--   update {{media_schema}}.media m set updated_at = f.updated_at from folded f where m.id = f.id;
--   commit;
--   delete from {{schema}}.media_tags; delete from {{schema}}.media_search; delete from {{schema}}.settings where key = 'classified_to';
-- Then repeat the statement of step 0070 until it changes no row. The first update changes updated_at through a trigger; the second restores it,
-- because it sets no column that the trigger watches. Lists by tag and word are incomplete until the end.
do $$
begin
  if exists (select from pg_catalog.pg_collation c where c.collname = 'folding' and c.collnamespace = '{{schema}}'::regnamespace) then
    return;
  elsif exists (select from pg_catalog.pg_collation c where c.collname = 'und-x-icu' and c.collnamespace = 'pg_catalog'::regnamespace) then
    create collation {{schema}}.folding from pg_catalog."und-x-icu";
  else
    execute (
      select format('create collation {{schema}}.folding (provider = libc, lc_collate = %L, lc_ctype = %L)', d.datcollate, d.datctype)
      from pg_catalog.pg_database d where d.datname = current_database());
  end if;
end $$;

-- Folds letter by letter, as the library does. Sigma is replaced first, because its lower case otherwise depends on its position in the word. The
-- dotted capital I has no single lower-case letter and stays as it is: a noncharacter code point (U+FFFF) replaces it temporarily, so that
-- lower() leaves it unchanged.
create or replace function {{schema}}.fold_text(p_text text) returns text
language sql immutable parallel safe as $$
  select replace(
    lower(replace(replace(p_text, 'Σ', 'σ'), 'İ', E'\uffff') collate {{schema}}.folding), E'\uffff', 'İ')
$$;
comment on function {{schema}}.fold_text is 'Converts a text to lower case letter by letter, for comparison.';

-- A word is a letter or a digit, followed by letters, digits and marks. Regular expressions have no class for marks, so all marks of Unicode 16
-- are listed. Both lower-case sigmas count as one letter. The first branch handles plain ASCII, the most common case, without Unicode tables.
create or replace function {{schema}}.extract_words(p_text text) returns setof text
language sql immutable parallel safe as $$
  select left(w, 64) from regexp_split_to_table(lower(p_text collate "C"), '[^a-z0-9]+') as w
  where octet_length(p_text) = length(p_text) and w <> ''
  union all
  select left(w[1], 64) from regexp_matches(
    replace({{schema}}.fold_text(normalize(p_text, nfc)), 'ς', 'σ') collate {{schema}}.folding,
    '[[:alnum:]][[:alnum:]'
    '\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1-\u05c2\u05c4-\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670'
    '\u06d6-\u06dc\u06df-\u06e4\u06e7-\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u07a6-\u07b0\u07eb-\u07f3\u07fd\u0816-\u0819'
    '\u081b-\u0823\u0825-\u0827\u0829-\u082d\u0859-\u085b\u0897-\u089f\u08ca-\u08e1\u08e3-\u0903\u093a-\u093c\u093e-\u094f'
    '\u0951-\u0957\u0962-\u0963\u0981-\u0983\u09bc\u09be-\u09c4\u09c7-\u09c8\u09cb-\u09cd\u09d7\u09e2-\u09e3\u09fe'
    '\u0a01-\u0a03\u0a3c\u0a3e-\u0a42\u0a47-\u0a48\u0a4b-\u0a4d\u0a51\u0a70-\u0a71\u0a75\u0a81-\u0a83\u0abc\u0abe-\u0ac5'
    '\u0ac7-\u0ac9\u0acb-\u0acd\u0ae2-\u0ae3\u0afa-\u0aff\u0b01-\u0b03\u0b3c\u0b3e-\u0b44\u0b47-\u0b48\u0b4b-\u0b4d'
    '\u0b55-\u0b57\u0b62-\u0b63\u0b82\u0bbe-\u0bc2\u0bc6-\u0bc8\u0bca-\u0bcd\u0bd7\u0c00-\u0c04\u0c3c\u0c3e-\u0c44'
    '\u0c46-\u0c48\u0c4a-\u0c4d\u0c55-\u0c56\u0c62-\u0c63\u0c81-\u0c83\u0cbc\u0cbe-\u0cc4\u0cc6-\u0cc8\u0cca-\u0ccd'
    '\u0cd5-\u0cd6\u0ce2-\u0ce3\u0cf3\u0d00-\u0d03\u0d3b-\u0d3c\u0d3e-\u0d44\u0d46-\u0d48\u0d4a-\u0d4d\u0d57\u0d62-\u0d63'
    '\u0d81-\u0d83\u0dca\u0dcf-\u0dd4\u0dd6\u0dd8-\u0ddf\u0df2-\u0df3\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc'
    '\u0ec8-\u0ece\u0f18-\u0f19\u0f35\u0f37\u0f39\u0f3e-\u0f3f\u0f71-\u0f84\u0f86-\u0f87\u0f8d-\u0f97\u0f99-\u0fbc\u0fc6'
    '\u102b-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1082-\u108d\u108f\u109a-\u109d'
    '\u135d-\u135f\u1712-\u1715\u1732-\u1734\u1752-\u1753\u1772-\u1773\u17b4-\u17d3\u17dd\u180b-\u180d\u180f\u1885-\u1886'
    '\u18a9\u1920-\u192b\u1930-\u193b\u1a17-\u1a1b\u1a55-\u1a5e\u1a60-\u1a7c\u1a7f\u1ab0-\u1abd\u1abf-\u1ace\u1b00-\u1b04'
    '\u1b34-\u1b44\u1b6b-\u1b73\u1b80-\u1b82\u1ba1-\u1bad\u1be6-\u1bf3\u1c24-\u1c37\u1cd0-\u1cd2\u1cd4-\u1ce8\u1ced\u1cf4'
    '\u1cf7-\u1cf9\u1dc0-\u1dff\u20d0-\u20dc\u20e1\u20e5-\u20f0\u2cef-\u2cf1\u2d7f\u2de0-\u2dff\u302a-\u302f\u3099-\u309a'
    '\ua66f\ua674-\ua67d\ua69e-\ua69f\ua6f0-\ua6f1\ua802\ua806\ua80b\ua823-\ua827\ua82c\ua880-\ua881\ua8b4-\ua8c5'
    '\ua8e0-\ua8f1\ua8ff\ua926-\ua92d\ua947-\ua953\ua980-\ua983\ua9b3-\ua9c0\ua9e5\uaa29-\uaa36\uaa43\uaa4c-\uaa4d'
    '\uaa7b-\uaa7d\uaab0\uaab2-\uaab4\uaab7-\uaab8\uaabe-\uaabf\uaac1\uaaeb-\uaaef\uaaf5-\uaaf6\uabe3-\uabea\uabec-\uabed'
    '\ufb1e\ufe00-\ufe0f\ufe20-\ufe2f\U000101fd\U000102e0\U00010376-\U0001037a\U00010a01-\U00010a03\U00010a05-\U00010a06'
    '\U00010a0c-\U00010a0f\U00010a38-\U00010a3a\U00010a3f\U00010ae5-\U00010ae6\U00010d24-\U00010d27\U00010d69-\U00010d6d'
    '\U00010eab-\U00010eac\U00010efc-\U00010eff\U00010f46-\U00010f50\U00010f82-\U00010f85\U00011000-\U00011002'
    '\U00011038-\U00011046\U00011070\U00011073-\U00011074\U0001107f-\U00011082\U000110b0-\U000110ba\U000110c2'
    '\U00011100-\U00011102\U00011127-\U00011134\U00011145-\U00011146\U00011173\U00011180-\U00011182\U000111b3-\U000111c0'
    '\U000111c9-\U000111cc\U000111ce-\U000111cf\U0001122c-\U00011237\U0001123e\U00011241\U000112df-\U000112ea'
    '\U00011300-\U00011303\U0001133b-\U0001133c\U0001133e-\U00011344\U00011347-\U00011348\U0001134b-\U0001134d\U00011357'
    '\U00011362-\U00011363\U00011366-\U0001136c\U00011370-\U00011374\U000113b8-\U000113c0\U000113c2\U000113c5'
    '\U000113c7-\U000113ca\U000113cc-\U000113d0\U000113d2\U000113e1-\U000113e2\U00011435-\U00011446\U0001145e'
    '\U000114b0-\U000114c3\U000115af-\U000115b5\U000115b8-\U000115c0\U000115dc-\U000115dd\U00011630-\U00011640'
    '\U000116ab-\U000116b7\U0001171d-\U0001172b\U0001182c-\U0001183a\U00011930-\U00011935\U00011937-\U00011938'
    '\U0001193b-\U0001193e\U00011940\U00011942-\U00011943\U000119d1-\U000119d7\U000119da-\U000119e0\U000119e4'
    '\U00011a01-\U00011a0a\U00011a33-\U00011a39\U00011a3b-\U00011a3e\U00011a47\U00011a51-\U00011a5b\U00011a8a-\U00011a99'
    '\U00011c2f-\U00011c36\U00011c38-\U00011c3f\U00011c92-\U00011ca7\U00011ca9-\U00011cb6\U00011d31-\U00011d36\U00011d3a'
    '\U00011d3c-\U00011d3d\U00011d3f-\U00011d45\U00011d47\U00011d8a-\U00011d8e\U00011d90-\U00011d91\U00011d93-\U00011d97'
    '\U00011ef3-\U00011ef6\U00011f00-\U00011f01\U00011f03\U00011f34-\U00011f3a\U00011f3e-\U00011f42\U00011f5a\U00013440'
    '\U00013447-\U00013455\U0001611e-\U0001612f\U00016af0-\U00016af4\U00016b30-\U00016b36\U00016f4f\U00016f51-\U00016f87'
    '\U00016f8f-\U00016f92\U00016fe4\U00016ff0-\U00016ff1\U0001bc9d-\U0001bc9e\U0001cf00-\U0001cf2d\U0001cf30-\U0001cf46'
    '\U0001d165-\U0001d169\U0001d16d-\U0001d172\U0001d17b-\U0001d182\U0001d185-\U0001d18b\U0001d1aa-\U0001d1ad'
    '\U0001d242-\U0001d244\U0001da00-\U0001da36\U0001da3b-\U0001da6c\U0001da75\U0001da84\U0001da9b-\U0001da9f'
    '\U0001daa1-\U0001daaf\U0001e000-\U0001e006\U0001e008-\U0001e018\U0001e01b-\U0001e021\U0001e023-\U0001e024'
    '\U0001e026-\U0001e02a\U0001e08f\U0001e130-\U0001e136\U0001e2ae\U0001e2ec-\U0001e2ef\U0001e4ec-\U0001e4ef'
    '\U0001e5ee-\U0001e5ef\U0001e8d0-\U0001e8d6\U0001e944-\U0001e94a\U000e0100-\U000e01ef'
    ']*',
    'g') as w
  where octet_length(p_text) <> length(p_text)
$$;
comment on function {{schema}}.extract_words is 'Returns the words of a text, folded, each cut after 64 characters, duplicates included.';

create or replace function {{schema}}.get_metadata_text(p_metadata jsonb, p_name text) returns text
language sql immutable parallel safe as $$
  select case when jsonb_typeof(p_metadata -> p_name) = 'string' then p_metadata ->> p_name end
$$;
comment on function {{schema}}.get_metadata_text is 'Returns a field of the metadata where it is a string, otherwise null.';

create or replace function {{schema}}.make_title_key(p_metadata jsonb) returns text
language sql immutable parallel safe as $$
  select {{schema}}.fold_text(left({{schema}}.get_metadata_text(p_metadata, 'title'), 255))
$$;
comment on function {{schema}}.make_title_key is 'Returns the key by which the title of an item sorts.';

-- Returns rows, so that PostgreSQL can inline the function into a query over many items. The next function returns the same as an array.
create or replace function {{schema}}.extract_tags(p_metadata jsonb) returns setof text
language sql immutable parallel safe as $$
  select distinct tag collate "C"
  from (
    select left(
      case
        when octet_length(trimmed) = length(trimmed) then lower(trimmed collate "C") else {{schema}}.fold_text(normalize(trimmed, nfc))
      end, 100) as tag
    from (
      select btrim(
        e #>> '{}',
        E' \t\n\u000b\f\r\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a'
        '\u2028\u2029\u202f\u205f\u3000') as trimmed
      from jsonb_array_elements(case when jsonb_typeof(p_metadata -> 'tags') = 'array' then p_metadata -> 'tags' else '[]' end) as e
      where jsonb_typeof(e) = 'string'
      limit 100) as texts) as tags
  where tag <> ''
$$;
comment on function {{schema}}.extract_tags is
  'Returns the tags of the metadata as rows: folded, without duplicates, at most 100 of at most 100 characters.';

create or replace function {{schema}}.collect_tags(p_metadata jsonb) returns text[]
language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
begin
  if jsonb_typeof(p_metadata -> 'tags') is distinct from 'array' then
    return '{}';
  end if;
  return array(select tag from {{schema}}.extract_tags(p_metadata) as tag);
end $$;
comment on function {{schema}}.collect_tags is 'Returns the tags of the metadata as an array: folded, without duplicates.';

create or replace function {{schema}}.join_search_text(p_metadata jsonb, p_tags text[]) returns text
language sql stable parallel safe as $$
  select concat_ws(' ',
    left({{schema}}.get_metadata_text(p_metadata, 'title'), 1000), left({{schema}}.get_metadata_text(p_metadata, 'description'), 8000),
    left(nullif(array_to_string(p_tags, ' '), ''), 8000))
$$;
comment on function {{schema}}.join_search_text is 'Joins the texts in which an item is searched: title, description and the given tags.';

create or replace function {{schema}}.collect_search_words(p_metadata jsonb, p_tags text[]) returns text[]
language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp as $$
declare
  search_text text := {{schema}}.join_search_text(p_metadata, p_tags);
begin
  if search_text = '' then
    return '{}';
  end if;
  return array(select distinct word collate "C" from {{schema}}.extract_words(search_text) as word);
end $$;
comment on function {{schema}}.collect_search_words is
  'Returns the words by which an item is found, each once; the tags are given in the form that collect_tags returns.';

revoke all on function {{schema}}.fold_text(text), {{schema}}.extract_words(text), {{schema}}.get_metadata_text(jsonb, text),
  {{schema}}.make_title_key(jsonb),
  {{schema}}.extract_tags(jsonb), {{schema}}.collect_tags(jsonb), {{schema}}.join_search_text(jsonb, text[]),
  {{schema}}.collect_search_words(jsonb, text[])
  from public, {{anon}}, {{authenticated}}, {{service_role}}, {{worker}}, {{app}};
-- Also granted to users: older rows have no rows in the side tables, so their tags and words are computed with the rights of the reader.
grant execute on function {{schema}}.fold_text(text), {{schema}}.extract_words(text), {{schema}}.get_metadata_text(jsonb, text),
  {{schema}}.make_title_key(jsonb),
  {{schema}}.extract_tags(jsonb), {{schema}}.collect_tags(jsonb), {{schema}}.join_search_text(jsonb, text[]),
  {{schema}}.collect_search_words(jsonb, text[])
  to {{authenticated}}, {{service_role}}, {{app}}, {{worker}};

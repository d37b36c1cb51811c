-- Finds the object of an older row. A row contains an http address, a data: address or an object key. An http address can be signed,
-- percent-encoded, transformed (an address of a resized image) or doubled: an older program put the address of the store before a complete address.
-- A text that names no object of the store is kept, with the bucket 'external'.

-- These functions run with the rights of the caller, once per row that is copied or listed. They have no search_path of their own, because
-- setting it would take longer than most of them.

-- Checks the bytes by their hexadecimal digits. To catch the error of convert_from() instead would require a subtransaction, which PostgreSQL
-- does not allow in a parallel query.
create or replace function {{schema}}.legacy_unescape(p_text text) returns text
language plpgsql stable strict parallel safe as $$
declare
  bytes bytea;
  utf8 constant text :=
    '^(?:0[1-9a-f]|[1-7][0-9a-f]|(?:c[2-9a-f]|d[0-9a-f])[89ab][0-9a-f]'
    '|(?:e0[ab][0-9a-f]|ed[89][0-9a-f]|e[1-9a-cef][89ab][0-9a-f])[89ab][0-9a-f]'
    '|(?:f0[9ab][0-9a-f]|f4[8][0-9a-f]|f[1-3][89ab][0-9a-f])(?:[89ab][0-9a-f]){2})*$';
begin
  if position('%' in p_text) = 0 then
    return p_text;
  end if;

  bytes := (
    select string_agg(
      case when part[1] ~ '^%[0-9a-fA-F]{2}$' then decode(substr(part[1], 2), 'hex') else convert_to(part[1], 'UTF8') end,
      ''::bytea order by place)
    from regexp_matches(p_text, '%[0-9a-fA-F]{2}|[^%]+|%', 'g') with ordinality as parts (part, place));
  return case when encode(bytes, 'hex') ~ utf8 then convert_from(bytes, 'UTF8') end;
end $$;
comment on function {{schema}}.legacy_unescape is 'Decodes percent-encoding as browsers do, so a stray % stays; null if the bytes are not UTF-8.';

create or replace function {{schema}}.legacy_is_key(p_key text) returns boolean
language sql immutable parallel safe as $$
  select octet_length(p_key) between 1 and 1024 and p_key !~ '(^|/)\.{0,2}(/|$)|[[:cntrl:]]'
$$;
comment on function {{schema}}.legacy_is_key is
  'Returns whether a text can be an object key: no parent segments, no empty segments, no control characters.';

create or replace function {{schema}}.legacy_locate_key(p_text text, p_bucket text, out bucket text, out key text, out problem text)
language plpgsql immutable parallel safe as $$
declare
  name text := ltrim(p_text, '/');
begin
  bucket := 'external';
  key := p_text;
  if p_text ~* '^data:' then
    problem := 'data_address';
  elsif p_text ~ '^//' or p_text ~* '^([a-z][a-z0-9+.-]*:|https?%3a)' then
    problem := 'unknown_scheme';
  elsif p_bucket is null or p_bucket in ('', 'external') or not {{schema}}.legacy_is_key(name) then
    problem := 'bad_key';
  else
    bucket := p_bucket;
    key := name;
  end if;
end $$;
comment on function {{schema}}.legacy_locate_key is
  'Returns bucket and key of a text that is not an http address; problem is the reason why it names no object.';

-- p_bucket is the bucket of texts that are object keys. p_hosts are the hosts of the project's own object store; null accepts any host. problem is
-- no_address, data_address, unknown_scheme, bad_encoding, bad_key, foreign_host or doubled_too_often; null if the object is known, and for
-- ordinary addresses of other hosts. Nearly all addresses are plain, so the expensive steps, above all long regular expressions, run only if
-- they may be needed.
create or replace function {{schema}}.legacy_locate_object(
  p_text text, p_bucket text, p_hosts text[], out bucket text, out key text, out url text, out problem text)
language plpgsql stable parallel safe as $$
declare
  place record;
  address text := btrim(p_text, E' \t\r\n');
  plain text;
  rest text;
  at integer;
  raw text;
begin
  bucket := 'external';
  key := coalesce(address, '');
  if key = '' then
    problem := 'no_address';
    return;
  end if;

  for doubled in 1..6 loop
    exit when lower(left(address, 8) collate "C") not like all (array['http://%', 'https://%']);
    if doubled = 6 then
      problem := 'doubled_too_often';
      return;
    end if;

    key := address;
    url := address;
    plain := split_part(split_part(address, '?', 1), '#', 1);
    at := position('/storage/v1/' in plain);
    if at = 0 then
      return;
    end if;

    rest := substr(address, at + 12);
    if starts_with(rest, 'render/image/') then
      rest := 'object/' || substr(rest, 14);
    end if;

    if not starts_with(rest, 'object/') then
      return;
    end if;

    rest := substr(rest, 8);
    if starts_with(rest, 'public/') then
      rest := substr(rest, 8);
    elsif rest like any (array['sign/%', 'authenticated/%']) then
      -- The address contains a token that expires, or requires one, so it is not kept.
      rest := substr(rest, position('/' in rest) + 1);
      url := null;
    end if;

    at := position('/' in rest);
    if at < 2 then
      problem := 'bad_key';
      return;
    end if;

    raw := substr(rest, at + 1);
    rest := left(rest, at - 1);
    if lower(left(raw, 4) collate "C") = 'http' and raw ~* '^https?(://|%3a(%2f|/){2})' then
      address := case when raw ~* '^https?:' then raw else {{schema}}.legacy_unescape(raw) end;
      if address is null then
        problem := 'bad_encoding';
        return;
      end if;
      continue;
    end if;

    if p_hosts is not null and not lower(substring(address from '^[^:]+://(?:[^/?#]*@)?([^/?#]*)')) = any (p_hosts) then
      problem := 'foreign_host';
      return;
    end if;

    raw := split_part(split_part(raw, '?', 1), '#', 1);
    if position('%' in address) > 0 then
      raw := {{schema}}.legacy_unescape(raw);
      rest := {{schema}}.legacy_unescape(rest);
      if raw is null or rest is null then
        problem := 'bad_encoding';
        return;
      end if;
    end if;

    if not {{schema}}.legacy_is_key(raw) or rest not in ('playground-images', 'playground-videos', 'user-media', 'media')
      and (length(rest) > 255 or rest !~ '^[A-Za-z0-9][A-Za-z0-9._ -]*$' or rest = 'external') then
      problem := 'bad_key';
      return;
    end if;

    bucket := rest;
    key := raw;
    -- The address of the untransformed object.
    url := case when url is not null then replace(plain, '/storage/v1/render/image/', '/storage/v1/object/') end;
    return;
  end loop;

  url := null;
  place := {{schema}}.legacy_locate_key(address, p_bucket);
  bucket := place.bucket;
  key := place.key;
  problem := place.problem;
end $$;
comment on function {{schema}}.legacy_locate_object is
  'Returns bucket and key of the object that an older row names; problem is the reason why it names none.';

-- The policies of the older store defined these paths. Source images of generations (playground-uploads) never belong to one item, because other
-- rows reference them. Segments of a path are compared as a whole and never by pattern.
create or replace function {{schema}}.legacy_can_adopt_object(p_bucket text, p_key text, p_login uuid, p_owner uuid) returns boolean
language sql immutable parallel safe as $$
  select coalesce(p_key !~ '(^|/)\.{0,2}(/|$)|[\\%?#[:cntrl:]]' and octet_length(p_key) <= 1024 and case p_bucket
    when 'user-media' then
      split_part(p_key, '/', 1) in ('enhanced', 'uploads', 'enhanced-images', 'stock-photos', 'stock', 'moodboards')
        and split_part(p_key, '/', 2) = p_login::text and split_part(p_key, '/', 3) <> ''
      or position('/' in p_key) = 0 and starts_with(p_key, p_login::text || '-')
    when 'playground-images' then
      split_part(p_key, '/', 1) = p_login::text and split_part(p_key, '/', 2) <> ''
      or split_part(p_key, '/', 1) = 'enhanced-images' and split_part(p_key, '/', 2) = p_login::text and split_part(p_key, '/', 3) <> ''
    when 'playground-videos' then split_part(p_key, '/', 1) = p_login::text and split_part(p_key, '/', 2) <> ''
    when 'moodboard-uploads' then
      split_part(p_key, '/', 1) = 'moodboard-uploads' and split_part(p_key, '/', 2) = p_login::text and split_part(p_key, '/', 3) <> ''
    when 'media' then split_part(p_key, '/', 1) = p_owner::text and split_part(p_key, '/', 2) <> ''
    else false
  end, false)
$$;
comment on function {{schema}}.legacy_can_adopt_object is 'Returns whether the key proves that the object belongs to this login or owner.';

create or replace function {{schema}}.legacy_hash_object(p_bucket text, p_key text) returns uuid
language sql immutable parallel safe as $$
  select case when p_key <> '' then md5(p_bucket || '/' || p_key)::uuid end
$$;
comment on function {{schema}}.legacy_hash_object is
  'Returns a hash of bucket and key: rows with the same hash name the same content, however their addresses are written.';

revoke all on function {{schema}}.legacy_unescape(text), {{schema}}.legacy_is_key(text), {{schema}}.legacy_locate_object(text, text, text[]),
  {{schema}}.legacy_locate_key(text, text), {{schema}}.legacy_can_adopt_object(text, text, uuid, uuid), {{schema}}.legacy_hash_object(text, text)
  from public, {{anon}}, {{authenticated}}, {{service_role}};
-- Granted in this file, because each run of it revokes all rights first.
grant execute on function {{schema}}.legacy_locate_object(text, text, text[]), {{schema}}.legacy_locate_key(text, text),
  {{schema}}.legacy_unescape(text), {{schema}}.legacy_is_key(text)
  to {{authenticated}}, {{service_role}};

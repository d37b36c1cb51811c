-- Where an older row's content is. Rows name it by a full address, a doubled one, a signed one, a percent-encoded one, a transformed one, a
-- data: address or an object key. What names no object of the store keeps its text under the bucket 'external'.

-- These functions run with their caller's rights, for every row that is copied or listed: none has a search_path of its own, which would
-- cost more than what most of them do.

-- Undoes percent-encoding. Null where the bytes are no text; a stray % stays what it is, as browsers read it.
create or replace function {{schema}}.legacy_unescape(p_text text) returns text
language plpgsql immutable strict parallel safe as $$
begin
  if position('%' in p_text) = 0 then
    return p_text;
  end if;

  return convert_from((
    select string_agg(
      case when part[1] ~ '^%[0-9a-fA-F]{2}$' then decode(substr(part[1], 2), 'hex') else convert_to(part[1], 'UTF8') end,
      ''::bytea order by place)
    from regexp_matches(p_text, '%[0-9a-fA-F]{2}|[^%]+|%', 'g') with ordinality as parts (part, place)), 'UTF8');
exception
  when character_not_in_repertoire or untranslatable_character or invalid_parameter_value then
    return null;
end $$;

-- What an object key is: no steps upward, no empty segments, no control characters.
create or replace function {{schema}}.legacy_is_key(p_key text) returns boolean
language sql immutable parallel safe as $$
  select octet_length(p_key) between 1 and 1024 and p_key !~ '(^|/)\.{0,2}(/|$)|[[:cntrl:]]'
$$;

-- p_bucket: the bucket of texts that are bare keys. p_hosts: the hosts of the project's own object store; null takes any host.
-- problem: no_address, data_address, unknown_scheme, bad_encoding, bad_key, foreign_host, doubled_too_often; null where the object is known,
-- and for ordinary addresses of other hosts. Nearly all addresses are plain ones, so what is dear is only done where it may be needed;
-- and long regular expressions are dearest.
create or replace function {{schema}}.legacy_location(
  p_text text, p_bucket text, p_hosts text[], out bucket text, out key text, out url text, out problem text)
language plpgsql immutable parallel safe as $$
declare
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
    elsif starts_with(rest, 'sign/') then
      -- Such an address carries a token and ends with it: it is not kept.
      rest := substr(rest, 6);
      url := null;
    elsif starts_with(rest, 'authenticated/') then
      rest := substr(rest, 15);
      url := null;
    end if;

    at := position('/' in rest);
    if at < 2 then
      problem := 'bad_key';
      return;
    end if;

    raw := substr(rest, at + 1);
    rest := left(rest, at - 1);
    if lower(left(raw, 4) collate "C") = 'http' then
      if raw ~* '^https?://' then
        address := raw;
        continue;
      elsif raw ~* '^https?%3a(%2f|/){2}' then
        address := {{schema}}.legacy_unescape(raw);
        if address is null then
          problem := 'bad_encoding';
          return;
        end if;
        continue;
      end if;
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

  key := address;
  url := null;
  if address ~* '^data:' then
    problem := 'data_address';
  elsif address ~ '^//' or address ~* '^([a-z][a-z0-9+.-]*:|https?%3a)' then
    problem := 'unknown_scheme';
  elsif p_bucket is null or p_bucket in ('', 'external') then
    problem := 'bad_key';
  else
    raw := ltrim(address, '/');
    if {{schema}}.legacy_is_key(raw) then
      bucket := p_bucket;
      key := raw;
    else
      problem := 'bad_key';
    end if;
  end if;
end $$;

-- Whether a key proves by itself that the object is this owner's: the storage's own rules made these paths. Bases of generations
-- (playground-uploads) are never given away: other rows refer to them. Steps of a path are compared whole, never by pattern.
create or replace function {{schema}}.adoptable(p_bucket text, p_key text, p_login uuid, p_owner uuid) returns boolean
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

-- Rows with the same value name the same content, however their addresses were written.
create or replace function {{schema}}.legacy_object_hash(p_bucket text, p_key text) returns uuid
language sql immutable parallel safe as $$
  select case when p_key <> '' then md5(p_bucket || '/' || p_key)::uuid end
$$;

revoke all on function {{schema}}.legacy_unescape(text), {{schema}}.legacy_is_key(text), {{schema}}.legacy_location(text, text, text[]),
  {{schema}}.adoptable(text, text, uuid, uuid), {{schema}}.legacy_object_hash(text, text)
  from public, {{anon}}, {{authenticated}}, {{service_role}};
-- Beside the functions: this file is run again when its text has changed, and takes all rights away first.
grant execute on function {{schema}}.legacy_location(text, text, text[]), {{schema}}.legacy_unescape(text), {{schema}}.legacy_is_key(text)
  to {{authenticated}}, {{service_role}};

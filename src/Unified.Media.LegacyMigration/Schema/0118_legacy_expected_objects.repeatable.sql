-- Computes the expected object of an older row, for the verification.

-- The mapping (legacy_locate_object, legacy_get_content_type, legacy_can_adopt_object) implements the same rules. The two implementations are
-- independent and different, so that a mistake in one shows as a difference. Do not share code between the two. The functions are called for
-- every row, so they have no search_path of their own.

create or replace function {{schema}}.legacy_decode_percent(p_text text) returns text
language plpgsql stable as $$
declare
  pieces text[] := string_to_array(p_text, '%');
  bytes text;
begin
  if cardinality(pieces) < 2 then
    return p_text;
  end if;

  bytes := encode(convert_to(pieces[1], 'UTF8'), 'hex');
  for i in 2..cardinality(pieces) loop
    bytes := bytes || case
      when pieces[i] ~ '^[[:xdigit:]]{2}' then lower(left(pieces[i], 2)) || encode(convert_to(substr(pieces[i], 3), 'UTF8'), 'hex')
      else '25' || encode(convert_to(pieces[i], 'UTF8'), 'hex') end;
  end loop;
  return convert_from(decode(bytes, 'hex'), 'UTF8');
exception
  when others then
    return null;
end $$;
comment on function {{schema}}.legacy_decode_percent is 'Decodes percent-encoding for the verification; null if the bytes are not UTF-8.';

create or replace function {{schema}}.legacy_expect_location(p_text text, p_bucket text, p_hosts text[]) returns text[]
language plpgsql stable as $$
declare
  address text := coalesce(trim(both E' \t\r\n' from p_text), '');
  steps text[];
  bucket text;
  key text;
begin
  for round in 1..5 loop
    exit when lower(left(address, 7)) <> 'http://' and lower(left(address, 8)) <> 'https://';
    -- The elements are the scheme, an empty text, the host, and the segments of the path.
    steps := string_to_array(split_part(split_part(address, '?', 1), '#', 1), '/');
    while cardinality(steps) > 3 and not (steps[4] = 'storage' and steps[5] = 'v1') loop
      steps := steps[1:3] || steps[5:];
    end loop;
    steps := steps[6:];
    if steps[1:2] = array['render', 'image'] then
      steps := steps[3:];
    elsif steps[1] = 'object' then
      steps := steps[2:];
    else
      return array['external', address];
    end if;
    if steps[1] = any ('{public,sign,authenticated}') then
      steps := steps[2:];
    end if;
    key := array_to_string(steps[2:], '/');
    if key ~* '^https?://' then
      address := substr(address, position(key in address));
    elsif key ~* '^https?%3a' then
      key := {{schema}}.legacy_decode_percent(substr(address, position(key in address)));
      if key is null or key !~* '^https?://' then
        return array['external', address];
      end if;
      address := key;
    else
      exit;
    end if;
    steps := null;
  end loop;

  if steps is not null then
    if p_hosts is not null and not lower(regexp_replace(split_part(address, '/', 3), '^.*@', '')) = any (p_hosts) then
      return array['external', address];
    end if;
    bucket := {{schema}}.legacy_decode_percent(steps[1]);
    key := {{schema}}.legacy_decode_percent(key);
  elsif address = '' or lower(address) similar to '(http|https)\%3a%' escape '\' or address ~* '^([a-z][a-z0-9+.-]*:|//)' or p_bucket is null then
    return array['external', address];
  else
    bucket := p_bucket;
    key := regexp_replace(address, '^/+', '');
  end if;

  if key is null or key = '' or octet_length(key) > 1024 or key ~ '[[:cntrl:]]' or bucket is null or length(bucket) > 255
    or bucket !~ '^[A-Za-z0-9][A-Za-z0-9._ -]*$' or bucket = 'external' or string_to_array(key, '/') && array['', '.', '..'] then
    return array['external', address];
  end if;
  return array[bucket, key];
end $$;
comment on function {{schema}}.legacy_expect_location is 'Returns the expected bucket and key of an address.';

create or replace function {{schema}}.legacy_expect_content_type(p_name text) returns text
language plpgsql immutable as $$
declare
  e text := lower((regexp_match(regexp_replace(p_name, '[?#].*$', ''), '\.([[:alnum:]]{1,5})$'))[1]);
begin
  return case
    when e in ('jpg', 'jpeg') then 'image/jpeg'
    when e in ('png', 'webp', 'gif', 'avif', 'heic', 'heif', 'bmp') then 'image/' || e
    when e in ('tif', 'tiff') then 'image/tiff'
    when e = 'svg' then 'image/svg+xml'
    when e in ('mp4', 'm4v') then 'video/mp4'
    when e = 'webm' then 'video/webm'
    when e = 'mov' then 'video/quicktime'
    when e = 'ogv' then 'video/ogg'
    when e = 'mkv' then 'video/x-matroska'
    when e = 'avi' then 'video/x-msvideo'
    when e = 'pdf' then 'application/pdf'
  end;
end $$;
comment on function {{schema}}.legacy_expect_content_type is 'Returns the expected content type of a name, by its extension.';

-- Ids contain no special character of LIKE.
create or replace function {{schema}}.legacy_expect_ownership(p_bucket text, p_key text, p_login uuid, p_owner uuid) returns boolean
language sql stable as $$
  select coalesce(p_key !~ '[\\%?#]' and case p_bucket
    when 'user-media' then
      p_key like p_login || '-%' and p_key not like '%/%' or p_key like any (array[
        'enhanced/' || p_login || '/_%', 'uploads/' || p_login || '/_%', 'enhanced-images/' || p_login || '/_%',
        'stock-photos/' || p_login || '/_%', 'stock/' || p_login || '/_%', 'moodboards/' || p_login || '/_%'])
    when 'playground-images' then p_key like p_login || '/_%' or p_key like 'enhanced-images/' || p_login || '/_%'
    when 'playground-videos' then p_key like p_login || '/_%'
    when 'moodboard-uploads' then p_key like 'moodboard-uploads/' || p_login || '/_%'
    when 'media' then p_key like p_owner || '/_%'
  end, false)
$$;
comment on function {{schema}}.legacy_expect_ownership is 'Returns whether a key is in the folder of a login or a profile.';

revoke all on function {{schema}}.legacy_decode_percent(text), {{schema}}.legacy_expect_location(text, text, text[]),
  {{schema}}.legacy_expect_content_type(text),
  {{schema}}.legacy_expect_ownership(text, text, uuid, uuid)
  from public, {{anon}}, {{authenticated}}, {{service_role}};

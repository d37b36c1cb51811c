-- Parses the values of older rows.

create or replace function {{schema}}.legacy_get_extension(p_key text) returns text
language sql immutable parallel safe as $$
  select lower(substring(right(split_part(split_part(p_key, '?', 1), '#', 1), 6) from '\.([A-Za-z0-9]{1,5})$'))
$$;
comment on function {{schema}}.legacy_get_extension is 'Returns the extension of a key or an address in lower case, without a query or fragment.';

create or replace function {{schema}}.legacy_get_content_type(p_extension text) returns text
language sql immutable parallel safe as $$
  select case p_extension
    when 'jpg' then 'image/jpeg' when 'jpeg' then 'image/jpeg' when 'png' then 'image/png' when 'webp' then 'image/webp'
    when 'gif' then 'image/gif' when 'avif' then 'image/avif' when 'heic' then 'image/heic' when 'heif' then 'image/heif'
    when 'svg' then 'image/svg+xml' when 'bmp' then 'image/bmp' when 'tif' then 'image/tiff' when 'tiff' then 'image/tiff'
    when 'mp4' then 'video/mp4' when 'm4v' then 'video/mp4' when 'webm' then 'video/webm' when 'mov' then 'video/quicktime'
    when 'ogv' then 'video/ogg' when 'mkv' then 'video/x-matroska' when 'avi' then 'video/x-msvideo'
    when 'pdf' then 'application/pdf'
  end
$$;
comment on function {{schema}}.legacy_get_content_type is 'Returns the content type of an extension; null if it is unknown.';

create or replace function {{schema}}.legacy_parse_count(p_text text) returns integer
language sql immutable parallel safe as $$
  select case when p_text ~ '^[1-9][0-9]{0,5}$' then p_text::integer end
$$;
comment on function {{schema}}.legacy_parse_count is
  'Returns a text as an integer if it is a whole number above zero of at most six digits; otherwise null.';

-- Uses the first of these sources that has both values: the measured size of the file, the columns, the size stored on saving, the text of a
-- resolution. Uses a single column only if no source has both.
create or replace function {{schema}}.legacy_choose_size(p_width integer, p_height integer, p_facts jsonb) returns integer[]
language sql immutable parallel safe as $$
  select case
    when {{schema}}.legacy_parse_count(p_facts ->> 'actual_width') > 0 and {{schema}}.legacy_parse_count(p_facts ->> 'actual_height') > 0
      then array[(p_facts ->> 'actual_width')::integer, (p_facts ->> 'actual_height')::integer]
    when p_width > 0 and p_height > 0 then array[p_width, p_height]
    when {{schema}}.legacy_parse_count(p_facts ->> 'saved_width') > 0 and {{schema}}.legacy_parse_count(p_facts ->> 'saved_height') > 0
      then array[(p_facts ->> 'saved_width')::integer, (p_facts ->> 'saved_height')::integer]
    when p_facts ->> 'resolution' ~* '^[1-9][0-9]{0,5}[*x][1-9][0-9]{0,5}$'
      then string_to_array(translate(lower(p_facts ->> 'resolution'), 'x', '*'), '*')::integer[]
    else array[case when p_width > 0 then p_width end, case when p_height > 0 then p_height end]
  end
$$;
comment on function {{schema}}.legacy_choose_size is
  'Returns width and height, both from the same source; an element is null if no source has it.';

create or replace function {{schema}}.legacy_parse_seconds(p_column integer, p_text text) returns numeric
language sql immutable parallel safe as $$
  select case when p_column > 0 then p_column when p_text ~ '^[0-9]{1,6}(\.[0-9]{1,6})?$' then nullif(p_text::numeric, 0) end
$$;
comment on function {{schema}}.legacy_parse_seconds is
  'Returns a duration in seconds, given as a number or as text; null if it is not a duration.';

-- Lists and copies must derive the same id.
create or replace function {{schema}}.legacy_derive_id(p_source text, p_id uuid) returns uuid
language sql immutable parallel safe as $$
  select (overlay(overlay(md5(p_source || ':' || p_id) placing '8' from 13 for 1) placing 'a' from 17 for 1))::uuid
$$;
comment on function {{schema}}.legacy_derive_id is
  'Derives the id of an item whose row id is already used by another item; always the same for the same row.';

-- The next two are STABLE because jsonb_build_object is: PostgreSQL would not inline an immutable function that calls a stable one.
create or replace function {{schema}}.legacy_build_attribution(p_facts jsonb) returns jsonb
language sql stable parallel safe as $$
  select case when p_facts ?| array['photographer', 'photographer_url', 'attribution', 'provider_id'] then
    nullif(jsonb_strip_nulls(jsonb_build_object(
      'text', case jsonb_typeof(p_facts -> 'attribution')
        when 'string' then nullif(left(p_facts ->> 'attribution', 1000), '') when 'object' then p_facts #>> '{attribution,text}' end,
      'author', nullif(left(coalesce(p_facts ->> 'photographer', p_facts #>> '{attribution,author}'), 1000), ''),
      'author_url', nullif(left(coalesce(p_facts ->> 'photographer_url', p_facts #>> '{attribution,author_url}'), 1000), ''),
      'provider', case when lower(p_facts ->> 'provider') in ('pexels', 'unsplash', 'pixabay') then lower(p_facts ->> 'provider') end,
      'provider_id', left(p_facts ->> 'provider_id', 1000),
      'source_url', case when p_facts ->> 'original_url' ~* '^https?://' then left(p_facts ->> 'original_url', 1000) end)), '{}')
  end
$$;
comment on function {{schema}}.legacy_build_attribution is
  'Returns the attribution of a stock photo from the stored values; null if there are none.';

create or replace function {{schema}}.legacy_build_generation(p_facts jsonb) returns jsonb
language sql stable parallel safe as $$
  select nullif(jsonb_strip_nulls(jsonb_build_object(
    'cost', case
      when jsonb_typeof(p_facts -> 'cost') = 'number' then p_facts -> 'cost'
      when jsonb_typeof(p_facts -> 'credits_used') = 'number' then p_facts -> 'credits_used' end,
    'model', left(p_facts ->> 'model', 5000),
    'style', left(coalesce(p_facts ->> 'style_applied', p_facts ->> 'style'), 5000),
    'job_id', left(coalesce(p_facts ->> 'taskId', p_facts ->> 'task_id'), 5000),
    'prompt', left(p_facts ->> 'prompt', 5000),
    'provider', left(coalesce(p_facts ->> 'provider', p_facts ->> 'generation_provider'), 5000))), '{}')
$$;
comment on function {{schema}}.legacy_build_generation is
  'Returns the generation data of an image, with the names that items use; null if there is none.';

revoke all on function {{schema}}.legacy_get_extension(text), {{schema}}.legacy_get_content_type(text), {{schema}}.legacy_parse_count(text),
  {{schema}}.legacy_choose_size(integer, integer, jsonb), {{schema}}.legacy_parse_seconds(integer, text), {{schema}}.legacy_derive_id(text, uuid),
  {{schema}}.legacy_build_attribution(jsonb), {{schema}}.legacy_build_generation(jsonb)
  from public, {{anon}}, {{authenticated}}, {{service_role}};
grant execute on function {{schema}}.legacy_get_extension(text), {{schema}}.legacy_get_content_type(text), {{schema}}.legacy_parse_count(text),
  {{schema}}.legacy_choose_size(integer, integer, jsonb), {{schema}}.legacy_parse_seconds(integer, text), {{schema}}.legacy_derive_id(text, uuid),
  {{schema}}.legacy_build_attribution(jsonb), {{schema}}.legacy_build_generation(jsonb) to {{authenticated}}, {{service_role}};

-- What an item made from an older row must be, said a second time, from the older tables themselves and by other means than the mapping: a
-- mistake in one of the two shows as a difference. Nothing here calls the mapping's functions. What legacy_verify calls row after row has no
-- search_path of its own: it has its caller's.

-- Percent-decoding by pieces; null where the bytes are no text.
create or replace function {{schema}}.verify_decoded(p_text text) returns text
language plpgsql immutable as $$
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

-- Bucket and key that an address must come to: read as a list of path segments.
create or replace function {{schema}}.verify_place(p_text text, p_bucket text, p_hosts text[]) returns text[]
language plpgsql immutable as $$
declare
  said text := coalesce(trim(both E' \t\r\n' from p_text), '');
  steps text[];
  bucket text;
  key text;
begin
  for round in 1..5 loop
    exit when lower(left(said, 7)) <> 'http://' and lower(left(said, 8)) <> 'https://';
    -- scheme, nothing, host, then the path
    steps := string_to_array(split_part(split_part(said, '?', 1), '#', 1), '/');
    while cardinality(steps) > 3 and not (steps[4] = 'storage' and steps[5] = 'v1') loop
      steps := steps[1:3] || steps[5:];
    end loop;
    steps := steps[6:];
    if steps[1:2] = array['render', 'image'] then
      steps := steps[3:];
    elsif steps[1] = 'object' then
      steps := steps[2:];
    else
      return array['external', said];
    end if;
    if steps[1] = any ('{public,sign,authenticated}') then
      steps := steps[2:];
    end if;
    key := array_to_string(steps[2:], '/');
    if key ~* '^https?://' then
      said := substr(said, position(key in said));
    elsif key ~* '^https?%3a' then
      key := {{schema}}.verify_decoded(substr(said, position(key in said)));
      if key is null or key !~* '^https?://' then
        return array['external', said];
      end if;
      said := key;
    else
      exit;
    end if;
    steps := null;
  end loop;

  if steps is not null then
    if p_hosts is not null and not lower(regexp_replace(split_part(said, '/', 3), '^.*@', '')) = any (p_hosts) then
      return array['external', said];
    end if;
    bucket := {{schema}}.verify_decoded(steps[1]);
    key := {{schema}}.verify_decoded(key);
  elsif said = '' or lower(said) similar to '(http|https)\%3a%' escape '\' or said ~* '^([a-z][a-z0-9+.-]*:|//)' or p_bucket is null then
    return array['external', said];
  else
    bucket := p_bucket;
    key := regexp_replace(said, '^/+', '');
  end if;

  if key is null or key = '' or octet_length(key) > 1024 or key ~ '[[:cntrl:]]' or bucket is null or length(bucket) > 255
    or bucket !~ '^[A-Za-z0-9][A-Za-z0-9._ -]*$' or bucket = 'external' or string_to_array(key, '/') && array['', '.', '..'] then
    return array['external', said];
  end if;
  return array[bucket, key];
end $$;

-- What the ending of a name promises.
create or replace function {{schema}}.verify_promise(p_name text) returns text
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

-- Whether a login's, or a profile's, own place holds the key. Ids hold nothing that a pattern of LIKE could take for one of its own signs.
create or replace function {{schema}}.verify_is_own(p_bucket text, p_key text, p_login uuid, p_owner uuid) returns boolean
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

-- The facts that an older row states, by its column names: one JSON object of what its item's columns must hold, and one of what its metadata
-- must hold.
create or replace function {{schema}}.verify_expected(
  p_source text, p_row jsonb, p_hosts text[], out facts jsonb, out meta jsonb, out said jsonb)
language plpgsql immutable as $$
declare
  address text;
  place text[];
  promise text;
  source_type text;
  enhancement text;
  original text;
  kind text;
  mime text;
  width integer := case when (p_row ->> 'width')::integer > 0 then (p_row ->> 'width')::integer end;
  height integer := case when (p_row ->> 'height')::integer > 0 then (p_row ->> 'height')::integer end;
  seconds numeric;
  name_parts text[];
begin
  said := case jsonb_typeof(p_row -> 'generation_metadata') when 'object' then p_row -> 'generation_metadata' else '{}' end;
  if p_source = 'playground_gallery' then
    address := coalesce(nullif(btrim(p_row ->> 'video_url', E' \t\r\n'), ''), btrim(p_row ->> 'image_url', E' \t\r\n'));
    place := {{schema}}.verify_place(address, null, p_hosts);
    promise := {{schema}}.verify_promise(place[2]);
    kind := case
      when promise = 'image/gif' then 'image'
      when split_part(promise, '/', 1) = 'image' and coalesce(btrim(p_row ->> 'video_url'), '') = '' then 'image'
      when coalesce(p_row ->> 'video_url', '') <> '' then 'video'
      when lower(coalesce(p_row ->> 'media_type', '')) = 'video' or split_part(promise, '/', 1) = 'video' or place[1] = 'playground-videos'
        then 'video'
      when promise = 'application/pdf' or lower(p_row ->> 'media_type') = 'pdf' then 'pdf'
      else 'image' end;
    mime := case
      when split_part(promise, '/', 1) = kind then promise
      when split_part({{schema}}.verify_promise('x.' || (p_row ->> 'format')), '/', 1) = kind
        then {{schema}}.verify_promise('x.' || (p_row ->> 'format'))
      when kind = 'video' then {{schema}}.verify_promise('x.' || (p_row ->> 'video_format'))
      when kind = 'pdf' then 'application/pdf' end;
    if said ->> 'actual_width' ~ '^[1-9]\d{0,5}$' and said ->> 'actual_height' ~ '^[1-9]\d{0,5}$' then
      width := said ->> 'actual_width';
      height := said ->> 'actual_height';
    elsif width is null or height is null then
      if said ->> 'saved_width' ~ '^[1-9]\d{0,5}$' and said ->> 'saved_height' ~ '^[1-9]\d{0,5}$' then
        width := said ->> 'saved_width';
        height := said ->> 'saved_height';
      elsif said ->> 'resolution' ~* '^[1-9]\d{0,5}[x*][1-9]\d{0,5}$' then
        width := (regexp_match(said ->> 'resolution', '^(\d+)'))[1];
        height := (regexp_match(said ->> 'resolution', '(\d+)$'))[1];
      end if;
    end if;
    if kind = 'video' then
      seconds := case when (p_row ->> 'video_duration')::integer > 0 then (p_row ->> 'video_duration')::numeric
        when said ->> 'duration' ~ '^\d{1,6}(\.\d{1,6})?$' and (said ->> 'duration')::numeric > 0 then (said ->> 'duration')::numeric end;
    end if;
    source_type := lower(p_row ->> 'source_type');
    if source_type is null or source_type not in ('enhanced', 'stock', 'upload') then
      if coalesce(said ->> 'enhancement_type', '') <> '' or coalesce(said ->> 'style_applied', '') <> ''
        or said ->> 'source' = 'ai_enhancement' or position('enhanced' in lower(p_row ->> 'title')) > 0
        or jsonb_typeof(p_row -> 'tags') = 'array' and p_row -> 'tags' ? 'ai-enhanced' then
        source_type := 'enhanced';
      elsif array[lower(said ->> 'source'), lower(p_row ->> 'source')] && array['pexels', 'unsplash', 'pixabay'] then
        source_type := 'stock';
      else
        source_type := 'playground';
      end if;
    end if;
    if source_type = 'enhanced' then
      foreach enhancement in array array[
        p_row ->> 'enhancement_type', said ->> 'enhancement_type', said ->> 'style_applied', said ->> 'style', said ->> 'applied_style'] loop
        exit when coalesce(enhancement, '') <> '';
      end loop;
      enhancement := nullif(enhancement, '');
    end if;
    original := coalesce(nullif(p_row ->> 'original_media_id', ''), nullif(said ->> 'original_media_id', ''));
    meta := jsonb_strip_nulls(jsonb_build_object(
      'gallery_id', p_row -> 'id', 'title', nullif(p_row -> 'title', '""'), 'description', nullif(p_row -> 'description', '""'),
      'tags', (select nullif(jsonb_agg(t.tag order by t.place), '[]')
        from jsonb_array_elements(case jsonb_typeof(p_row -> 'tags') when 'array' then p_row -> 'tags' else '[]' end)
          with ordinality t (tag, place) where t.tag <> 'null'),
      'used_in_moodboard', p_row -> 'used_in_moodboard', 'used_in_showcase', p_row -> 'used_in_showcase',
      'format', nullif(p_row -> 'format', '""'), 'project_id', p_row -> 'project_id', 'edit_id', p_row -> 'edit_id',
      'is_nsfw', p_row -> 'is_nsfw', 'is_flagged', p_row -> 'is_flagged', 'moderation_status', p_row -> 'moderation_status',
      'moderation_reason', p_row -> 'moderation_reason', 'moderated_by', p_row -> 'moderated_by', 'moderated_at', p_row -> 'moderated_at',
      'user_marked_nsfw', p_row -> 'user_marked_nsfw', 'nsfw_confidence_score', p_row -> 'nsfw_confidence_score',
      'is_verified', p_row -> 'is_verified', 'verification_timestamp', p_row -> 'verification_timestamp',
      'video_url', nullif(p_row -> 'video_url', '""'), 'video_format', p_row -> 'video_format',
      'video_resolution', p_row -> 'video_resolution', 'generation_type', p_row -> 'generation_type',
      'thumbnail_url', case when p_row ->> 'thumbnail_url' <> address then nullif(p_row -> 'thumbnail_url', '""') end,
      'enhancement_type', enhancement));
    facts := jsonb_build_object(
      'is_nsfw', p_row -> 'is_nsfw', 'is_flagged', p_row -> 'is_flagged', 'moderation_status', p_row -> 'moderation_status',
      'moderation_reason', p_row -> 'moderation_reason', 'moderated_by', p_row -> 'moderated_by', 'moderated_at', p_row -> 'moderated_at',
      'user_marked_nsfw', p_row -> 'user_marked_nsfw', 'nsfw_confidence_score', p_row -> 'nsfw_confidence_score',
      'exif_json', p_row -> 'exif_json', 'blurhash', said ->> 'blurhash',
      'palette', case jsonb_typeof(said -> 'palette') when 'array' then said -> 'palette' end);
  else
    address := btrim(p_row ->> 'file_path', E' \t\r\n');
    place := {{schema}}.verify_place(address, 'user-media', p_hosts);
    promise := {{schema}}.verify_promise(place[2]);
    mime := lower(btrim((string_to_array(p_row ->> 'mime_type', ';'))[1]));
    if mime is null or mime !~ '^[a-z]+/[a-z0-9.+-]+$' then
      mime := promise;
    end if;
    kind := case when mime ~ '^video/' then 'video' when mime = 'application/pdf' then 'pdf' else 'image' end;
    source_type := case
      when p_row ->> 'upload_purpose' = 'enhanced_image' then 'enhanced'
      when p_row ->> 'upload_purpose' = 'stock_photo' then 'stock'
      when place[2] ~ '^enhanced(-images)?/' then 'enhanced'
      when place[2] ~ '^stock(-photos)?/' then 'stock'
      when place[1] = 'external' and place[2] ~* '^https?://([a-z0-9-]+\.)*(pexels|unsplash|pixabay)\.com/' then 'stock'
      else 'upload' end;
    if source_type = 'enhanced' then
      name_parts := regexp_match(
        place[2], '(?:^|/)enhanced-[0-9a-f-]{36}-((?:upload_)?[0-9a-f]{8}-[0-9a-f-]{27}|\d{13}-[a-z0-9]+|[^-/]+)-([^/]+)-\d{13}-[a-z0-9]+\.[[:alnum:]]+$');
      original := name_parts[1];
      enhancement := name_parts[2];
    end if;
    meta := jsonb_strip_nulls(jsonb_build_object(
      'user_media_id', p_row -> 'id', 'file_name', nullif(p_row -> 'file_name', '""'), 'title', nullif(p_row -> 'file_name', '""'),
      'file_size', p_row -> 'file_size', 'mime_type', nullif(p_row -> 'mime_type', '""'), 'upload_purpose', p_row -> 'upload_purpose',
      'uploaded_at', p_row -> 'created_at', 'enhancement_type', enhancement));
    facts := jsonb_build_object(
      'blurhash', p_row -> 'blurhash', 'palette', nullif(p_row -> 'palette', '[]'), 'exif_json', null,
      'size_bytes', case when (p_row ->> 'file_size')::bigint >= 0 then p_row -> 'file_size' end);
  end if;

  facts := facts || jsonb_build_object(
    'type', kind, 'bucket', place[1], 'path', place[2], 'width', width, 'height', height, 'duration', floor(seconds),
    'duration_us', (seconds * 1000000)::bigint, 'source_type', source_type, 'enhancement_type', left(enhancement, 50),
    'original_media_id', case when length(original) <= 50 then original end, 'mime_type', left(mime, 100), 'visibility', 'PRIVATE',
    'created_at', p_row -> 'created_at', 'legacy_source', p_source, 'legacy_id', p_row -> 'id');
end $$;

-- Compares the next rows of an older table with their items. kind: position (the last id and how many rows), count (by field), group (rows and
-- items of an owner and a day, with the sums of their hashes), difference (by field), missing, lost (mapped, but no item).
create or replace function {{schema}}.legacy_verify(p_source text, p_after uuid, p_limit integer)
returns table (
  kind text, owner_user_id uuid, day date, legacy_id text, media_id uuid, field text, expected text, actual text, row_count bigint,
  item_count bigint, row_hash numeric, item_hash numeric)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  hosts text[] := (select s.hosts from {{schema}}.backfill_state s);
  owners text := 'select array[r.user_id] as ids';
begin
  if p_source not in ('playground_gallery', 'user_media') or to_regclass('{{media_schema}}.' || p_source) is null then
    return;
  end if;

  if to_regclass('{{media_schema}}.users_profile') is not null then
    owners := 'select array_agg(p.id) as ids from {{media_schema}}.users_profile p where p.user_id = r.user_id';
  end if;

  return query execute format($query$
    with r as materialized (
      select t.id, t.user_id, to_jsonb(t) as row from {{media_schema}}.%1$I t where t.id > $1 order by t.id limit $2),
    judged as materialized (
      select r.id, r.user_id, r.row, o.ids[1] as owner, coalesce(cardinality(o.ids), 0) as owners, l.media_id, l.written_at, l.deleted_at, l.location,
        l.legacy_id is not null as is_mapped, l.owner_user_id as mapped_owner, to_jsonb(m) as item, m.id as item_id, m.object_id,
        m.metadata, m.updated_at, e.facts, e.meta, e.said, x.media_id is not null as is_older_item,
        exists (
          select from {{schema}}.backfill_problem p
          where p.legacy_source = %1$L and p.legacy_id = r.id::text and p.reason = 'failed') as is_failed
      from r
      cross join lateral (%2$s) o
      left join {{schema}}.legacy_map l on l.legacy_source = %1$L and l.legacy_id = r.id::text
      left join {{media_schema}}.media m on m.id = l.media_id
      left join {{schema}}.backfill_media x on x.media_id = m.id
      cross join lateral {{schema}}.verify_expected(%1$L, r.row, $3) e),
    standing as materialized (
      select j.*, case
        when j.deleted_at is not null then 'deleted'
        when j.is_mapped and j.item_id is null then 'lost'
        when not j.is_mapped and j.owners = 0 then 'owner_unknown'
        when not j.is_mapped and j.owners > 1 then 'owner_ambiguous'
        when not j.is_mapped and j.is_failed then 'failed'
        when not j.is_mapped then 'missing'
        when j.is_older_item then 'recognised'
        when j.updated_at is distinct from j.written_at then 'edited'
        else 'migrated' end as stands
      from judged j),
    compared as (
      select s.id, s.item_id, d.field, d.expected, d.actual
      from standing s
      cross join lateral (
        select f.key as field, nullif(f.value, 'null') #>> '{}' as expected, s.item ->> f.key as actual
        from jsonb_each(s.facts) f
        where s.stands = 'migrated' and s.item ? f.key and f.key <> 'created_at'
          and nullif(f.value, 'null') is distinct from nullif(case f.key
            when 'type' then to_jsonb(lower(s.item ->> 'type')) when 'visibility' then to_jsonb(upper(s.item ->> 'visibility'))
            else s.item -> f.key end, 'null')
        union all
        select 'metadata.' || f.key, f.value #>> '{}', s.metadata ->> f.key
        from jsonb_each(s.meta) f
        where s.stands = 'migrated' and f.value is distinct from s.metadata -> f.key
        union all
        select 'metadata.' || f.key, f.value #>> '{}', s.metadata ->> f.key
        from jsonb_each(s.said) f
        where s.stands = 'migrated' and f.value is distinct from s.metadata -> f.key
          and s.metadata #> array['generation_metadata', f.key] is distinct from f.value
        union all
        select 'metadata.gallery_id', s.id::text, s.metadata ->> 'gallery_id'
        where s.stands = 'recognised' and %1$L = 'playground_gallery' and s.metadata ->> 'gallery_id' is null
        union all
        select 'owner_user_id', s.owner::text, s.item ->> 'owner_user_id'
        where s.stands in ('migrated', 'recognised', 'edited') and (
          s.item ->> 'owner_user_id' is distinct from s.owner::text or s.mapped_owner is distinct from s.owner)
        union all
        select 'created_at', s.row ->> 'created_at', s.item ->> 'created_at'
        where s.stands in ('migrated', 'edited') and s.row ->> 'created_at' is not null
          and (s.row ->> 'created_at')::timestamptz is distinct from (s.item ->> 'created_at')::timestamptz
        union all
        select 'updated_at', greatest((s.row ->> 'updated_at')::timestamptz, (s.row ->> 'created_at')::timestamptz)::text, s.updated_at::text
        where s.stands = 'migrated' and s.updated_at < greatest((s.row ->> 'updated_at')::timestamptz, (s.row ->> 'created_at')::timestamptz)
        union all
        -- An object is the item's exactly where its key proves it and no other row names it.
        select 'object_id', case when own.is_own then 'of its own' else 'none' end, s.object_id::text
        from (
          select {{schema}}.verify_is_own(s.item ->> 'bucket', s.item ->> 'path', s.user_id, s.owner)
            and not exists (select from {{schema}}.legacy_map a where a.location = s.location and a.media_id <> s.item_id)
            and not exists (select from {{schema}}.backfill_media a where a.location = s.location and a.media_id <> s.item_id) as is_own,
            exists (
              select from {{schema}}.objects o
              where o.object_id = s.object_id and o.media_id = s.item_id and o.bucket = s.item ->> 'bucket' and o.key = s.item ->> 'path'
                and o.owner_user_id = s.owner and o.state = 'ready') as is_linked) own
        where s.stands in ('migrated', 'edited') and (
          s.object_id is null and own.is_own or s.object_id is not null and not (own.is_own and own.is_linked))) d)
    select 'position', null::uuid, null::date, (select s.id::text from standing s order by s.id desc limit 1), null::uuid, null, null, null,
      (select count(*) from standing), null::bigint, null::numeric, null::numeric
    union all
    select 'count', null, null, null, null, s.stands, null, null, count(*), null, null, null from standing s group by s.stands
    union all
    select 'group', s.owner, ((s.row ->> 'created_at')::timestamptz at time zone 'utc')::date, null, null, null, null, null,
      count(*), count(s.item_id),
      sum(hashtextextended(concat_ws('|', s.id, s.owner, s.facts ->> 'type', s.facts ->> 'bucket', s.facts ->> 'path'), 0)::numeric),
      sum(hashtextextended(concat_ws('|', s.item ->> 'legacy_id', s.item ->> 'owner_user_id', lower(s.item ->> 'type'), s.item ->> 'bucket',
        s.item ->> 'path'), 0)::numeric)
    from standing s where s.stands in ('migrated', 'missing', 'lost')
    group by 2, 3
    union all
    select 'difference', null, null, c.id::text, c.item_id, c.field, left(c.expected, 300), left(c.actual, 300), null, null, null, null
    from compared c
    union all
    select s.stands, s.owner, null, s.id::text, s.media_id, null, null, null, null, null, null, null
    from standing s where s.stands in ('missing', 'lost')
    $query$, p_source, owners)
  using p_after, p_limit, hosts;
end $$;

-- Items that say they come from an older row which is not there, or which another item stands for: among the next items and entries of the map
-- by the items' ids. The row without an older row says how far that was; null where nothing is left. Every row is looked for by a subselect:
-- the planner does not know how short a range is, and would join it with all there is.
create or replace function {{schema}}.legacy_verify_orphans(p_after uuid, p_rows integer)
returns table (media_id uuid, legacy_source text, legacy_id text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  upto constant uuid := least(
    (select m.id from {{media_schema}}.media m where m.id > p_after order by m.id offset p_rows - 1 limit 1),
    (select l.media_id from {{schema}}.legacy_map l where l.media_id > p_after order by l.media_id offset p_rows - 1 limit 1));
  last constant uuid := coalesce(upto, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
begin
  return query
    select upto, null::text, null::text
    union all
    select m.id, m.legacy_source::text, m.legacy_id::text
    from {{media_schema}}.media m
    where m.id > p_after and m.id <= last and m.legacy_source in ('playground_gallery', 'user_media')
      and (
        select true from {{schema}}.legacy_map l
        where l.legacy_source = m.legacy_source and l.legacy_id = m.legacy_id and l.media_id = m.id) is null
    union all
    select l.media_id, l.legacy_source::text, l.legacy_id::text
    from {{schema}}.legacy_map l
    where l.media_id > p_after and l.media_id <= last and l.deleted_at is null and case l.legacy_source
      when 'playground_gallery' then (select true from {{schema}}.legacy_gallery g where g.id = l.legacy_id::uuid)
      when 'user_media' then (select true from {{schema}}.legacy_user_media u where u.id = l.legacy_id::uuid)
      else true end is null;
end $$;

-- What the rewriting of references must have left: as many elements, in the same order, with every other key as it was; and every id that was
-- written names an item of the same owner.
create or replace function {{schema}}.legacy_verify_references(p_limit integer)
returns table (relation text, row_id uuid, field text, expected text, actual text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query
    select r.relation, r.row_id, 'items[' || (coalesce(o.place, n.place) - 1) || ']', left(o.item::text, 300), left(n.item::text, 300)
    from {{schema}}.backfill_reference r
    cross join lateral (
      select * from jsonb_array_elements(r.old_value) with ordinality o (item, place)
      full join jsonb_array_elements(r.new_value) with ordinality n (item, place) using (place)) both_sides (place, old_item, new_item)
    cross join lateral (select both_sides.old_item as item, both_sides.place) o
    cross join lateral (select both_sides.new_item as item, both_sides.place) n
    where r.relation = 'moodboards' and r.field = 'items' and (
      case jsonb_typeof(o.item) when 'object' then o.item - array['media_id', 'unified_media_id', 'mediaId'] else o.item end
      is distinct from
      case jsonb_typeof(n.item) when 'object' then n.item - array['media_id', 'unified_media_id', 'mediaId'] else n.item end)
    limit p_limit;
  if to_regclass('{{media_schema}}.moodboards') is not null then
    return query execute $query$
      select r.relation, r.row_id, 'items[' || (n.place - 1) || '].' || k.name, b.owner_user_id::text, n.item ->> k.name
      from {{schema}}.backfill_reference r
      join {{media_schema}}.moodboards b on b.id = r.row_id
      cross join lateral jsonb_array_elements(r.new_value) with ordinality n (item, place)
      cross join unnest(array['media_id', 'unified_media_id', 'mediaId']) k (name)
      where r.relation = 'moodboards' and r.field = 'items' and jsonb_typeof(n.item) = 'object'
        and n.item ->> k.name is distinct from r.old_value #>> array[(n.place - 1)::text, k.name]
        and not exists (
          select from {{media_schema}}.media m where m.id::text = n.item ->> k.name and m.owner_user_id = b.owner_user_id)
        -- An item that was deleted since, by its user or with its older row, may still be named: it was an item when it was written.
        and not (
          n.item ->> k.name in (
            select g.media_id::text from {{schema}}.backfill_gone g
            union all select l.media_id::text from {{schema}}.legacy_map l where l.deleted_at is not null)
          and not exists (select from {{media_schema}}.media m where m.id::text = n.item ->> k.name))
      limit $1 $query$ using p_limit;
  end if;
end $$;

revoke all on function {{schema}}.verify_decoded(text), {{schema}}.verify_place(text, text, text[]), {{schema}}.verify_promise(text),
  {{schema}}.verify_is_own(text, text, uuid, uuid), {{schema}}.verify_expected(text, jsonb, text[]),
  {{schema}}.legacy_verify(text, uuid, integer), {{schema}}.legacy_verify_orphans(uuid, integer), {{schema}}.legacy_verify_references(integer)
  from public, {{anon}}, {{authenticated}}, {{service_role}};
grant execute on function {{schema}}.legacy_verify(text, uuid, integer), {{schema}}.legacy_verify_orphans(uuid, integer),
  {{schema}}.legacy_verify_references(integer) to {{worker}};

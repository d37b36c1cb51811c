-- Sets the source type of rows from before the module, which the core labels as uploads. The batch stores its position.
insert into {{schema}}.settings (key, value)
select 'legacy_classified_to', c.id::text
from {{schema}}.legacy_classify_items(
  coalesce(
    (select s.value::uuid from {{schema}}.settings s where s.key = 'legacy_classified_to'), '00000000-0000-0000-0000-000000000000'),
  2000) c (id)
on conflict (key) do update set value = excluded.value

namespace Unified.Media.Tool;

/// <summary>Whether a view over <c>media</c> or a table of ours shows users what row-level security would hide.</summary>
internal sealed class ViewAccessCheck : IDoctorCheck
{
    // The hosts of the project's own object store, which every address shows.
    private static readonly string[] ForUsers = ["legacy_hosts"];

    public string Name => "views";

    public async Task<CheckResult> RunAsync(Examination examination, CancellationToken cancellationToken)
    {
        if (!examination.HasMedia || !examination.HasRoles)
        {
            return Examination.NotThere(Name, "table media");
        }

        var names = examination.Names;
        var views = await examination.Connection.ListAsync(
            $"""
            with recursive guarded as (
              select c.oid from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
              where c.relkind in ('r', 'p') and (n.nspname = '{names.Schema}'
                or n.nspname = '{names.MediaSchema}' and c.relname in ('media', 'playground_gallery', 'user_media'))),
            reading as (
              select distinct w.ev_class as oid from pg_catalog.pg_rewrite w
              join pg_catalog.pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid and d.refclassid = 'pg_class'::regclass
              where d.refobjid in (select oid from guarded) and w.ev_class <> d.refobjid
              union
              select w.ev_class from reading r
              join pg_catalog.pg_depend d on d.classid = 'pg_rewrite'::regclass and d.refclassid = 'pg_class'::regclass
                and d.refobjid = r.oid
              join pg_catalog.pg_rewrite w on w.oid = d.objid and w.ev_class <> r.oid)
            select n.nspname || '.' || c.relname, c.relkind = 'm',
              coalesce(c.reloptions && array['security_invoker=true', 'security_invoker=on', 'security_invoker=1'], false),
              (select string_agg(r.role, ', ') from unnest(array['{names.AnonymousRole}', '{names.AuthenticatedRole}']) as r (role)
               where has_any_column_privilege(r.role, c.oid, 'select') and has_schema_privilege(r.role, n.oid, 'usage'))
            from reading join pg_catalog.pg_class c using (oid) join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('v', 'm') order by 1
            """,
            reader => (
                View: reader.GetString(0), Materialized: reader.GetBoolean(1), AsReader: reader.GetBoolean(2),
                Roles: reader.IsDBNull(3) ? null : reader.GetString(3)),
            cancellationToken);

        var allowed = ForUsers.Select(view => $"{names.Schema}.{view}").ToHashSet(StringComparer.Ordinal);
        var open = views.Where(view => view.Roles is not null && (view.Materialized || !view.AsReader) && !allowed.Contains(view.View));
        var findings = open.Select(view => view.Materialized
            ? Finding.Problem(
                "view_passes_row_security",
                $"{view.View} is a stored copy, to which row-level security does not apply, and {view.Roles} can read it.",
                $"revoke select on {view.View} from public, {view.Roles};")
            : Finding.Problem(
                "view_passes_row_security", $"{view.View} reads with its owner's rights, and {view.Roles} can read it.",
                $"alter view {view.View} set (security_invoker = true);")).ToList();
        return new(Name, $"{views.Count} over guarded tables", findings);
    }
}

namespace Unified.Media.Tool;

/// <summary>Finds views over <c>media</c> and internal tables that show users rows which row-level security hides.</summary>
internal sealed class ViewAccessCheck : IDoctorCheck
{
    // legacy_hosts shows only the host names of the object store, which are part of every public URL.
    private static readonly string[] PublicViews = ["legacy_hosts"];

    public string Name => "views";

    public async Task<CheckResult> CheckAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        if (!context.HasMedia || !context.HasRoles)
        {
            return DoctorContext.NotApplicable(Name, "table media");
        }

        var names = context.Names;
        var views = await context.Connection.QueryAsync(
            $"""
            with recursive protected_tables as (
              select c.oid from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
              where c.relkind in ('r', 'p') and (n.nspname = '{names.Schema}'
                or n.nspname = '{names.MediaSchema}' and c.relname in ('media', 'playground_gallery', 'user_media'))),
            dependent_views as (
              select distinct w.ev_class as oid from pg_catalog.pg_rewrite w
              join pg_catalog.pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid and d.refclassid = 'pg_class'::regclass
              where d.refobjid in (select oid from protected_tables) and w.ev_class <> d.refobjid
              union
              select w.ev_class from dependent_views r
              join pg_catalog.pg_depend d on d.classid = 'pg_rewrite'::regclass and d.refclassid = 'pg_class'::regclass
                and d.refobjid = r.oid
              join pg_catalog.pg_rewrite w on w.oid = d.objid and w.ev_class <> r.oid)
            select n.nspname || '.' || c.relname, c.relkind = 'm',
              coalesce(c.reloptions && array['security_invoker=true', 'security_invoker=on', 'security_invoker=1'], false),
              (select string_agg(r.role, ', ') from unnest(array['{names.AnonymousRole}', '{names.AuthenticatedRole}']) as r (role)
               where has_any_column_privilege(r.role, c.oid, 'select') and has_schema_privilege(r.role, n.oid, 'usage'))
            from dependent_views join pg_catalog.pg_class c using (oid) join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('v', 'm') order by 1
            """,
            reader => (
                View: reader.GetString(0), IsMaterialized: reader.GetBoolean(1), IsSecurityInvoker: reader.GetBoolean(2),
                Roles: reader.IsDBNull(3) ? null : reader.GetString(3)),
            cancellationToken);

        var allowedViews = PublicViews.Select(view => $"{names.Schema}.{view}").ToHashSet(StringComparer.Ordinal);
        var unsafeViews = views.Where(
            view => view.Roles is not null && (view.IsMaterialized || !view.IsSecurityInvoker) && !allowedViews.Contains(view.View));
        var findings = unsafeViews.Select(view => view.IsMaterialized
            ? Finding.Problem(
                "view_bypasses_row_security",
                $"{view.View} is a materialized view, to which row-level security does not apply, and {view.Roles} can read it.",
                $"revoke select on {view.View} from public, {view.Roles};")
            : Finding.Problem(
                "view_bypasses_row_security", $"{view.View} reads with the privileges of its owner, and {view.Roles} can read it.",
                $"alter view {view.View} set (security_invoker = true);")).ToList();
        return new(Name, $"{DisplayText.Count(views.Count, "view")} over protected tables", findings);
    }
}

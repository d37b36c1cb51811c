namespace Unified.Media.Tool;

/// <summary>Finds tables of the library that users can read or write without row-level security.</summary>
internal sealed class TableAccessCheck : IDoctorCheck
{
    public string Name => "tables";

    public async Task<CheckResult> CheckAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        if (!context.HasLedger || !context.HasRoles)
        {
            return DoctorContext.NotApplicable(Name, "schema");
        }

        var names = context.Names;
        var tables = await context.Connection.QueryAsync(
            $"""
            select n.nspname || '.' || c.relname, n.nspname = '{names.Schema}', c.relname = 'media' and n.nspname = '{names.MediaSchema}',
              c.relrowsecurity, r.role,
              has_any_column_privilege(r.role, c.oid, 'select'),
              has_any_column_privilege(r.role, c.oid, 'insert, update') or has_table_privilege(r.role, c.oid, 'delete'),
              has_table_privilege(r.role, c.oid, 'truncate')
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            cross join unnest(array['{names.AnonymousRole}', '{names.AuthenticatedRole}']) as r (role)
            where c.relkind in ('r', 'p')
              and (n.nspname = '{names.Schema}' or n.nspname = '{names.MediaSchema}' and c.relname in (
                'media', 'playground_gallery', 'user_media'))
              and has_schema_privilege(r.role, n.oid, 'usage')
            order by 1, 5
            """,
            reader => new TableAccess(
                reader.GetString(0), reader.GetBoolean(1), reader.GetBoolean(2), reader.GetBoolean(3), reader.GetString(4),
                reader.GetBoolean(5), reader.GetBoolean(6), reader.GetBoolean(7)),
            cancellationToken);

        var findings = new List<Finding>();
        var unprotectedTables = tables.Where(table => !table.HasRowSecurity && (table.CanRead || table.CanWrite)).GroupBy(table => table.Table);
        findings.AddRange(unprotectedTables.Select(group =>
            Finding.Problem(
                "row_security_off",
                $"{group.Key} has no row-level security, and {string.Join(" and ", group.Select(access => access.Role))} can "
                + (group.Any(access => access.CanWrite) ? "write it." : "read all of it."),
                $"alter table {group.Key} enable row level security;")));
        findings.AddRange(tables.Where(table => table.IsInternal && table.CanWrite).Select(table => Finding.Problem(
            "table_writable", $"{table.Role} can write {table.Table}. Only the library's functions should.",
            $"revoke insert, update, delete on {table.Table} from {table.Role}, public;")));
        findings.AddRange(tables.Where(table => table.CanTruncate).Select(table => new Finding(
            table.IsInternal || table.IsMedia ? FindingState.Problem : FindingState.Warning, "table_truncatable",
            $"{table.Role} can truncate {table.Table}: row-level security does not apply to TRUNCATE.",
            $"revoke truncate on {table.Table} from {table.Role}, public;")));
        return new(Name, $"{DisplayText.Count(tables.Select(table => table.Table).Distinct().Count(), "table")} accessible to users", findings);
    }

    private sealed record TableAccess(
        string Table, bool IsInternal, bool IsMedia, bool HasRowSecurity, string Role, bool CanRead, bool CanWrite, bool CanTruncate);
}

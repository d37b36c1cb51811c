namespace Unified.Media.Tool;

/// <summary>
/// Finds security definer functions that users can call: internal functions of the library, and functions of the application that return
/// rows of <c>media</c> and thereby bypass row-level security.
/// </summary>
internal sealed class FunctionAccessCheck : IDoctorCheck
{
    public string Name => "functions";

    public async Task<CheckResult> CheckAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        if (!context.HasLedger || !context.HasRoles)
        {
            return DoctorContext.NotApplicable(Name, "schema");
        }

        var names = context.Names;
        var functions = await context.Connection.QueryAsync(
            $"""
            select n.nspname || '.' || p.proname, n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')',
              n.nspname = '{names.Schema}', r.role
            from pg_catalog.pg_proc p
            join pg_catalog.pg_namespace n on n.oid = p.pronamespace
            cross join unnest(array['{names.AnonymousRole}', '{names.AuthenticatedRole}']) as r (role)
            where p.prosecdef and p.prorettype <> 'trigger'::regtype and has_function_privilege(r.role, p.oid, 'execute')
              and has_schema_privilege(r.role, n.oid, 'usage')
              and (n.nspname = '{names.Schema}' or p.prorettype in (
                select c.reltype from pg_catalog.pg_class c
                where c.oid in (to_regclass('{names.MediaSchema}.media'), to_regclass('{names.MediaSchema}.unified_media_view'))))
            order by 2, 4
            """,
            reader => (Name: reader.GetString(0), Signature: reader.GetString(1), IsInternal: reader.GetBoolean(2), Role: reader.GetString(3)),
            cancellationToken);

        var allowedFunctions = new[] { names.AnonymousRole, names.AuthenticatedRole }
            .ToDictionary(role => role, role => GrantedFunctions.Find(names, role));
        var unsafeFunctions = functions.Where(function => !function.IsInternal || !allowedFunctions[function.Role].Contains(function.Name))
            .GroupBy(function => (function.Signature, function.IsInternal), function => function.Role)
            .Select(group => (group.Key.Signature, group.Key.IsInternal, Roles: string.Join(", ", group)));
        var findings = unsafeFunctions.Select(function => function.IsInternal
            ? Finding.Problem(
                "function_callable", $"{function.Roles} can call {function.Signature}, which runs with the privileges of its owner.",
                $"revoke all on function {function.Signature} from public, {function.Roles};")
            : Finding.Problem(
                "function_bypasses_row_security",
                $"{function.Signature} returns rows of media with the privileges of its owner, and {function.Roles} can call it.",
                $"Make it 'security invoker', or revoke execute on it from public, {function.Roles}.")).ToList();
        return new(Name, $"{DisplayText.Count(findings.Count, "unsafe function")} callable by users", findings);
    }
}

namespace Unified.Media.Tool;

/// <summary>
/// Whether a function with its owner's rights can be called by users: those of the ledger are for the application's login and the worker
/// only, and one of the host's that gives rows of <c>media</c> passes row-level security by.
/// </summary>
internal sealed class FunctionAccessCheck : IDoctorCheck
{
    public string Name => "functions";

    public async Task<CheckResult> RunAsync(Examination examination, CancellationToken cancellationToken)
    {
        if (!examination.HasLedger || !examination.HasRoles)
        {
            return Examination.NotThere(Name, "schema");
        }

        var names = examination.Names;
        var functions = await examination.Connection.ListAsync(
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
            reader => (Name: reader.GetString(0), Signature: reader.GetString(1), IsOurs: reader.GetBoolean(2), Role: reader.GetString(3)),
            cancellationToken);

        var allowed = new[] { names.AnonymousRole, names.AuthenticatedRole }.ToDictionary(role => role, role => GrantedFunctions.Of(names, role));
        var open = functions.Where(function => !function.IsOurs || !allowed[function.Role].Contains(function.Name))
            .GroupBy(function => (function.Signature, function.IsOurs), function => function.Role)
            .Select(group => (group.Key.Signature, group.Key.IsOurs, Roles: string.Join(", ", group)));
        var findings = open.Select(function => function.IsOurs
            ? Finding.Problem(
                "function_callable", $"{function.Roles} can call {function.Signature}, which works with its owner's rights.",
                $"revoke all on function {function.Signature} from public, {function.Roles};")
            : Finding.Problem(
                "function_passes_row_security",
                $"{function.Signature} gives rows of media with its owner's rights, and {function.Roles} can call it.",
                $"Make it 'security invoker', or revoke it from public, {function.Roles}.")).ToList();
        return new(Name, findings.Count == 0 ? "none is open to users that should not be" : $"{findings.Count} open to users", findings);
    }
}

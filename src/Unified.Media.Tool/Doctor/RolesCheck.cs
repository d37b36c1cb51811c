namespace Unified.Media.Tool;

/// <summary>Whether the roles are what row-level security relies on: an application that forgets its user must see nothing.</summary>
internal sealed class RolesCheck : IDoctorCheck
{
    public string Name => "roles";

    public async Task<CheckResult> RunAsync(Examination examination, CancellationToken cancellationToken)
    {
        var names = examination.Names;
        string[] wanted = [names.Anon, names.Authenticated, names.ServiceRole, names.Worker, names.App];
        var roles = await examination.Connection.ListAsync(
            $"""
            select rolname::text, rolsuper, rolbypassrls, rolinherit, rolcanlogin, rolcreaterole
            from pg_catalog.pg_roles where rolname in ({string.Join(", ", wanted.Select(name => $"'{name}'"))})
            """,
            reader => new Role(
                reader.GetString(0), reader.GetBoolean(1), reader.GetBoolean(2), reader.GetBoolean(3), reader.GetBoolean(4),
                reader.GetBoolean(5)),
            cancellationToken);

        var missing = wanted.Except(roles.Select(role => role.Name)).ToArray();
        if (missing.Length > 0)
        {
            return new(Name, $"{missing.Length} of {wanted.Length} missing",
            [
                Finding.Warning(
                    "role_missing", $"Roles are missing: {string.Join(", ", missing)}.", "unified-media schema up makes them.", missing),
            ]);
        }

        var findings = new List<Finding>();
        findings.AddRange(roles
            .Where(role => (role.IsSuper || role.BypassesRowSecurity) && role.Name != names.ServiceRole)
            .Select(role => Finding.Problem(
                "role_sees_everything", $"Row-level security does not apply to {role.Name}.",
                $"alter role {role.Name} {(role.IsSuper ? "nosuperuser" : "nobypassrls")};")));
        findings.AddRange(roles
            .Where(role => role.Name == names.App && !role.CanLogin)
            .Select(role => Finding.Warning(
                "role_cannot_log_in", $"{role.Name} cannot log in.", $"alter role {role.Name} login password '…';")));
        findings.AddRange(await MembershipsAsync(examination, cancellationToken));
        return new(Name, string.Join(", ", wanted), findings);
    }

    private static async Task<IReadOnlyList<Finding>> MembershipsAsync(Examination examination, CancellationToken cancellationToken)
    {
        var names = examination.Names;
        var rights = await examination.Connection.ListAsync(
            $"""
            select r.role, pg_has_role('{names.App}', r.role, 'member'), pg_has_role('{names.App}', r.role, 'usage')
            from unnest(array['{names.Anon}', '{names.Authenticated}', '{names.ServiceRole}', '{names.Worker}']) as r (role)
            """,
            reader => (Role: reader.GetString(0), Member: reader.GetBoolean(1), Inherits: reader.GetBoolean(2)),
            cancellationToken);

        var findings = new List<Finding>();
        foreach (var (role, member, inherits) in rights)
        {
            var isUsers = role == names.Anon || role == names.Authenticated;
            if (isUsers && !member)
            {
                findings.Add(Finding.Problem("membership_missing", $"{names.App} cannot become {role}.", $"grant {role} to {names.App};"));
            }
            else if (isUsers && inherits)
            {
                findings.Add(Finding.Problem(
                    "role_inherits", $"{names.App} has the rights of {role} without becoming it: a forgotten identity would not fail.",
                    $"alter role {names.App} noinherit; and grant {role} again (PostgreSQL 16 and later: with inherit false)"));
            }
            else if (!isUsers && member)
            {
                findings.Add(Finding.Problem("role_too_mighty", $"{names.App} may become {role}.", $"revoke {role} from {names.App};"));
            }
        }

        return findings;
    }

    private sealed record Role(string Name, bool IsSuper, bool BypassesRowSecurity, bool Inherits, bool CanLogin, bool MakesRoles);
}

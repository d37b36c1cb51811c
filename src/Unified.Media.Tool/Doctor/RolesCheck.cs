namespace Unified.Media.Tool;

/// <summary>
/// Checks the roles that row-level security relies on. Before the login of the application assumes a role, it must not be able to read anything.
/// </summary>
internal sealed class RolesCheck : IDoctorCheck
{
    public string Name => "roles";

    public async Task<CheckResult> CheckAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        var names = context.Names;
        string[] requiredRoles = [names.AnonymousRole, names.AuthenticatedRole, names.ServiceRole, names.WorkerRole, names.ApplicationRole];
        var roles = await context.Connection.QueryAsync(
            $"""
            select rolname::text, rolsuper, rolbypassrls, rolcanlogin
            from pg_catalog.pg_roles where rolname in ({string.Join(", ", requiredRoles.Select(name => $"'{name}'"))})
            """,
            reader => new Role(
                reader.GetString(0), reader.GetBoolean(1), reader.GetBoolean(2), reader.GetBoolean(3)),
            cancellationToken);

        var missingRoles = requiredRoles.Except(roles.Select(role => role.Name)).ToArray();
        if (missingRoles.Length > 0)
        {
            return new(Name, $"{missingRoles.Length} of {requiredRoles.Length} missing",
            [
                Finding.Warning(
                    "role_missing", $"Roles are missing: {string.Join(", ", missingRoles)}.", "unified-media schema up creates them.", missingRoles),
            ]);
        }

        var findings = new List<Finding>();
        findings.AddRange(roles
            .Where(role => (role.IsSuperuser || role.BypassesRowSecurity) && role.Name != names.ServiceRole)
            .Select(role => Finding.Problem(
                "role_sees_everything", $"Row-level security does not apply to {role.Name}.",
                $"alter role {role.Name} {(role.IsSuperuser ? "nosuperuser" : "nobypassrls")};")));
        findings.AddRange(roles
            .Where(role => role.Name == names.ApplicationRole && !role.CanLogin)
            .Select(role => Finding.Warning(
                "role_cannot_log_in", $"{role.Name} cannot log in.", $"alter role {role.Name} login password '…';")));
        findings.AddRange(await CheckMembershipsAsync(context, cancellationToken));
        return new(Name, string.Join(", ", requiredRoles), findings);
    }

    private static async Task<IReadOnlyList<Finding>> CheckMembershipsAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        var names = context.Names;
        var memberships = await context.Connection.QueryAsync(
            $"""
            select r.role, pg_has_role('{names.ApplicationRole}', r.role, 'member'), pg_has_role('{names.ApplicationRole}', r.role, 'usage')
            from unnest(array['{names.AnonymousRole}', '{names.AuthenticatedRole}', '{names.ServiceRole}', '{names.WorkerRole}']) as r (role)
            """,
            reader => (Role: reader.GetString(0), IsMember: reader.GetBoolean(1), InheritsPrivileges: reader.GetBoolean(2)),
            cancellationToken);

        var findings = new List<Finding>();
        foreach (var (role, isMember, inheritsPrivileges) in memberships)
        {
            var isUserRole = role == names.AnonymousRole || role == names.AuthenticatedRole;
            if (isUserRole && !isMember)
            {
                findings.Add(Finding.Problem(
                    "membership_missing", $"{names.ApplicationRole} cannot assume the role {role}.", $"grant {role} to {names.ApplicationRole};"));
            }
            else if (isUserRole && inheritsPrivileges)
            {
                findings.Add(Finding.Problem(
                    "role_inherits", $"{names.ApplicationRole} inherits the privileges of {role}: a query without a user would not fail.",
                    $"alter role {names.ApplicationRole} noinherit; then grant {role} again (PostgreSQL 16 and later: with inherit false)."));
            }
            else if (!isUserRole && isMember)
            {
                findings.Add(Finding.Problem(
                    "role_over_privileged", $"{names.ApplicationRole} can assume the privileged role {role}.",
                    $"revoke {role} from {names.ApplicationRole};"));
            }
        }

        return findings;
    }

    private sealed record Role(string Name, bool IsSuperuser, bool BypassesRowSecurity, bool CanLogin);
}

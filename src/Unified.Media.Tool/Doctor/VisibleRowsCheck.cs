using Npgsql;

namespace Unified.Media.Tool;

/// <summary>Queries tables and views as an anonymous user and as a new user without items. Reports private rows that these users can see.</summary>
internal sealed class VisibleRowsCheck : IDoctorCheck
{
    private const string StatementTimeout = "20s";

    public string Name => "row-level security";

    public async Task<CheckResult> CheckAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        if (!context.HasMedia || !context.HasRoles)
        {
            return DoctorContext.NotApplicable(Name, "table media");
        }

        var names = context.Names;
        var findings = new List<Finding>();
        var probes = await GetProbesAsync(context, cancellationToken);
        foreach (var role in new[] { names.AnonymousRole, names.AuthenticatedRole })
        {
            foreach (var (relation, condition) in probes)
            {
                if (await ProbeAsync(context, role, relation, condition, cancellationToken) is { } finding)
                {
                    findings.Add(finding);
                }
            }
        }

        return new(Name, $"{probes.Count} tables and views read as {names.AnonymousRole} and as a new user", findings);
    }

    private static async Task<List<(string Relation, string Condition)>> GetProbesAsync(
        DoctorContext context, CancellationToken cancellationToken)
    {
        var names = context.Names;
        var probes = new (string Relation, string Condition)[]
        {
            ($"{names.MediaSchema}.media", "upper(visibility::text) is distinct from 'PUBLIC'"),
            ($"{names.MediaSchema}.unified_media_view", "visibility is distinct from 'public'"),
            ($"{names.Schema}.media_tags", "not is_public"),
            ($"{names.Schema}.media_search", "not is_public"),
            ($"{names.Schema}.objects", "true"),
            ($"{names.Schema}.legacy_map", "true"),
            ($"{names.MediaSchema}.playground_gallery", "true"),
            ($"{names.MediaSchema}.user_media", "true"),
        };
        var existingRelations = await context.Connection.QueryStringsAsync(
            $"select name from unnest(array[{string.Join(", ", probes.Select(probe => $"'{probe.Relation}'"))}]) as name where "
                + "to_regclass(name) is not null",
            cancellationToken);
        return [.. probes.Where(probe => existingRelations.Contains(probe.Relation))];
    }

    private static async Task<Finding?> ProbeAsync(
        DoctorContext context, string role, string relation, string condition, CancellationToken cancellationToken)
    {
        var connection = context.Connection;
        var newUser = $$"""{"sub":"{{Guid.CreateVersion7(context.Time.GetUtcNow())}}","role":"{{role}}"}""";
        var claims = role == context.Names.AnonymousRole ? "{}" : newUser;
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            await connection.ExecuteAsync(
                $"set transaction read only; set local statement_timeout = '{StatementTimeout}'; set local role {role}", cancellationToken);
            await connection.ExecuteAsync(
                $"select set_config('request.jwt.claims', '{claims}', true), set_config('request.jwt.claim.sub', '', true)",
                cancellationToken);
            return await connection.QueryBoolAsync($"select exists (select from {relation} where {condition})", cancellationToken)
                ? Finding.Problem(
                    "private_rows_visible",
                    $"{(role == context.Names.AnonymousRole ? $"Anyone ({role})" : $"Every user ({role})")} sees private rows of {relation}.",
                    $"Check its policies: select * from pg_policies where tablename = '{relation.Split('.')[1]}';", [relation])
                : null;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            // Without the privilege to read the table, the role sees no rows, as it should. If this login cannot assume the role, the check failed.
            return exception.MessageText.Contains("role", StringComparison.Ordinal)
                ? Finding.Skipped("role_not_tried", $"This login cannot assume {role}, so {relation} was not read as {role}.")
                : null;
        }
        catch (PostgresException exception)
            when (exception.SqlState == PostgresErrorCodes.QueryCanceled && !cancellationToken.IsCancellationRequested)
        {
            return Finding.Warning("probe_too_slow", $"Reading {relation} as {role} took longer than {StatementTimeout}.");
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.CardinalityViolation)
        {
            return Finding.Warning(
                "policy_fails", $"A policy of {relation} fails for {role}: {exception.MessageText}.",
                "An older policy found two profiles for one login.");
        }
    }
}

using Npgsql;

namespace Unified.Media.Tool;

/// <summary>
/// Becomes nobody, then somebody without any item, and looks whether private rows can be seen: whatever the policies say, this is what they
/// do.
/// </summary>
internal sealed class VisibleRowsCheck : IDoctorCheck
{
    private const string Patience = "20s";

    public string Name => "row-level security";

    public async Task<CheckResult> RunAsync(Examination examination, CancellationToken cancellationToken)
    {
        if (!examination.HasMedia || !examination.HasRoles)
        {
            return Examination.NotThere(Name, "table media");
        }

        var names = examination.Names;
        var findings = new List<Finding>();
        var probes = await ProbesAsync(examination, cancellationToken);
        foreach (var role in new[] { names.AnonymousRole, names.AuthenticatedRole })
        {
            foreach (var (relation, isPrivate) in probes)
            {
                if (await LookAsync(examination, role, relation, isPrivate, cancellationToken) is { } finding)
                {
                    findings.Add(finding);
                }
            }
        }

        return new(Name, $"{probes.Count} relations tried as {names.AnonymousRole} and as a stranger", findings);
    }

    private static async Task<List<(string Relation, string IsPrivate)>> ProbesAsync(
        Examination examination, CancellationToken cancellationToken)
    {
        var names = examination.Names;
        var all = new (string Relation, string IsPrivate)[]
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
        var there = await examination.Connection.TextsAsync(
            $"select name from unnest(array[{string.Join(", ", all.Select(probe => $"'{probe.Relation}'"))}]) as name where "
                + "to_regclass(name) is not null",
            cancellationToken);
        return [.. all.Where(probe => there.Contains(probe.Relation))];
    }

    private static async Task<Finding?> LookAsync(
        Examination examination, string role, string relation, string isPrivate, CancellationToken cancellationToken)
    {
        var connection = examination.Connection;
        var stranger = $$"""{"sub":"{{Guid.CreateVersion7(examination.Time.GetUtcNow())}}","role":"{{role}}"}""";
        var claims = role == examination.Names.AnonymousRole ? "{}" : stranger;
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            await connection.ExecuteAsync(
                $"set transaction read only; set local statement_timeout = '{Patience}'; set local role {role}", cancellationToken);
            await connection.ExecuteAsync(
                $"select set_config('request.jwt.claims', '{claims}', true), set_config('request.jwt.claim.sub', '', true)",
                cancellationToken);
            return await connection.IsAsync($"select exists (select from {relation} where {isPrivate})", cancellationToken)
                ? Finding.Problem(
                    "private_rows_visible",
                    $"{(role == examination.Names.AnonymousRole ? $"Anybody ({role})" : $"Every user ({role})")} sees private rows of {relation}.",
                    $"Look at its policies: select * from pg_policies where tablename = '{relation.Split('.')[1]}';", [relation])
                : null;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            // No right to the table is the best answer; no right to become the role leaves the question open.
            return exception.MessageText.Contains("role", StringComparison.Ordinal)
                ? Finding.Skipped("role_not_tried", $"This login may not become {role}, so what {role} sees of {relation} was not tried.")
                : null;
        }
        catch (PostgresException exception)
            when (exception.SqlState == PostgresErrorCodes.QueryCanceled && !cancellationToken.IsCancellationRequested)
        {
            return Finding.Warning("probe_too_slow", $"Looking through {relation} as {role} took more than {Patience}.");
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.CardinalityViolation)
        {
            return Finding.Warning(
                "policy_fails", $"A policy of {relation} fails for {role}: {exception.MessageText}.",
                "An older policy finds two profiles of one login.");
        }
    }
}

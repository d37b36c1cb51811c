namespace Unified.Media.Tool;

/// <summary>Checks that every login has exactly one owner, when items belong to profiles.</summary>
internal sealed class OwnerCheck : IDoctorCheck
{
    private const int MaxExamples = 5;

    public string Name => "owners";

    public async Task<CheckResult> CheckAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        if (!context.HasProfiles)
        {
            return new(Name, "items belong to logins, not to profiles", []);
        }

        var findings = new List<Finding>();
        var profiles = $"{context.Names.MediaSchema}.users_profile";
        var ambiguousLogins = await CountAsync(
            context, $"select user_id::text as id from {profiles} where user_id is not null group by user_id having count(*) > 1",
            cancellationToken);
        if (ambiguousLogins.Count > 0)
        {
            findings.Add(Finding.Warning(
                "owner_ambiguous", $"{DisplayText.Count(ambiguousLogins.Count, "login has", "logins have")} more than one profile. Their uploads are "
                    + "rejected, and their legacy rows are not migrated.",
                "Merge the profiles, then run the migration again.", ambiguousLogins.Examples));
        }

        foreach (var table in context.LegacyTables)
        {
            var loginsWithoutProfile = await CountAsync(
                context,
                $"""
                select distinct l.user_id::text as id from {context.Names.MediaSchema}.{table} l
                where not exists (select from {profiles} p where p.user_id = l.user_id)
                """,
                cancellationToken);
            if (loginsWithoutProfile.Count > 0)
            {
                findings.Add(Finding.Warning(
                    "owner_without_profile",
                    $"{DisplayText.Count(loginsWithoutProfile.Count, "login has", "logins have")} rows in {table} but no profile. "
                        + "Those rows are not migrated.",
                    "Create the profiles, then run the migration again.", loginsWithoutProfile.Examples));
            }
        }

        if (context.HasMedia)
        {
            var ownersWithoutProfile = await CountAsync(
                context,
                $"""
                select distinct m.owner_user_id::text as id from {context.Names.MediaSchema}.media m
                where not exists (select from {profiles} p where p.id = m.owner_user_id)
                """,
                cancellationToken);
            if (ownersWithoutProfile.Count > 0)
            {
                findings.Add(Finding.Warning(
                    "owner_unknown",
                    $"{DisplayText.Count(ownersWithoutProfile.Count, "owner has", "owners have")} items but no profile. "
                        + "No user can access those items.",
                    null, ownersWithoutProfile.Examples));
            }
        }

        return new(Name, findings.Count == 0 ? "every login has one owner" : DisplayText.Count(findings.Count, "finding"), findings);
    }

    private static Task<(long Count, string[] Examples)> CountAsync(
        DoctorContext context, string idQuery, CancellationToken cancellationToken) =>
        context.Connection.QuerySingleAsync(
            $"select count(*), coalesce((array_agg(id order by id))[1:{MaxExamples}], '{{}}') from ({idQuery}) as found",
            reader => (reader.GetInt64(0), reader.GetFieldValue<string[]>(1)),
            cancellationToken);
}

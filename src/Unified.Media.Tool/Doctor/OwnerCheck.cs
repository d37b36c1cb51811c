namespace Unified.Media.Tool;

/// <summary>Whether every login leads to one owner, where items are kept under profiles.</summary>
internal sealed class OwnerCheck : IDoctorCheck
{
    private const int Shown = 5;

    public string Name => "owners";

    public async Task<CheckResult> RunAsync(Examination examination, CancellationToken cancellationToken)
    {
        if (!examination.HasProfiles)
        {
            return new(Name, "a login is its own owner: items are not kept under profiles", []);
        }

        var findings = new List<Finding>();
        var profiles = $"{examination.Names.MediaSchema}.users_profile";
        var ambiguous = await CountAsync(
            examination, $"select user_id::text as id from {profiles} where user_id is not null group by user_id having count(*) > 1",
            cancellationToken);
        if (ambiguous.Count > 0)
        {
            findings.Add(Finding.Warning(
                "owner_ambiguous", $"{Page.Count(ambiguous.Count)} logins have more than one profile: their uploads are refused, and "
                    + "their older rows are left out.",
                "Merge the profiles, then run the migration again.", ambiguous.Examples));
        }

        foreach (var table in examination.LegacyTables)
        {
            var missing = await CountAsync(
                examination,
                $"""
                select distinct l.user_id::text as id from {examination.Names.MediaSchema}.{table} l
                where not exists (select from {profiles} p where p.user_id = l.user_id)
                """,
                cancellationToken);
            if (missing.Count > 0)
            {
                findings.Add(Finding.Warning(
                    "owner_without_profile",
                    $"{Page.Count(missing.Count)} logins have rows in {table} and no profile: those rows cannot become items.",
                    "Make profiles for them, then run the migration again.", missing.Examples));
            }
        }

        if (examination.HasMedia)
        {
            var orphans = await CountAsync(
                examination,
                $"""
                select distinct m.owner_user_id::text as id from {examination.Names.MediaSchema}.media m
                where not exists (select from {profiles} p where p.id = m.owner_user_id)
                """,
                cancellationToken);
            if (orphans.Count > 0)
            {
                findings.Add(Finding.Warning(
                    "owner_unknown", $"{Page.Count(orphans.Count)} owners of items have no profile: nobody can reach those items.", null,
                    orphans.Examples));
            }
        }

        return new(Name, findings.Count == 0 ? "every login leads to one owner" : $"{findings.Count} findings", findings);
    }

    private static Task<(long Count, string[] Examples)> CountAsync(
        Examination examination, string ids, CancellationToken cancellationToken) =>
        examination.Connection.OneAsync(
            $"select count(*), coalesce((array_agg(id order by id))[1:{Shown}], '{{}}') from ({ids}) as found",
            reader => (reader.GetInt64(0), reader.GetFieldValue<string[]>(1)),
            cancellationToken);
}

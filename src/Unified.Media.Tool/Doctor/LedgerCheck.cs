namespace Unified.Media.Tool;

/// <summary>Checks that the items match the ledger, that a janitor is running, and that it can delete objects.</summary>
internal sealed class LedgerCheck : IDoctorCheck
{
    private const int MinFailedClaims = 6;
    private const int MaxExamples = 5;

    public string Name => "ledger";

    public async Task<CheckResult> CheckAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        if (!context.HasLedger || !context.HasMedia)
        {
            return DoctorContext.NotApplicable(Name, "ledger");
        }

        var (schema, media) = (context.Names.Schema, $"{context.Names.MediaSchema}.media");
        var states = await context.Connection.QueryAsync(
            $"select state, count(*) from {schema}.objects group by state order by state",
            reader => $"{DisplayText.Count(reader.GetInt64(1))} {reader.GetString(0)}",
            cancellationToken);

        var findings = new List<Finding>();
        await AddFindingAsync($"select m.id::text from {media} m left join {schema}.objects o on o.object_id = m.object_id and o.state = 'ready' "
            + "where m.object_id is not null and o.object_id is null", (count, examples) => Finding.Problem(
            "item_without_object", $"{DisplayText.Count(count, "item has", "items have")} no object in the ledger.", null, examples));
        await AddFindingAsync($"select o.media_id::text from {schema}.objects o where o.state = 'ready' "
            + $"and not exists (select from {media} m where m.id = o.media_id)", (count, examples) => Finding.Warning(
            "object_without_item", $"{DisplayText.Count(count, "object is", "objects are")} ready but without an item. This happens when rows are "
                + "deleted while triggers are disabled.",
            null, examples));
        await AddFindingAsync($"select o.media_id::text from {schema}.objects o where o.state in ('pending', 'deleting') and o.next_try_at < "
            + "now() - interval '1 day' and isfinite(o.next_try_at)",
            (count, examples) => Finding.Warning(
                "janitor_idle", $"{DisplayText.Count(count, "ledger row has", "ledger rows have")} been due for more than a day: no janitor runs.",
                "Run an application with Janitor:Enabled = true, or unified-media objects sweep.", examples));
        await AddFindingAsync($"select o.media_id::text from {schema}.objects o where o.state = 'deleting' and o.claims >= {MinFailedClaims}",
            (count, examples) => Finding.Warning(
                "object_delete_fails", $"Deleting {DisplayText.Count(count, "object")} has failed {MinFailedClaims} times or more.",
                "See the application's log for the cause. The janitor continues to retry.", examples));
        return new(Name, states.Count == 0 ? "empty" : string.Join(", ", states), findings);

        async Task AddFindingAsync(string idQuery, Func<long, string[], Finding> createFinding)
        {
            var (count, examples) = await context.Connection.QuerySingleAsync(
                $"select count(*), coalesce((array_agg(id order by id))[1:{MaxExamples}], '{{}}') from ({idQuery}) as found (id)",
                reader => (reader.GetInt64(0), reader.GetFieldValue<string[]>(1)),
                cancellationToken);
            if (count > 0)
            {
                findings.Add(createFinding(count, examples));
            }
        }
    }
}

namespace Unified.Media.Tool;

/// <summary>Whether items and ledger agree, and whether somebody does the janitor's work.</summary>
internal sealed class LedgerCheck : IDoctorCheck
{
    private const int ManyClaims = 6;
    private const int Shown = 5;

    public string Name => "ledger";

    public async Task<CheckResult> RunAsync(Examination examination, CancellationToken cancellationToken)
    {
        if (!examination.HasLedger || !examination.HasMedia)
        {
            return Examination.NotThere(Name, "ledger");
        }

        var (schema, media) = (examination.Names.Schema, $"{examination.Names.MediaSchema}.media");
        var states = await examination.Connection.ListAsync(
            $"select state, count(*) from {schema}.objects group by state order by state",
            reader => $"{Page.Count(reader.GetInt64(1))} {reader.GetString(0)}",
            cancellationToken);

        var findings = new List<Finding>();
        await AddAsync($"select m.id::text from {media} m left join {schema}.objects o on o.object_id = m.object_id and o.state = 'ready' "
            + "where m.object_id is not null and o.object_id is null", (count, examples) => Finding.Problem(
            "item_without_object", $"{Page.Count(count)} items have no object: the ledger does not know it, or has given it up.", null,
            examples));
        await AddAsync($"select o.media_id::text from {schema}.objects o where o.state = 'ready' "
            + $"and not exists (select from {media} m where m.id = o.media_id)", (count, examples) => Finding.Warning(
            "object_without_item", $"{Page.Count(count)} objects are ready, but their items are gone: somebody switched triggers off.",
            null, examples));
        await AddAsync($"select o.media_id::text from {schema}.objects o where o.state in ('pending', 'deleting') and o.next_try_at < "
            + "now() - interval '1 day' and isfinite(o.next_try_at)",
            (count, examples) => Finding.Warning(
                "janitor_idle", $"{Page.Count(count)} ledger rows have been due for more than a day: no janitor runs.",
                "Run a host whose option Janitor:Enabled is true, or unified-media objects sweep.", examples));
        await AddAsync($"select o.media_id::text from {schema}.objects o where o.state = 'deleting' and o.claims >= {ManyClaims}",
            (count, examples) => Finding.Warning(
                "erasing_fails", $"{Page.Count(count)} objects could not be erased {ManyClaims} times or more.",
                "The host's log says why; the janitor goes on trying.", examples));
        return new(Name, states.Count == 0 ? "empty" : string.Join(", ", states), findings);

        async Task AddAsync(string ids, Func<long, string[], Finding> find)
        {
            var (count, examples) = await examination.Connection.OneAsync(
                $"select count(*), coalesce((array_agg(id order by id))[1:{Shown}], '{{}}') from ({ids}) as found (id)",
                reader => (reader.GetInt64(0), reader.GetFieldValue<string[]>(1)),
                cancellationToken);
            if (count > 0)
            {
                findings.Add(find(count, examples));
            }
        }
    }
}

namespace Unified.Media.LegacyMigration;

/// <summary>Judges every older row as a run would, in batches, and counts. Changes nothing.</summary>
internal sealed class PlanMigration(LegacyDatabase database, LegacyMigrationOptions options, LegacyState state, TimeProvider time)
{
    private const string Indexes = "index";

    public async Task<LegacyPlan> RunAsync(IProgress<LegacyProgress>? progress, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        var status = await state.ReadAsync(cancellationToken).ConfigureAwait(false);
        var survey = await database.ReadAsync(
            "select what, name, row_count from {{schema}}.legacy_survey()",
            null,
            reader => (What: reader.GetString(0), Name: reader.GetString(1), Rows: reader.GetInt64(2)),
            cancellationToken).ConfigureAwait(false);
        var present = survey.Where(line => line.What == "rows").ToList();
        var tables = new List<LegacyTablePlan>();
        foreach (var source in LegacyJob.Sources.Where(source => present.Any(line => line.Name == source)))
        {
            tables.Add(await PlanAsync(source, progress, cancellationToken).ConfigureAwait(false));
        }

        return new()
        {
            Phase = status.Phase,
            Tables = tables,
            OtherTables = [.. present.Where(line => !LegacyJob.Sources.Contains(line.Name)).Select(line => new LegacyCount(line.Name, line.Rows))],
            Notes = [.. Notes()],
            Elapsed = time.GetElapsedTime(begun),
        };

        IEnumerable<LegacyCount> Notes()
        {
            var missing = survey.Count(line => line.What == Indexes && line.Rows == 0 && tables.Exists(table => Serves(line.Name, table.Source)));
            if (missing > 0)
            {
                yield return new("index_missing", missing);
            }

            if (survey.Count(line => line.What == Indexes && line.Rows < 0) is var invalid and > 0)
            {
                yield return new("index_invalid", invalid);
            }

            if (survey.Count(line => line.What == "trigger") is var triggers and > 0)
            {
                yield return new("sync_triggers", triggers);
            }

            if (survey.Where(line => line.What == "logins").Sum(line => line.Rows) is var logins and > 0)
            {
                yield return new("several_profiles", logins);
            }
        }
    }

    private static bool Serves(string index, string source) =>
        index.Contains(source == LegacyJob.Gallery ? "gallery" : "user_media", StringComparison.Ordinal);

    private async Task<LegacyTablePlan> PlanAsync(string source, IProgress<LegacyProgress>? progress, CancellationToken cancellationToken)
    {
        var size = new BatchSize(options);
        var counts = new Dictionary<string, Dictionary<string, long>>(StringComparer.Ordinal);
        var position = Guid.Empty;
        var seen = 0L;
        while (true)
        {
            var after = position;
            var asked = size.Rows;
            var started = time.GetTimestamp();
            var lines = await database.ReadAsync(
                "select what, name, row_count from {{schema}}.legacy_plan($1, $2, $3)",
                bind =>
                {
                    bind.AddWithValue(source);
                    bind.AddWithValue(after);
                    bind.AddWithValue(asked);
                },
                reader => (What: reader.GetString(0), Name: reader.IsDBNull(1) ? null : reader.GetString(1), Rows: reader.GetInt64(2)),
                cancellationToken).ConfigureAwait(false);
            var read = 0L;
            foreach (var (what, name, rows) in lines)
            {
                if (what == "position")
                {
                    read = rows;
                    position = name is null ? position : Guid.Parse(name);
                    continue;
                }

                var kinds = counts.TryGetValue(what, out var found) ? found : counts[what] = new(StringComparer.Ordinal);
                kinds[name!] = kinds.GetValueOrDefault(name!) + rows;
            }

            seen += read;
            size.Record(time.GetElapsedTime(started), read);
            progress?.Report(new(LegacyStage.Preparing, source, seen, null));
            if (read < asked)
            {
                break;
            }
        }

        return new(source)
        {
            Rows = seen,
            ToMigrate = Counts("source").Sum(count => count.Rows),
            Done = Counts("done"),
            Skipped = Counts("skipped"),
            SourceTypes = Counts("source"),
            Kinds = Counts("type"),
            Objects = Counts("object"),
            Problems = Counts("problem"),
            Owners = Counts("owner").Count,
            LargestOwners =
            [
                .. Counts("owner").OrderByDescending(count => count.Rows).ThenBy(count => count.Name, StringComparer.Ordinal)
                    .Take(options.MaxListed).Select(count => new LegacyOwnerPlan(Guid.Parse(count.Name), count.Rows)),
            ],
        };

        List<LegacyCount> Counts(string what) =>
        [
            .. (counts.GetValueOrDefault(what) ?? []).OrderBy(count => count.Key, StringComparer.Ordinal)
                .Select(count => new LegacyCount(count.Key, count.Value)),
        ];
    }
}

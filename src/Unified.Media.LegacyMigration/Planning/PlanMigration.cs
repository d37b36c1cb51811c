namespace Unified.Media.LegacyMigration;

/// <summary>Evaluates each older row in the same way as a run, in batches, and counts the results. Changes nothing.</summary>
internal sealed class PlanMigration(LegacyDatabase database, LegacyMigrationOptions options, LegacyState state, TimeProvider time)
{
    private const string IndexCategory = "index";

    public async Task<LegacyPlan> PlanAsync(IProgress<LegacyProgress>? progress, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var status = await state.ReadAsync(cancellationToken).ConfigureAwait(false);
        var survey = await database.ReadAsync(
            "select category, name, row_count from {{schema}}.legacy_survey()",
            null,
            reader => (Category: reader.GetString(0), Name: reader.GetString(1), Rows: reader.GetInt64(2)),
            cancellationToken).ConfigureAwait(false);
        var existing = survey.Where(line => line.Category == "rows").ToList();
        var tables = new List<LegacyTablePlan>();
        foreach (var source in LegacyJob.Sources.Where(source => existing.Any(line => line.Name == source)))
        {
            tables.Add(await PlanTableAsync(source, progress, cancellationToken).ConfigureAwait(false));
        }

        return new()
        {
            Phase = status.Phase,
            Tables = tables,
            OtherTables =
            [
                .. existing.Where(line => !LegacyJob.Sources.Contains(line.Name))
                    .Select(line => new LegacyCount { Name = line.Name, Rows = line.Rows }),
            ],
            Notes = [.. FindNotes()],
            Elapsed = time.GetElapsedTime(started),
        };

        IEnumerable<LegacyCount> FindNotes()
        {
            var missingIndexes = survey.Count(
                line => line.Category == IndexCategory && line.Rows == 0 && tables.Exists(table => IsIndexOf(line.Name, table.Source)));
            if (missingIndexes > 0)
            {
                yield return new() { Name = "index_missing", Rows = missingIndexes };
            }

            if (survey.Count(line => line.Category == IndexCategory && line.Rows < 0) is var invalidIndexes and > 0)
            {
                yield return new() { Name = "index_invalid", Rows = invalidIndexes };
            }

            if (survey.Count(line => line.Category == "trigger") is var triggers and > 0)
            {
                yield return new() { Name = "sync_triggers", Rows = triggers };
            }

            if (survey.Where(line => line.Category == "logins").Sum(line => line.Rows) is var logins and > 0)
            {
                yield return new() { Name = "several_profiles", Rows = logins };
            }
        }
    }

    private static bool IsIndexOf(string index, string source) =>
        index.Contains(source == LegacyJob.Gallery ? "gallery" : "user_media", StringComparison.Ordinal);

    private async Task<LegacyTablePlan> PlanTableAsync(
        string source, IProgress<LegacyProgress>? progress, CancellationToken cancellationToken)
    {
        var size = new BatchSize(options);
        var counts = new Dictionary<string, Dictionary<string, long>>(StringComparer.Ordinal);
        var position = Guid.Empty;
        var rowsRead = 0L;
        while (true)
        {
            var lastId = position;
            var limit = size.Rows;
            var started = time.GetTimestamp();
            var lines = await database.ReadAsync(
                "select category, name, row_count from {{schema}}.legacy_plan($1, $2, $3)",
                parameters =>
                {
                    parameters.AddWithValue(source);
                    parameters.AddWithValue(lastId);
                    parameters.AddWithValue(limit);
                },
                reader => (Category: reader.GetString(0), Name: reader.IsDBNull(1) ? null : reader.GetString(1), Rows: reader.GetInt64(2)),
                cancellationToken).ConfigureAwait(false);
            var batchRows = 0L;
            foreach (var (category, name, rows) in lines)
            {
                if (category == "position")
                {
                    batchRows = rows;
                    position = name is null ? position : Guid.Parse(name);
                    continue;
                }

                var countsByName = counts.TryGetValue(category, out var current) ? current : counts[category] = new(StringComparer.Ordinal);
                countsByName[name!] = countsByName.GetValueOrDefault(name!) + rows;
            }

            rowsRead += batchRows;
            size.Record(time.GetElapsedTime(started), batchRows);
            progress?.Report(new() { Stage = LegacyStage.Preparing, Job = source, Rows = rowsRead });
            if (batchRows < limit)
            {
                break;
            }
        }

        return new()
        {
            Source = source,
            Rows = rowsRead,
            ToMigrate = GetCounts("source").Sum(count => count.Rows),
            Done = GetCounts("done"),
            Skipped = GetCounts("skipped"),
            SourceTypes = GetCounts("source"),
            Kinds = GetCounts("type"),
            Objects = GetCounts("object"),
            Problems = GetCounts("problem"),
            Owners = GetCounts("owner").Count,
            LargestOwners =
            [
                .. GetCounts("owner").OrderByDescending(count => count.Rows).ThenBy(count => count.Name, StringComparer.Ordinal)
                    .Take(options.MaxListedEntries)
                    .Select(count => new LegacyOwnerPlan { Owner = Guid.Parse(count.Name), Rows = count.Rows }),
            ],
        };

        List<LegacyCount> GetCounts(string category) =>
        [
            .. (counts.GetValueOrDefault(category) ?? []).OrderBy(count => count.Key, StringComparer.Ordinal)
                .Select(count => new LegacyCount { Name = count.Key, Rows = count.Value }),
        ];
    }
}

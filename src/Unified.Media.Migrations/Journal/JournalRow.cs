namespace Unified.Media.Migrations;

/// <summary>A row of the journal: the state of one step.</summary>
internal sealed record JournalRow
{
    public required string Module { get; init; }

    public required int Number { get; init; }

    /// <summary>The name of the step's file, without kind and extension.</summary>
    public required string Title { get; init; }

    /// <summary>The name of the step in reports and messages.</summary>
    public string Name => Step.NameOf(Module, Title);

    public required string State { get; init; }

    public required string Checksum { get; init; }

    /// <summary>The checksums of earlier texts that were applied, separated by spaces.</summary>
    public required string EarlierChecksums { get; init; }

    /// <summary>The names of schemas and roles with which the step was applied, see <see cref="NamePlaceholders.ToText"/>.</summary>
    public required string Names { get; init; }

    public DateTimeOffset? AppliedAt { get; init; }

    public TimeSpan? Duration { get; init; }

    public long Rows { get; init; }

    public string? Error { get; init; }

    /// <summary>
    /// Describes a name that differs from the name in this row; null if there is none. Names that the row does not contain are ignored.
    /// </summary>
    public string? DescribeChangedName(PostgresSchemaNames names)
    {
        var values = names.ToPlaceholders().ToDictionary(name => name.Placeholder);
        return Names.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Where(pair => pair.Length == 2 && values.TryGetValue(pair[0], out var name) && name.Value != pair[1])
            .Select(pair => $"{values[pair[0]].Option} was '{pair[1]}' and is '{values[pair[0]].Value}'")
            .FirstOrDefault();
    }
}

namespace Unified.Media.Migrations;

/// <summary>What the journal has about a step.</summary>
internal sealed record JournalRow
{
    public required string Module { get; init; }

    public required int Number { get; init; }

    /// <summary>The name of the step's file, without kind and extension.</summary>
    public required string Title { get; init; }

    /// <summary>The name in reports and messages.</summary>
    public string Name => Step.NameOf(Module, Title);

    public required string State { get; init; }

    public required string Checksum { get; init; }

    /// <summary>Checksums of texts that were run before and then replaced, separated by spaces.</summary>
    public required string Earlier { get; init; }

    /// <summary>The names that were filled in: <see cref="NamePlaceholders.ToText"/>.</summary>
    public required string Names { get; init; }

    public DateTimeOffset? AppliedAt { get; init; }

    public TimeSpan? Duration { get; init; }

    public long Rows { get; init; }

    public string? Error { get; init; }

    /// <summary>The name whose value is another one now; null when all are the same. Names that were unknown then do not count.</summary>
    public string? RenamedFor(PostgresSchemaNames names)
    {
        var values = names.ToPlaceholders().ToDictionary(name => name.Placeholder);
        return Names.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Where(pair => pair.Length == 2 && values.TryGetValue(pair[0], out var name) && name.Value != pair[1])
            .Select(pair => $"{values[pair[0]].Option} was '{pair[1]}' and is '{values[pair[0]].Value}'")
            .FirstOrDefault();
    }
}

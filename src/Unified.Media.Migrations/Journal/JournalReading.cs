namespace Unified.Media.Migrations;

/// <summary>What a database says about its schema.</summary>
/// <param name="Rows">The rows of the journal; none where there is no journal yet.</param>
/// <param name="Wanted">The names of the modules whose condition holds.</param>
internal sealed record JournalReading(IReadOnlyList<JournalRow> Rows, IReadOnlySet<string> Wanted);

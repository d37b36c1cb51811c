namespace Unified.Media.Migrations;

/// <summary>The journal and the modules of a schema, as read from the database.</summary>
/// <param name="Rows">The rows of the journal; none where there is no journal yet.</param>
/// <param name="Wanted">The names of the modules whose condition holds.</param>
internal sealed record JournalReading(IReadOnlyList<JournalRow> Rows, IReadOnlySet<string> Wanted);

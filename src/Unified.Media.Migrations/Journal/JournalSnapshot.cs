namespace Unified.Media.Migrations;

/// <summary>The journal and the modules of a schema, as read from the database.</summary>
/// <param name="Rows">The rows of the journal; empty if it does not exist.</param>
/// <param name="NeededModules">The names of the modules whose condition is true.</param>
internal sealed record JournalSnapshot(IReadOnlyList<JournalRow> Rows, IReadOnlySet<string> NeededModules);

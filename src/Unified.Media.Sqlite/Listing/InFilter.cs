using Unified.Media.Drivers;

namespace Unified.Media.Sqlite;

/// <summary>A field whose value must equal one of several parameters, and for which an index or the table of tags finds the items.</summary>
internal sealed record InFilter(FilterField Field, string Column, IReadOnlyList<string> Parameters);

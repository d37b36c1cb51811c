using Unified.Media.Drivers;

namespace Unified.Media.Sqlite;

/// <summary>A field whose value must be one of several parameters, and which an index or a side table can find.</summary>
internal sealed record InFilter(FilterField Field, string Column, IReadOnlyList<string> Parameters);

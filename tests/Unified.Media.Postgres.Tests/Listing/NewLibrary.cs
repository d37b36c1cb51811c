namespace Unified.Media.Postgres.Tests;

/// <summary>In a table that the migrations made.</summary>
public sealed class NewLibrary : LargeLibrary;

namespace Unified.Media.Postgres.Tests;

public sealed class NewLargeLists(NewLibrary library) : LargeListTests<NewLibrary>(library);

public sealed class OldLargeLists(OldLibrary library) : LargeListTests<OldLibrary>(library);

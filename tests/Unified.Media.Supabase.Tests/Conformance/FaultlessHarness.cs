using Unified.Media.Drivers;
using Unified.Media.Testing;

namespace Unified.Media.Supabase.Tests;

public sealed class FaultlessHarness : SupabaseHarness
{
    protected override IObjectStore Decorate(IObjectStore store) => new FaultyObjectStore(store, new());
}

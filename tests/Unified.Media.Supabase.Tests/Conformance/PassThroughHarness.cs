using Unified.Media.Drivers;

namespace Unified.Media.Supabase.Tests;

public sealed class PassThroughHarness : SupabaseHarness
{
    protected override IObjectStore Decorate(IObjectStore store) => new PassThroughStore(store);

    private sealed class PassThroughStore(IObjectStore inner) : DelegatingObjectStore(inner);
}

using Unified.Media.TestStorage;

[assembly: AssemblyFixture(typeof(Unified.Media.Supabase.Tests.StorageUnderTest))]

namespace Unified.Media.Supabase.Tests;

/// <summary>
/// The server that all tests of this assembly run against, with buckets for this test run. It is static, because the test kit creates
/// the harnesses without arguments.
/// </summary>
public sealed class StorageUnderTest : IAsyncLifetime
{
    private static readonly string Run = Guid.CreateVersion7().ToString("N")[^12..];

    private static StorageTarget? _target;

    public static StorageTarget Target => _target ?? throw new InvalidOperationException("The server has not been started.");

    /// <summary>Private, without limits.</summary>
    public static string Bucket => $"umt-{Run}-a";

    /// <summary>Private, without limits.</summary>
    public static string OtherBucket => $"umt-{Run}-b";

    /// <summary>Public, without limits.</summary>
    public static string PublicBucket => $"umt-{Run}-public";

    /// <summary>Private; allows images and plain text of at most 100,000 bytes.</summary>
    public static string SmallBucket => $"umt-{Run}-small";

    /// <summary>The buckets of the harnesses. Each harness has its own buckets, because their tests use the same keys.</summary>
    public static IEnumerable<string> KitBuckets =>
        from variant in (string[])[nameof(SupabaseHarness), nameof(PassThroughHarness), nameof(FaultlessHarness), nameof(ResumableHarness)]
        from name in (string[])["a", "b", "public"]
        select KitBucket(variant, name);

    public static string KitBucket(string variant, string name) => $"umt-{Run}-{variant}-{name}";

    public async ValueTask InitializeAsync()
    {
        _target = await StorageTargets.ResolveAsync(
            new StorageServerOptions { RecordRequests = false }, TestContext.Current.CancellationToken);
        using var api = new RawStorageClient();
        await api.CreateBucketAsync(Bucket);
        await api.CreateBucketAsync(OtherBucket);
        await api.CreateBucketAsync(PublicBucket, isPublic: true);
        await api.CreateBucketAsync(SmallBucket, maxBytes: 100_000, types: ["image/*", "text/plain"]);
        foreach (var bucket in KitBuckets)
        {
            await api.CreateBucketAsync(bucket, isPublic: bucket.EndsWith("-public", StringComparison.Ordinal));
        }
    }

    public async ValueTask DisposeAsync()
    {
        using (var api = new RawStorageClient())
        {
            foreach (var bucket in (string[])[Bucket, OtherBucket, PublicBucket, SmallBucket, .. KitBuckets])
            {
                await api.RemoveBucketAsync(bucket);
            }
        }

        await Target.DisposeAsync();
    }
}

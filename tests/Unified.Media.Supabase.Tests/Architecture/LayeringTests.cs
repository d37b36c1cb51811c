using Microsoft.Extensions.DependencyInjection;

namespace Unified.Media.Supabase.Tests;

/// <summary>
/// The package's layers, read from its code: the transport makes calls, the API has one method per endpoint, operations combine endpoints.
/// The driver and the public client stand above these, side by side.
/// </summary>
public sealed class LayeringTests
{
    private static readonly Type[] Driver = [typeof(SupabaseObjectStore)];

    private static readonly Type[] Client = [typeof(SupabaseStorageClient), typeof(SupabaseBucket)];

    private static readonly Type[] Operations =
    [
        typeof(ObjectReads), typeof(ResumingStream), typeof(ObjectUploads), typeof(StreamUploads), typeof(ResumableUploads),
        typeof(ResumableUpload), typeof(ObjectDeletion), typeof(ObjectSigning), typeof(BucketCache),
    ];

    private static readonly Type[] Api = [typeof(ObjectApi), typeof(BucketApi), typeof(SigningApi), typeof(ResumableUploadApi)];

    private static readonly Type[] Transport = [typeof(StorageTransport)];

    [Fact]
    public void Driver_and_client_know_nothing_of_each_other()
    {
        AssertNoReference(Driver, Client);
        AssertNoReference(Client, Driver);
    }

    [Fact]
    public void Layers_know_nothing_of_what_stands_above_them()
    {
        AssertNoReference(Operations, [.. Driver, .. Client]);
        AssertNoReference(Api, [.. Driver, .. Client, .. Operations]);
        AssertNoReference(Transport, [.. Driver, .. Client, .. Operations, .. Api]);
    }

    [Fact]
    public void Only_the_API_makes_calls()
    {
        var callers = typeof(StorageTransport).Assembly.GetTypes()
            .Where(type => !type.IsNested && TypeReferences.Of(type).Contains(typeof(StorageTransport)));

        // Registration names every type; the transport's own name is in its logger.
        Assert.Equivalent(Api, callers.Except([typeof(SupabaseBuilderExtensions)]), strict: true);
    }

    [Fact]
    public void References_in_code_are_found()
    {
        Assert.Contains(typeof(ObjectPath), TypeReferences.Of(typeof(ObjectApi)));
        Assert.Contains(typeof(ObjectFacts), TypeReferences.Of(typeof(ObjectReads)));
        Assert.Contains(typeof(SupabaseErrors), TypeReferences.Of(typeof(StorageTransport)));
    }

    private static void AssertNoReference(Type[] types, Type[] forbidden) => Assert.Empty(
        from type in types
        from reference in TypeReferences.Of(type)
        where forbidden.Contains(reference)
        select $"{type.Name} refers to {reference.Name}");
}

using Microsoft.Extensions.DependencyInjection;
using Unified.Media.Tests;

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
        typeof(ObjectReader), typeof(ResumingStream), typeof(ObjectUploader), typeof(StreamUploader), typeof(ResumableUploader),
        typeof(ResumableUpload), typeof(ObjectDeleter), typeof(UrlSigner), typeof(BucketCache),
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
            .Where(type => !type.IsNested && ReferencesOf(type).Contains(typeof(StorageTransport)));

        // Registration names every type.
        Assert.Equivalent(Api, callers.Except([typeof(SupabaseBuilderExtensions)]), strict: true);
    }

    [Fact]
    public void References_in_code_are_found()
    {
        Assert.Contains(typeof(ObjectPath), ReferencesOf(typeof(ObjectApi)));
        Assert.Contains(typeof(StoredObjectFactory), ReferencesOf(typeof(ObjectReader)));
        Assert.Contains(typeof(SupabaseErrors), ReferencesOf(typeof(StorageTransport)));
    }

    private static void AssertNoReference(Type[] types, Type[] forbidden) => Assert.Empty(
        from type in types
        from reference in ReferencesOf(type)
        where forbidden.Contains(reference)
        select $"{type.Name} refers to {reference.Name}");

    // What the compiler makes of lambdas, iterators and asynchronous methods is nested.
    private static IEnumerable<Type> ReferencesOf(Type type) =>
        WithNested(type).SelectMany(TypeReferences.Of).Select(Outermost).Where(reference => reference != type).Distinct();

    private static IEnumerable<Type> WithNested(Type type) =>
        [type, .. type.GetNestedTypes(TypeReferences.Declared).SelectMany(WithNested)];

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}

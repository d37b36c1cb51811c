using Microsoft.Extensions.DependencyInjection;
using Unified.Media.Tests;

namespace Unified.Media.Supabase.Tests;

/// <summary>
/// Checks the layers of the package in its compiled code. The transport sends calls, the API has one method per endpoint, and operations combine
/// endpoints. The driver and the public client use the operations, but not each other.
/// </summary>
public sealed class LayeringTests
{
    private static readonly Type[] Driver = [typeof(SupabaseObjectStore)];

    private static readonly Type[] Client = [typeof(SupabaseStorageClient), typeof(SupabaseBucket)];

    private static readonly Type[] Operations =
    [
        typeof(ObjectReader), typeof(ResumingStream), typeof(ObjectUploader), typeof(StreamUploader), typeof(ResumableUploader),
        typeof(ResumableUpload), typeof(ObjectDeleter), typeof(UrlSigner), typeof(BucketCache),
        typeof(PublicBucketGuard),
    ];

    private static readonly Type[] Api = [typeof(ObjectApi), typeof(BucketApi), typeof(SigningApi), typeof(ResumableUploadApi)];

    private static readonly Type[] Transport = [typeof(StorageTransport)];

    [Fact]
    public void Driver_and_client_do_not_refer_to_each_other()
    {
        AssertNoReference(Driver, Client);
        AssertNoReference(Client, Driver);
    }

    [Fact]
    public void Layers_do_not_refer_to_the_layers_above()
    {
        AssertNoReference(Operations, [.. Driver, .. Client]);
        AssertNoReference(Api, [.. Driver, .. Client, .. Operations]);
        AssertNoReference(Transport, [.. Driver, .. Client, .. Operations, .. Api]);
    }

    [Fact]
    public void Only_the_API_uses_the_transport()
    {
        var callers = typeof(StorageTransport).Assembly.GetTypes()
            .Where(type => !type.IsNested && ReferencesOf(type).Contains(typeof(StorageTransport)));

        // The registration refers to every type.
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

    // Lambdas, iterators and asynchronous methods are compiled to nested types.
    private static IEnumerable<Type> ReferencesOf(Type type) =>
        WithNested(type).SelectMany(TypeReferences.Of).Select(Outermost).Where(reference => reference != type).Distinct();

    private static IEnumerable<Type> WithNested(Type type) =>
        [type, .. type.GetNestedTypes(TypeReferences.Declared).SelectMany(WithNested)];

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}

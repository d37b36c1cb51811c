using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Unified.Media.Drivers;

namespace Unified.Media.Supabase.Tests;

/// <summary>The access token is requested for the user of the operation or of the bucket client, otherwise for the service.</summary>
public sealed class OperationUserTests
{
    private static readonly MediaUser Ann = MediaUser.For("ann");
    private static readonly MediaUser Bob = MediaUser.For("bob");

    private readonly ConcurrentQueue<string> _users = new();

    public enum Operation
    {
        Upload,
        Open,
        List,
        Delete,
        DeleteMany,
    }

    public static TheoryData<Operation> Operations => [.. Enum.GetValues<Operation>()];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Token_is_asked_for_the_user_of_the_operation(Operation operation)
    {
        await using var host = NewHost();
        var item = await UploadAsync(host.Media, Ann);
        _users.Clear();

        await (operation switch
        {
            Operation.Upload => UploadAsync(host.Media, Ann),
            Operation.Open => ReadAsync(host.Media, item.Id),
            Operation.List => host.Media.GetUserUnifiedMediaAsync(Ann, cancellationToken: Cancel),
            Operation.Delete => host.Media.DeleteMediaUnifiedAsync(Ann, item.Id, cancellationToken: Cancel),
            _ => host.Media.DeleteManyAsync(Ann, MediaSelection.ByIds([item.Id]), cancellationToken: Cancel).CountAsync(Cancel).AsTask(),
        });

        Assert.NotEmpty(_users);
        Assert.All(_users, user => Assert.Equal("ann", user));
    }

    [Fact]
    public async Task Concurrent_operations_ask_for_their_own_users()
    {
        await using var host = NewHost();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => UploadAsync(host.Media, number % 2 == 0 ? Ann : Bob)));

        // Each upload stores the object, and signs its URL.
        Assert.All((string[])["ann", "bob"], user => Assert.True(_users.Count(name => name == user) >= 20));
        Assert.DoesNotContain("service", _users);
    }

    [Fact]
    public async Task Driver_acts_as_the_service_outside_operations()
    {
        await using var host = NewHost();
        await UploadAsync(host.Media, Ann);
        _users.Clear();

        await host.Store.HeadAsync(new(StorageUnderTest.Bucket, Bytes.NewKey()), Cancel);
        await host.Services.GetRequiredService<IMediaSweeper>().PlanAsync(Cancel);

        Assert.NotEmpty(_users);
        Assert.All(_users, user => Assert.Equal("service", user));
    }

    [Fact]
    public async Task Bucket_client_asks_for_the_token_of_its_user()
    {
        await using var host = NewHost();

        await host.Client.From(StorageUnderTest.Bucket).FindAsync(Bytes.NewKey(), Cancel);
        await host.Client.From(StorageUnderTest.Bucket, Bob).FindAsync(Bytes.NewKey(), Cancel);

        Assert.Equal(["service", "bob"], _users);
    }

    [Fact]
    public async Task Resumed_download_asks_for_the_token_of_its_user()
    {
        await using var stub = new StubHost(
            new StubServer((request, _) =>
            {
                var from = (int?)request.Headers.Range?.Ranges.Single().From ?? 0;
                var rest = Bytes.Of(100).AsMemory(from);
                return new(from == 0 ? HttpStatusCode.OK : HttpStatusCode.PartialContent)
                {
                    Content = new StreamContent(Testing.EdgeCaseStreams.FailingAfter(rest, from == 0 ? 50 : rest.Length))
                    {
                        Headers = { ContentLength = rest.Length },
                    },
                    Headers = { ETag = new EntityTagHeaderValue("\"1\"") },
                };
            }),
            RecordUsers);
        await using var content = await stub.Client.From("bucket", Ann).OpenReadAsync("a.png", cancellationToken: Cancel);

        Assert.Equal(Bytes.Of(100), await content!.ReadAllAsync(Cancel));

        Assert.Equal(2, stub.Server.Count);
        Assert.All(_users, user => Assert.Equal("ann", user));
    }

    private SupabaseHost NewHost() => new(options =>
    {
        RecordUsers(options);
        foreach (var name in ObjectLayout.All.Select(layout => layout.Bucket).Distinct())
        {
            options.BucketMap[name] = StorageUnderTest.OtherBucket;
        }
    });

    private void RecordUsers(SupabaseStorageOptions options) => options.AccessToken = (user, _) =>
    {
        _users.Enqueue(user.ToString());
        return new((string?)null);
    };

    private static Task<MediaItem> UploadAsync(IUnifiedMediaStore media, MediaUser user) => media.UploadUserImageAsync(
        user, new() { Content = MediaContent.FromStream(new MemoryStream(TinyImage.Png())) }, Cancel);

    private static async Task ReadAsync(IUnifiedMediaStore media, MediaId id)
    {
        await using var download = await media.OpenMediaAsync(Ann, id, cancellationToken: Cancel);
        await download!.Content.CopyToAsync(Stream.Null, Cancel);
    }
}

using Microsoft.Extensions.Time.Testing;
using Unified.Media.Drivers;
using Unified.Media.TestDatabase;

namespace Unified.Media.Postgres.Tests;

public sealed class OwnerTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
    private LeasedDatabase _leased = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, MediaErrorCode.OwnerUnknown)]
    [InlineData(2, MediaErrorCode.OwnerAmbiguous)]
    public async Task User_without_exactly_one_profile_is_rejected(int profiles, string code)
    {
        var user = MediaUser.For((await LegacyUser.AddAsync(_leased.Database, profiles, Cancel)).Login);
        var catalog = _leased.Open(_time);

        var errors = new[]
        {
            await Record.ExceptionAsync(() => catalog.ReserveAsync(user, Request(), Cancel)),
            await Record.ExceptionAsync(() => catalog.ListAsync(user, Queries.Of(user), Cancel)),
            await Record.ExceptionAsync(() => catalog.CountAsync(user, Queries.Of(user).Filter, FacetOptions.Default, Cancel)),
            await Record.ExceptionAsync(() => catalog.MarkDeletedAsync(user, MediaId.New(_time), Cancel)),
        };

        Assert.All(errors, error => Assert.Equal(code, Assert.IsType<MediaAccessDeniedException>(error).Code));
    }

    [Fact]
    public async Task User_id_that_is_not_a_uuid_is_rejected()
    {
        var error = await Assert.ThrowsAsync<MediaAccessDeniedException>(
            () => _leased.Open(_time).ReserveAsync(MediaUser.For("alice"), Request(), Cancel));

        Assert.Equal(MediaErrorCode.OwnerUnknown, error.Code);
    }

    [Fact]
    public async Task User_without_a_profile_sees_public_items()
    {
        var (login, profiles) = await LegacyUser.AddAsync(_leased.Database, 1, Cancel);
        var (stranger, _) = await LegacyUser.AddAsync(_leased.Database, 0, Cancel);
        var catalog = _leased.Open(_time);
        var shown = await AddAsync(catalog, MediaUser.For(login), Visibility.Public);
        var hidden = await AddAsync(catalog, MediaUser.For(login), Visibility.Private);

        var found = await catalog.FindAsync(MediaUser.For(stranger), [shown.Id, hidden.Id], Cancel);
        var listed = await catalog.ListAsync(
            MediaUser.For(stranger), Queries.Of(MediaUser.For(stranger), owner: OwnerId.FromGuid(profiles[0])), Cancel);

        Assert.Equal([shown.Id], found.Select(item => item.Id));
        Assert.Equal([shown.Id], listed.Items.Select(item => item.Id));
    }

    [Fact]
    public async Task Own_items_have_the_login_as_owner_and_others_the_profile()
    {
        var (login, profiles) = await LegacyUser.AddAsync(_leased.Database, 1, Cancel);
        var (other, _) = await LegacyUser.AddAsync(_leased.Database, 1, Cancel);
        var catalog = _leased.Open(_time);
        var item = await AddAsync(catalog, MediaUser.For(login), Visibility.Public);
        var secret = await AddAsync(catalog, MediaUser.For(login), Visibility.Private);

        var own = await catalog.ListAsync(MediaUser.For(login), Queries.Of(MediaUser.For(login), owner: OwnerId.FromGuid(profiles[0])), Cancel);
        var counted = await catalog.CountAsync(
            MediaUser.For(login), Queries.Of(MediaUser.For(login), owner: OwnerId.FromGuid(profiles[0])).Filter, FacetOptions.Default, Cancel);
        var hidden = await catalog.ListAsync(
            MediaUser.For(login),
            Queries.Of(MediaUser.For(login), new() { Visibilities = [Visibility.Private] }, OwnerId.FromGuid(profiles[0])),
            Cancel);
        var others = await catalog.FindAsync(MediaUser.For(other), [item.Id], Cancel);

        Assert.Equal(OwnerId.FromGuid(login), item.Owner);
        Assert.Equal(new[] { secret.Id, item.Id }.Order(), own.Items.Select(one => one.Id).Order());
        Assert.All(own.Items, one => Assert.Equal(OwnerId.FromGuid(login), one.Owner));
        Assert.Equal(2, Assert.Single(counted.Kinds).Count);
        Assert.Equal([secret.Id], hidden.Items.Select(one => one.Id));
        Assert.Equal(OwnerId.FromGuid(profiles[0]), Assert.Single(others).Owner);
        Assert.Equal(profiles[0], await _leased.Database.ScalarAsync<Guid>($"SELECT owner_user_id FROM public.media WHERE id = '{item.Id}'", Cancel));
    }

    [Fact]
    public async Task Owner_is_resolved_once_while_it_is_cached()
    {
        var login = Guid.CreateVersion7();
        var asked = 0;
        var catalog = _leased.Open(_time, options => options.ResolveOwners = (_, _) =>
        {
            asked++;
            return Task.FromResult<IReadOnlyList<Guid>>([login]);
        });

        for (var call = 0; call < 3; call++)
        {
            await catalog.ListAsync(MediaUser.For(login), Queries.Of(MediaUser.For(login)), Cancel);
        }

        Assert.Equal(1, asked);
        _time.Advance(TimeSpan.FromMinutes(2));
        await catalog.ListAsync(MediaUser.For(login), Queries.Of(MediaUser.For(login)), Cancel);
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task Resolver_that_the_policies_contradict_gives_no_access()
    {
        var (login, _) = await LegacyUser.AddAsync(_leased.Database, 1, Cancel);
        var (_, victim) = await LegacyUser.AddAsync(_leased.Database, 1, Cancel);
        var catalog = _leased.Open(_time, options => options.ResolveOwners = (_, _) => Task.FromResult<IReadOnlyList<Guid>>(victim));

        var error = await Assert.ThrowsAsync<MediaAccessDeniedException>(() => catalog.ReserveAsync(MediaUser.For(login), Request(), Cancel));

        Assert.Equal(MediaErrorCode.AccessDenied, error.Code);
    }

    public async ValueTask InitializeAsync() => _leased = await LeasedDatabase.TakeAsync(DatabaseTemplate.LegacyBRows, Cancel);

    public ValueTask DisposeAsync() => _leased.DisposeAsync();

    private ReserveRequest Request() => Uploads.Request(_time);

    private Task<MediaItem> AddAsync(IMediaCatalog catalog, MediaUser user, Visibility visibility) =>
        Uploads.AddAsync(catalog, user, _time, item => item with { Visibility = visibility });
}

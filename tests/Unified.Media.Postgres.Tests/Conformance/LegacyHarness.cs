using System.Collections.Concurrent;
using Unified.Media.Drivers;

namespace Unified.Media.Postgres.Tests;

/// <summary>A legacy database: items belong to profiles, kinds and visibilities are enums, and legacy policies and triggers are in force.</summary>
public abstract class LegacyHarness : PostgresHarness
{
    private readonly ConcurrentDictionary<OwnerId, OwnerId> _profiles = new();

    public override async Task<MediaUser> CreateUserAsync(CancellationToken cancellationToken)
    {
        var (login, profile) = await LegacyUser.AddAsync(Leased.Database, profiles: 1, cancellationToken);
        _profiles[OwnerId.FromGuid(login)] = OwnerId.FromGuid(profile[0]);
        return MediaUser.For(OwnerId.FromGuid(login));
    }

    internal override Guid OwnerOf(MediaUser user) => Guid.Parse(_profiles[user.Id!.Value].ToString());

    private protected override string LabelOf(MediaKind kind) => kind.ToString().ToUpperInvariant();

    protected override IMediaCatalog Wrap(IMediaCatalog catalog) => new OwnersAsLogins(catalog, _profiles);

    // The kit identifies owners by their logins; the catalog identifies other owners by their profiles.
    private sealed class OwnersAsLogins(IMediaCatalog inner, ConcurrentDictionary<OwnerId, OwnerId> profiles) : DelegatingMediaCatalog(inner)
    {
        public override async Task<IReadOnlyList<MediaItem>> FindAsync(
            MediaUser user, IReadOnlyCollection<MediaId> ids, CancellationToken cancellationToken) =>
            [.. (await base.FindAsync(user, ids, cancellationToken)).Select(WithLogin)];

        public override async Task<CatalogPage> ListAsync(MediaUser user, CatalogQuery query, CancellationToken cancellationToken)
        {
            var page = await base.ListAsync(user, query with { Filter = WithProfile(user, query.Filter) }, cancellationToken);
            return page with { Items = [.. page.Items.Select(WithLogin)] };
        }

        public override Task<MediaFacets> CountAsync(
            MediaUser user, CatalogFilter filter, FacetOptions options, CancellationToken cancellationToken) =>
            base.CountAsync(user, WithProfile(user, filter), options, cancellationToken);

        public override async Task<MediaItem?> UpdateAsync(MediaUser user, CatalogUpdate update, CancellationToken cancellationToken) =>
            await base.UpdateAsync(user, update, cancellationToken) is { } item ? WithLogin(item) : null;

        private CatalogFilter WithProfile(MediaUser user, CatalogFilter filter) =>
            filter.Scope.Owner is { } owner && owner != user.Id && profiles.TryGetValue(owner, out var profile)
                ? filter with { Scope = CatalogScope.ForOwner(profile, filter.Scope.Access) }
                : filter;

        private MediaItem WithLogin(MediaItem item) =>
            profiles.FirstOrDefault(pair => pair.Value == item.Owner) is { Key: var login } && login != default ? item with { Owner = login } : item;
    }
}

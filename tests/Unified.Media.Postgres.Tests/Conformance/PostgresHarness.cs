using Unified.Media.Drivers;
using Unified.Media.TestDatabase;
using Unified.Media.Testing;

namespace Unified.Media.Postgres.Tests;

public class PostgresHarness : MediaCatalogHarness
{
    private LeasedDatabase? _leased;

    public override bool CanShare => true;

    private protected LeasedDatabase Leased => _leased!;

    private protected virtual DatabaseTemplate Template => DatabaseTemplate.Empty;

    public override async Task<IMediaCatalog> CreateAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        _leased = await LeasedDatabase.TakeAsync(Template, cancellationToken);
        return await CreateSecondAsync(time, cancellationToken);
    }

    public override Task<IMediaCatalog> CreateSecondAsync(TimeProvider time, CancellationToken cancellationToken) =>
        Task.FromResult(Wrap(_leased!.Open(time)));

    public override async ValueTask DisposeAsync()
    {
        if (_leased is not null)
        {
            await _leased.DisposeAsync();
        }

        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected virtual IMediaCatalog Wrap(IMediaCatalog catalog) => catalog;
}

using Unified.Media.Drivers;
using Unified.Media.Testing;

namespace Unified.Media.Tests.Conformance;

public class FolderObjectStoreHarness : ObjectStoreHarness
{
    private readonly DirectoryInfo _surroundings = Directory.CreateTempSubdirectory("unified-media-kit-");

    public override ObjectStoreAbilities Abilities =>
        ObjectStoreAbilities.AtomicCreate | ObjectStoreAbilities.Listing | ObjectStoreAbilities.ETags | ObjectStoreAbilities.SecondInstance;

    private string Root => Path.Combine(_surroundings.FullName, "a", "b", "c", "root");

    public override Task<IObjectStore> CreateAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Decorate(new FolderObjectStore(Root, TimeProvider.System)));

    public override Task<IObjectStore> CreateSecondInstanceAsync(CancellationToken cancellationToken) => CreateAsync(cancellationToken);

    public override Task AssertNothingOutsideAsync(CancellationToken cancellationToken)
    {
        var outside = Directory.EnumerateFiles(_surroundings.FullName, "*", SearchOption.AllDirectories)
            .Where(file => !file.StartsWith(Root + Path.DirectorySeparatorChar, StringComparison.Ordinal));
        Assert.Empty(outside);
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        _surroundings.Delete(recursive: true);
        GC.SuppressFinalize(this);
        return base.DisposeAsync();
    }

    protected virtual IObjectStore Decorate(IObjectStore store) => store;
}

using Unified.Media.Drivers;
using Unified.Media.Testing;

namespace Unified.Media.Tests.Conformance;

public sealed class FolderObjectStoreHarness : ObjectStoreHarness
{
    private readonly DirectoryInfo surroundings = Directory.CreateTempSubdirectory("unified-media-kit-");

    public override ObjectStoreAbilities Abilities =>
        ObjectStoreAbilities.AtomicCreate | ObjectStoreAbilities.Listing | ObjectStoreAbilities.ETags | ObjectStoreAbilities.Sharing;

    private string Root => Path.Combine(surroundings.FullName, "a", "b", "c", "root");

    public override Task<IObjectStore> CreateAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IObjectStore>(new FolderObjectStore(Root, TimeProvider.System));

    public override Task<IObjectStore> CreateSecondAsync(CancellationToken cancellationToken) => CreateAsync(cancellationToken);

    public override Task AssertContainedAsync(CancellationToken cancellationToken)
    {
        var outside = Directory.EnumerateFiles(surroundings.FullName, "*", SearchOption.AllDirectories)
            .Where(file => !file.StartsWith(Root + Path.DirectorySeparatorChar, StringComparison.Ordinal));
        Assert.Empty(outside);
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        surroundings.Delete(recursive: true);
        return base.DisposeAsync();
    }
}

using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

/// <summary>A store that changes keys, like a case-insensitive file system.</summary>
public abstract class RenamingObjectStore(IObjectStore inner) : DelegatingObjectStore(inner)
{
    public override async Task<StoredObject> PutAsync(
        ObjectLocation location, ObjectBody body, PutOptions options, CancellationToken cancellationToken) =>
        await Inner.PutAsync(Rename(location), body, options, cancellationToken) with { Location = location };

    public override async Task<ObjectContent?> OpenReadAsync(
        ObjectLocation location, ByteRange? range, CancellationToken cancellationToken) =>
        await Inner.OpenReadAsync(Rename(location), range, cancellationToken) is { } content
            ? new ObjectContent(content.Stored with { Location = location }, content.Range, content.Stream)
            : null;

    public override async Task<StoredObject?> HeadAsync(ObjectLocation location, CancellationToken cancellationToken) =>
        await Inner.HeadAsync(Rename(location), cancellationToken) is { } stored ? stored with { Location = location } : null;

    public override Task DeleteAsync(ObjectLocation location, CancellationToken cancellationToken) =>
        Inner.DeleteAsync(Rename(location), cancellationToken);

    public override TAbility? GetAbility<TAbility>()
        where TAbility : class => null;

    protected abstract ObjectLocation Rename(ObjectLocation location);
}

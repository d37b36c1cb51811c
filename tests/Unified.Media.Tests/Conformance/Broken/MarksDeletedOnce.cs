using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class MarksDeletedOnce(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    private readonly HashSet<MediaId> _deleted = [];

    public override async Task<DeletedMedia?> MarkDeletedAsync(MediaUser user, MediaId id, CancellationToken cancellationToken)
    {
        lock (_deleted)
        {
            if (!_deleted.Add(id))
            {
                return null;
            }
        }

        return await Inner.MarkDeletedAsync(user, id, cancellationToken);
    }
}

using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class ChecksBeforeItCreates(IObjectStore inner) : DelegatingObjectStore(inner)
{
    public override async Task<StoredObject> PutAsync(
        ObjectLocation location, ObjectBody body, PutOptions options, CancellationToken cancellationToken)
    {
        if (options.Mode == PutMode.CreateNew && await Inner.HeadAsync(location, cancellationToken) is not null)
        {
            throw new MediaConflictException("There is one.");
        }

        return await Inner.PutAsync(location, body, options with { Mode = PutMode.Overwrite }, cancellationToken);
    }
}

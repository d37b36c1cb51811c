using Unified.Media.Drivers;

namespace Unified.Media.Tests;

/// <summary>Records the bodies that the core passes to the store.</summary>
internal sealed class RecordingStore(IObjectStore inner) : DelegatingObjectStore(inner)
{
    public List<string?> StagedFiles { get; } = [];

    public List<ObjectLocation> Deleted { get; } = [];

    public int BodiesOpened { get; private set; }

    public override Task<StoredObject> PutAsync(
        ObjectLocation location, ObjectBody body, PutOptions options, CancellationToken cancellationToken)
    {
        StagedFiles.Add(body.StagedFile);
        return base.PutAsync(location, new(body.Length, Open, body.StagedFile), options, cancellationToken);

        ValueTask<Stream> Open(CancellationToken token)
        {
            BodiesOpened++;
            return body.OpenReadAsync(token);
        }
    }

    public override Task DeleteAsync(ObjectLocation location, CancellationToken cancellationToken)
    {
        Deleted.Add(location);
        return base.DeleteAsync(location, cancellationToken);
    }
}

using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class LeavesStreamsOpen(IObjectStore inner) : DelegatingObjectStore(inner)
{
    public override async Task<StoredObject> PutAsync(
        ObjectLocation location, ObjectBody body, PutOptions options, CancellationToken cancellationToken)
    {
        var stream = await body.OpenReadAsync(cancellationToken);
        return await Inner.PutAsync(
            location, new(body.Length, async token => new BufferedStream(await Copy(stream, token))), options, cancellationToken);
    }

    private static async Task<Stream> Copy(Stream stream, CancellationToken cancellationToken)
    {
        var memory = new MemoryStream();
        await stream.CopyToAsync(memory, cancellationToken);
        memory.Position = 0;
        return memory;
    }
}

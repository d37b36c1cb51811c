using System.Buffers;
using Unified.Media.Drivers;

namespace Unified.Media.Benchmarks;

/// <summary>Reads and discards every object, so that only the work of the library is measured.</summary>
internal sealed class DiscardingObjectStore(IObjectStore inner) : DelegatingObjectStore(inner)
{
    public override async Task<StoredObject> PutAsync(
        ObjectLocation location, ObjectBody body, PutOptions options, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(256 * 1024);
        var source = await body.OpenReadAsync(cancellationToken);
        await using var sourceScope = source;
        while (await source.ReadAsync(buffer, cancellationToken) > 0)
        {
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return new() { Location = location, SizeBytes = body.Length };
    }

    public override TAbility? GetAbility<TAbility>()
        where TAbility : class => null;
}

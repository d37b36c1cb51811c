using System.Globalization;
using System.Security.Cryptography;
using Unified.Media.Drivers;

namespace Unified.Media.Tool;

/// <summary>Compares objects of the store with their rows in the ledger.</summary>
internal sealed class ObjectComparer(IObjectStore store, bool compareChecksums)
{
    /// <returns>The difference; null if the object matches its row.</returns>
    public async Task<ObjectDifference?> CompareAsync(LedgerObject expected, CancellationToken cancellationToken)
    {
        try
        {
            if (compareChecksums && expected.Sha256 is not null)
            {
                return await CompareContentAsync(expected, cancellationToken);
            }

            var stored = await store.HeadAsync(expected.Location, cancellationToken);
            return stored is null ? CreateMissingObject(expected) : Compare(expected, stored.SizeBytes, null);
        }
        catch (MediaProviderException exception)
        {
            return CreateDifference(expected, "object_unreadable", null, exception.Message);
        }
    }

    private async Task<ObjectDifference?> CompareContentAsync(LedgerObject expected, CancellationToken cancellationToken)
    {
        var content = await store.OpenReadAsync(expected.Location, null, cancellationToken);
        if (content is null)
        {
            return CreateMissingObject(expected);
        }

        await using var scope = content;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 * 1024];
        long size = 0;
        for (int read; (read = await content.Stream.ReadAsync(buffer, cancellationToken)) > 0; size += read)
        {
            hash.AppendData(buffer, 0, read);
        }

        return Compare(expected, size, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static ObjectDifference? Compare(LedgerObject expected, long size, string? sha256)
    {
        if (expected.SizeBytes is { } bytes && bytes != size)
        {
            return CreateDifference(expected, "size_differs", FormatBytes(bytes), FormatBytes(size));
        }

        return sha256 is not null && sha256 != expected.Sha256 ? CreateDifference(expected, "checksum_differs", expected.Sha256, sha256) : null;
    }

    private static ObjectDifference CreateMissingObject(LedgerObject expected) =>
        CreateDifference(expected, "object_missing", expected.SizeBytes is { } bytes ? FormatBytes(bytes) : null, null);

    private static ObjectDifference CreateDifference(LedgerObject expected, string code, string? expectedValue, string? foundValue) =>
        new(code, expected.MediaId.ToString(), expected.Location.Bucket, expected.Location.Key, expectedValue, foundValue);

    private static string FormatBytes(long count) => count.ToString(CultureInfo.InvariantCulture);
}

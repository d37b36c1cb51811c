using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Unified.Media;

/// <summary>
/// Computes a SHA-256 digest of a list of values. The length of each value is hashed too, so that different lists never produce the
/// same bytes to hash.
/// </summary>
internal sealed class Fingerprint : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public Fingerprint Add(string? value)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        if (value is null)
        {
            BinaryPrimitives.WriteInt32BigEndian(length, -1);
            _hash.AppendData(length);
            return this;
        }

        var bytes = Encoding.UTF8.GetBytes(value);
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        _hash.AppendData(length);
        _hash.AppendData(bytes);
        return this;
    }

    public Fingerprint Add<T>(T? value)
        where T : struct, IFormattable => Add(value?.ToString(null, System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Adds values so that neither their order nor duplicates change the digest.</summary>
    public Fingerprint AddSet(IEnumerable<string>? values)
    {
        string[] sorted = values is null ? [] : [.. values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Add<int>(sorted.Length);
        foreach (var value in sorted)
        {
            Add(value);
        }

        return this;
    }

    public Fingerprint AddList(IReadOnlyCollection<string>? values)
    {
        Add<int>(values?.Count ?? -1);
        foreach (var value in values ?? [])
        {
            Add(value);
        }

        return this;
    }

    public byte[] ToBytes() => _hash.GetCurrentHash();

    public override string ToString() => Convert.ToHexStringLower(ToBytes());

    public void Dispose() => _hash.Dispose();
}

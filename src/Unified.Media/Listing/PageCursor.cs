using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>
/// Encodes the position after a page as an opaque string: a version, the position, and a hash of the version, the position and the query. The
/// hash detects altered cursors and cursors of another query. It needs no secret key, because a cursor gives access only to items that the
/// user may list anyway.
/// </summary>
internal static class PageCursor
{
    private const byte Version = 1;
    private const int FixedLength = 1 + sizeof(long) + 16;
    private const int DigestLength = 12;
    private const int MaxEncodedLength = 2_048;

    /// <summary>
    /// Returns a hash of the scope, the filter and the order that a cursor belongs to. For a list of one owner, the hash does not depend on the
    /// access of the user, which may change between pages. The list of all items and the list of all public items have different hashes.
    /// </summary>
    public static byte[] HashQuery(CatalogFilter filter, MediaSort sort)
    {
        using var fingerprint = new Fingerprint();
        var owner = filter.Scope.Owner;
        return fingerprint.Add(owner?.ToString()).Add<int>(owner is null ? (int)filter.Scope.Access : null).Add<int>((int)sort)
            .AddSet(filter.Kinds.Select(kind => kind.ToString()))
            .AddSet(filter.SourceTypes.Select(source => source.ToString()))
            .AddSet(filter.EnhancementTypes)
            .AddSet(filter.Visibilities.Select(visibility => visibility.ToString()))
            .AddSet(filter.ContentTypes)
            .AddSet(filter.TagKeys).Add<int>((int)filter.TagMatch)
            .AddSet(filter.SearchTokens)
            .Add(filter.Created.Min).Add(filter.Created.Max)
            .Add(filter.Bytes.Min).Add(filter.Bytes.Max)
            .Add(filter.Width.Min).Add(filter.Width.Max)
            .Add(filter.Height.Min).Add(filter.Height.Max)
            .ToBytes();
    }

    public static string Encode(PagePosition position, MediaSort sort, byte[] queryHash)
    {
        var text = sort == MediaSort.Title ? Encoding.UTF8.GetBytes(position.Text ?? "") : [];
        var cursor = new byte[FixedLength + text.Length + DigestLength];
        cursor[0] = Version;
        BinaryPrimitives.WriteInt64BigEndian(cursor.AsSpan(1), position.Number);
        position.Id.Value.TryWriteBytes(cursor.AsSpan(1 + sizeof(long)), bigEndian: true, out _);
        text.CopyTo(cursor, FixedLength);
        Digest(cursor.AsSpan(0, FixedLength + text.Length), queryHash).CopyTo(cursor, FixedLength + text.Length);
        return Base64Url.EncodeToString(cursor);
    }

    /// <returns>The position; null when the cursor is null.</returns>
    /// <exception cref="MediaRejectedException"><c>invalid_cursor</c></exception>
    public static PagePosition? Decode(string? text, MediaSort sort, byte[] queryHash)
    {
        if (text is null)
        {
            return null;
        }

        if (text.Length > MaxEncodedLength || !Base64Url.IsValid(text))
        {
            throw CreateException();
        }

        var cursor = Base64Url.DecodeFromChars(text);
        if (cursor.Length < FixedLength + DigestLength || cursor[0] != Version || Base64Url.EncodeToString(cursor) != text)
        {
            throw CreateException();
        }

        var payload = cursor.AsSpan(0, cursor.Length - DigestLength);
        if (!cursor.AsSpan(payload.Length).SequenceEqual(Digest(payload, queryHash)))
        {
            throw CreateException();
        }

        return new(
            BinaryPrimitives.ReadInt64BigEndian(payload[1..]),
            sort == MediaSort.Title ? Encoding.UTF8.GetString(payload[FixedLength..]) : null,
            new(new Guid(payload.Slice(1 + sizeof(long), 16), bigEndian: true)));
    }

    private static byte[] Digest(ReadOnlySpan<byte> payload, byte[] queryHash)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(queryHash);
        hash.AppendData(payload);
        return hash.GetCurrentHash()[..DigestLength];
    }

    private static MediaRejectedException CreateException() => new([
        new(RejectionCode.InvalidCursor, "The cursor was altered, or it belongs to another query, owner or sort order.")
        {
            Field = nameof(MediaQuery.Cursor),
        }]);
}

using System.Runtime.CompilerServices;
using Unified.Media.Drivers.IO;

namespace Unified.Media;

/// <summary>
/// A forward-only stream of the content to store. It reads one <see cref="ContentPiece"/> after the other. Disposing the stream does not close the
/// source. No other reader may use the source at the same time.
/// </summary>
internal sealed class EditedStream : ForwardStream
{
    private readonly SeekableContent _source;
    private readonly IReadOnlyList<ContentPiece> _pieces;
    private readonly SourceHash? _sourceHash;
    private readonly long _length;
    private int _pieceIndex;
    private long _pieceOffset;
    private long _position;

    /// <param name="source">The received content.</param>
    /// <param name="pieces">The pieces to store, in order.</param>
    /// <param name="sourceHash">Computes the hash of the source from the bytes that this stream reads; null when no hash is needed.</param>
    public EditedStream(SeekableContent source, IReadOnlyList<ContentPiece> pieces, SourceHash? sourceHash = null)
    {
        _source = source;
        _pieces = pieces;
        _sourceHash = sourceHash;
        _length = pieces.Sum(piece => piece.Length);
    }

    public override long Length => _length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_pieceIndex < _pieces.Count && _pieceOffset == _pieces[_pieceIndex].Length)
        {
            _pieceIndex++;
            _pieceOffset = 0;
        }

        if (_pieceIndex == _pieces.Count || buffer.IsEmpty)
        {
            return 0;
        }

        var piece = _pieces[_pieceIndex];
        buffer = buffer[..(int)Math.Min(buffer.Length, piece.Length - _pieceOffset)];
        if (piece.IsSource)
        {
            await ReadSourceAsync(piece.SourceOffset + _pieceOffset, buffer, cancellationToken).ConfigureAwait(false);
        }
        else if (piece.IsZeros)
        {
            buffer.Span.Clear();
        }
        else
        {
            piece.Literal.Slice((int)_pieceOffset, buffer.Length).CopyTo(buffer);
        }

        _pieceOffset += buffer.Length;
        _position += buffer.Length;
        return buffer.Length;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ReadSourceAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (await _source.ReadAtAsync(offset, buffer, cancellationToken).ConfigureAwait(false) < buffer.Length)
        {
            throw new MediaRejectedException(RejectionCode.LengthMismatch, "The content became shorter while it was read.");
        }

        if (_sourceHash is not null)
        {
            await _sourceHash.AddAsync(offset, buffer, cancellationToken).ConfigureAwait(false);
        }
    }
}

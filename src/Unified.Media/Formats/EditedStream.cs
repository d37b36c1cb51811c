using System.Runtime.CompilerServices;
using Unified.Media.Drivers.IO;

namespace Unified.Media;

/// <summary>
/// A forward-only stream of the content to store, read piece by piece. Disposing it leaves the source open. No other reader may use the source
/// at the same time.
/// </summary>
internal sealed class EditedStream : ForwardStream
{
    private readonly SeekableContent _source;
    private readonly IReadOnlyList<ContentPiece> _pieces;
    private readonly SourceHash? _sourceHash;
    private readonly long _length;
    private int _piece;
    private long _offset;
    private long _position;

    /// <param name="source">The original content.</param>
    /// <param name="pieces">The pieces to store, in order.</param>
    /// <param name="hash">Receives the bytes of the source for its hash; null when no hash is needed.</param>
    public EditedStream(SeekableContent source, IReadOnlyList<ContentPiece> pieces, SourceHash? hash = null)
    {
        _source = source;
        _pieces = pieces;
        _sourceHash = hash;
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
        while (_piece < _pieces.Count && _offset == _pieces[_piece].Length)
        {
            _piece++;
            _offset = 0;
        }

        if (_piece == _pieces.Count || buffer.IsEmpty)
        {
            return 0;
        }

        var piece = _pieces[_piece];
        buffer = buffer[..(int)Math.Min(buffer.Length, piece.Length - _offset)];
        if (piece.IsSource)
        {
            await ReadSourceAsync(piece.SourceOffset + _offset, buffer, cancellationToken).ConfigureAwait(false);
        }
        else if (piece.IsZeros)
        {
            buffer.Span.Clear();
        }
        else
        {
            piece.Literal.Slice((int)_offset, buffer.Length).CopyTo(buffer);
        }

        _offset += buffer.Length;
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

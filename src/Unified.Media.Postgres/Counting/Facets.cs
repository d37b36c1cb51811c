using Npgsql;

namespace Unified.Media.Postgres;

/// <summary>All groups of one answer, each a statement of one batch. A group that certainly counts nothing is not asked for.</summary>
internal sealed class Facets(Vocabulary vocabulary)
{
    public ValueFacet? SourceTypes { get; init; }

    public ValueFacet? Kinds { get; init; }

    public TagFacet? Tags { get; init; }

    public IEnumerable<Statement> Compose() =>
        new[] { SourceTypes?.Compose(), Kinds?.Compose(), Tags?.Compose() }.OfType<Statement>();

    /// <summary>Reads from the first group on.</summary>
    public async Task<MediaFacets> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var sources = SourceTypes is null ? [] : await SourceTypes.ReadAsync(reader, vocabulary, cancellationToken).ConfigureAwait(false);
        await NextAsync(SourceTypes is not null).ConfigureAwait(false);
        var kinds = Kinds is null ? [] : await Kinds.ReadAsync(reader, vocabulary, cancellationToken).ConfigureAwait(false);
        await NextAsync(Kinds is not null).ConfigureAwait(false);
        var tags = Tags is null ? [] : await Tags.ReadAsync(reader, cancellationToken).ConfigureAwait(false);
        return new() { SourceTypes = sources, Kinds = kinds, Tags = tags };

        Task NextAsync(bool wasRead) => wasRead ? reader.NextResultAsync(cancellationToken) : Task.CompletedTask;
    }
}

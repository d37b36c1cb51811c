using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Unified.Media.TestDatabase;

namespace Unified.Media.Postgres.Tests;

/// <summary>A user with 2,500 items, in a database of its own, analysed.</summary>
public abstract class LargeLibrary : IAsyncLifetime
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private LeasedDatabase? _leased;

    public MediaUser User { get; private set; } = null!;

    /// <summary>The owner that others name.</summary>
    public OwnerId Owner { get; private set; }

    internal PostgresMediaCatalog Catalog { get; private set; } = null!;

    internal LeasedDatabase Leased => _leased!;

    public List<MediaItem> Items { get; } = [];

    private protected virtual DatabaseTemplate Template => DatabaseTemplate.Empty;

    private protected virtual bool HasProfiles => false;

    // How the table spells its words.
    private protected virtual Func<string, string> Spell => word => word;

    public async ValueTask InitializeAsync()
    {
        var cancel = TestContext.Current.CancellationToken;
        _leased = await LeasedDatabase.TakeAsync(Template, cancel);
        var (login, owner) = (Guid.CreateVersion7(), Guid.Empty);
        if (HasProfiles)
        {
            (login, var profiles) = await LegacyUser.AddAsync(_leased.Database, profiles: 1, cancel);
            owner = profiles[0];
        }

        Owner = OwnerId.FromGuid(HasProfiles ? owner : login);
        User = MediaUser.For(OwnerId.FromGuid(login));
        Catalog = _leased.Open(TimeProvider.System);
        await using var connection = await _leased.Database.DataSource.OpenConnectionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection) { Timeout = 120 };
        for (var number = 0; number < 2500; number++)
        {
            var item = Make(number, new(Guid.CreateVersion7(Start.AddMinutes(number))));
            Items.Add(item);
            batch.BatchCommands.Add(Reserve(item));
            batch.BatchCommands.Add(Publish(item));
        }

        await batch.ExecuteNonQueryAsync(cancel);
        await _leased.Database.ExecuteAsync("ANALYZE", cancel);
    }

    public async ValueTask DisposeAsync()
    {
        if (_leased is not null)
        {
            await _leased.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    private NpgsqlBatchCommand Reserve(MediaItem item) => new(
        """
        INSERT INTO unified_media.objects (media_id, attempt, owner_user_id, bucket, key, state, mime_type, size_bytes)
        VALUES ($1, 1, $2, 'b', $1::text, 'ready', $3, $4)
        """)
    {
        Parameters =
        {
            new() { Value = item.Id.Value },
            new() { Value = Guid.Parse(Owner.ToString()) },
            new() { Value = item.ContentType },
            new() { Value = item.SizeBytes },
        },
    };

    private NpgsqlBatchCommand Publish(MediaItem item) => new(
        """
        INSERT INTO public.media (id, owner_user_id, type, bucket, path, width, height, visibility, created_at, updated_at, source_type, metadata)
        VALUES ($1, $2, $3, 'b', $1::text, $4, 100, $5, $6, $6, $7, $8)
        """)
    {
        Parameters =
        {
            new() { Value = item.Id.Value },
            new() { Value = Guid.Parse(Owner.ToString()) },
            new() { Value = Spell(item.Kind.ToString()), NpgsqlDbType = NpgsqlDbType.Unknown },
            new() { Value = item.Width },
            new() { Value = item.Visibility.ToString().ToUpperInvariant(), NpgsqlDbType = NpgsqlDbType.Unknown },
            new() { Value = item.CreatedAt.UtcDateTime },
            new() { Value = item.SourceType.ToString() },
            new() { Value = item.Metadata.ToJson(), NpgsqlDbType = NpgsqlDbType.Jsonb },
        },
    };

    private MediaItem Make(int number, MediaId id) => new()
    {
        Id = id,
        Owner = User.Id!.Value,
        Kind = number % 97 == 0 ? MediaKind.Video : MediaKind.Image,
        SourceType = (number % 10) switch { 0 => SourceType.Stock, 1 => SourceType.Enhanced, _ => SourceType.Upload },
        Visibility = number % 4 == 0 ? Visibility.Public : Visibility.Private,
        ContentType = "image/png",
        SizeBytes = 100 + (number * 37 % 500),
        Width = 1 + (number * 7 % 2000),
        Height = 100,
        // Many rows share a time, and the ids do not follow it.
        CreatedAt = Start.AddMinutes(number * 31 % 1000),
        UpdatedAt = Start.AddDays(1),
        Location = new("b", id.ToString()),
        Metadata = MediaMetadata.FromJson(
            $$"""{"title":{{JsonSerializer.Serialize(TitleOf(number))}},"tags":{{JsonSerializer.Serialize(TagsOf(number))}}}"""),
    };

    private static string TitleOf(int number) =>
        $"t{number * 13 % 300} common{(number % 10 == 0 ? " tenth" : "")}{(number % 500 == 0 ? " needle" : "")}";

    private static IEnumerable<string> TagsOf(int number)
    {
        if (number % 2 == 0)
        {
            yield return "even";
        }

        if (number % 3 == 0)
        {
            yield return "third";
        }

        if (number % 400 == 1)
        {
            yield return "rare";
        }
    }
}

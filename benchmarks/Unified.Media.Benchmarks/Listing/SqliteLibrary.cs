using System.Globalization;
using System.Text.Json.Nodes;
using Unified.Media.Drivers;
using Unified.Media.Sqlite;

namespace Unified.Media.Benchmarks;

/// <summary>
/// Fills an SQLite catalog with 300,000 items: 100,050 of one owner, so that a page of 50 exists at a depth of 100,000, and the rest of 200
/// other owners, mixed in time. Uses the writer of the catalog, so that rows, indexes, tags and words equal those of uploads.
/// </summary>
internal sealed class SqliteLibrary
{
    public const int Items = 300_000;
    public const int LargestOwnerItems = 100_050;
    public const string RareWord = "heliotrope";
    public const string RareTag = "eclipse";
    public const string CommonTag = "travel";

    private const int RareEvery = 2_500;
    private const int OtherOwners = 200;
    private const int ItemsPerTransaction = 10_000;
    private const int VocabularyLength = 3_000;
    private const int TagVocabularyLength = 300;

    private readonly Random _random = new(7);
    private readonly string[] _vocabulary;

    public SqliteLibrary() => _vocabulary = [.. Enumerable.Range(0, VocabularyLength).Select(_ => Word())];

    /// <summary>The owner with the most items.</summary>
    public static OwnerId LargestOwner { get; } = OwnerId.Parse("largest");

    /// <summary>The creation time of the first item. One item follows per minute.</summary>
    public static DateTimeOffset Start { get; } = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The positions of the largest owner's items, newest first.</summary>
    public List<PagePosition> Positions { get; } = [];

    public void Fill(string path)
    {
        using var session = new SqliteDatabase(path).OpenWriter();
        session.ExecuteScript("PRAGMA synchronous = OFF; PRAGMA cache_size = -512000");
        var others = 0;
        for (var i = 0; i < Items; i++)
        {
            if (i % ItemsPerTransaction == 0)
            {
                session.Execute("BEGIN IMMEDIATE");
            }

            var isLargest = i - others < LargestOwnerItems && (i % 3 == 0 || others == Items - LargestOwnerItems);
            var owner = isLargest ? LargestOwner : OwnerId.Parse(string.Create(CultureInfo.InvariantCulture, $"owner-{others++ % OtherOwners}"));
            Add(session, Item(owner, Start.AddMinutes(i), i));
            if (i % ItemsPerTransaction == ItemsPerTransaction - 1)
            {
                session.Execute("COMMIT");
            }
        }

        session.ExecuteScript("PRAGMA wal_checkpoint(TRUNCATE)");
        Positions.Reverse();
    }

    private void Add(Session session, MediaItem item)
    {
        session.Execute(
            """
            INSERT INTO objects (media_id, attempt, owner_user_id, bucket, key, state, lease_until, received_sha256)
            VALUES (@id, 1, @owner, @bucket, @key, 'ready', 0, @sha256)
            """,
            ("@id", item.Id.ToString()),
            ("@owner", item.Owner.ToString()),
            ("@bucket", item.Location!.Bucket),
            ("@key", item.Location.Key),
            ("@sha256", item.Sha256));
        ItemWriter.Insert(session, item, attempt: 1);
        if (item.Owner == LargestOwner)
        {
            Positions.Add(PagePosition.FromItem(item, MediaSort.Newest));
        }
    }

    private MediaItem Item(OwnerId owner, DateTimeOffset time, int i)
    {
        var id = new MediaId(Guid.CreateVersion7(time));
        var isVideo = _random.Next(50) == 0;
        var format = isVideo ? MediaFormat.Mp4 : MediaFormat.Jpeg;
        var isEnhanced = _random.Next(100) == 0;
        var layout = isVideo ? ObjectLayout.UploadedVideos : ObjectLayout.UploadedImages;
        return new()
        {
            Id = id,
            Owner = owner,
            Kind = format.Kind,
            SourceType = isEnhanced ? SourceType.Enhanced : _random.Next(20) == 0 ? SourceType.Stock : SourceType.Upload,
            EnhancementType = isEnhanced ? "upscale" : null,
            Visibility = _random.Next(10) == 0 ? Visibility.Public : Visibility.Private,
            ContentType = format.ContentType,
            SizeBytes = _random.Next(10_000, 20_000_000),
            Sha256 = Convert.ToHexStringLower(Bytes(32)),
            Width = _random.Next(320, 6_000),
            Height = _random.Next(240, 4_000),
            Duration = isVideo ? TimeSpan.FromSeconds(_random.Next(1, 600)) : null,
            CreatedAt = time,
            UpdatedAt = time,
            Location = layout.Locate(KeySegment.Of(owner), id, 1, format.Extension),
            Metadata = Metadata(i / 3 % RareEvery == 0),
        };
    }

    // About 500 bytes.
    private MediaMetadata Metadata(bool isRare)
    {
        var tags = new JsonArray($"tag{_random.Next(TagVocabularyLength)}", $"tag{TagVocabularyLength + _random.Next(TagVocabularyLength)}");
        if (_random.Next(2) == 0)
        {
            tags.Add(CommonTag);
        }

        if (isRare)
        {
            tags.Add(RareTag);
        }

        return MediaMetadata.FromJson(new JsonObject
        {
            [MetadataName.Title] = Words(4),
            [MetadataName.Description] = Words(isRare ? 29 : 30) + (isRare ? " " + RareWord : ""),
            [MetadataName.Alt] = Words(8),
            [MetadataName.Tags] = tags,
            [MetadataName.Custom] = new JsonObject { ["album"] = Words(2), ["rating"] = _random.Next(6) },
        }.ToJsonString());
    }

    // The product of two random numbers makes some words much more frequent than others.
    private string Words(int count) =>
        string.Join(' ', Enumerable.Range(0, count).Select(_ => _vocabulary[(int)(_random.NextDouble() * _random.NextDouble() * VocabularyLength)]));

    private string Word() => string.Concat(Enumerable.Range(0, _random.Next(4, 12)).Select(_ => (char)('a' + _random.Next(26))));

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }
}

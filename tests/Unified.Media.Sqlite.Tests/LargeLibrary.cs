namespace Unified.Media.Sqlite.Tests;

public sealed class LargeLibrary : IAsyncLifetime
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly CatalogFixture fixture = new();

    public MediaUser User => fixture.User;

    internal SqliteMediaCatalog Catalog { get; private set; } = null!;

    public List<MediaItem> Items { get; } = [];

    public async ValueTask InitializeAsync()
    {
        Catalog = fixture.Open();
        await Catalog.PrepareAsync(TestContext.Current.CancellationToken);
        using var session = fixture.Database.OpenWriter();
        session.Execute("BEGIN IMMEDIATE");
        for (var number = 0; number < 2500; number++)
        {
            var item = Make(number, new(Guid.CreateVersion7(Start.AddMinutes(number))));
            Items.Add(item);
            session.Execute(
                """
                INSERT INTO objects (media_id, attempt, owner_user_id, bucket, key, state, lease_until)
                VALUES (@id, 1, @owner, 'b', @id, 'ready', 0)
                """,
                ("@id", item.Id.ToString()),
                ("@owner", item.Owner.ToString()));
            ItemWriter.Insert(session, item, attempt: 1);
        }

        session.Execute("COMMIT");
    }

    public ValueTask DisposeAsync()
    {
        fixture.Dispose();
        return ValueTask.CompletedTask;
    }

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
        Metadata = CatalogFixture.Describe(TitleOf(number), [.. TagsOf(number)]),
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

using System.Text;
using CsCheck;
using Npgsql;
using NpgsqlTypes;
using Unified.Media.Migrations.Tests;
using Unified.Media.TestDatabase;

namespace Unified.Media.LegacyMigration.Tests;

/// <summary>Properties of the two parsers of addresses, that of the mapping and that of the verification.</summary>
public sealed class LocationPropertyTests : IAsyncLifetime
{
    private const int Samples = 2_000;

    private static readonly Gen<char> KeyCharacter = Gen.OneOf(
        Gen.Char['a', 'z'], Gen.Char['0', '9'], Gen.OneOf(' ', '%', '?', '#', 'é', '字', '(', ')', ',', '&', '+', '\'', '"', '-', '_', '.'));

    private static readonly Gen<string> Segment = KeyCharacter.Array[1, 12].Select(characters => new string(characters))
        .Where(text => text.Trim() == text && text is not ("." or ".."));

    private static readonly Gen<string> Key = Segment.Array[1, 4].Select(segments => string.Join('/', segments));

    private static readonly Gen<string> Bucket = Gen.OneOf("user-media", "playground-images", "playground-videos", "media", "moodboard-uploads");

    private static readonly Gen<Func<string, string, string>> Wrapping = Gen.OneOf<Func<string, string, string>>(
        (bucket, key) => $"https://p.supabase.co/storage/v1/object/public/{bucket}/{Encoded(key)}",
        (bucket, key) => $"https://p.supabase.co/storage/v1/object/public/{bucket}/{Encoded(key)}?download=&t=1",
        (bucket, key) => $"HTTPS://P.supabase.co/storage/v1/object/sign/{bucket}/{Encoded(key)}?token=eyJ.a.b",
        (bucket, key) => $"https://p.supabase.co/storage/v1/object/authenticated/{bucket}/{Encoded(key)}#part",
        (bucket, key) => $"https://p.supabase.co/storage/v1/object/{bucket}/{Encoded(key)}",
        (bucket, key) => $"  https://p.supabase.co/storage/v1/render/image/public/{bucket}/{Encoded(key)}?width=200&quality=80\n",
        (bucket, key) => "https://p.supabase.co/storage/v1/object/public/playground-gallery/"
            + $"https://p.supabase.co/storage/v1/object/public/{bucket}/{Encoded(key)}",
        (bucket, key) => $"https://p/storage/v1/object/public/g/" + Uri.EscapeDataString(
            $"https://p/storage/v1/object/public/{bucket}/{Encoded(key)}"),
        (bucket, key) => $"http://localhost:54321/storage/v1/object/public/{bucket}/{Everything(key)}");

    private FreshDatabase _database = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _database = await FreshDatabase.CreateAsync(DatabaseTemplate.Empty.WithSchema(), Cancel);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Location_recovers_the_key_from_any_form_of_address()
    {
        var samples = Gen.Select(Bucket, Key, Wrapping).Draw(Samples);
        var addresses = samples.Select(sample => sample.Item3(sample.Item1, sample.Item2)).ToArray();

        var mapped = await ParseAsync("SELECT p.bucket, p.key "
            + "FROM unnest($1) WITH ORDINALITY a (t, n), unified_media.legacy_locate_object(a.t, null, null) p ORDER BY a.n", addresses);
        var expected = await ParseAsync("SELECT p[1], p[2] "
            + "FROM unnest($1) WITH ORDINALITY a (t, n), unified_media.legacy_expect_location(a.t, null, null) p ORDER BY a.n", addresses);

        Assert.Equal(samples.Select(sample => (sample.Item1, sample.Item2)), mapped);
        Assert.Equal(mapped, expected);
    }

    [Fact]
    public async Task Mapping_and_verification_agree_on_any_text()
    {
        var piece = Gen.OneOf(
            "https://", "http://", "HTTP://", "p.supabase.co", "/storage/v1/", "object/", "render/image/", "public/", "sign/", "authenticated/",
            "b", "/", "//",
            "..", ".", "%", "%2F", "%2e%2e", "%E9", "%C3%A9", "%00", "%3A", "https%3A%2F%2F", "data:", "blob:", "?", "#",
            "?x=https://h/storage/v1/object/public/b/k",
            "user@", ":80", " ", "\n", "\t", "é", "k.png", "external", "playground-gallery/", "\u0001", "moodboards/", "storage", "v1");
        var texts = piece.Array[0, 9].Select(string.Concat).Draw(Samples).ToArray();

        var mapped = await ParseAsync("SELECT p.bucket, p.key "
            + "FROM unnest($1) WITH ORDINALITY a (t, n), unified_media.legacy_locate_object(a.t, 'user-media', null) p ORDER BY a.n", texts);
        var expected = await ParseAsync("SELECT p[1], p[2] "
            + "FROM unnest($1) WITH ORDINALITY a (t, n), unified_media.legacy_expect_location(a.t, 'user-media', null) p ORDER BY a.n", texts);

        foreach (var (text, one, other) in texts.Zip(mapped, expected).Select(three => (three.First, three.Second, three.Third)))
        {
            Assert.True(
                one.Bucket == other.Bucket && (one.Bucket != "external" ? one.Key == other.Key : one.Key.Trim() == other.Key.Trim()),
                $"{text}: {one} but {other}");
            Assert.DoesNotContain("..", one.Bucket == "external" ? [] : one.Key.Split('/'));
        }
    }

    [Fact]
    public async Task Only_keys_in_the_owners_folder_are_adopted()
    {
        var login = Guid.CreateVersion7();
        var other = Guid.CreateVersion7();
        var profile = Guid.CreateVersion7();
        var step = Gen.OneOf(
            "enhanced", "uploads", "stock", "moodboards", "enhanced-images", "images", "x.png", "..", "", login.ToString(), other.ToString(),
            profile.ToString(),
            $"{login}-1.png", $"x{login}", "saved", "moodboard-uploads");
        var samples = Gen.Select(Bucket, step.Array[1, 4].Select(steps => string.Join('/', steps))).Draw(Samples);
        var adopted = await ReadAsync(
            "SELECT unified_media.legacy_can_adopt_object(a.b, a.k, $3, $4)::text, "
                + "unified_media.legacy_expect_ownership(a.b, a.k, $3, $4)::text FROM unnest($1, $2) WITH ORDINALITY a (b, k, n) ORDER BY a.n",
            samples.Select(sample => sample.Item1).ToArray(), samples.Select(sample => sample.Item2).ToArray(), login, profile);

        foreach (var ((bucket, key), (mapped, expected)) in samples.Zip(adopted))
        {
            if (mapped == "true")
            {
                Assert.Equal("true", expected);
                var steps = key.Split('/');
                Assert.DoesNotContain("..", steps);
                Assert.Contains(
                    steps, one => one == login.ToString() || one == profile.ToString() || one.StartsWith($"{login}-", StringComparison.Ordinal));
                Assert.NotEqual(other.ToString(), steps[0]);
                Assert.True(steps.Length == 1 || steps[1] != other.ToString() || steps[0] == login.ToString() || steps[0] == profile.ToString());
                Assert.True(bucket == "media" ? steps[0] == profile.ToString() : key.Contains(login.ToString(), StringComparison.Ordinal));
            }
        }
    }

    private static string Encoded(string key) => string.Join('/', key.Split('/').Select(Uri.EscapeDataString));

    // Encodes every byte.
    private static string Everything(string key) =>
        string.Join('/', key.Split('/').Select(segment => string.Concat(Encoding.UTF8.GetBytes(segment).Select(value => $"%{value:x2}"))));

    private Task<List<(string Bucket, string Key)>> ParseAsync(string sql, string[] texts) => ReadAsync(sql, (object)texts);

    private async Task<List<(string Bucket, string Key)>> ReadAsync(string sql, params object[] values)
    {
        await using var command = _database.DataSource.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(value is string[] texts
                ? new() { Value = texts, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text }
                : new NpgsqlParameter { Value = value });
        }

        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var rows = new List<(string, string)>();
        while (await reader.ReadAsync(Cancel))
        {
            rows.Add((reader.GetString(0), reader.GetString(1)));
        }

        return rows;
    }
}

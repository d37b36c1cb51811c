namespace Unified.Media.Tests;

public sealed class UploadFieldTests
{
    private static readonly MediaUser Alice = MediaUser.For("alice");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, int> Limits => new()
    {
        { "Title", 255 },
        { "Description", 5_000 },
        { "Alt", 1_000 },
        { "Attribution.Text", 1_000 },
        { "Attribution.SourceUrl", 1_000 },
        { "Generation.Prompt", 5_000 },
        { "Generation.JobId", 5_000 },
        { "Tags", 64 },
    };

    [Theory]
    [MemberData(nameof(Limits))]
    public async Task A_text_at_its_limit_is_kept_as_it_is(string field, int limit)
    {
        await using var host = WatchedHost.InMemory();
        var text = new string('x', limit - 2) + "🙂";

        var item = await host.Store.UploadUserImageAsync(Alice, With(field, text), Token);

        Assert.Equal(text, Read(item, field));
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public async Task A_text_over_its_limit_is_refused(string field, int limit)
    {
        await using var host = WatchedHost.InFolder();

        var reasons = await Refusal.OfAsync(() => host.Store.UploadUserImageAsync(Alice, With(field, new('x', limit + 1)), Token));

        Assert.Equal([Refusal.Field(field)], reasons);
        await host.AssertNothingLeftAsync(Alice);
    }

    public static TheoryData<string, string> BadTexts()
    {
        TheoryData<string, string> rows = [];
        foreach (var field in new[] { "Title", "Description", "Alt", "Attribution.Author", "Generation.Model", "Tags" })
        {
            foreach (var text in new[] { "lone high", "lone low", "no character", "null", "escape", "next line" })
            {
                rows.Add(field, text);
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(BadTexts))]
    public async Task Characters_that_are_no_text_are_refused_once(string field, string kind)
    {
        await using var host = WatchedHost.InMemory();
        var text = kind switch
        {
            "lone high" => "a\uD800b",
            "lone low" => "a\uDC00",
            "no character" => "a\uFFFEb",
            "null" => "a\0b",
            "escape" => "a\u001B[31m",
            _ => "a\u0085b",
        };

        var reasons = await Refusal.OfAsync(() => host.Store.UploadUserImageAsync(Alice, With(field, text), Token));

        Assert.Equal([Refusal.Field(field)], reasons);
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public async Task Texts_are_trimmed_and_composed(string field, int limit)
    {
        await using var host = WatchedHost.InMemory();
        _ = limit;

        var item = await host.Store.UploadUserImageAsync(Alice, With(field, " \t Cafe\u0301 \n"), Token);

        Assert.Equal("Caf\u00E9", Read(item, field));
    }

    [Fact]
    public async Task Lines_and_tabs_are_text()
    {
        await using var host = WatchedHost.InMemory();

        var item = await host.Store.UploadUserImageAsync(Alice, With("Description", "one\r\ntwo\tthree"), Token);

        Assert.Equal("one\r\ntwo\tthree", item.Description);
    }

    [Theory]
    [InlineData(50, true)]
    [InlineData(51, false)]
    public async Task At_most_50_tags_are_taken(int count, bool accepted)
    {
        await using var host = WatchedHost.InMemory();
        string[] tags = [.. Enumerable.Range(1, count).Select(number => $"tag {number}")];
        var upload = new ImageUpload { Content = SmallImage.Content, Tags = tags };

        if (accepted)
        {
            Assert.Equal(tags, (await host.Store.UploadUserImageAsync(Alice, upload, Token)).Tags);
        }
        else
        {
            Assert.Equal([Refusal.Field("Tags")], await Refusal.OfAsync(() => host.Store.UploadUserImageAsync(Alice, upload, Token)));
        }
    }

    [Fact]
    public async Task Tags_that_differ_in_case_spaces_or_composition_only_are_one_tag()
    {
        await using var host = WatchedHost.InMemory();
        var upload = new ImageUpload { Content = SmallImage.Content, Tags = [" Sea ", "SEA", "Caf\u00E9", "cafe\u0301", "sea", "Sky"] };

        Assert.Equal(["Sea", "Caf\u00E9", "Sky"], (await host.Store.UploadUserImageAsync(Alice, upload, Token)).Tags);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(null)]
    public async Task An_empty_tag_is_refused(string? tag)
    {
        await using var host = WatchedHost.InMemory();
        var upload = new ImageUpload { Content = SmallImage.Content, Tags = ["sea", tag!] };

        Assert.Equal([Refusal.Field("Tags")], await Refusal.OfAsync(() => host.Store.UploadUserImageAsync(Alice, upload, Token)));
    }

    [Fact]
    public async Task Every_broken_rule_is_named_at_once_with_those_of_the_content()
    {
        await using var host = WatchedHost.InFolder(media => media.Configure(options =>
        {
            options.Images.MaxPixels = 10;
            options.Images.MaxSide = 3;
        }));
        var upload = new ImageUpload
        {
            Content = SmallImage.Content,
            Title = new('x', 256),
            Description = new('x', 5_001),
            Alt = new('x', 1_001),
            Tags = [""],
            Attribution = new() { License = new('x', 1_001) },
            Generation = new() { Style = new('x', 5_001) },
            Metadata = new() { ["text"] = new string('x', 17_000) },
            Visibility = Visibility.Draft,
            IdempotencyKey = "",
            Source = SourceType.Enhanced,
        };

        var reasons = await Refusal.OfAsync(() => host.Store.UploadUserImageAsync(Alice, upload, Token));

        string[] fields =
            ["Source", "Title", "Description", "Alt", "Tags", "Attribution.License", "Generation.Style", "Metadata", "Visibility", "IdempotencyKey"];
        Assert.Equal([.. fields.Select(Refusal.Field), RejectionCode.TooManyPixels, RejectionCode.TooManyPixels], reasons);
        await host.AssertNothingLeftAsync(Alice);
    }

    [Fact]
    public async Task A_broken_field_is_named_together_with_content_that_is_refused_early()
    {
        await using var host = WatchedHost.InFolder();
        var upload = new ImageUpload { Content = SmallImage.Of("<svg/>"u8.ToArray()), Title = new('x', 256) };

        var reasons = await Refusal.OfAsync(() => host.Store.UploadUserImageAsync(Alice, upload, Token));

        Assert.Equal([Refusal.Field("Title"), RejectionCode.Unrecognised], reasons);
        await host.AssertNothingLeftAsync(Alice);
    }

    [Theory]
    [InlineData("k", true)]
    [InlineData("255", true)]
    [InlineData("256", false)]
    [InlineData("", false)]
    [InlineData("a\nb", false)]
    [InlineData("a\0b", false)]
    [InlineData("lone", false)]
    public async Task Idempotency_keys_have_a_rule(string key, bool accepted)
    {
        await using var host = WatchedHost.InMemory();
        var upload = new ImageUpload
        {
            Content = SmallImage.Content,
            IdempotencyKey = key switch
            {
                "255" => new('k', 255),
                "256" => new('k', 256),
                "lone" => "\uD800",
                _ => key,
            },
        };

        if (accepted)
        {
            await host.Store.UploadUserImageAsync(Alice, upload, Token);
        }
        else
        {
            Assert.Equal([Refusal.Field("IdempotencyKey")], await Refusal.OfAsync(() => host.Store.UploadUserImageAsync(Alice, upload, Token)));
        }
    }

    private static ImageUpload With(string field, string text) => field switch
    {
        "Title" => new() { Content = SmallImage.Content, Title = text },
        "Description" => new() { Content = SmallImage.Content, Description = text },
        "Alt" => new() { Content = SmallImage.Content, Alt = text },
        "Tags" => new() { Content = SmallImage.Content, Tags = [text] },
        "Attribution.Text" => new() { Content = SmallImage.Content, Attribution = new() { Text = text } },
        "Attribution.Author" => new() { Content = SmallImage.Content, Attribution = new() { Author = text } },
        "Attribution.SourceUrl" => new() { Content = SmallImage.Content, Attribution = new() { SourceUrl = text } },
        "Generation.Prompt" => new() { Content = SmallImage.Content, Generation = new() { Prompt = text } },
        "Generation.JobId" => new() { Content = SmallImage.Content, Generation = new() { JobId = text } },
        "Generation.Model" => new() { Content = SmallImage.Content, Generation = new() { Model = text } },
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };

    private static string? Read(MediaItem item, string field) => field switch
    {
        "Title" => item.Title,
        "Description" => item.Description,
        "Alt" => item.Alt,
        "Tags" => Assert.Single(item.Tags),
        "Attribution.Text" => item.Attribution?.Text,
        "Attribution.SourceUrl" => item.Attribution?.SourceUrl,
        "Generation.Prompt" => item.Metadata.Generation?.Prompt,
        "Generation.JobId" => item.Metadata.Generation?.JobId,
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };
}
